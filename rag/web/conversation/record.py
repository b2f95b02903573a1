"""A conversation as stored on the server; the browser's display is never read back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from rag.storage.feedback import Thumb
from rag.types import Answer, Done, Event, Evidence, Language, Sources, Token, Turn

REMEMBERED = 6
"""Number of earlier turns passed to the assistant for follow-up questions."""
SHOWN = 50
"""Maximum number of turns; older ones are removed."""


class Progress(StrEnum):
    """The progress of a turn."""

    WAITING = "waiting"
    SEARCHING = "searching"
    WRITING = "writing"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Extent:
    """What was searched: the state of the briefing when the question arrived."""

    articles: int
    newest: date | None = None
    """Date of the newest dated article."""
    sources: tuple[str, ...] = ()
    """Paths of the articles that the question was limited to; empty for all."""
    snapshot: str = ""
    """ID of the index."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with the answer so far."""

    question: str
    progress: Progress = Progress.SEARCHING
    language: Language | None = None
    """Language of the answer; None until the sources are found."""
    evidence: tuple[Evidence, ...] | None = None
    text: str = ""
    answer: Answer | None = None
    problem: str | None = None
    """The sentence for the reader, if the turn failed."""
    ahead: int = 0
    """Number of questions served before, while the turn is waiting."""
    extent: Extent | None = None
    asked_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    thumb: Thumb | None = None
    """The reader's feedback."""

    def after(self, event: Event) -> "Exchange":
        """The exchange after an event."""
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
        """The exchange, marked as stopped if it was running."""
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
        """With the reader's feedback on one answer."""
        exchanges = list(self.exchanges)
        exchanges[turn] = replace(exchanges[turn], thumb=thumb)
        return replace(self, exchanges=tuple(exchanges))

    def before(self, turn: int | None) -> "Conversation":
        """Only the exchanges before ``turn`` (from 0), which is asked again; all if it is None."""
        return self if turn is None else replace(self, exchanges=self.exchanges[:turn])

    @property
    def last(self) -> Exchange | None:
        return self.exchanges[-1] if self.exchanges else None

    def history(self) -> Sequence[Turn]:
        """The last answered turns, for the assistant."""
        turns = [
            Turn(exchange.question, exchange.answer.text)
            for exchange in self.exchanges
            if exchange.answer
        ]
        return turns[-REMEMBERED:]
