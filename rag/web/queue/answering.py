"""Asking from asynchronous code: the chain runs in threads, a few at a time, the rest waits.

Those who wait are served fairly per person, and so are the calls of the language model that the
running ones wait for (:mod:`rag.llm.turns`). Gradio's own queue would answer a full house with an
English sentence and forget the question, so it is left open and this is the queue, for the page and
for programs alike.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing, closing
from dataclasses import dataclass

from rag.llm.stopping import stoppable
from rag.llm.turns import FairLine, asked_by
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

    run: Callable[[], None]
    tell: Callable[[Event | Ahead | _End], None]
    place: int = 0
    """How many are served first, as it was last told."""
    work: Future[None] | None = None
    """None until it is its turn."""


class Answering:
    """Runs event generators in threads.

    Args:
        at_once: generators that run at the same time.
        waiting: generators that may wait for their turn.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._at_once = at_once
        self._limit = at_once + waiting
        self._listeners: list[Callable[[Asked], None]] = []
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="answering")
        self._lock = threading.Lock()
        self._line: FairLine[_Ticket] = FairLine()
        self._running = 0
        self._idle = threading.Event()
        self._idle.set()
        self._draining = False
        self._closing = threading.Event()

    def tell(self, listener: Callable[[Asked], None]) -> None:
        """From now on, ``listener`` is called with every question that has ended."""
        self._listeners.append(listener)

    async def events(
        self, ask: Callable[[], Generator[Event]], person: str
    ) -> AsyncGenerator[Event | Ahead]:
        """The events of ``ask()``; :class:`Ahead` while it waits, anew each time that changes.

        Ending the iteration early stops the model at its next word, and closes the generator at
        its next event, in its own thread.

        Args:
            ask: begins the answer.
            person: who asks, as :func:`rag.web.access.identity.asker` tells people apart.

        Raises:
            BusyError: the queue is full, or the service is ending.
            BriefingError: what ``ask`` raises.
        """
        clock = Clock()
        outcome = Outcome.FAILED
        try:
            async with aclosing(self._events(ask, person, clock)) as events:
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
        self, ask: Callable[[], Generator[Event]], person: str, clock: Clock
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

        def run() -> None:
            try:
                if self._closing.is_set():
                    raise ClosingError
                if stopped.is_set():
                    return
                clock.began()
                with stoppable(is_over), asked_by(person), closing(ask()) as generator:
                    self._pass_on(generator, stopped, tell)
            finally:
                self._end()
                tell(_End())

        ticket = _Ticket(run, tell)
        self._enter(person, ticket)
        try:
            while not isinstance(item := await arrived.get(), _End):
                yield item
            if ticket.work is None:
                raise ClosingError
            await asyncio.wrap_future(ticket.work)
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
            return Queue(self._running, len(self._line))

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
            left, self._line = self._line, FairLine()
        for ticket in left:
            ticket.tell(_End())
        self._threads.shutdown(wait=False)

    def _enter(self, person: str, ticket: _Ticket) -> None:
        with self._lock:
            if self._draining:
                raise ClosingError
            if self._running + len(self._line) >= self._limit:
                raise BusyError
            self._line.join(person, ticket)
            self._moved()

    def _end(self) -> None:
        with self._lock:
            self._running -= 1
            self._moved()

    def _leave(self, ticket: _Ticket) -> None:
        """Make room at once for those behind somebody who did not want to wait."""
        with self._lock:
            if self._line.leave(ticket):
                self._moved()

    def _moved(self) -> None:
        """With the lock held: begin what has room, and tell those who wait where they are now."""
        while self._running < self._at_once and len(self._line):
            self._running += 1
            ticket = self._line.take()
            ticket.work = self._threads.submit(ticket.run)
        for place, ticket in enumerate(self._line, start=1):
            if place != ticket.place:
                ticket.tell(Ahead(place))
            ticket.place = place
        if self._running:
            self._idle.clear()
        else:
            self._idle.set()
