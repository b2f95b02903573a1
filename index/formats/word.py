"""Word documents (DOCX): paragraphs as blocks, a table's rows as lines, without hidden text."""

import re
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

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
from index.formats.word_hidden import MC, Hidden, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_UNPACKED: Final = 100_000_000
"""Bytes. A small file can be made to unpack to more than a machine's memory."""
_CELL: Final = " | "
_BREAKS: Final = re.compile(r"\n[^\S\n]*+\n")
# The old place of moved text, deleted text, and a second copy of a text box for older programs.
_SKIPPED: Final = {f"{W}moveFrom", f"{W}del", f"{MC}Fallback"}
_CHARACTERS: Final = {
    f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011",
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
        body = _Body(Hidden(document.styles.element))
        text = text_of(body.blocks(document.element.body))
        title = tidy(document.core_properties.title or "")
    except Exception as error:  # python-docx raises all kinds over damaged files
        raise_out_of_memory(error)
        raise UnreadableError(
            Fault.DAMAGED, f"It is damaged or no Word document ({type(error).__name__})."
        ) from error
    return Extract(text, title=title or None)


class _Body:
    """Reads what is shown; each paragraph once, whatever it stands in."""

    def __init__(self, hidden: Hidden) -> None:
        self._hidden = hidden

    def blocks(self, parent: "_Element") -> Iterator[str]:
        """Paragraphs and rows in reading order, also those inside content controls."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from _BREAKS.split("".join(self._words(child)))
                for box in _outermost(child, {f"{W}txbxContent"}):
                    yield from self.blocks(box)
            elif child.tag == f"{W}tr":
                if not self._hidden.row(child):
                    yield _CELL.join(filter(None, map(self._cell, _outermost(child, {f"{W}tc"}))))
            elif not _is_skipped(child):
                yield from self.blocks(child)

    def _cell(self, cell: "_Element") -> str:
        return tidy(" ".join(self.blocks(cell)))

    def _words(self, element: "_Element") -> Iterator[str]:
        """The words of a paragraph itself, as they read when all tracked changes are accepted."""
        for child in element:
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag in _CHARACTERS:
                yield _CHARACTERS[child.tag]
            elif child.tag == f"{W}r" and self._hidden.run(child):
                continue
            elif child.tag != f"{W}txbxContent" and not _is_skipped(child):
                yield from self._words(child)


def _is_skipped(element: "_Element") -> bool:
    return element.tag in _SKIPPED or Hidden.drawing(element)


def _outermost(parent: "_Element", tags: Collection[str]) -> Iterator["_Element"]:
    """Descendants with one of the tags that stand in no other such, nor in what is skipped."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif not _is_skipped(child):
            yield from _outermost(child, tags)


WORD = Format(_extract, lines, max_bytes=25_000_000)
