"""The parser state of a Rich Text group, and the paragraphs built from its text."""

import re
from dataclasses import dataclass, field
from typing import Final

from index.formats.base import tidy
from index.formats.html.blocks import CELL

BREAK: Final = "\0"
"""A forced line break inside a paragraph."""
_BREAKS: Final = re.compile("\0[^\\S\0]*+\0")
_LONG_CELL: Final = 200
"""Characters. A cell with several longer blocks is page layout, not data; a guess."""


@dataclass(frozen=True, slots=True)
class State:
    """Settings that apply until the end of a group."""

    skipped: bool = False
    hidden: bool = False
    struck: bool = False
    """Struck out: visible, but no longer claimed by the author."""
    tiny: bool = False
    font: int = 0
    fallback: int = 1
    """Number of fallback characters after each Unicode character."""
    white: bool = False
    shaded: bool = False
    place: str = ""
    """The destination: empty for body text, else "fonttbl", "colortbl", "footnote" or an info
    field."""

    @property
    def is_shown(self) -> bool:
        unseen = self.skipped or self.hidden or self.tiny or (self.white and not self.shaded)
        return not (unseen or self.struck)


@dataclass(slots=True)
class Flow:
    """A sequence of paragraphs: of the document, or of one note."""

    blocks: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    in_table: bool = False
    boxes: list[str] = field(default_factory=list)
    """Blocks of text boxes beside the current paragraph."""

    def end_paragraph(self) -> None:
        lines_ = [line for piece in _BREAKS.split("".join(self.words)) if (line := _line(piece))]
        (self.cell if self.in_table else self.blocks).extend(lines_)
        self.blocks.extend(self.boxes)
        self.words, self.boxes = [], []

    def end_cell(self) -> None:
        self.in_table = True
        self.end_paragraph()
        self.cells.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        self.end_paragraph()
        cells = [*self.cells, self.cell]
        self.cells, self.cell, self.in_table = [], [], False
        if any(len(cell) > 1 and max(map(len, cell)) > _LONG_CELL for cell in cells):
            self.blocks.extend(line for cell in cells for line in cell)
        else:
            self.blocks.append(CELL.join(" ".join(cell) for cell in cells if cell))

    def finish(self) -> list[str]:
        self.end_row() if self.in_table else self.end_paragraph()
        return self.blocks


def _line(piece: str) -> str:
    return tidy(piece.replace("\0", " "))
