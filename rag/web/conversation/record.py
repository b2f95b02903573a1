"""A conversation as the server remembers it. What the browser shows is never read back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from rag.storage.feedback import Thumb
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
class Extent:
    """What was searched: the briefing as it was when the question came in."""

    articles: int
    newest: date | None = None
    """Date of the newest article, if any has one."""
    sources: tuple[str, ...] = ()
    """The articles that the question was limited to, by path; empty: all."""
    snapshot: str = ""
    """Of the index."""


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
    extent: Extent | None = None
    asked_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    thumb: Thumb | None = None
    """What the reader thinks of the answer."""

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

    def stopped(self) -> "Exchange":
        """The exchange as it is, if nothing more comes."""
        return replace(self, progress=Progress.STOPPED) if self.running else self

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

    def judged(self, turn: int, thumb: Thumb | None) -> "Conversation":
        """With the reader's opinion of one answer."""
        exchanges = list(self.exchanges)
        exchanges[turn] = replace(exchanges[turn], thumb=thumb)
        return replace(self, exchanges=tuple(exchanges))

    def before(self, turn: int | None) -> "Conversation":
        """Without the exchanges from ``turn`` (from 0) on: it is asked anew."""
        return self if turn is None else replace(self, exchanges=self.exchanges[:turn])

    @property
    def last(self) -> Exchange | None:
        return self.exchanges[-1] if self.exchanges else None

    def history(self) -> Sequence[Turn]:
        """What the assistant may know of what was said: the turns that ended in an answer."""
        turns = [
            Turn(exchange.question, exchange.answer.text)
            for exchange in self.exchanges
            if exchange.answer
        ]
        return turns[-REMEMBERED:]
