"""The queue of questions: the chain runs in a few threads; further questions wait.

The queue is fair per person, and so is the one for calls of the language model
(:mod:`rag.llm.turns`). Gradio's own queue would respond with an English sentence when it is full,
and lose the question, so it is unlimited; this queue serves both the page and the API.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing, closing
from dataclasses import dataclass

from rag.llm.stopping import stoppable
from rag.llm.turns import FairQueue, asked_by
from rag.types import Event
from rag.web.queue.asked import Asked, Clock, Outcome


class BusyError(Exception):
    """The queue is full."""


class ClosingError(BusyError):
    """The service is shutting down and accepts no further questions."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """Event of a waiting question: the number of questions served before it."""

    count: int


@dataclass(frozen=True, slots=True)
class Queue:
    """Number of questions being answered and waiting."""

    running: int
    waiting: int


class _End:
    """Marks the end of the events."""


@dataclass(eq=False, slots=True)
class _Ticket:
    """A question's place in the queue."""

    run: Callable[[], None]
    tell: Callable[[Event | Ahead | _End], None]
    place: int = 0
    """The position last reported, from 1; 0 if none was."""
    work: Future[None] | None = None
    """None while it is waiting."""


class Answering:
    """Runs event generators in threads.

    Args:
        at_once: maximum number of generators that run at the same time.
        waiting: maximum number of generators that wait.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._at_once = at_once
        self._limit = at_once + waiting
        self._listeners: list[Callable[[Asked], None]] = []
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="answering")
        self._lock = threading.Lock()
        self._line: FairQueue[_Ticket] = FairQueue()
        self._running = 0
        self._idle = threading.Event()
        self._idle.set()
        self._draining = False
        self._closing = threading.Event()

    def tell(self, listener: Callable[[Asked], None]) -> None:
        """Register a listener, which is called with every question that has ended."""
        self._listeners.append(listener)

    async def events(
        self, ask: Callable[[], Generator[Event]], person: str
    ) -> AsyncGenerator[Event | Ahead]:
        """The events of ``ask()``, preceded by :class:`Ahead` for each position in the queue.

        Ending the iteration early stops the model at its next token, and closes the generator at
        its next event, in its own thread.

        Args:
            ask: starts the answer.
            person: who asks; see :func:`rag.web.access.identity.asker`.

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
            # The loop is closed if the service ends during an answer.
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
        """The current length of the queue."""
        with self._lock:
            return Queue(self._running, len(self._line))

    async def drain(self, seconds: float) -> bool:
        """Accept no further questions; returns whether all were answered within ``seconds``."""
        self._draining = True
        return await asyncio.to_thread(self._idle.wait, seconds)

    @property
    def draining(self) -> bool:
        """Whether the service is shutting down."""
        return self._draining

    def close(self) -> None:
        """Stop running answers at their next event, and start no more."""
        self._draining = True
        self._closing.set()
        with self._lock:
            left, self._line = self._line, FairQueue()
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
        """Remove a waiting ticket, so that those behind it move up at once."""
        with self._lock:
            if self._line.leave(ticket):
                self._moved()

    def _moved(self) -> None:
        """Start what has capacity, and report their positions to the rest. Requires the lock."""
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
