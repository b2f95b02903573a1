"""Who comes next where several wait for one thing: fair per person, not per question.

Start-time fair queuing (Goyal, Vin and Cheng, 1996) with requests of equal size: a person's
requests are numbered by rounds, and a lower round is served first. Whoever comes while others are
in their fourth round begins there, so that nobody's tenth request is served before another's first,
and nobody gains by asking in small pieces.
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
"""Between two looks whether a call that waits for its turn is still wanted."""

_asker: ContextVar[str] = ContextVar("asker", default="")


@contextmanager
def asked_by(person: str) -> Iterator[None]:
    """Until the end of the block, all work of this thread is for this person.

    Work in the background is nobody's; together it counts as one person.
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


class FairLine(Generic[T]):
    """Items that wait, in the order in which they will be served if nothing else comes.

    Not safe to use from several threads without a lock of the caller's.
    """

    def __init__(self) -> None:
        self._places: list[_Place[T]] = []
        self._round = 0
        self._next: dict[str, int] = {}
        """Of each person who is ahead of the current round: the round of their next request."""

    def join(self, person: str, item: T) -> None:
        """Behind the person's own earlier items, and behind nobody who is further ahead."""
        place = _Place(person, item, max(self._round, self._next.get(person, 0)))
        self._next[person] = place.round + 1
        at = sum(other.round <= place.round for other in self._places)
        self._places.insert(at, place)

    def take(self) -> T:
        """The next one, which leaves the line.

        Raises:
            IndexError: nobody waits.
        """
        place = self._places.pop(0)
        self._round = place.round
        self._next = {person: n for person, n in self._next.items() if n > self._round}
        return place.item

    def leave(self, item: T) -> bool:
        """Give up an item; the person's later ones move up. False if it does not wait."""
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
    """So many calls at a time; the others wait, in a fair line. Safe to use from several threads.

    Args:
        parallel: calls at a time.
        wait_s: how long one waits at most.
    """

    def __init__(self, parallel: int, wait_s: float) -> None:
        self._lock = threading.Lock()
        self._line: FairLine[threading.Event] = FairLine()
        self._free = parallel
        self._wait_s = wait_s

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, but not for ever: the reader gets quotes instead.

        Raises:
            ModelError: others kept it busy for too long, or the reader has stopped the answer.
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
        """With the lock held: let in whoever comes next, as long as there is room."""
        while self._free and len(self._line):
            self._free -= 1
            self._line.take().set()
