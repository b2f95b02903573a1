"""A conversation as the server remembers it. What the browser shows is never read back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rag.types import Answer, Done, Event, Evidence, Language, Sources, Token, Turn

REMEMBERED = 6
"""Earlier turns given to the assistant for follow-up questions."""
SHOWN = 50
"""Turns kept; older ones leave the page."""


class Progress(StrEnum):
    """How far a turn is."""

    WAITING = "waiting"
    SEARCHING = "searching"
    WRITING = "writing"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it so far."""

    question: str
    progress: Progress = Progress.SEARCHING
    language: Language | None = None
    """Of the answer; None until it is found."""
    evidence: tuple[Evidence, ...] | None = None
    text: str = ""
    answer: Answer | None = None
    problem: str | None = None
    """For a failed turn: the sentence for the reader."""
    ahead: int = 0
    """For a waiting turn: how many others are served before."""

    def after(self, event: Event) -> "Exchange":
        """The exchange once ``event`` has happened."""
        match event:
            case Sources(language, evidence):
                return replace(
                    self, progress=Progress.WRITING, language=language, evidence=evidence
                )
            case Token(text):
                return replace(self, text=self.text + text)
            case Done(answer):
                return replace(self, progress=Progress.DONE, text=answer.text, answer=answer)

    @property
    def running(self) -> bool:
        return self.progress in (Progress.WAITING, Progress.SEARCHING, Progress.WRITING)


@dataclass(frozen=True, slots=True)
class Conversation:
    """All exchanges of one tab, oldest first."""

    exchanges: tuple[Exchange, ...] = ()

    def asked(self, exchange: Exchange) -> "Conversation":
        """With a new exchange at the end."""
        return replace(self, exchanges=(*self.exchanges, exchange)[-SHOWN:])

    def now(self, exchange: Exchange) -> "Conversation":
        """With the last exchange replaced."""
        return replace(self, exchanges=(*self.exchanges[:-1], exchange))

    @property
    def last(self) -> Exchange | None:
        return self.exchanges[-1] if self.exchanges else None

    def history(self) -> Sequence[Turn]:
        """What the assistant may know of earlier turns: those that ended in an answer."""
        turns = [
            Turn(exchange.question, exchange.answer.text)
            for exchange in self.exchanges
            if exchange.answer
        ]
        return turns[-REMEMBERED:]
