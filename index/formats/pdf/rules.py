"""Horizontal rules of a PDF page: they part the rows of a table whose cells take several lines."""

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import pypdfium2

_MOST: Final = 5_000
"""Objects of a page that are looked at: a map has more, and no table."""
_THICK: Final = 2.5
"""Points up to which a drawn area is a line; the edges of higher ones are rules."""
_LONG: Final = 10.0
_LEVEL: Final = 1.5
"""Points between pieces of one rule."""
_ACROSS: Final = 0.6
"""The share of a table's width that a rule takes which parts its rows."""


class Rule(NamedTuple):
    """A line from left to right, its height counted downwards."""

    base: float
    left: float
    right: float


def rules_of(page: "pypdfium2.PdfPage") -> list[Rule]:
    """Rules and the edges of areas and boxes, from the top."""
    from pypdfium2 import raw

    found: list[Rule] = []
    for item in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3), _MOST):
        left, bottom, right, top = item.get_bounds()
        if right - left < _LONG:
            continue
        if top - bottom <= _THICK:
            found.append(Rule(-(top + bottom) / 2, left, right))
        else:
            found += [Rule(-top, left, right), Rule(-bottom, left, right)]
    return sorted(found)


def bands(rules: Sequence[Rule], left: float, right: float) -> list[float]:
    """Heights of the rules that part what lies between ``left`` and ``right``."""
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
