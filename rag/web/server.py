"""Runs the service: binds the port first, then loads and serves."""

import errno
import logging
import os
import socket
import time
from functools import partial
from typing import TYPE_CHECKING, Final

import uvicorn

from index.errors import ServiceError
from index.settings import Settings
from rag.runtime.heaps import limit_heaps
from rag.web.http.connection import SPOKEN
from rag.web.monitoring.logs import configure_log

if TYPE_CHECKING:
    from rag.web.queue.answering import Answering

log = logging.getLogger(__name__)

GRADIO_ENVIRONMENT: Final = {
    # Analytics would contact external hosts.
    "GRADIO_ANALYTICS_ENABLED": "False",
    # Gradio would aggregate its last 10,000 events after each one, for a dashboard that is off.
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": str(10**12),
}
"""Environment variables that have to be set before gradio is imported."""


def serve(settings: Settings) -> None:
    """Serve until interrupted.

    Raises:
        ServiceError: the address cannot be bound.
        SettingsError: a prompt file is broken.
    """
    with _listen(settings.host, settings.port) as listening:
        limit_heaps()
        configure_log(settings)
        os.environ.update(GRADIO_ENVIRONMENT)
        # Imported here because it takes seconds, which would be wasted if the port is taken.
        from rag.assistant import Assistant
        from rag.runtime.ahead import Preparer
        from rag.runtime.examining import Examiner
        from rag.runtime.suggestions import Suggester, SuggestionStore
        from rag.runtime.watching import FolderWatcher
        from rag.web.app import create_app
        from rag.web.queue.answering import Answering

        answering = Answering(settings.at_once, settings.waiting)
        assistant = Assistant(settings)
        assistant.start()
        idlers = (
            Examiner(assistant, settings.data),
            Suggester(assistant, SuggestionStore(settings.data)),
            Preparer(assistant, settings.data),
        )
        watcher = FolderWatcher(settings.sources, assistant)
        if settings.watch == "on":
            watcher.start()
        for idler in idlers:
            idler.start()
        config = uvicorn.Config(
            # Created inside the running event loop; otherwise gradio leaks event loops.
            partial(create_app, assistant, settings, answering),
            factory=True,
            lifespan="on",
            log_config=None,
            log_level="warning",
            # Counted after all answers have ended; pages keep connections open permanently.
            timeout_graceful_shutdown=2,
            **SPOKEN,
        )
        try:
            _Server(config, settings, answering).run(sockets=[listening])
        finally:
            watcher.close()
            for idler in idlers:
                idler.close()


class _Server(uvicorn.Server):
    """Prints its address at start-up, and lets running answers end before it shuts down."""

    def __init__(self, config: uvicorn.Config, settings: Settings, answering: "Answering") -> None:
        super().__init__(config)
        self._settings = settings
        self._answering = answering

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"The briefing assistant is at {_address(self._settings)}", flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """On the first signal, ``/ready`` returns 503 and running answers end; a second Ctrl-C
        stops at once.
        """
        until = time.monotonic() + self._settings.shutdown_seconds
        while not (await self._answering.drain(0.2) or self.force_exit):
            if time.monotonic() > until:
                log.warning("Stopping the running answers: BRIEFING_SHUTDOWN_SECONDS has passed.")
                break
        self._answering.close()
        await super().shutdown(sockets)


def _address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}{settings.root_path}/"


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ServiceError(
                f"Port {port} is in use by another program.",
                f"Stop that program, or choose another port: BRIEFING_PORT={port % 65535 + 1}.",
            ) from error
        raise ServiceError(
            f"The service cannot listen on {host}:{port} ({error.strerror}).",
            "Set BRIEFING_HOST to an address of this machine and BRIEFING_PORT to a port from "
            "1024 to 65535.",
        ) from error
