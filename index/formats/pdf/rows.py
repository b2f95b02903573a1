"""Groups the words of a PDF page into rows across all columns.

Superscripts belong to the row below them. A drop cap does not merge the two lines beside it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from index.formats.pdf.words import Word, raised

ITEM: Final = re.compile(r"(?:[•▪●◦‣·*■□➢✓o]|[-–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])(?=\s|$)")
"""The beginning of a list item."""
_OPEN: Final = 8
"""Number of latest rows, from the top, with which a word is compared."""
_ASCENT: Final = 0.7
"""Height of letters as a share of the font size."""
_OVERLAP: Final = 0.5
"""Minimum share of the smaller word's height that overlaps the row."""
_ALIKE: Final = 1.6
"""Maximum ratio of font sizes in one row, unless the words have the same baseline."""
_LEVEL: Final = 0.25
"""Share of the smaller font size by which baselines in one row may differ."""
_GLUED: Final = 0.1
"""Gap, in font sizes, below which two pieces are one word."""
_LETTERS: Final = 5
"""Minimum single letters in a letter-spaced line ("S P O R T"); a guess."""
_WIDER: Final = 1.6
"""Ratio of word gap to letter gap in a letter-spaced line; a guess."""
_INITIAL: Final = 1.8
"""Ratio of a drop cap's font size to the text's; a guess."""
_LETTER: Final = re.compile(r"[\"'„“»«]?[A-ZÄÖÜ]")
_SAME: Final = 0.3
"""Maximum shift, in font sizes, of a word printed twice to look bold."""


@dataclass(slots=True)
class Row:
    """One or more words from left to right."""

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
    """The rows of a page, or of a part of it, from the top."""
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
    """The text of a row; pieces that touch are joined to one word."""
    if not words:
        return ""
    size = max(word.size for word in words)
    base = median(word.base for word in words if word.size == size)
    spread = _spread(words)
    pieces: list[str] = []
    end = words[0].left
    for word in words:
        if pieces and word.left - end >= max(spread, _GLUED * min(size, word.size)):
            pieces.append(" ")
        pieces.append(raised(word.text, word.size, base - word.base, size))
        end = word.right
    return "".join(pieces)


def _spread(words: Sequence[Word]) -> float:
    """The gap between words in a letter-spaced row; 0 for normal rows."""
    if len(words) < _LETTERS or any(len(word.text) > 1 for word in words):
        return 0.0
    gaps = [right.left - left.right for left, right in pairwise(words)]
    return _WIDER * median(gaps)


def with_initials(words: Sequence[Word]) -> list[Word]:
    """The words of a page, with each drop cap joined to its word."""
    usual = median(word.size for word in words) if words else 0.0
    found = list(words)
    for initial in words:
        if initial.size < _INITIAL * usual or not _LETTER.fullmatch(initial.text):
            continue
        beside = [
            place
            for place, word in enumerate(found)
            if word.size <= _ALIKE * usual
            and initial.left < word.left <= initial.right + 1.5 * usual
            and initial.base - _ASCENT * initial.size < word.base <= initial.base + 0.3 * usual
        ]
        if len(beside) < 2:  # a drop cap spans at least two lines
            continue
        first = min(beside, key=lambda place: found[place].base)
        text = initial.text + found[first].text
        found[first] = found[first]._replace(text=text)
        for place in beside:
            found[place] = found[place]._replace(left=initial.left)
        found.remove(initial)
    return found


def _row_for(word: Word, rows: Sequence[Row]) -> Row | None:
    """The row with the word's baseline, else the closest one that overlaps the word."""
    near = rows[-_OPEN:]
    for row in reversed(near):
        if abs(row.base - word.base) <= _LEVEL * min(row.size, word.size):
            return row
    level = (row for row in near if _belongs(word, row))
    return min(level, key=lambda row: abs(row.base - word.base), default=None)


def _belongs(word: Word, row: Row) -> bool:
    if _is_raised(word, row.base, row.size):
        return True
    if all(_is_raised(note, word.base, word.size) for note in row.words):
        return True
    small, large = sorted((word.size, row.size))
    if large > _ALIKE * small:
        return False
    top = max(word.base - _ASCENT * word.size, row.base - _ASCENT * row.size)
    return min(word.base, row.base) - top >= _OVERLAP * _ASCENT * small


def _is_raised(word: Word, base: float, size: float) -> bool:
    """Whether it is a superscript, such as a footnote number."""
    height = base - word.base
    return word.text.isdecimal() and word.size < 0.9 * size and 0.15 < height / size < 0.75


def _once(words: list[Word]) -> list[Word]:
    """Remove words printed a second time over themselves."""
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
