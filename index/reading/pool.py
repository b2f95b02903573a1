"""Files are read in processes of their own, which are limited in time and memory and used again.

One that goes beyond its limits, or that a file crashes, is replaced; that file becomes a problem
with its name, and the next one is read as if nothing had happened.
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
"""Processes, each of which takes a processor."""
_IDLE_S: Final = 60.0
"""A process that had nothing to read for so long is ended: it holds some 200 MB."""

_TOO_SLOW: Final = (None, -signal.SIGXCPU)
"""How a process ends that is killed for its slowness: by us, or by the system."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take."""

    memory: int = 1_000_000_000
    """Bytes: a guess, forty times the largest file."""
    cpu_s: int = 60
    """Seconds of a processor. A PDF of 1,000 full pages takes about twenty, twice that on a machine
    with other work."""
    wait_s: float = 120.0
    """Seconds, for a process that sleeps, or gets no processor."""


class _Worker:
    """One process and the line to it."""

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
        """What it answers; nothing if it ended over the file, or is too slow."""
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
        """Whether it is there for another file."""
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
    """Reads files in other processes. Safe to use from several threads."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(_AT_ONCE)
        self._timer: threading.Timer | None = None

    def read(self, source: str, data: bytes) -> Parsed:
        """The file's articles with their passages, or what is wrong with the file.

        Raises:
            SourceError: no process can be started.
        """
        with self._slots:
            worker = self._take()
            found, status = self._ask(worker or _Worker(self._limits), source, data)
            if found is None and worker is not None and status not in _TOO_SLOW:
                # One that waited may have been ended by something else: ask another.
                found, status = self._ask(_Worker(self._limits), source, data)
        return _problem(source, status) if found is None else found

    def _ask(self, worker: _Worker, source: str, data: bytes) -> tuple[Parsed | None, int | None]:
        """What a worker reads; else the status with which it ended."""
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
        """Outcomes in the order of the files, several of which are read at a time.

        Args:
            files: each with what gives its bytes, called when its turn comes, so that only the
                bytes of files that are being read are held.
        """

        def read(file: tuple[str, Callable[[], bytes | Problem]]) -> Parsed:
            source, load = file
            data = load()
            return data if isinstance(data, Problem) else self.read(source, data)

        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="reading") as threads:
            yield from threads.map(read, files)

    def close(self) -> None:
        """End the processes that wait; a later file starts another."""
        self._end_idle(0.0)

    def _take(self) -> _Worker | None:
        """One that waits for a file, if there is any."""
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
        """Look in some time for processes that have become idle; to be called with the lock."""
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
    """The pool of this program."""
    pool = ReadPool()
    atexit.register(pool.close)
    return pool


def _problem(source: str, status: int | None) -> Problem:
    """Of a file that a process gave no answer on: out of time, or crashed."""
    if status in _TOO_SLOW:
        message = "Reading it takes too long: save its text alone, or cut it."
        return Problem(source, message, Fault.TOO_SLOW)
    message = f"Reading it crashed (status {status}): save it anew or in another format."
    return Problem(source, message, Fault.DAMAGED)
