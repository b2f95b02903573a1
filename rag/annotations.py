"""What is noted beside a quote: its translation, dates and names, and what its article is."""

from dataclasses import dataclass
from typing import Literal

from index.types import document_of

Genre = Literal["opinion", "interview", "analysis"]


@dataclass(frozen=True, slots=True)
class Change:
    """How a quote relates to the current version of its article, which has changed."""

    words: str | None
    """The text at that place now; None if the article is no longer in the briefing."""
    kept: bool = False
    """Whether the quoted words are unchanged."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Words of another article that correct a quote: its ``text[start:end]``."""

    passage_id: str
    source: str
    start: int
    end: int
    quote: str
    title: str
    """Of the article, like the next two."""
    date: str | None
    """ISO 8601."""
    outlet: str | None

    @property
    def document_id(self) -> str:
        """ID of the article."""
        return document_of(self.passage_id)


@dataclass(frozen=True, slots=True)
class Print:
    """Another article with the same text, such as an agency report in a second paper."""

    source: str
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class TranslatedSentence:
    """One sentence of a quote with its translation."""

    start: int
    end: int
    """Document offsets in characters, as in :class:`rag.types.Citation`."""
    quote: str
    translation: str | None
    """None if there is no reliable one."""


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """A relative date in a quote ("am Freitag") and the date it refers to."""

    start: int
    end: int
    """Document offsets in characters, as in :class:`rag.types.Citation`."""
    date: str
    """ISO 8601."""


@dataclass(frozen=True, slots=True)
class Referent:
    """A noun in a quote ("das Ministerium") and the name that it stands for."""

    start: int
    end: int
    """Document offsets in characters, as in :class:`rag.types.Citation`."""
    name: str
    """As the article has it before the quote: "Verkehrsministerium"."""
