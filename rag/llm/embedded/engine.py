"""The embedded language model: llama.cpp's server, in a child process, on a loopback port.

It needs a separate process because the library holds the interpreter lock while loading (1 s, or
15 s from a cold disk, during which no page would be served), because its server cannot be stopped
during a request, and because a crash must not affect the page: quotes need no model.
"""

import logging
import secrets
import subprocess
import sys
import threading
import weakref
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
from pydantic import SecretStr

from index.errors import ModelError
from index.settings import ROOT
from rag.llm.client import DEFAULT_WINDOW
from rag.llm.embedded.adapter import adapters_for
from rag.llm.embedded.engine_process import NO_LIBRARY, Order

log = logging.getLogger(__name__)

_STOP_S = 5
_POST_S = 60


class Engine:
    """A running server that speaks the OpenAI protocol at ``url`` and requires ``key``.

    ::

        with Engine.start(weights, threads=2, slots_folder=folder) as engine:
            ChatOpenAI(base_url=engine.url, api_key=engine.key, model="any")

    It has ``SLOTS`` slots, of 2,048 tokens by default. Each slot caches its last prompt: a request
    with the same prefix that names the slot as ``id_slot`` only processes the rest.
    """

    def __init__(
        self, process: subprocess.Popen[str], url: str, key: SecretStr, adapters: Sequence[Path]
    ) -> None:
        self.url = url
        self.key = key
        self.adapters = adapters
        """The adapters that were loaded, by index; none for other weights."""
        self._process = process
        self._client = httpx.Client(
            base_url=url.removesuffix("/v1"),
            headers={"Authorization": f"Bearer {key.get_secret_value()}"},
            timeout=_POST_S,
            trust_env=False,
        )
        self._stop = weakref.finalize(self, _end, process)

    @classmethod
    def start(
        cls, weights: Path, threads: int, slots_folder: Path, slot_tokens: int = DEFAULT_WINDOW
    ) -> Self:
        """Load the weights and serve them; takes a second, or several from a cold disk.

        Adapters for the weights (:mod:`rag.llm.embedded.adapter`) are loaded, too.

        Args:
            weights: a GGUF file.
            threads: number of threads; more than the number of cores is slower.
            slots_folder: an existing folder for the files of :meth:`save`.
            slot_tokens: context length of each slot.

        Raises:
            ModelError: library or model cannot be loaded, or there is not enough memory.
        """
        key = secrets.token_urlsafe()
        adapters = adapters_for(weights)
        order = Order(
            str(weights.resolve()),
            threads,
            key,
            str(slots_folder.resolve()),
            slot_tokens=slot_tokens,
            adapters=tuple(map(str, adapters)),
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "rag.llm.embedded.engine_process"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            # Ctrl-C in the terminal must only reach the parent; the child ends with it.
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
            with suppress(subprocess.TimeoutExpired):
                process.wait(_STOP_S)
            status = process.poll()
            _end(process)
            listener.join(_STOP_S)
            if status == NO_LIBRARY:
                raise ModelError(
                    f"The language model's library cannot be loaded ({_reason(said)}).",
                    "Install the system library that is named here (libgomp.so.1: on Debian and "
                    "Ubuntu `apt-get install libgomp1`) and start again; until then answers are "
                    "quotes.",
                )
            raise ModelError(
                f"The language model in {weights} cannot be loaded ({_reason(said)}).",
                "Remove the file so that it is fetched again, name another GGUF file in "
                "BRIEFING_WEIGHTS, or set BRIEFING_LLM=off; until then answers are quotes.",
            )
        return cls(process, f"{address}/v1", SecretStr(key), adapters)

    @property
    def alive(self) -> bool:
        """Whether the server still runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Process ID of the server."""
        return self._process.pid

    def save(self, slot: int, file: str) -> None:
        """Save the cache of a slot to a file in the slots folder.

        Raises:
            ModelError: the file cannot be written, or the engine has stopped.
        """
        response = self._slot("save", slot, file)
        if response.is_error:
            raise ModelError(
                f"The prompt cache of the language model cannot be saved ({response.text}).",
                "Free some space in the folder BRIEFING_DATA and start again.",
            )

    def restore(self, slot: int, file: str) -> bool:
        """Restore the cache of a slot; False if the file cannot be used.

        Raises:
            ModelError: the engine has stopped.
        """
        return self._slot("restore", slot, file).is_success

    def tokens(self, text: str) -> list[int]:
        """The tokens of a text in which special tokens are recognised by their spelling.

        Raises:
            ModelError: the engine has stopped.
        """
        body = {"content": text, "add_special": False, "parse_special": True}
        found: list[int] = self._post("/tokenize", body).json()["tokens"]
        return found

    def _slot(self, action: str, slot: int, file: str) -> httpx.Response:
        return self._post(f"/slots/{slot}?action={action}", {"filename": file})

    def _post(self, path: str, body: Mapping[str, object]) -> httpx.Response:
        try:
            return self._client.post(path, json=body)
        except (httpx.HTTPError, RuntimeError) as error:  # the latter after :meth:`close`
            raise ModelError(
                f"The language model does not answer ({error}).",
                "Start again; until then answers are quotes.",
            ) from error

    def close(self) -> None:
        """Stop the server at once. A second call does nothing."""
        self._stop()
        self._client.close()

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
    """Log the server's error output, and keep its last lines."""
    for line in lines:
        said.append(line.rstrip())
        log.warning("%s", said[-1])


def _reason(said: deque[str]) -> str:
    """The first line gives the cause; the others are consequences."""
    return said[0] if said else "the process ended without a message"


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            pipe.close()
