"""Asking from asynchronous code: the chain runs in threads, a few at a time, the rest waits.

Gradio's own queue would answer a full house with an English sentence and forget the question, so
it is left open and this is the queue, for the page and for programs alike.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, closing
from dataclasses import dataclass

from rag.llm.stopping import stoppable
from rag.types import Event
from rag.web.queue.asked import Asked, Clock, Outcome


class BusyError(Exception):
    """More people are waiting than can be served in sensible time."""


class ClosingError(BusyError):
    """The service is ending and takes no question any more."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """So many others are served first."""

    count: int


@dataclass(frozen=True, slots=True)
class Queue:
    """How many questions are being answered, and how many wait for that."""

    running: int
    waiting: int


class _End:
    """Nothing comes after this."""


@dataclass(eq=False, slots=True)
class _Ticket:
    """A question's place in the queue."""

    tell: Callable[[Event | Ahead | _End], None]
    place: int = 0
    """0: it is its turn."""


class Answering:
    """Runs event generators in threads.

    Args:
        at_once: generators that run at the same time.
        waiting: generators that may wait for their turn.
    """

    def __init__(self, at_once: int = 4, waiting: int = 60) -> None:
        self._at_once = at_once
        self._limit = at_once + waiting
        self._listeners: list[Callable[[Asked], None]] = []
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="answering")
        self._lock = threading.Lock()
        self._line: list[_Ticket] = []
        self._running = 0
        self._idle = threading.Event()
        self._idle.set()
        self._draining = False
        self._closing = threading.Event()

    def tell(self, listener: Callable[[Asked], None]) -> None:
        """From now on, ``listener`` is called with every question that has ended."""
        self._listeners.append(listener)

    async def events(self, ask: Callable[[], Generator[Event]]) -> AsyncGenerator[Event | Ahead]:
        """The events of ``ask()``; :class:`Ahead` while it waits, anew each time that changes.

        Ending the iteration early stops the model at its next word, and closes the generator at
        its next event, in its own thread.

        Raises:
            BusyError: the queue is full, or the service is ending.
            BriefingError: what ``ask`` raises.
        """
        clock = Clock()
        outcome = Outcome.FAILED
        try:
            async with aclosing(self._events(ask, clock)) as events:
                async for item in events:
                    if not isinstance(item, Ahead):
                        clock.saw(item)
                    yield item
        except BusyError:
            outcome = Outcome.TURNED_AWAY
            raise
        except (asyncio.CancelledError, GeneratorExit):
            outcome = Outcome.STOPPED
            raise
        finally:
            asked = clock.asked(outcome)
            for listener in self._listeners:
                listener(asked)

    async def _events(
        self, ask: Callable[[], Generator[Event]], clock: Clock
    ) -> AsyncGenerator[Event | Ahead]:
        loop = asyncio.get_running_loop()
        arrived: asyncio.Queue[Event | Ahead | _End] = asyncio.Queue()
        stopped = threading.Event()

        def tell(item: Event | Ahead | _End) -> None:
            # The loop is gone if the service ends while an answer runs.
            if not loop.is_closed():
                loop.call_soon_threadsafe(arrived.put_nowait, item)

        def is_over() -> bool:
            return stopped.is_set() or self._closing.is_set()

        def pump() -> None:
            if not self._begin(ticket):
                if stopped.is_set():
                    return
                raise ClosingError
            clock.began()
            try:
                with stoppable(is_over), closing(ask()) as generator:
                    self._pass_on(generator, stopped, tell)
            finally:
                self._end()
                tell(_End())

        ticket = _Ticket(tell)
        self._enter(ticket)
        work = loop.run_in_executor(self._threads, pump)
        try:
            while not isinstance(item := await arrived.get(), _End):
                yield item
            await work
        finally:
            stopped.set()
            self._leave(ticket)

    def _pass_on(
        self, generator: Iterable[Event], stopped: threading.Event, tell: Callable[[Event], None]
    ) -> None:
        for event in generator:
            if stopped.is_set():
                return
            if self._closing.is_set():
                raise ClosingError
            tell(event)

    def queue(self) -> Queue:
        """How full it is."""
        with self._lock:
            turn = max(0, min(len(self._line), self._at_once - self._running))
            return Queue(self._running + turn, len(self._line) - turn)

    async def drain(self, seconds: float) -> bool:
        """Take no new question from now on; whether all are answered within ``seconds``."""
        self._draining = True
        return await asyncio.to_thread(self._idle.wait, seconds)

    @property
    def draining(self) -> bool:
        """Whether the service is ending."""
        return self._draining

    def close(self) -> None:
        """End running answers at their next event; none starts any more."""
        self._draining = True
        self._closing.set()
        with self._lock:
            left, self._line = self._line, []
        for ticket in left:
            ticket.tell(_End())
        self._threads.shutdown(wait=False)

    def _enter(self, ticket: _Ticket) -> None:
        with self._lock:
            if self._draining:
                raise ClosingError
            if self._running + len(self._line) >= self._limit:
                raise BusyError
            self._line.append(ticket)
            self._moved()

    def _begin(self, ticket: _Ticket) -> bool:
        """Whether the ticket is still wanted, now that it is its turn."""
        with self._lock:
            if ticket not in self._line:
                return False
            self._line.remove(ticket)
            self._running += 1
            return True

    def _end(self) -> None:
        with self._lock:
            self._running -= 1
            self._moved()

    def _leave(self, ticket: _Ticket) -> None:
        """Make room at once for those behind somebody who did not want to wait."""
        with self._lock:
            if ticket in self._line:
                self._line.remove(ticket)
                self._moved()

    def _moved(self) -> None:
        """Tell those who wait where they are now."""
        for index, ticket in enumerate(self._line):
            place = max(0, self._running + index + 1 - self._at_once)
            if place and place != ticket.place:
                ticket.tell(Ahead(place))
            ticket.place = place
        if self._running or self._line:
            self._idle.clear()
        else:
            self._idle.set()
