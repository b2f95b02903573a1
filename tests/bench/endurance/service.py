"""The service that is kept under load, with its data on a small disk of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx

from index.settings import ROOT
from tests.bench.endurance.processes import engine_of

_SIZE: Final = "1g"
"""Of the disk: index, caches, and what the engine has read of the prompts."""
_START_S: Final = 900
_STOP_S: Final = 60
_BLOCK: Final = bytes(1 << 20)


@dataclass(frozen=True, slots=True)
class Service:
    """A running service."""

    process: "subprocess.Popen[bytes]"
    address: str
    """With a slash at its end."""
    disk: Path
    mounted: bool
    """Whether the disk is a file system of its own, which can be filled."""
    variables: dict[str, str]

    @property
    def sources(self) -> Path:
        return self.disk / "sources"

    def ready(self) -> dict[str, Any]:
        """The body of ``/ready``."""
        body: dict[str, Any] = httpx.get(f"{self.address}ready", timeout=60).json()
        return body

    def wait(self, what: str, seconds: float = _START_S) -> float:
        """Wait until index and model are ready; returns how long it took.

        Raises:
            TimeoutError: they were not; ``what`` is what was waited for.
        """
        began = time.monotonic()
        while time.monotonic() < began + seconds:
            with suppress(httpx.HTTPError):
                state = self.ready()
                if state["ready"] and state["model"]["phase"] == "ready":
                    return time.monotonic() - began
            time.sleep(0.5)
        raise TimeoutError(f"Not ready {seconds:.0f} s after {what}.")

    def kill_engine(self) -> None:
        """End the process of the language model, as the system does when memory runs out."""
        if engine := engine_of(self.process.pid):
            os.kill(engine, signal.SIGKILL)

    def build(self) -> int:
        """Build the index in a process of its own; returns its exit status."""
        return subprocess.run(
            [sys.executable, "-m", "index", "build"],
            cwd=ROOT,
            env=os.environ | self.variables,
            stdout=subprocess.DEVNULL,
            check=False,
        ).returncode

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """The disk is full; call :func:`fill` again when something has been deleted."""
        try:
            fill(self.disk)
            yield
        finally:
            (self.disk / "fill").unlink()


def fill(disk: Path) -> None:
    """Take all that is free."""
    for block in (_BLOCK, bytes(4096)):
        with (disk / "fill").open("ab", buffering=0) as file, suppress(OSError):
            while True:
                file.write(block)


@contextmanager
def running(log: Path, site: str) -> Iterator[Service]:
    """Start a service over articles in both languages, and stop it at the end.

    Args:
        log: file for its log.
        site: origin whose pages have the widget.
    """
    with ExitStack() as stack:
        disk = Path(stack.enter_context(TemporaryDirectory(prefix="briefing-endurance-"))) / "disk"
        disk.mkdir()
        mounted = _mount(disk)
        if mounted:
            stack.callback(partial(subprocess.run, ["umount", "--lazy", str(disk)], check=True))
        _put_articles(disk / "sources")
        port = _free_port()
        variables = {
            "BRIEFING_SOURCES": str(disk / "sources"),
            "BRIEFING_DATA": str(disk / "data"),
            "BRIEFING_PORT": str(port),
        }
        process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=os.environ | variables | {"BRIEFING_EMBED_ORIGINS": site},
            stdout=subprocess.DEVNULL,
            stderr=stack.enter_context(log.open("wb")),
        )
        stack.callback(_stop, process)
        yield Service(process, f"http://127.0.0.1:{port}/", disk, mounted, variables)


def _put_articles(folder: Path) -> None:
    folder.mkdir()
    for corpus in (ROOT / "seeds", ROOT / "tests" / "eval" / "newsroom2" / "corpus"):
        for article in corpus.glob("*.txt"):
            shutil.copy(article, folder)


def _mount(folder: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)]
    return os.geteuid() == 0 and not subprocess.run(command, check=False).returncode


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
