"""Word documents (DOCX): paragraphs as blocks, a table's rows as lines."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from index.formats.base import Extract, Fault, Format, UnreadableError, lines, text_of, tidy

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_UNPACKED: Final = 100_000_000
"""Bytes. A small file can be made to unpack to more than a machine's memory."""
_CELL: Final = " | "
_BREAKS: Final = re.compile(r"\n\s*\n")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# The old place of moved text, and a second copy of a text box for older programs.
_SKIPPED: Final = {f"{_W}moveFrom", f"{_COMPATIBILITY}Fallback"}
_CHARACTERS: Final = {
    f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011",
}  # fmt: skip


def _extract(data: bytes) -> Extract:
    from docx import Document

    try:
        with ZipFile(BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError(Fault.DAMAGED, "It is damaged or no Word document (DOCX).") from error
    if unpacked > _MAX_UNPACKED:
        raise UnreadableError(Fault.TOO_LARGE, "Unpacked it is too large: save the text alone.")
    try:
        document = Document(BytesIO(data))
        text = text_of(_blocks(document.element.body))
        title = tidy(document.core_properties.title or "")
    except Exception as error:  # python-docx raises all kinds over damaged files
        raise UnreadableError(
            Fault.DAMAGED, f"It is damaged or no Word document ({type(error).__name__})."
        ) from error
    return Extract(text, title=title or None)


def _blocks(parent: "_Element") -> Iterator[str]:
    """Paragraphs and rows in reading order, also those inside content controls."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _BREAKS.split("".join(_words(child)))
            yield from _text_boxes(child)
        elif child.tag == f"{_W}tr":
            cells = (tidy(" ".join(_blocks(cell))) for cell in child.iter(f"{_W}tc"))
            yield _CELL.join(filter(None, cells))
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _words(element: "_Element") -> Iterator[str]:
    """The words of a paragraph itself, as they read when all tracked changes are accepted."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _SKIPPED and child.tag != f"{_W}txbxContent":
            yield from _words(child)


def _text_boxes(paragraph: "_Element") -> Iterator[str]:
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(above.tag in _SKIPPED for above in box.iterancestors()):
            yield from _blocks(box)


WORD = Format(_extract, lines, max_bytes=25_000_000)
