"""What a briefing is made of.

A document's ``text`` is fixed once it is read; every offset in this project
counts characters of that text, so ``document.text[start:end]`` is the quote.
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
    """The newspaper, broadcaster or agency; for mail, the sender. Empty if unknown, as below."""
    author: str = ""
    link: str = ""
    """Where it was published: an address that begins with http:// or https://."""
    time_of_day: time | None = None
    """Of day, on ``date``, as the file gives it."""
    embargo: datetime | None = None
    """With a time zone: not to be published before."""


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
    """Document offsets, in order, without overlap, inside ``start:end``."""
    above: str = ""
    """The headline and the nearest heading, one per line: what the passage is searched with.
    Empty for those themselves."""
    is_heading: bool = False
    """Whether it only names what stands below it: found with that, and no answer alone."""
    page: int | None = None
    """Page of the original on which it begins, from 1; None for formats without pages."""

    @property
    def in_context(self) -> str:
        """The text below what stands above it, composed: what is searched, read and judged."""
        return composed(f"{self.above}\n{self.text}" if self.above else self.text)

    def quote(self, span: Span) -> str:
        """The characters of ``span`` (document offsets), verbatim."""
        if not (self.start <= span.start and span.end <= self.end):
            raise ValueError(f"{span} lies outside passage {self.start}:{self.end}.")
        return self.text[span.start - self.start : span.end - self.start]


def document_id(text: str) -> str:
    """16 hex digits that stand for the text."""
    return sha256(text.encode()).hexdigest()[:16]


def passage_id(document: str, start: int, end: int) -> str:
    """Stable key of a passage: its document's id and its span."""
    return f"{document}-{start}-{end}"
