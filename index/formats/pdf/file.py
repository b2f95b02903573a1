"""Reads PDF files: the visible text in reading order, as paragraphs."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from index.formats.base import (
    Extract,
    Fault,
    Format,
    Note,
    Remark,
    UnreadableError,
    lines,
    text_and_pages,
    tidy,
)
from index.formats.pdf.ink import Painted
from index.formats.pdf.layout import Line, columns
from index.formats.pdf.margins import Page, without_margins
from index.formats.pdf.paragraphs import Paragraph, paragraphs_of
from index.formats.pdf.rows import rows_of, with_initials
from index.formats.pdf.rules import Rule, drawn_on, with_marks
from index.formats.pdf.words import Word, open_page, words_of
from index.formats.titles import alike, useful

if TYPE_CHECKING:
    import pypdfium2

_MAX_PAGES: Final = 1_000
_LARGER: Final = 1.15
"""Ratio of a headline's font size to the body text's."""
_UNREADABLE: Final = 0.3
"""Share of unmapped characters from which a text counts as unreadable; a guess."""
_LIGATURES: Final = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)
}
_END: Final = b"startxref"
_END_WITHIN: Final = 100_000
"""Last bytes of a complete file that contain that word; some programs append to files."""


def _extract(data: bytes) -> Extract:

    with _damage_told():
        document = _opened(data)
        try:
            count = len(document)
            if count > _MAX_PAGES:
                raise UnreadableError(
                    Fault.TOO_LARGE,
                    f"It has more than {_MAX_PAGES} pages: split it into smaller files.",
                )
            shown = _Shown(document, count)
            title = tidy(document.get_metadata_value("Title"))
        finally:
            document.close()
    found = paragraphs_of(shown.columns())
    text, pages = text_and_pages((_composed(item.text), item.page) for item in found)
    if not text:
        raise UnreadableError(Fault.NO_TEXT, _NO_TEXT)
    return Extract(text, title=_title(title, found), pages=pages, notes=shown.notes())


_NO_TEXT: Final = "It has no text. If it is a scan, run text recognition (OCR) on it first."


def _opened(data: bytes) -> "pypdfium2.PdfDocument":
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableError(
                Fault.LOCKED, "It is locked with a password: save it without one."
            ) from error
        raise
    if _END not in data[-_END_WITHIN:]:
        raise UnreadableError(Fault.DAMAGED, "Its end is missing: download or save it again.")
    return document


@contextmanager
def _damage_told() -> Iterator[None]:
    import pypdfium2

    try:
        yield
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(Fault.DAMAGED, "It is damaged or not a PDF.") from error


class _Shown:
    """The visible words of a document's pages."""

    def __init__(self, document: "pypdfium2.PdfDocument", count: int) -> None:
        self._pages: list[Page] = []
        self._beside: list[list[list[Word]]] = []
        self._rules: list[list[Rule]] = []
        self._pictures: list[int] = []
        self._letters = self._unreadable = 0
        for number in range(count):
            self._add(document, number)
        if self._unreadable > _UNREADABLE * self._letters:
            raise UnreadableError(
                Fault.NO_TEXT,
                "Its fonts do not map to characters: run text recognition (OCR) on it first.",
            )

    def _add(self, document: "pypdfium2.PdfDocument", number: int) -> None:
        with _page(document, number) as page:
            written = words_of(page)
            painted = Painted(page)
            groups = [(turn, painted.seen(words)) for turn, words in written.groups]
            is_picture = not any(words for _, words in groups) and not painted.is_blank
            turn = groups[0][0] if groups else 0
            top, bottom = painted.edges(turn)
            rules, marks = drawn_on(page) if turn == 0 else ([], [])
        self._letters += sum(len(word.text) for _, words in groups for word in words)
        self._unreadable += written.unreadable
        if is_picture:
            self._pictures.append(number + 1)
        main, *beside = [words for _, words in groups] or [[]]
        main = with_marks(with_initials(main), marks)
        self._pages.append(Page(rows_of(main), top, bottom))
        self._rules.append(rules)
        self._beside.append(beside)

    def columns(self) -> list[list[list[Line]]]:
        """The lines of each column of each page, without running headers and footers.

        Text in another direction comes after the page's other text; if several pages have it, it
        is dropped as a watermark.
        """
        beside = [[columns(words) for words in groups] for groups in self._beside]
        often = Counter(key for groups in beside for key in {_masked(group) for group in groups})
        return [
            columns([word for row in rows for word in row.words], rules)
            + [column for group in groups if often[_masked(group)] < 2 for column in group]
            for rows, rules, groups in zip(
                without_margins(self._pages), self._rules, beside, strict=True
            )
        ]

    def notes(self) -> tuple[Note, ...]:
        """A note on pages that are only a picture."""
        if not self._pictures:
            return ()
        return (Note(Remark.PARTLY_READ, ", ".join(map(str, self._pictures))),)


@contextmanager
def _page(document: "pypdfium2.PdfDocument", number: int) -> Iterator["pypdfium2.PdfPage"]:
    page = open_page(document, number)
    try:
        yield page
    finally:
        page.close()


def _masked(group: Sequence[Sequence[Line]]) -> str:
    return re.sub(r"\d", "0", "\n".join(line.text for column in group for line in column))


def _composed(text: str) -> str:
    """Normalize to composed characters, and expand ligatures."""
    return unicodedata.normalize("NFC", text.translate(_LIGATURES))


def _title(given: str, found: Sequence[Paragraph]) -> str | None:
    """The file's title property if the first page shows it, else the largest text of that page,
    else the property.
    """
    title = useful(given)
    first = [item for item in found if item.page == found[0].page and not item.is_row]
    if title and any(alike(title, _composed(item.text)) for item in first):
        return title
    letters: Counter[float] = Counter()
    for item in found:
        letters[item.size] += len(item.text)
    usual = letters.most_common(1)[0][0]
    largest = max(first, key=lambda item: (item.size, item.bold), default=None)
    if largest is not None and largest.size > _LARGER * usual and len(largest.text) > 1:
        return tidy(_composed(largest.text))
    return title


PDF = Format(_extract, lines, max_bytes=25_000_000)
