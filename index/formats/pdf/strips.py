"""Finds vertical strips of a PDF page that are empty over several rows: gaps between columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from index.formats.pdf.rows import ITEM, Row, joined

_NARROWEST: Final = 0.7
"""Minimum width in font sizes; spaces in justified text are rarely wider than half of one."""
_EVIDENCE: Final = ((2, 2.0), (3, 1.2), (5, _NARROWEST))
"""Minimum rows with words on both sides, for a strip of a width in font sizes; guesses."""
_SURE: Final = 5
"""Rows with words on both sides from which a strip is certainly not a coincidence."""
_NEAR: Final = 0.8
"""Maximum distance, in font sizes, between baselines of rows side by side."""
APART: Final = 3.0
"""Distance between baselines, in font sizes or half rows, that ends a side-by-side area."""
WRAPPED: Final = 1.45
"""Maximum distance, in font sizes, between the baselines of lines in one cell."""


@dataclass(slots=True)
class Strip:
    """An empty strip, and its first and last row."""

    left: float
    right: float
    first: int
    last: int
    both: int = 1
    """Number of rows with words on both sides."""


@dataclass(slots=True)
class _Beside:
    """The horizontal intervals covered by words near the height of a row."""

    gaps: list[tuple[float, float]] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0


def gutter(rows: Sequence[Row]) -> Strip | None:
    """The strip with the most rows on both sides, if there is one."""
    em = median(row.size for row in rows)
    good = [
        strip for strip in strips(rows, em)
        if any(strip.both >= count and strip.right - strip.left >= wide * em
               for count, wide in _EVIDENCE)
        and not parts_items(rows, strip) and not _is_chance(rows, strip)
    ]  # fmt: skip
    return max(good, key=lambda strip: (strip.both, strip.right - strip.left), default=None)


def strips(rows: Sequence[Row], em: float) -> list[Strip]:
    """Empty strips, each as long as it stays wide enough."""
    done: list[Strip] = []
    active: list[Strip] = []
    apart = APART * max(em, pitch_of(rows) / 2)
    for number, beside in enumerate(_surroundings(rows)):
        far = number > 0 and rows[number].base - rows[number - 1].base > apart
        if far:
            done += active
            active = []
        going: list[Strip] = []
        for strip in active:
            inner = _widest_within(strip, beside)
            if inner is None or inner[1] - inner[0] < _NARROWEST * em:
                done.append(strip)
                continue
            strip.left, strip.right = inner
            if beside.left < strip.left and strip.right < beside.right:
                strip.both += 1
                strip.last = number
            going.append(strip)
        for left, right in beside.gaps:
            if right - left >= _NARROWEST * em and not any(
                left <= strip.left and strip.right <= right for strip in going
            ):
                going.append(Strip(left, right, number, number))
        active = going
    return done + active


def pitch_of(rows: Sequence[Row]) -> float:
    """The usual distance between rows, which is larger in a spacious table than in text.

    If columns side by side are not level, it is half of that or less.
    """
    steps = [below.base - above.base for above, below in pairwise(rows)]
    return median(steps) if steps else 0.0


def _surroundings(rows: Sequence[Row]) -> Iterator[_Beside]:
    """For each row, the words at its height, including those of columns that are not level."""
    for number, row in enumerate(rows):
        near = list(row.words)
        for step in (-1, 1):
            place = number + step
            while 0 <= place < len(rows) and abs(rows[place].base - row.base) < _NEAR * row.size:
                near += rows[place].words
                place += step
                if len(near) > 10 * len(row.words) + 200:
                    break
        near.sort(key=lambda word: word.left)
        found = _Beside(left=near[0].left, right=near[0].right)
        for word in near:
            if word.left > found.right:
                found.gaps.append((found.right, word.left))
            found.right = max(found.right, word.right)
        yield found


def _widest_within(strip: Strip, beside: _Beside) -> tuple[float, float] | None:
    """The widest part of the strip that is empty at this height."""
    if beside.right <= strip.left or strip.right <= beside.left:
        return strip.left, strip.right
    free = [(float("-inf"), beside.left), *beside.gaps, (beside.right, float("inf"))]
    parts = [
        (max(left, strip.left), min(right, strip.right)) for left, right in free
        if left < strip.right and right > strip.left
    ]  # fmt: skip
    return max(parts, key=lambda part: part[1] - part[0], default=None)


def parts_items(rows: Sequence[Row], strip: Strip) -> bool:
    """Whether the left side of the strip has only bullets or item numbers."""
    marks = [
        joined([word for word in row.words if word.left < strip.left])
        for row in rows[strip.first : strip.last + 1]
        if row.left < strip.left
    ]
    return all(ITEM.fullmatch(mark) for mark in marks)


def _is_chance(rows: Sequence[Row], strip: Strip) -> bool:
    """Whether the strip is a coincidence: wide spaces below each other in a paragraph."""
    if strip.both >= _SURE:
        return False
    inner = rows[strip.first : strip.last + 1]
    left, right = min(row.left for row in inner), max(row.right for row in inner)
    for place, next_to in ((strip.first - 1, inner[0]), (strip.last + 1, inner[-1])):
        if not 0 <= place < len(rows):
            continue
        row = rows[place]
        near = abs(row.base - next_to.base) < WRAPPED * next_to.size
        alike = abs(row.size - next_to.size) < 0.05 * row.size
        crosses = any(word.left < strip.right and word.right > strip.left for word in row.words)
        spans = abs(row.left - left) < row.size and row.right > (strip.right + right) / 2
        if near and alike and crosses and spans:
            return True
    return False
