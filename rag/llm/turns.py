"""A queue that is fair per person, not per request.

Start-time fair queuing (Goyal, Vin and Cheng, 1996) with requests of equal size: each request of a
person is in a later round than the one before, and lower rounds are served first. A newcomer starts
in the current round, so a tenth request is never served before another person's first, and
splitting a request gains nothing.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from index.errors import ModelError
from rag.llm.stopping import ensure_wanted

T = TypeVar("T")

_LOOK_S: Final = 0.1
"""Interval at which a waiting call checks whether it was stopped."""

_asker: ContextVar[str] = ContextVar("asker", default="")


@contextmanager
def asked_by(person: str) -> Iterator[None]:
    """Within the block, this thread's work counts for this person.

    All background work together counts as one person.
    """
    before = _asker.set(person)
    try:
        yield
    finally:
        _asker.reset(before)


@dataclass(eq=False, slots=True)
class _Place(Generic[T]):
    person: str
    item: T
    round: int


class FairQueue(Generic[T]):
    """Waiting items in the order in which they are served, unless further items arrive.

    Not thread-safe: the caller has to hold a lock.
    """

    def __init__(self) -> None:
        self._places: list[_Place[T]] = []
        self._round = 0
        self._next: dict[str, int] = {}
        """The round of the next request of each person who is ahead of the current round."""

    def join(self, person: str, item: T) -> None:
        """Enqueue an item behind the person's own earlier ones, in the lowest round possible."""
        place = _Place(person, item, max(self._round, self._next.get(person, 0)))
        self._next[person] = place.round + 1
        at = sum(other.round <= place.round for other in self._places)
        self._places.insert(at, place)

    def take(self) -> T:
        """Remove and return the next item.

        Raises:
            IndexError: the queue is empty.
        """
        place = self._places.pop(0)
        self._round = place.round
        self._next = {person: n for person, n in self._next.items() if n > self._round}
        return place.item

    def leave(self, item: T) -> bool:
        """Remove an item; the person's later ones move up. False if it is not in the queue."""
        left = next((place for place in self._places if place.item is item), None)
        if left is None:
            return False
        self._places.remove(left)
        self._next[left.person] -= 1
        for place in self._places:
            if place.person == left.person and place.round > left.round:
                place.round -= 1
        self._places.sort(key=lambda place: place.round)
        return True

    def __iter__(self) -> Iterator[T]:
        return (place.item for place in self._places)

    def __len__(self) -> int:
        return len(self._places)


class Turns:
    """Limits the number of concurrent calls; others wait in a fair queue. Thread-safe.

    Args:
        parallel: maximum number of concurrent calls.
        wait_s: maximum waiting time in seconds.
    """

    def __init__(self, parallel: int, wait_s: float) -> None:
        self._lock = threading.Lock()
        self._line: FairQueue[threading.Event] = FairQueue()
        self._free = parallel
        self._wait_s = wait_s

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, for a limited time: otherwise the reader gets quotes.

        Raises:
            ModelError: other calls took too long, or the reader has stopped the answer.
        """
        called = threading.Event()
        with self._lock:
            self._line.join(_asker.get(), called)
            self._call()
        try:
            self._await(called)
            yield
        finally:
            with self._lock:
                if not self._line.leave(called):
                    self._free += 1
                    self._call()

    def _await(self, called: threading.Event) -> None:
        end = time.monotonic() + self._wait_s
        while not called.wait(min(_LOOK_S, self._wait_s)):
            ensure_wanted()
            if time.monotonic() > end:
                raise ModelError(
                    f"The language model was busy with other questions for {self._wait_s:g} "
                    "seconds.",
                    "Ask again in a moment; until then answers are quotes.",
                )

    def _call(self) -> None:
        """Start the next calls while there is capacity. Requires the lock."""
        while self._free and len(self._line):
            self._free -= 1
            self._line.take().set()
