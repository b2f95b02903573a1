"""Validates calls of Gradio's queue, and limits its unread sessions.

Gradio does not validate calls: an unknown function or session, or a value of the wrong type, leads
to a status of 500 or a traceback in the log. It also keeps all messages of a session until they are
read.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping
from typing import Annotated, Final

import gradio as gr
from gradio.server_messages import UnexpectedErrorMessage
from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.web.http.bodies import replay
from rag.web.page.session_stream import SessionStream
from rag.web.problems import refusal
from rag.web.queue.event_stream import EventStream

log = logging.getLogger(__name__)

_DATA: Final = "/gradio_api/queue/data"
MAX_UNREAD: Final = 100
"""Maximum number of sessions with messages and without a reader. A page starts to read as soon as
it has joined, so this is far more than there are at any time."""
_Session = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
_Name = Annotated[str, BeforeValidator(lambda name: "" if name is None else name)]
"""An event ID. The client may cancel a run before it knows the ID and sends null; Gradio then finds
the run by its session, but requires a string."""


class _Call(BaseModel):
    """The fields that are passed on; all others are removed from the body."""

    model_config = ConfigDict(strict=True)


class _Join(_Call):
    session_hash: _Session
    fn_index: int
    trigger_id: int | None = None
    data: list[str | None]
    """All inputs of our functions are text."""


class _Cancel(_Call):
    session_hash: _Session
    fn_index: int
    event_id: _Name = ""


class _Reset(_Call):
    event_id: _Name = ""


_CALLS: Final[Mapping[str, type[_Call]]] = {
    "/gradio_api/queue/join": _Join,
    "/gradio_api/cancel": _Cancel,
    "/gradio_api/reset": _Reset,
}


class GradioCalls:
    """ASGI middleware around Gradio, inside the guard."""

    def __init__(self, app: ASGIApp, blocks: gr.Blocks) -> None:
        self._app = app
        self._blocks = blocks
        self._queue = blocks._queue  # noqa: SLF001 - has the messages of sessions
        self._streams: dict[str, SessionStream] = {}
        """Streams by session, while they are read."""
        self._unread: OrderedDict[str, None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if path in _CALLS:
            await self._call(_CALLS[path], scope, receive, send)
        elif path == _DATA:
            await self._listen(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _call(self, kind: type[_Call], scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            call = kind.model_validate_json(await request.body())
        except ValidationError:
            call = None
        if call is None or not self._fits(call):
            await refusal("call_invalid", request, 422)(scope, receive, send)
            return
        if isinstance(call, _Join):
            await self._nobody_reads(call.session_hash)
        await self._app(scope, replay(call.model_dump_json().encode(), receive), send)

    def _fits(self, call: _Call) -> bool:
        """Whether the function exists and has this number of inputs."""
        if not isinstance(call, _Join):
            return True
        function = self._blocks.fns.get(call.fn_index)
        # Functions without code only cancel others; the page's client calls /cancel for that.
        if function is None or function.fn is None:
            return False
        return len(function.inputs) == len(call.data)

    async def _listen(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Allow one reader per session: with two, each would get only a part of the messages."""
        session = QueryParams(scope["query_string"]).get("session_hash", "")
        before = self._streams.get(session)
        if before and await before.take(receive, send):
            await before.wait_for_end()
            return
        if session in self._streams or not self._knows(session):
            # Gradio's own message, without the exception that it would raise.
            told = UnexpectedErrorMessage(message="404", session_not_found=True)
            content = f"data: {told.model_dump_json()}\n\n"
            await Response(content, media_type=EventStream.media_type)(scope, receive, send)
            return
        self._streams[session] = stream = SessionStream(receive, send)
        self._unread.pop(session, None)
        watching = asyncio.create_task(stream.watch())
        try:
            await self._app(scope, stream.receive, stream.send)
        except Exception:
            if self._knows(session):
                raise
            log.info("A session ended while it was being read.")
            await stream.send({"type": "http.response.body"})
        finally:
            watching.cancel()
            del self._streams[session]
            # A page that continues has joined again by now, or will do so with the same name.
            if stream.is_gone:
                await self._forget(session)
            elif self._queue.pending_event_ids_session.get(session):
                await self._nobody_reads(session)
            else:
                # Without awaiting: later calls with this name must not be dropped.
                self._drop(session)
            stream.end()

    def _knows(self, session: str) -> bool:
        return session in self._queue.pending_messages_per_session

    async def _nobody_reads(self, session: str) -> None:
        """Record a session without a reader; drops the oldest if there are too many."""
        if session in self._streams:
            return
        self._unread[session] = None
        self._unread.move_to_end(session)
        while len(self._unread) > MAX_UNREAD:
            longest, _ = self._unread.popitem(last=False)
            await self._forget(longest)

    async def _forget(self, session: str) -> None:
        self._drop(session)
        await self._queue.clean_events(session_hash=session)

    def _drop(self, session: str) -> None:
        self._unread.pop(session, None)
        self._queue.pending_messages_per_session.pop(session, None)
        self._queue.pending_event_ids_session.pop(session, None)
