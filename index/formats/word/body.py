"""Reads a Word document's blocks in order: paragraphs, notes, table rows, text boxes.

All tracked changes count as accepted. A footnote follows the paragraph that refers to it; endnotes
come last. Page headers and footers are left out because they repeat on each page, and comments
because they were not written for readers.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from index.formats.base import tidy
from index.formats.word.hidden import MC, Hidden, W
from index.formats.word.lists import Lists

if TYPE_CHECKING:
    from lxml.etree import _Element

CELL: Final = " | "
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_BREAKS: Final = re.compile(r"\n[^\S\n]*+\n")
_SENTENCE_END: Final = re.compile(r"[.!?:][\"'“”»«)]*$")
_LONG: Final = 60
"""Minimum characters of a paragraph in a cell that is running text, not table data; a guess."""
_SKIPPED: Final = frozenset({f"{W}moveFrom", f"{W}del", f"{W}rt", f"{W}sdtPr"})
"""Skipped elements: the old place of moved text, deleted text, ruby text, field instructions."""
_CHARACTERS: Final[Mapping[str, str]] = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011",
}  # fmt: skip
_NEW_PAGE: Final = frozenset({"page", "column"})
_SIGNS: Final[Mapping[str, Mapping[str, str]]] = {
    "symbol": {
        "A0": "€", "A3": "≤", "AE": "→", "B0": "°", "B1": "±", "B3": "≥", "B4": "×", "B7": "•",
        "D7": "·", "2D": "−",
    },
    "wingdings": {
        "A7": "▪", "A8": "□", "D8": "➢", "DF": "←", "E0": "→", "E8": "→", "FB": "✗", "FC": "✓",
        "FE": "☑", "6C": "●", "6E": "■",
    },
}  # fmt: skip
"""Symbols that Word's dialog inserts from symbol fonts, by the last digits of their code."""
_NOTES: Final = {f"{W}footnoteReference": "foot", f"{W}endnoteReference": "end"}
_BOX: Final = f"{W}txbxContent"


class Body:
    """Reads the visible text; each paragraph once, wherever it is nested."""

    def __init__(
        self, hidden: Hidden, lists: Lists, notes: Mapping[tuple[str, str | None], "_Element"]
    ) -> None:
        self._hidden = hidden
        self._lists = lists
        self._notes = dict(notes)
        self._footnotes: list[_Element] = []
        self._endnotes: list[_Element] = []
        self._fields: list[bool] = []
        self._rows = 0
        """Number of nested table rows being read; notes follow the outermost row."""
        self._begun = ""
        self._labels: dict[tuple[_Element | None, int], list[str]] = {}
        """For each table, the cells that span several rows, by column."""

    def all_blocks(self, body: "_Element") -> Iterator[str]:
        """All blocks, then the endnotes."""
        yield from self._blocks(body)
        yield from self._rest()
        for note in self._endnotes:
            yield from self._blocks(note)

    def _blocks(self, parent: "_Element") -> Iterator[str]:
        """Paragraphs and table rows in reading order, including those in content controls."""
        for child in _shown(parent):
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tr":
                if not self._hidden.row(child) and child.find(f"{W}trPr/{W}del") is None:
                    yield from self._row(child)
            else:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: "_Element") -> Iterator[str]:
        mark = self._lists.mark(paragraph)
        text = "".join(self._words(paragraph))
        # The instruction of a field ends where its paragraph does, even in a damaged file.
        self._fields = [shows for shows in self._fields if shows]
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._begun += text
        else:
            text = self._begun + text
            self._begun = ""
            yield from _BREAKS.split(mark + text if text.strip() else text)
            yield from self._rest()
        for box in _outermost(paragraph, _BOX):
            if not self._in_hidden_run(box, paragraph):
                yield from self._blocks(box)

    def _rest(self) -> Iterator[str]:
        """Footnotes of the paragraph, and text whose own paragraph was deleted."""
        if self._begun.strip():
            yield self._begun
        self._begun = ""
        while self._footnotes and not self._rows:
            waiting, self._footnotes = self._footnotes, []
            for note in waiting:
                yield from self._blocks(note)

    def _in_hidden_run(self, box: "_Element", paragraph: "_Element") -> bool:
        for above in box.iterancestors():
            if above is paragraph:
                return False
            if above.tag == f"{W}r" and self._hidden.run(above):
                return True
        return False

    def _row(self, row: "_Element") -> Iterator[str]:
        """A table row as one block; cells with running text, block by block."""
        self._rows += 1
        cells: list[list[str]] = []
        column = 0
        for cell in _outermost(row, f"{W}tc"):
            if cell.find(f"{W}tcPr/{W}cellDel") is None:
                cells.append(self._cell(cell, row.getparent(), column))
            column += _number(cell, "gridSpan")
        self._rows -= 1
        is_layout = len(cells) == 1 or any(
            len(blocks) > 1 and any(map(_is_text, blocks)) for blocks in cells
        )
        if is_layout or next(row.iter(f"{W}tbl"), None) is not None:
            for blocks in cells:
                yield from blocks
        else:
            yield CELL.join(filter(None, map(" ".join, cells)))
        yield from self._rest()

    def _cell(self, cell: "_Element", table: "_Element | None", column: int) -> list[str]:
        """The blocks of a cell; one that spans several rows is repeated in each."""
        blocks = [words for block in self._blocks(cell) if (words := tidy(block))]
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is None:
            return blocks
        if merge.get(f"{W}val") == "restart":
            self._labels[table, column] = blocks
        return blocks or self._labels.get((table, column), [])

    def _words(self, element: "_Element") -> Iterator[str]:
        """The words of the paragraph itself; text boxes in it come later."""
        for child in _shown(element):
            if child.tag == f"{W}r" and self._hidden.run(child):
                self._follow_fields(child)
            elif child.tag in (f"{W}t", _MATH):
                yield (child.text or "") if all(self._fields) else ""
            elif child.tag in _CHARACTERS or child.tag == f"{W}sym":
                yield _character(child) if all(self._fields) else ""
            elif child.tag == f"{W}fldChar":
                self._follow_field(child)
            elif child.tag in _NOTES:
                self._refer(_NOTES[child.tag], child.get(f"{W}id"))
            elif child.tag != _BOX:
                yield from self._words(child)

    def _refer(self, kind: str, name: str | None) -> None:
        note = self._notes.pop((kind, name), None)
        if note is not None:
            (self._footnotes if kind == "foot" else self._endnotes).append(note)

    def _follow_fields(self, run: "_Element") -> None:
        for character in run.iterchildren(f"{W}fldChar"):
            self._follow_field(character)

    def _follow_field(self, character: "_Element") -> None:
        """A field is an instruction, which is not shown, then its result."""
        kind = character.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()


def _character(element: "_Element") -> str:
    """The text of an element for a special character, line break or page break."""
    if element.tag == f"{W}sym":
        signs = _SIGNS.get((element.get(f"{W}font") or "").lower(), {})
        return signs.get((element.get(f"{W}char") or "").upper()[-2:], "")
    is_end = element.get(f"{W}type") in _NEW_PAGE
    return "\n\n" if is_end else _CHARACTERS[element.tag]


def _number(cell: "_Element", name: str) -> int:
    said = cell.find(f"{W}tcPr/{W}{name}")
    value = said.get(f"{W}val", "") if said is not None else ""
    return int(value) if re.fullmatch(r"\d{1,3}", value) else 1


def _is_text(block: str) -> bool:
    return len(block) > _LONG or bool(_SENTENCE_END.search(block[-10:]))


def _shown(parent: "_Element") -> Iterator["_Element"]:
    """The visible children; of alternative forms of the same content, the first."""
    for child in parent:
        if child.tag == f"{MC}AlternateContent":
            form = child.find(f"{MC}Choice")
            if form is None:
                form = child.find(f"{MC}Fallback")
            if form is not None:
                yield from _shown(form)
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED and not _is_hidden(child):
            yield child


def _is_hidden(element: "_Element") -> bool:
    """Whether it is a hidden drawing, or an empty form field."""
    return Hidden.drawing(element) or element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _outermost(parent: "_Element", tag: str) -> Iterator["_Element"]:
    """Descendants with the tag that are not inside another one or inside hidden content."""
    for child in _shown(parent):
        if child.tag == tag:
            yield child
        else:
            yield from _outermost(child, tag)
