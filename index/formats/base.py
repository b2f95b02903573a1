"""What a file format is made of, and what the formats share."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from index.types import Span


class Fault(StrEnum):
    """Why a file is not in the index; a page says it in the reader's language."""

    CANCELLED = "cancelled"
    DAMAGED = "damaged"
    DUPLICATE = "duplicate"
    EMPTY = "empty"
    ENCODING = "encoding"
    FORMAT = "format"
    LOCKED = "locked"
    NO_TEXT = "no_text"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    UNREADABLE = "unreadable"
    WITHDRAWN = "withdrawn"


class UnreadableError(ValueError):
    """Bytes that are no article; the message is a sentence about the file."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


class Remark(StrEnum):
    """What a reader should know about a file that was read; a page says it in their language."""

    ENCODING = "encoding"
    """Not UTF-8; ``Note.detail`` names the encoding that was recognised."""
    PARTLY_READ = "partly_read"
    """Pages are pictures, whose words cannot be read; ``Note.detail`` has their numbers."""
    VERSION = "version"
    """Which version of a report it is, by its agency."""


@dataclass(frozen=True, slots=True)
class Note:
    """One remark on a file that was read."""

    remark: Remark
    detail: str = ""
    """Names and numbers only: it is shown in every language."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file and what the file says about itself; ``None`` where it says nothing.

    The fields are those of :class:`index.types.Document`.
    """

    text: str
    title: str | None = None
    language: str | None = None
    dated: date | None = None
    """A date without its time: a ``datetime`` is split into this and ``time_of_day``."""
    time_of_day: time | None = None
    outlet: str | None = None
    author: str | None = None
    link: str | None = None
    embargo: datetime | None = None
    """With a time zone."""
    pages: tuple[int, ...] = ()
    """The page on which each paragraph begins, in the order in which ``Format.paragraphs`` yields
    them; empty for formats without pages. :func:`text_and_pages` makes it."""
    notes: tuple[Note, ...] = ()
    members: tuple["Member", ...] = ()
    """Articles of their own in the same file, in its order."""


@dataclass(frozen=True, slots=True)
class Member:
    """An article inside a file: an entry of a feed, a file in an archive, an attachment."""

    name: str
    """Its file name or headline; may be anything, and several may have the same."""
    content: Extract | bytes | UnreadableError
    """Bytes are a file, whose name tells the format; an error, why it cannot be taken out."""
    inherits: bool = False
    """Whether it has the date, outlet, author and embargo of the file around it, where it has none.
    """


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file."""

    extract: Callable[[bytes], Extract]
    """Raises UnicodeDecodeError or UnreadableError for bytes it cannot read."""
    paragraphs: Callable[[str], Iterator[Span]]
    """Spans of the paragraphs in order, without whitespace at their ends."""
    max_bytes: int = 5_000_000


HIDDEN: Final = (".", "~$")
"""How names of files begin that systems and word processors put beside those of people."""
_XML_OUT_OF_MEMORY = 2
"""libxml2's number of that error."""
_LINE = re.compile(r"[^\r\n]+")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def raise_out_of_memory(error: BaseException) -> None:
    """Raise MemoryError if that is what it is, in Python or in libxml2: no fault of the file's."""
    if isinstance(error, MemoryError) or getattr(error, "code", None) == _XML_OUT_OF_MEMORY:
        raise MemoryError from error


def lines(text: str, start: int = 0) -> Iterator[Span]:
    """Every non-empty line is a paragraph."""
    for match in _LINE.finditer(text, start):
        yield from trimmed(text, *match.span())


def trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The characters from ``start`` to ``end`` without whitespace at the ends; none if blank."""
    piece = text[start:end]
    body = piece.strip()
    if body:
        begin = start + len(piece) - len(piece.lstrip())
        yield Span(begin, begin + len(body))


def text_of(blocks: Iterable[str]) -> str:
    """The text of a document that comes in blocks: a line each, so that :func:`lines` finds them.

    Inside a block white space is one space, and characters that nobody sees (soft hyphens, control
    characters) are gone: they would part words that belong together.
    """
    return "\n".join(words for block in blocks if (words := tidy(block)))


def text_and_pages(blocks: Iterable[tuple[str, int]]) -> tuple[str, tuple[int, ...]]:
    """The same for blocks with the page on which each begins: ``Extract.text`` and ``.pages``."""
    kept = [(words, page) for block, page in blocks if (words := tidy(block))]
    return "\n".join(words for words, _ in kept), tuple(page for _, page in kept)


def tidy(words: str) -> str:
    """The words on one line."""
    return " ".join(_SURROGATE.sub("\ufffd", _INVISIBLE.sub("", words)).split())
