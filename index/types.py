"""The types of a briefing: document, passage, span.

A document's ``text`` never changes after it is read. Every offset in this project counts
characters of that text, so ``document.text[start:end]`` is the quote.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256

from index.text import composed


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters in a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"A span needs 0 <= start < end, not {self.start}:{self.end}.")


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read. The id comes from the text alone, so it survives renaming."""

    id: str
    source: str
    """Path relative to the sources folder, with forward slashes."""
    title: str
    language: str
    """ISO 639-1 code."""
    date: date | None
    text: str
    outlet: str = ""
    """The newspaper, broadcaster or agency; for mail, the sender. Empty if unknown."""
    author: str = ""
    link: str = ""
    """URL of the published article, http:// or https://."""
    time_of_day: time | None = None
    """Time of day on ``date``, as given in the file."""
    embargo: datetime | None = None
    """Not to be published before this time; has a time zone."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a document (or a part of a long one), with its sentences."""

    id: str
    document_id: str
    source: str
    paragraph: int
    """Number of the non-empty line or block in the document, from 1."""
    start: int
    end: int
    text: str
    """``document.text[start:end]``"""
    sentences: tuple[Span, ...]
    """In document offsets: ordered, not overlapping, inside ``start:end``."""
    above: str = ""
    """The headline and the nearest heading, one per line; searched together with the passage.
    Empty for headlines and headings themselves."""
    is_heading: bool = False
    """Whether it is only a heading: found together with the text below it, never an answer."""
    page: int | None = None
    """Page of the original on which it begins, from 1; None for formats without pages."""

    @property
    def in_context(self) -> str:
        """The headings and the text, in form NFC: input of the embedding and the model."""
        return composed(f"{self.above}\n{self.text}" if self.above else self.text)

    def quote(self, span: Span) -> str:
        """The characters of ``span`` (document offsets), verbatim."""
        if not (self.start <= span.start and span.end <= self.end):
            raise ValueError(f"{span} lies outside passage {self.start}:{self.end}.")
        return self.text[span.start - self.start : span.end - self.start]


def document_id(text: str) -> str:
    """Hash of the text, 16 hex digits."""
    return sha256(text.encode()).hexdigest()[:16]


def passage_id(document: str, start: int, end: int) -> str:
    """Stable key of a passage: its document's id and its span."""
    return f"{document}-{start}-{end}"


def document_of(passage: str) -> str:
    """The id of the document that a passage's id belongs to."""
    return passage.partition("-")[0]
