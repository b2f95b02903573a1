"""A pool of worker processes that parse files, each limited in time and memory.

A worker that exceeds its limits or crashes is replaced; its file is reported as a problem, and
reading goes on with the next file.
"""

import atexit
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Pipe
from typing import TYPE_CHECKING, Final, Literal

from index.errors import SourceError
from index.formats import Fault
from index.reading.parsing import Parsed, Problem
from index.settings import ROOT

if TYPE_CHECKING:
    from index.reading.worker import Answer

_AT_ONCE: Final = 2
"""Number of workers, each of which uses one core."""
_IDLE_S: Final = 60.0
"""Seconds after which an idle worker is stopped: it takes some 200 MB."""

_TOO_SLOW: Final = (None, -signal.SIGXCPU)
"""Exit status of a worker that took too long: killed by us, or by the system."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for reading one file."""

    memory: int = 1_000_000_000
    """Bytes: a guess, forty times the largest file."""
    cpu_s: int = 60
    """Seconds of CPU time. A PDF of 1,000 full pages takes about twenty, twice that on a busy
    machine."""
    wait_s: float = 120.0
    """Seconds of elapsed time, for a process that sleeps or gets no CPU."""


class _Worker:
    """A worker process and the connection to it."""

    def __init__(self, limits: Limits) -> None:
        self._wait_s = limits.wait_s
        self._link, theirs = Pipe()
        number = theirs.fileno()
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "index.reading.worker",
                 *map(str, (number, limits.memory, limits.cpu_s))],
                cwd=ROOT,
                pass_fds=[number],
                stdin=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError as error:
            self._link.close()
            raise SourceError(
                f"No process can be started to read files ({error.strerror or error}).",
                "Free memory, or allow this user more processes, and try again.",
            ) from error
        finally:
            theirs.close()
        self.last_used = time.monotonic()

    def read(self, source: str, data: bytes) -> "Answer | tuple[None, Literal[False]]":
        """Its answer; ``(None, False)`` if it crashed on the file or took too long."""
        try:
            self._link.send((source, data))
            if not self._link.poll(self._wait_s):
                return None, False
            answer: Answer = self._link.recv()
        except (EOFError, OSError):
            return None, False
        self.last_used = time.monotonic()
        return answer

    @property
    def waits(self) -> bool:
        """Whether it is running and idle."""
        return self._process.poll() is None and not self._link.poll()

    def end(self) -> int | None:
        """Its exit status, or None if it had to be killed."""
        self._link.close()
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(1.0)
        self._process.kill()
        self._process.wait()
        return None


class ReadPool:
    """Parses files in worker processes. Safe to use from several threads."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(_AT_ONCE)
        self._timer: threading.Timer | None = None

    def read(self, source: str, data: bytes) -> Parsed:
        """The file's articles with their passages, or what is wrong with the file.

        Raises:
            SourceError: no worker can be started.
        """
        with self._slots:
            worker = self._take()
            found, status = self._ask(worker or _Worker(self._limits), source, data)
            if found is None and worker is not None and status not in _TOO_SLOW:
                # An idle worker may have been killed by something else: start a new one.
                found, status = self._ask(_Worker(self._limits), source, data)
        return _problem(source, status) if found is None else found

    def _ask(self, worker: _Worker, source: str, data: bytes) -> tuple[Parsed | None, int | None]:
        """The worker's result, or its exit status if it ended."""
        found, sound, status = None, False, None
        try:
            found, sound = worker.read(source, data)
        finally:
            if sound:
                self._put_back(worker)
            else:
                status = worker.end()
        return found, status

    def read_all(
        self, files: Iterable[tuple[str, Callable[[], bytes | Problem]]]
    ) -> Iterator[Parsed]:
        """Parse files in parallel; results are in the order of the files.

        Args:
            files: pairs of path and a function that loads the bytes. It is called only when the
                file's turn comes, so that few files are in memory at a time.
        """

        def read(file: tuple[str, Callable[[], bytes | Problem]]) -> Parsed:
            source, load = file
            data = load()
            return data if isinstance(data, Problem) else self.read(source, data)

        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="reading") as threads:
            yield from threads.map(read, files)

    def close(self) -> None:
        """Stop the idle workers; the next file starts a new one."""
        self._end_idle(0.0)

    def _take(self) -> _Worker | None:
        """An idle worker, if there is one."""
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
            if worker is None or worker.waits:
                return worker
            worker.end()

    def _put_back(self, worker: _Worker) -> None:
        with self._lock:
            self._idle.append(worker)
            self._watch()

    def _watch(self) -> None:
        """Schedule a check for idle workers; to be called with the lock held."""
        if self._idle and self._timer is None:
            self._timer = threading.Timer(_IDLE_S, self._look)
            self._timer.daemon = True
            self._timer.start()

    def _look(self) -> None:
        self._end_idle(_IDLE_S)
        with self._lock:
            self._timer = None
            self._watch()

    def _end_idle(self, after_s: float) -> None:
        until = time.monotonic() - after_s
        with self._lock:
            ended = [worker for worker in self._idle if worker.last_used <= until]
            self._idle = [worker for worker in self._idle if worker.last_used > until]
        for worker in ended:
            worker.end()


@cache
def shared_pool() -> ReadPool:
    """The pool shared by the whole program."""
    pool = ReadPool()
    atexit.register(pool.close)
    return pool


def _problem(source: str, status: int | None) -> Problem:
    """The problem of a file on which a worker ran out of time or crashed."""
    if status in _TOO_SLOW:
        message = "Reading it takes too long: save only its text, or split it."
        return Problem(source, message, Fault.TOO_SLOW)
    message = f"Reading it crashed (status {status}): save it again or in another format."
    return Problem(source, message, Fault.DAMAGED)
