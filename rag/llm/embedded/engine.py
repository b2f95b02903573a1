"""The embedded language model: llama.cpp's server, in a child process, on a loopback port.

A process of its own, because the library holds the interpreter lock while it loads (1 s, or
15 s from a cold disk, in which no page would be served), because its server cannot be stopped
while it answers, and because a crash in it must not end the page: quotes need no model.
"""

import logging
import secrets
import subprocess
import sys
import threading
import weakref
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
from pydantic import SecretStr

from index.errors import ModelError
from index.settings import ROOT
from rag.llm.client import DEFAULT_WINDOW
from rag.llm.embedded.engine_process import Order

log = logging.getLogger(__name__)

_STOP_S = 5
_SLOT_S = 60


class Engine:
    """A running server that speaks the OpenAI protocol at ``url`` to whoever has ``key``.

    ::

        with Engine.start(weights, threads=2, slots_folder=folder) as engine:
            ChatOpenAI(base_url=engine.url, api_key=engine.key, model="any")

    It has ``SLOTS`` slots, of 2,048 tokens if not said otherwise. Each keeps the prompt it read
    last, so that a request which begins like it (and names the slot as ``id_slot``) costs only what
    is new.
    """

    def __init__(self, process: subprocess.Popen[str], url: str, key: SecretStr) -> None:
        self.url = url
        self.key = key
        self._process = process
        self._stop = weakref.finalize(self, _end, process)

    @classmethod
    def start(
        cls, weights: Path, threads: int, slots_folder: Path, slot_tokens: int = DEFAULT_WINDOW
    ) -> Self:
        """Load the weights and serve them; takes a second, or several from a cold disk.

        Args:
            weights: a GGUF file.
            threads: how many to compute with; more than there are cores is slower.
            slots_folder: an existing folder in which :meth:`save` keeps what slots have read.
            slot_tokens: what each slot holds.

        Raises:
            ModelError: the file is no model that can be loaded, or memory does not suffice.
        """
        key = secrets.token_urlsafe()
        order = Order(
            str(weights.resolve()),
            threads,
            key,
            str(slots_folder.resolve()),
            slot_tokens=slot_tokens,
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "rag.llm.embedded.engine_process"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            # Ctrl-C in the terminal is for us; the child ends when we do.
            start_new_session=True,
        )
        assert process.stdin
        assert process.stdout
        assert process.stderr
        said: deque[str] = deque(maxlen=20)
        listener = threading.Thread(target=_listen, args=(process.stderr, said), daemon=True)
        listener.start()
        try:
            process.stdin.write(order.to_line())
            process.stdin.flush()
            address = process.stdout.readline().strip()
        except BrokenPipeError:
            address = ""
        if not address:
            _end(process)
            listener.join(_STOP_S)
            raise ModelError(
                f"The language model in {weights} cannot be loaded ({_reason(said)}).",
                "Remove the file so that it is fetched again, name another GGUF file in "
                "BRIEFING_WEIGHTS, or set BRIEFING_LLM=off; until then answers are quotes.",
            )
        return cls(process, f"{address}/v1", SecretStr(key))

    @property
    def alive(self) -> bool:
        """Whether the server still runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Number of the server's process."""
        return self._process.pid

    def save(self, slot: int, file: str) -> None:
        """Write what a slot has read to a file of this name in the slots' folder.

        Raises:
            ModelError: the file cannot be written, or the engine is gone.
        """
        response = self._slot("save", slot, file)
        if response.is_error:
            raise ModelError(
                f"What the language model has read cannot be saved ({response.text}).",
                "Make room in the folder of BRIEFING_DATA and start again.",
            )

    def restore(self, slot: int, file: str) -> bool:
        """Let a slot have read what was saved; false if that file is of no use.

        Raises:
            ModelError: the engine is gone.
        """
        return self._slot("restore", slot, file).is_success

    def _slot(self, action: str, slot: int, file: str) -> httpx.Response:
        try:
            return httpx.post(
                f"{self.url.removesuffix('/v1')}/slots/{slot}",
                params={"action": action},
                json={"filename": file},
                headers={"Authorization": f"Bearer {self.key.get_secret_value()}"},
                timeout=_SLOT_S,
                trust_env=False,
            )
        except httpx.HTTPError as error:
            raise ModelError(
                f"The language model does not answer ({error}).",
                "Start again; until then answers are quotes.",
            ) from error

    def close(self) -> None:
        """Stop the server, whatever it is doing. Closing twice does nothing."""
        self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _listen(lines: Iterable[str], said: deque[str]) -> None:
    """Pass on what the server complains about."""
    for line in lines:
        said.append(line.rstrip())
        log.warning("%s", said[-1])


def _reason(said: deque[str]) -> str:
    """The first complaint tells why; what follows are its consequences."""
    return said[0] if said else "the process ended without a word"


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            pipe.close()
