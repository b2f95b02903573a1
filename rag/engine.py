"""The embedded language model: llama.cpp's server, in a child process, on a loopback port.

A process of its own, because the library holds the interpreter lock while it loads (1 s, or
15 s from a cold disk, in which no page would be served), because its server cannot be stopped
while it answers, and because a crash in it must not end the page: quotes need no model.
"""

import logging
import os
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

from pydantic import SecretStr

from index.errors import ModelError
from index.settings import ROOT
from rag.engine_process import Order

log = logging.getLogger(__name__)

_STOP_S = 5


class Engine:
    """A running server that speaks the OpenAI protocol at ``url`` to whoever has ``key``.

    ::

        with Engine.start(weights, threads=2) as engine:
            ChatOpenAI(base_url=engine.url, api_key=engine.key, model="any")

    It answers two requests at once, each with half of the context, and keeps the prompts it
    has read: a request that begins like an earlier one costs only what is new in it.
    """

    def __init__(self, process: subprocess.Popen[str], url: str, key: SecretStr) -> None:
        self.url = url
        self.key = key
        self._process = process
        self._stop = weakref.finalize(self, _end, process)

    @classmethod
    def start(cls, weights: Path, threads: int) -> Self:
        """Load the weights and serve them; takes a second, or several from a cold disk.

        Args:
            weights: a GGUF file.
            threads: how many to compute with; more than there are cores is slower.

        Raises:
            ModelError: the file is no model that can be loaded, or memory does not suffice.
        """
        key = secrets.token_urlsafe()
        process = subprocess.Popen(
            [sys.executable, "-m", "rag.engine_process"],
            cwd=ROOT,
            # Threads that wait must sleep. By default they spin and take the cores from those
            # they wait for: beside other work 1.6 tokens/s instead of 11, alone the same speed.
            env=os.environ | {"OMP_WAIT_POLICY": "passive"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            # Ctrl-C in the terminal is for us; the child ends when we do.
            start_new_session=True,
        )
        assert process.stdin and process.stdout and process.stderr
        said: deque[str] = deque(maxlen=20)
        listener = threading.Thread(target=_listen, args=(process.stderr, said), daemon=True)
        listener.start()
        try:
            process.stdin.write(Order(str(weights.resolve()), threads, key).to_line())
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
