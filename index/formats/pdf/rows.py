"""Rows of a PDF page: the words on one line across the page, whatever column they are in.

Exponents and the numbers of notes belong to the row that they are raised above; a large initial
does not make one row of the two lines beside it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from index.formats.pdf.words import Word, raised

ITEM: Final = re.compile(r"(?:[•▪●◦‣·*■□➢✓o]|[-–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])(?=\s|$)")
"""What begins an item of a list."""
_OPEN: Final = 8
"""Rows that a word is compared with: those that were begun last, from the top."""
_ASCENT: Final = 0.7
"""The height of letters as a share of the font's size."""
_OVERLAP: Final = 0.5
"""The share of the smaller word's height that has to be level with the row."""
_ALIKE: Final = 1.6
"""Ratio of sizes up to which words on one row may differ, unless they have one baseline."""
_LEVEL: Final = 0.25
"""Share of the smaller size by which baselines of one row may differ."""
_GLUED: Final = 0.1
"""Gap, in font sizes, below which two pieces are one word."""
_SAME: Final = 0.3
"""Shift, in font sizes, of a word that is printed twice to look bold."""


@dataclass(slots=True)
class Row:
    """Words in order from left to right, at least one."""

    words: list[Word]
    base: float
    size: float

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def text(self) -> str:
        return joined(self.words)


def rows_of(words: Iterable[Word]) -> list[Row]:
    """The rows of a page or a part of it, from the top."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda word: (word.base, word.left)):
        row = _row_for(word, rows)
        if row is None:
            rows.append(Row([word], word.base, word.size))
            continue
        row.words.append(word)
        if word.size > row.size:
            row.base, row.size = word.base, word.size
    for row in rows:
        row.words = _once(sorted(row.words, key=lambda word: word.left))
    rows.sort(key=lambda row: row.base)
    return rows


def joined(words: Sequence[Word]) -> str:
    """The text of words on one line; pieces that touch are one word."""
    if not words:
        return ""
    size = max(word.size for word in words)
    base = median(word.base for word in words if word.size == size)
    pieces: list[str] = []
    end = words[0].left
    for word in words:
        if pieces and word.left - end >= _GLUED * min(size, word.size):
            pieces.append(" ")
        pieces.append(raised(word.text, word.size, base - word.base, size))
        end = word.right
    return "".join(pieces)


def _row_for(word: Word, rows: Sequence[Row]) -> Row | None:
    """The row on whose baseline the word stands, else the nearest that it is level with."""
    near = rows[-_OPEN:]
    for row in reversed(near):
        if abs(row.base - word.base) <= _LEVEL * min(row.size, word.size):
            return row
    level = (row for row in near if _belongs(word, row))
    return min(level, key=lambda row: abs(row.base - word.base), default=None)


def _belongs(word: Word, row: Row) -> bool:
    small, large = sorted((word.size, row.size))
    if large > _ALIKE * small:
        return False
    top = max(word.base - _ASCENT * word.size, row.base - _ASCENT * row.size)
    return min(word.base, row.base) - top >= _OVERLAP * _ASCENT * small


def _once(words: list[Word]) -> list[Word]:
    """Without words that are printed a second time over themselves."""
    kept: list[Word] = []
    for word in words:
        if not any(
            other.text == word.text
            and abs(other.left - word.left) < _SAME * word.size
            and abs(other.base - word.base) < _SAME * word.size
            for other in kept[-3:]
        ):
            kept.append(word)
    return kept
