"""The reading order of a PDF page: column by column, and tables row by row.

A page is split at vertical strips that are empty over several rows. A strip between lines of prose
separates columns, and its left side is read first. A strip between short cells separates the
columns of a table, and each row is read as a whole.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import Final, NamedTuple

from index.formats.hyphens import joined as lines_joined
from index.formats.pdf.rows import Row, joined, rows_of
from index.formats.pdf.rules import Rule, bands
from index.formats.pdf.strips import APART, WRAPPED, Strip, gutter, parts_items, pitch_of, strips
from index.formats.pdf.words import Word

CELL: Final = " | "
_DEPTH: Final = 12
_ALIGNED: Final = 0.6
"""In a table, minimum share of the shorter side's rows with a row beside them."""
_FILLED: Final = 0.7
"""In prose, minimum share of the column's width that the median line fills."""
_RUNS_ON: Final = 0.25
"""In prose, minimum share of lines that begin in lower case."""
_TABLE_GUTTER: Final = 0.4
"""In a table, minimum share of rows with words on both sides of a strip between columns."""
_GRID: Final = 4
"""Minimum areas between rules in a grid, a table with a rule between all rows."""
_SET_APART: Final = 1.2
"""Ratio of row spacing to line spacing in a table without rules; a guess."""
_ROWS_OF_GRID: Final = 1.5
"""Maximum mean number of rows with words in each cell, per area of a grid."""


class Line(NamedTuple):
    """A line of a column, or a row of a table."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    first: float
    """Width of the first word."""
    is_row: bool = False


def columns(words: Sequence[Word], rules: Sequence[Rule] = ()) -> list[list[Line]]:
    """The lines of each column or table, in reading order."""
    return [found for found in _read(rows_of(words), rules, 0) if found]


def _read(rows: list[Row], rules: Sequence[Rule], depth: int) -> Iterator[list[Line]]:
    strip = gutter(rows) if depth < _DEPTH and len(rows) > 1 else None
    if strip is None:
        yield [_line(row) for row in rows]
        return
    first, last = _extended(rows, strip)
    yield from _read(rows[:first], rules, depth + 1) if first else ()
    middle = (strip.left + strip.right) / 2
    side = [word for row in rows[first : last + 1] for word in row.words]
    left = rows_of(word for word in side if word.left < middle)
    right = rows_of(word for word in side if word.left >= middle)
    if _is_table(left, right):
        yield _table(rows[first : last + 1], rules)
    else:
        yield from _read(left, rules, depth + 1)
        yield from _read(right, rules, depth + 1)
    yield from _read(rows[last + 1 :], rules, depth + 1) if last + 1 < len(rows) else ()


def _extended(rows: Sequence[Row], strip: Strip) -> tuple[int, int]:
    """First and last row of the side-by-side area, including the longer column's rest."""
    first, last = strip.first, strip.last
    pitch = pitch_of(rows)
    while first > 0 and _is_beside(rows[first - 1], rows[first], strip, pitch):
        first -= 1
    while last + 1 < len(rows) and _is_beside(rows[last + 1], rows[last], strip, pitch):
        last += 1
    usual = median(row.size for row in rows[first : last + 1])
    end = last
    while end > strip.last and _is_heading(rows[end], usual):
        if rows[end].base - rows[end - 1].base > WRAPPED * rows[end].size:
            return first, end - 1
        end -= 1
    return first, last


def _is_heading(row: Row, usual: float) -> bool:
    """Whether a row below two columns begins the next section rather than continues them."""
    return row.size > 1.08 * usual or all(word.bold for word in row.words)


def _is_beside(row: Row, next_to: Row, strip: Strip, pitch: float) -> bool:
    """Whether a row adjacent to the strip's rows leaves the strip empty and is close enough."""
    near = abs(row.base - next_to.base) <= APART * max(row.size, next_to.size, pitch / 2)
    alike = max(row.size, next_to.size) <= 1.2 * min(row.size, next_to.size)
    return near and alike and all(
        word.right <= strip.left + 1 or word.left >= strip.right - 1 for word in row.words
    )  # fmt: skip


def _is_table(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether the two sides are table cells rather than columns of prose."""
    size = median(row.size for row in left)
    bases = sorted(row.base for row in right)
    level = sum(_has_near(bases, row.base, 0.3 * size) for row in left)
    if level < _ALIGNED * min(len(left), len(right)):
        return False
    if _is_numeric(right):
        return True
    return not (_is_prose(left) and _is_prose(right))


def _has_near(bases: Sequence[float], base: float, distance: float) -> bool:
    place = bisect_left(bases, base - distance)
    return place < len(bases) and bases[place] <= base + distance


def _is_numeric(rows: Sequence[Row]) -> bool:
    """Whether nearly all cells are a number with at most two words."""
    cells = [row.text for row in rows]
    short = sum(len(cell.split()) <= 3 and any(c.isdigit() for c in cell) for cell in cells)
    return short >= 0.7 * len(cells)


def _is_prose(rows: Sequence[Row]) -> bool:
    """Whether lines are running text: they fill the column, or continue in lower case."""
    runs_on = sum(row.text[:1].islower() for row in rows[1:])
    if len(rows) > 2 and runs_on >= _RUNS_ON * (len(rows) - 1):
        return True
    width = max(row.right for row in rows) - min(row.left for row in rows)
    fill = median((row.right - row.left) / (width or 1) for row in rows)
    return fill >= _FILLED and median(len(row.words) for row in rows) >= 4


def _table(rows: Sequence[Row], rules: Sequence[Rule]) -> list[Line]:
    """The rows of a table; cells with several lines are joined."""
    em = median(row.size for row in rows)
    cuts = _cuts(rows, em)
    heights = bands(rules, min(row.left for row in rows), max(row.right for row in rows))
    is_ruled = len(heights) > 1
    ruled = [*_by_band(rows, heights if is_ruled else _gaps(rows))]
    parted = [[[joined(part) for part in _parts(row, cuts)] for row in band] for band in ruled]
    whole = [max(1, sum(all(cells) for cells in band)) for band in parted]
    below = [cells for band in parted for cells in band[1:]]
    is_dense = len(ruled) >= _GRID and sum(whole) < _ROWS_OF_GRID * len(ruled)
    is_grid = (is_ruled and is_dense) or (
        len(ruled) > 1 and all(any(not cell or cell[0].islower() for cell in c) for c in below)
    )
    found: list[tuple[Row, list[str]]] = []
    for band, texts, count in zip(ruled, parted, whole, strict=True):
        is_one = is_grid or (is_ruled and count == 1)
        for place, (row, cells) in enumerate(zip(band, texts, strict=True)):
            wrapped = place > 0 and row.base - band[place - 1].base < WRAPPED * em
            if place > 0 and (is_one or (wrapped and _goes_on(cells))):
                above = found[-1][1]
                above[:] = [_with(*lines) for lines in zip(above, cells, strict=True)]
            else:
                found.append((row, cells))
    return [
        _line(row)._replace(text=CELL.join(filter(None, cells)), is_row=True)
        for row, cells in found
    ]


def _gaps(rows: Sequence[Row]) -> list[float]:
    """Heights of the gaps that are larger than the line spacing inside a cell."""
    steps = [below.base - above.base for above, below in pairwise(rows)]
    tight = min(steps, default=0.0)
    return [
        (above.base + below.base) / 2
        for above, below in pairwise(rows)
        if below.base - above.base > _SET_APART * tight
    ]


def _by_band(rows: Sequence[Row], heights: Sequence[float]) -> Iterator[list[Row]]:
    """Group rows by the area between two rules."""
    for _, found in groupby(rows, lambda row: bisect_left(heights, row.base)):
        yield list(found)


def _with(upper: str, lower: str) -> str:
    """Join two lines of a cell."""
    return lines_joined(upper, lower) if upper and lower else upper or lower


def _cuts(rows: Sequence[Row], em: float) -> list[float]:
    """Positions between a table's columns, from left to right, except after item numbers."""
    found = [
        strip for strip in strips(rows, em)
        if strip.both >= max(2, _TABLE_GUTTER * len(rows)) and not parts_items(rows, strip)
    ]  # fmt: skip
    middles = sorted((strip.left + strip.right) / 2 for strip in found)
    return [cut for n, cut in enumerate(middles) if n == 0 or cut - middles[n - 1] > em]


def _parts(row: Row, cuts: Sequence[float]) -> list[list[Word]]:
    edges = [float("-inf"), *cuts, float("inf")]
    return [
        [word for word in row.words if start <= word.left < end] for start, end in pairwise(edges)
    ]


def _goes_on(cells: Sequence[str]) -> bool:
    """Whether these are continuation lines: the first cell is empty, or all begin in lower case."""
    return not cells[0] or all(cell[0].islower() for cell in cells if cell)


def _line(row: Row) -> Line:
    letters = sum(len(word.text) for word in row.words)
    bold = sum(len(word.text) for word in row.words if word.bold)
    sizes: dict[float, int] = {}
    for word in row.words:
        size = round(word.size, 1)
        sizes[size] = sizes.get(size, 0) + len(word.text)
    return Line(
        text=row.text,
        left=row.left,
        right=row.right,
        base=row.base,
        size=max(sizes, key=lambda size: sizes[size]),
        bold=bold > 0.8 * letters,
        first=row.words[0].right - row.words[0].left,
    )
