"""Outcome and timings of a question, for metrics and the log."""

import time
from dataclasses import dataclass, field
from enum import StrEnum

from rag.types import Answer, Done, Event, Sources, Status, Token


class Outcome(StrEnum):
    """The outcome of a question without an answer."""

    STOPPED = "stopped"
    """The reader pressed the button or left."""
    TURNED_AWAY = "turned_away"
    """The queue was full, or the service was shutting down."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that has ended. Times are seconds since it arrived, including waiting."""

    outcome: Status | Outcome
    waited: float | None
    """None if it was never started; likewise for the others."""
    sources: float | None
    first_words: float | None
    total: float
    answer: Answer | None


@dataclass(slots=True)
class Clock:
    """Measures the timings of one question from its events."""

    _start: float = field(default_factory=time.monotonic)
    _waited: float | None = None
    _sources: float | None = None
    _words: float | None = None
    _answer: Answer | None = None

    def began(self) -> None:
        """Record that the question has left the queue."""
        self._waited = self._now()

    def saw(self, event: Event) -> None:
        """Record an event."""
        match event:
            case Sources():
                self._sources = self._now()
            case Token() if self._words is None:
                self._words = self._now()
            case Done(answer):
                self._answer = answer

    def asked(self, outcome: Outcome) -> Asked:
        """The result; ``outcome`` only applies if there was no answer."""
        return Asked(
            self._answer.status if self._answer else outcome,
            self._waited,
            self._sources,
            self._words,
            self._now(),
            self._answer,
        )

    def _now(self) -> float:
        return time.monotonic() - self._start
