"""Finds the drawn shapes of a PDF page: rules between table rows, and bullets of lists."""

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from index.formats.pdf.words import Word

if TYPE_CHECKING:
    import pypdfium2

_MOST: Final = 5_000
"""Maximum objects of a page that are examined: pages with more are maps, not tables."""
_THICK: Final = 2.5
"""Points of height up to which an area is a rule; of a higher one, the edges are."""
_LONG: Final = 10.0
_SMALLEST: Final = 1.0
_HEIGHT: Final = 0.7
"""Maximum height of a bullet's centre above the baseline, in font sizes."""
_NEAR: Final = 2.5
"""Maximum distance from a bullet to its words, in font sizes; a guess."""
_MOST_MARKS: Final = 300
"""Maximum bullets per page; more small areas are dots of a drawing; a guess."""
_LEVEL: Final = 1.5
"""Maximum vertical distance between pieces of one rule, in points."""
_ACROSS: Final = 0.6
"""Minimum share of a table's width covered by a rule between rows."""


class Rule(NamedTuple):
    """A horizontal line; ``base`` counts downwards."""

    base: float
    left: float
    right: float


class Mark(NamedTuple):
    """A small area that may be a bullet; heights count downwards."""

    left: float
    right: float
    top: float
    bottom: float


def drawn_on(page: "pypdfium2.PdfPage") -> tuple[list[Rule], list[Mark]]:
    """Rules, including the edges of boxes, from the top; and areas as small as letters."""
    from pypdfium2 import raw

    found: list[Rule] = []
    marks: list[Mark] = []
    for item in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3), _MOST):
        left, bottom, right, top = item.get_bounds()
        if right - left < _LONG:
            if _SMALLEST < right - left < 1.3 * (top - bottom) < 1.7 * (right - left):
                marks.append(Mark(left, right, -top, -bottom))
            continue
        if top - bottom <= _THICK:
            found.append(Rule(-(top + bottom) / 2, left, right))
        else:
            found += [Rule(-top, left, right), Rule(-bottom, left, right)]
    return sorted(found), marks


def with_marks(words: Sequence[Word], marks: Sequence[Mark]) -> list[Word]:
    """The words, with a bullet for each mark before the first word of a line.

    Browsers print bullets as shapes, not as text.
    """
    found = list(words)
    for mark in marks if len(marks) <= _MOST_MARKS else ():
        middle = (mark.top + mark.bottom) / 2
        level = [
            word
            for word in words
            if 0 < word.base - middle < _HEIGHT * word.size and mark.right - mark.left < word.size
        ]
        first = min(level, key=lambda word: word.left, default=None)
        if first and 0 < first.left - mark.right < _NEAR * first.size:
            found.append(first._replace(text="•", left=mark.left, right=mark.right))
    return found


def bands(rules: Sequence[Rule], left: float, right: float) -> list[float]:
    """Heights of the rules that span the area between ``left`` and ``right``."""
    found: list[float] = []
    start = 0
    for place, rule in enumerate(rules):
        if place + 1 < len(rules) and rules[place + 1].base - rule.base <= _LEVEL:
            continue
        pieces = rules[start : place + 1]
        start = place + 1
        if _covered(pieces, left, right) >= _ACROSS * (right - left):
            found.append(rule.base)
    return found


def _covered(pieces: Sequence[Rule], left: float, right: float) -> float:
    covered, end = 0.0, left
    for piece in sorted(pieces, key=lambda piece: piece.left):
        begin, stop = max(piece.left, end), min(piece.right, right)
        covered += max(stop - begin, 0.0)
        end = max(end, stop)
    return covered
