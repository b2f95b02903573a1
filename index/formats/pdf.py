"""PDF files: lines as printed become paragraphs again."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Final

from index.formats.base import (
    Extract,
    Fault,
    Format,
    UnreadableError,
    lines,
    raise_out_of_memory,
    text_of,
    tidy,
)
from index.formats.pdf_hidden import ShownText, hidden_layers

if TYPE_CHECKING:
    from pypdf import PageObject

_MAX_PAGES: Final = 1_000
_PAGE_NUMBER: Final = re.compile(
    r"(?:(?:Seite|Page|S\.|p\.)\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|von|of)\s*\d{1,4})?",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?:…][\"'”“«»)\]]*$")
_ITEM: Final = re.compile(r"(?:[•▪●◦‣·*]|[-–—]|\d{1,2}[.)])\s+\S")
_HYPHENATED: Final = re.compile(r"(?<=[^\W\d_])[-\u2010]$")
_KEEPS_HYPHEN: Final = re.compile(r"(?:und|oder|bzw\.|sowie|and|or)\b")
_LIGATURES: Final = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)
}
_NO_TITLE: Final = re.compile(
    r"Microsoft (?:Word|PowerPoint) - |untitled|unbenannt|.*\.(?:docx?|indd|odt|pdf|rtf|qxp)$",
    re.IGNORECASE,
)
_SHORT: Final = 0.75
"""A line below this share of the usual length may be a paragraph's last."""


def _extract(data: bytes) -> Extract:
    from pypdf import PdfReader

    with _damage_told():
        reader = PdfReader(BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    if locked:
        raise UnreadableError(Fault.LOCKED, "It is locked with a password: save it without one.")
    if count > _MAX_PAGES:
        raise UnreadableError(
            Fault.TOO_LARGE, f"It has more than {_MAX_PAGES} pages: cut it into smaller files."
        )
    with _damage_told():
        layers = hidden_layers(reader)
        pages = [_shown_text(page, layers) for page in reader.pages]
        title = tidy(str(reader.metadata.title or "")) if reader.metadata else ""
    text = text_of(_paragraphs(_without_margins([_lines(page) for page in pages])))
    if not text:
        raise UnreadableError(
            Fault.NO_TEXT, "No text was found in it; a scan has to be made readable (OCR) first."
        )
    return Extract(text, title=None if not title or _NO_TITLE.match(title) else title)


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # pypdf raises all kinds over damaged files
        raise_out_of_memory(error)
        raise UnreadableError(
            Fault.DAMAGED, f"It is damaged or no PDF ({type(error).__name__})."
        ) from error


def _shown_text(page: "PageObject", layers: frozenset[int]) -> str:
    """The words that a page shows."""
    shown = ShownText(page, layers)
    text = _text(page, shown)
    return _text(page, ShownText(page, layers, scan=True)) if shown.is_scan else text


def _text(page: "PageObject", shown: ShownText) -> str:
    return page.extract_text(visitor_operand_before=shown.before, visitor_operand_after=shown.after)


def _lines(page: str) -> list[str]:
    """The lines of a page as they were meant: composed characters, no ligatures."""
    whole = unicodedata.normalize("NFC", page.translate(_LIGATURES))
    return [line.strip() for line in whole.splitlines()]


def _without_margins(pages: Sequence[list[str]]) -> list[str]:
    """All lines but page numbers, and what stands at the edge of most pages."""
    edges = Counter(line for page in pages for line in {*_edges(page)})
    often = max(3, len(pages) // 2 + 1)
    kept: list[str] = []
    for page in pages:
        inner = [
            bool(line) and not _PAGE_NUMBER.fullmatch(line) and edges[line] < often for line in page
        ]
        if any(inner):
            kept += page[inner.index(True) : len(page) - inner[::-1].index(True)]
    return kept


def _edges(page: Sequence[str]) -> list[str]:
    filled = [line for line in page if line]
    return [*filled[:2], *filled[-2:]]


def _paragraphs(printed: Sequence[str]) -> Iterator[str]:
    """Lines put together; hyphens that only parted a word at a line's end are gone."""
    lengths = sorted(len(line) for line in printed if line)
    usual = lengths[int(len(lengths) * 0.8)] if lengths else 0
    pieces: list[str] = []
    last = ""
    for line in printed:
        if pieces and (not line or _ITEM.match(line) or _ends(last, usual)):
            yield "".join(pieces)
            pieces = []
        if pieces:
            pieces[-1] = _before(pieces[-1], line)
        if line:
            pieces.append(line)
        last = line
    yield "".join(pieces)


def _ends(line: str, usual: int) -> bool:
    """Whether a paragraph ends in this line: a sentence does, and the line is not full."""
    return len(line) < _SHORT * usual and bool(_SENTENCE_END.search(line))


def _before(words: str, line: str) -> str:
    """The line above with what parts it from the next one, or without its hyphen."""
    if words.endswith("\u00ad"):
        return words[:-1]
    if not _HYPHENATED.search(words) or _KEEPS_HYPHEN.match(line):
        return f"{words} "
    return words[:-1] if line[:1].islower() else words


PDF = Format(_extract, lines, max_bytes=25_000_000)
