"""What came of a question, and when: what metrics and the log are made of."""

import time
from dataclasses import dataclass, field
from enum import StrEnum

from rag.types import Answer, Done, Event, Sources, Status, Token


class Outcome(StrEnum):
    """How a question ended without an answer."""

    STOPPED = "stopped"
    """by the reader, who pressed the button or left"""
    TURNED_AWAY = "turned_away"
    """the queue was full, or the service ended"""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that has ended. Times are seconds after it came in, waiting included."""

    outcome: Status | Outcome
    waited: float | None
    """None if its turn never came, and so on for the others."""
    sources: float | None
    first_words: float | None
    total: float
    answer: Answer | None


@dataclass(slots=True)
class Clock:
    """Takes the times of one question while its events pass by."""

    _start: float = field(default_factory=time.monotonic)
    _waited: float | None = None
    _sources: float | None = None
    _words: float | None = None
    _answer: Answer | None = None

    def began(self) -> None:
        """It is the question's turn."""
        self._waited = self._now()

    def saw(self, event: Event) -> None:
        """An event is handed on."""
        match event:
            case Sources():
                self._sources = self._now()
            case Token() if self._words is None:
                self._words = self._now()
            case Done(answer):
                self._answer = answer

    def asked(self, outcome: Outcome) -> Asked:
        """All that is known at the end. What came after the answer does not count."""
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
