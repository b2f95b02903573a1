"""The measurements of one answer."""

from dataclasses import dataclass
from typing import Protocol, Self


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds from the question to each event, and the answer."""

    sources_ms: float
    first_ms: float
    total_ms: float
    text: str

    @classmethod
    def since(
        cls, began: float, sources: float, first: float | None, ended: float, text: str
    ) -> Self:
        """From clock readings in seconds; without a first word, the end is used for it."""
        return cls(
            (sources - began) * 1000,
            ((first or ended) - began) * 1000,
            (ended - began) * 1000,
            text,
        )


@dataclass(frozen=True, slots=True)
class Spent:
    """Calls and tokens of the language model for one answer."""

    calls: int
    tokens_sent: int
    """All prompt tokens."""
    tokens_read: int
    """Prompt tokens that were not in the engine's cache."""
    tokens_written: int


@dataclass(frozen=True, slots=True)
class Measured:
    """One answer of one system."""

    timing: Timing
    spent: Spent


class System(Protocol):
    """A system that answers questions; ready to use after its constructor."""

    name: str

    def prepare(self, question: str) -> None:
        """Do whatever can be done before the question is asked, and keep no answer to it."""

    def ask(self, question: str) -> Timing: ...

    def close(self) -> None: ...
