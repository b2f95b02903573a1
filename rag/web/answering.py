"""Asking from asynchronous code: the chain runs in threads, a few at a time, the rest waits.

Gradio's own queue would answer a full house with an English sentence and forget the question, so
it is left open and this is the queue.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from rag.types import Event


class BusyError(Exception):
    """More people are waiting than can be served in sensible time."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """So many others are served first."""

    count: int


class _End:
    """Nothing comes after this."""


class Answering:
    """Runs event generators in threads.

    Args:
        at_once: generators that run at the same time.
        waiting: generators that may wait for their turn.
    """

    def __init__(self, at_once: int = 4, waiting: int = 60) -> None:
        self._at_once = at_once
        self._limit = at_once + waiting
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="answering")
        self._lock = threading.Lock()
        self._open = 0
        self._closing = threading.Event()

    async def events(self, ask: Callable[[], Generator[Event]]) -> AsyncGenerator[Event | Ahead]:
        """The events of ``ask()``; first :class:`Ahead` if it has to wait.

        Ending the iteration early closes the generator at its next event, in its own thread.

        Raises:
            BusyError: the queue is full.
            BriefingError: what ``ask`` raises.
        """
        ahead = self._enter()
        loop = asyncio.get_running_loop()
        arrived: asyncio.Queue[Event | _End] = asyncio.Queue()
        stopped = threading.Event()

        def tell(item: Event | _End) -> None:
            # The loop is gone if the service ends while an answer runs.
            if not loop.is_closed():
                loop.call_soon_threadsafe(arrived.put_nowait, item)

        def pump() -> None:
            try:
                if stopped.is_set() or self._closing.is_set():
                    return
                generator = ask()
                try:
                    for event in generator:
                        if stopped.is_set() or self._closing.is_set():
                            return
                        tell(event)
                finally:
                    generator.close()
            finally:
                self._leave()
                tell(_End())

        work = loop.run_in_executor(self._threads, pump)
        try:
            if ahead > 0:
                yield Ahead(ahead)
            while not isinstance(item := await arrived.get(), _End):
                yield item
            await work
        finally:
            stopped.set()

    def close(self) -> None:
        """End running answers at their next event; none starts any more."""
        self._closing.set()
        self._threads.shutdown(wait=False)

    def _enter(self) -> int:
        """How many are served before this one."""
        with self._lock:
            if self._open >= self._limit or self._closing.is_set():
                raise BusyError
            self._open += 1
            return self._open - self._at_once

    def _leave(self) -> None:
        with self._lock:
            self._open -= 1
