"""The types of a file format, and functions shared by the formats."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from index.types import Span


class Fault(StrEnum):
    """Why a file is not in the index; the page translates it."""

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
    """A file that cannot be read as an article; the message is a sentence about the file."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


class Remark(StrEnum):
    """A remark on a file that was read; the page translates it."""

    ENCODING = "encoding"
    """Not UTF-8; ``Note.detail`` names the detected encoding."""
    PARTLY_READ = "partly_read"
    """Some pages are pictures without text; ``Note.detail`` has their numbers."""
    VERSION = "version"
    """The agency's version number of the report."""


@dataclass(frozen=True, slots=True)
class Note:
    """One remark on a file that was read."""

    remark: Remark
    detail: str = ""
    """Names and numbers only, because it is not translated."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The text and metadata of a file; fields are ``None`` if the file does not have them.

    The fields have the meaning of those in :class:`index.types.Document`.
    """

    text: str
    title: str | None = None
    language: str | None = None
    dated: date | None = None
    """The date without the time, which goes into ``time_of_day``."""
    time_of_day: time | None = None
    outlet: str | None = None
    author: str | None = None
    link: str | None = None
    embargo: datetime | None = None
    """With a time zone."""
    pages: tuple[int, ...] = ()
    """The page on which each paragraph begins, in the order of ``Format.paragraphs``; empty for
    formats without pages. See :func:`text_and_pages`."""
    notes: tuple[Note, ...] = ()
    members: tuple["Member", ...] = ()
    """Separate articles inside the file, in its order."""


@dataclass(frozen=True, slots=True)
class Member:
    """An article inside a file: an entry of a feed, a file in an archive, an attachment."""

    name: str
    """Its file name or headline; may be any text, and need not be unique."""
    content: Extract | bytes | UnreadableError
    """Bytes are a file, with its format in the name; an error says why it cannot be unpacked."""
    inherits: bool = False
    """Whether missing date, outlet, author and embargo are taken from the outer file."""


@dataclass(frozen=True, slots=True)
class Format:
    """A supported file format."""

    extract: Callable[[bytes], Extract]
    """Raises UnicodeDecodeError or UnreadableError."""
    paragraphs: Callable[[str], Iterator[Span]]
    """Yields the spans of the paragraphs, in order, without surrounding whitespace."""
    max_bytes: int = 5_000_000


HIDDEN: Final = (".", "~$")
"""Name prefixes of files made by operating systems and word processors."""
_XML_OUT_OF_MEMORY = 2
"""libxml2's error code."""
_LINE = re.compile(r"[^\r\n]+")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def raise_out_of_memory(error: BaseException) -> None:
    """Raise MemoryError if that is the cause, in Python or libxml2: the file is not at fault."""
    if isinstance(error, MemoryError) or getattr(error, "code", None) == _XML_OUT_OF_MEMORY:
        raise MemoryError from error


def lines(text: str, start: int = 0) -> Iterator[Span]:
    """Every non-empty line is a paragraph."""
    for match in _LINE.finditer(text, start):
        yield from trimmed(text, *match.span())


def trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span from ``start`` to ``end`` without surrounding whitespace; nothing if blank."""
    piece = text[start:end]
    body = piece.strip()
    if body:
        begin = start + len(piece) - len(piece.lstrip())
        yield Span(begin, begin + len(body))


def text_of(blocks: Iterable[str]) -> str:
    """Join blocks into a text with one block per line, as expected by :func:`lines`.

    Whitespace inside a block becomes one space. Invisible characters (soft hyphens, control
    characters) are removed, because they would split words.
    """
    return "\n".join(words for block in blocks if (words := tidy(block)))


def text_and_pages(blocks: Iterable[tuple[str, int]]) -> tuple[str, tuple[int, ...]]:
    """The same for blocks with their first pages; returns ``Extract.text`` and ``.pages``."""
    kept = [(words, page) for block, page in blocks if (words := tidy(block))]
    return "\n".join(words for words, _ in kept), tuple(page for _, page in kept)


def tidy(words: str) -> str:
    """Replace all whitespace by single spaces."""
    return " ".join(_SURROGATE.sub("\ufffd", _INVISIBLE.sub("", words)).split())
