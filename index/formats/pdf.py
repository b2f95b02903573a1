"""PDF files: lines as printed become paragraphs again."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from index.formats.base import Extract, Fault, Format, UnreadableError, lines, text_of, tidy

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
        pages = [page.extract_text() for page in reader.pages]
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
        raise UnreadableError(
            Fault.DAMAGED, f"It is damaged or no PDF ({type(error).__name__})."
        ) from error


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
        inner = list(page)
        for at in (0, -1):
            while inner and (
                not inner[at] or _PAGE_NUMBER.fullmatch(inner[at]) or edges[inner[at]] >= often
            ):
                del inner[at]
        kept += inner
    return kept


def _edges(page: Sequence[str]) -> list[str]:
    filled = [line for line in page if line]
    return [*filled[:2], *filled[-2:]]


def _paragraphs(printed: Sequence[str]) -> Iterator[str]:
    """Lines put together; hyphens that only parted a word at a line's end are gone."""
    lengths = sorted(len(line) for line in printed if line)
    usual = lengths[int(len(lengths) * 0.8)] if lengths else 0
    paragraph = last = ""
    for line in printed:
        ended = not line or _ITEM.match(line) or _ends(last, usual)
        if paragraph and ended:
            yield paragraph
            paragraph = ""
        paragraph = _joined(paragraph, line) if paragraph else line
        last = line
    yield paragraph


def _ends(line: str, usual: int) -> bool:
    """Whether a paragraph ends in this line: a sentence does, and the line is not full."""
    return len(line) < _SHORT * usual and bool(_SENTENCE_END.search(line))


def _joined(before: str, line: str) -> str:
    if before.endswith("\u00ad"):
        return before[:-1] + line
    if not _HYPHENATED.search(before) or _KEEPS_HYPHEN.match(line):
        return f"{before} {line}"
    return (before[:-1] if line[:1].islower() else before) + line


PDF = Format(_extract, lines, max_bytes=25_000_000)
