"""Joins the lines of a PDF into paragraphs, also across columns and pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from typing import Final

from index.formats.hyphens import before
from index.formats.pdf.layout import Line
from index.formats.pdf.rows import ITEM

_SENTENCE_END: Final = re.compile(r"[.!?:…][\"'”“»«’‘)\]⁰¹²³⁴-⁹]*$")
_BULLET: Final = re.compile(r"[•▪●◦‣·■□➢✓](?=\s|$)")
_TAIL: Final = 10
"""Last characters of a line that are searched for the end of a sentence."""
_GOES_ON: Final = tuple(",;–—&(/-\u2010")
_LARGER: Final = 1.08
"""Ratio of font sizes from which lines belong to different paragraphs."""
_HEADING: Final = 1.15
"""Ratio to the font size of the body text from which a line is a heading."""
_GAP: Final = 1.25
"""Ratio to the usual line spacing from which a gap ends a paragraph."""
_USUAL: Final = 1.4
"""Line spacing in font sizes, assumed if the document has too few lines to measure it."""
_LOOSE: Final = 1.9
"""Line spacing in font sizes that only typewritten pages have inside a paragraph."""
_INDENT: Final = 0.8
"""Font sizes."""
_SLACK: Final = 0.12
"""Free share of the column's width that shows an intended line end: the next word would fit."""
_HALF: Final = 0.55
"""Share of the column's width below which a line end is intended even inside a sentence."""
_SPACE: Final = 0.35
"""Font sizes; a space between words."""
_ENOUGH: Final = 5
"""Minimum lines inside sentences needed to tell whether lines are filled."""
_UNFILLED: Final = 0.1
"""Share of these that may be shorter than necessary; a guess."""
_AHEAD: Final = 5
"""Maximum blocks between two parts of a paragraph: captions, notes and boxes."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph, or a part of one."""

    pieces: list[str]
    page: int
    size: float
    bold: bool
    is_row: bool
    is_full: bool = False
    """Whether its last line fills the column, so that it may continue elsewhere."""
    is_last: bool = False
    """Whether it is the last paragraph of its column."""
    is_first: bool = False
    column: int = 0
    """Number of its last column, counted over the whole document."""

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def add(self, pieces: Sequence[str], known: frozenset[str]) -> None:
        """Append the lines of a continuation."""
        self.pieces[-1] = before(self.pieces[-1], pieces[0], known)
        self.pieces += pieces


@dataclass(frozen=True, slots=True)
class Measures:
    """Typical measures of a document."""

    size: float
    """Font size of the body text."""
    leading: dict[float, float]
    """Line spacing by font size."""
    is_filled: bool
    """Whether every line has as many words as fit, as set by a program, not by hand."""


def paragraphs_of(pages: Sequence[Sequence[Sequence[Line]]]) -> list[Paragraph]:
    """Paragraphs of a document in reading order; ``pages[p][c]`` are the lines of a column."""
    usual = _measures(column for page in pages for column in page)
    known = _known(line for page in pages for column in page for line in column)
    found: list[Paragraph] = []
    numbers = count()
    for number, page in enumerate(pages, start=1):
        for column in page:
            inside = [*_of_column(column, number, usual, known)]
            place = next(numbers)
            for item in inside:
                item.column = place
            for item in _edge(inside, usual.size):
                item.is_first = True
            for item in _edge(inside[::-1], usual.size):
                item.is_last = True
            found += inside
    return _continued(found, known)


def _edge(inside: Sequence[Paragraph], usual: float) -> Iterator[Paragraph]:
    """Paragraphs up to the first one of body text; before it may be notes and captions."""
    for item in inside:
        yield item
        if item.size * _LARGER >= usual:
            return


def _measures(columns: Iterable[Sequence[Line]]) -> Measures:
    sizes: Counter[float] = Counter()
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    inner = unfilled = 0
    for column in columns:
        right = max((line.right for line in column), default=0.0)
        for line in column:
            sizes[line.size] += len(line.text)
        for size, found in _steps(column).items():
            steps[size] += found
        for above, below in pairwise(column):
            is_same = above.size == below.size and not above.is_row
            if is_same and below.text[:1].islower() and not _ends(above.text):
                inner += 1
                unfilled += right - above.right > below.first + _SPACE * above.size
    leading = {
        # If there are only a few lines, each may be a separate paragraph.
        size: _leading(found) if found.total() >= _ENOUGH else min(_leading(found), _USUAL * size)
        for size, found in steps.items()
    }
    size = sizes.most_common(1)[0][0] if sizes else 12.0
    return Measures(size, leading, inner >= _ENOUGH and unfilled <= _UNFILLED * inner)


def _steps(column: Sequence[Line]) -> dict[float, Counter[float]]:
    """Frequencies of line distances, by font size."""
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    for above, below in pairwise(column):
        step = below.base - above.base
        if above.size == below.size and not above.is_row and 0 < step < 3 * above.size:
            steps[above.size][round(step * 2) / 2] += 1
    return steps


def _leading(found: Counter[float]) -> float:
    """The smallest of the common line distances, which is the one inside paragraphs."""
    often = max(found.values())
    return min(step for step, times in found.items() if 2 * times >= often)


def _known(lines: Iterable[Line]) -> frozenset[str]:
    """Words inside lines, in lower case; at the edges there may be parts of words."""
    return frozenset(
        word.strip(".,;:!?()„“”\"'‚‘»«").lower()
        for line in lines
        for word in line.text.split()[1:-1]
    )


def _of_column(
    column: Sequence[Line], page: int, usual: Measures, known: frozenset[str]
) -> Iterator[Paragraph]:
    if not column:
        return
    left = min(line.left for line in column)
    right = max(line.right for line in column)
    own = {s: _leading(found) for s, found in _steps(column).items() if found.total() >= _ENOUGH}
    usual = replace(usual, leading=usual.leading | own)
    started: list[Line] = []
    current: Paragraph | None = None
    for line in column:
        above = started[-1] if started else None
        if current is None or above is None or _begins(line, started, left, right, usual):
            if current is not None:
                yield current
            current = Paragraph([line.text], page, line.size, line.bold, line.is_row)
            started = [line]
        else:
            current.add([line.text], known)
            started.append(line)
        current.is_full = len(column) > 1 and line.right >= right - _SLACK * (right - left)
    if current is not None:
        yield current


def _begins(
    line: Line, started: Sequence[Line], left: float, right: float, usual: Measures
) -> bool:
    """Whether a line begins a new paragraph after the lines in ``started``."""
    above = started[-1]
    is_larger = max(line.size, above.size) > _LARGER * min(line.size, above.size)
    if line.is_row or above.is_row or is_larger:
        return True
    is_small = line.text[:1].islower()
    step, leading = line.base - above.base, usual.leading.get(line.size, _USUAL * line.size)
    is_half = above.right - left < _HALF * (right - left)
    if step > _GAP * leading and (
        step > _LOOSE * line.size or not _hangs_on(above.text, line) or (is_half and not is_small)
    ):
        return True
    slack = 0.0 if usual.is_filled else _SLACK * (right - left)
    is_short = right - above.right > line.first + _SPACE * above.size + slack
    ends = _ends(above.text)
    if line.bold != above.bold and (ends or is_short or not _open(above, line)):
        return True
    if _is_item(line, above, started, ends=ends or is_short):
        return True
    if _is_indented(line, started, left) and not _is_centred(line, above):
        return not is_small
    is_meant = usual.is_filled or is_half
    is_last = ends or (is_meant and not _open(above, line))
    return is_short and is_last and above.size <= _HEADING * usual.size


def _hangs_on(above: str, below: Line) -> bool:
    """Whether a line ends with a comma or hyphen, or the next one begins in lower case."""
    return above.endswith(_GOES_ON) or below.text[:1].islower()


def _open(above: Line, below: Line) -> bool:
    """Whether the words show that the sentence continues in the next line."""
    return _runs_on(above.text) or below.text[:1].islower()


def _runs_on(text: str) -> bool:
    """Whether a line certainly continues: it ends with a comma, hyphen or lower-case word."""
    last = text[text.rfind(" ") + 1 :]
    return text.endswith(_GOES_ON) or (last.isalpha() and last.islower())


def _ends(text: str) -> bool:
    """Whether a sentence ends here."""
    return bool(_SENTENCE_END.search(text[-_TAIL:]))


def _is_item(line: Line, above: Line, started: Sequence[Line], *, ends: bool) -> bool:
    """Whether a line is the next list item, rather than a sentence with a number in it."""
    if _BULLET.match(line.text):
        return True
    if not ITEM.match(line.text):
        return False
    in_list = bool(ITEM.match(started[0].text)) and abs(started[0].left - line.left) < line.size
    return ends or (in_list and not _runs_on(above.text))


def _is_indented(line: Line, started: Sequence[Line], left: float) -> bool:
    """Whether it starts further right than its paragraph, or further left than an indented one."""
    em = line.size
    first, above = started[0], started[-1]
    if ITEM.match(first.text) or line.left < left - em:
        return line.left < first.left - _INDENT * em
    if line.left > above.left + _INDENT * em:
        return len(started) > 1 or line.left > first.left + _INDENT * em
    return len(started) > 1 and line.left < above.left - _INDENT * em


def _is_centred(line: Line, above: Line) -> bool:
    middles = abs((line.left + line.right) - (above.left + above.right)) / 2
    return middles < 0.3 * line.size and abs(line.left - above.left) > 1


def _continued(found: Sequence[Paragraph], known: frozenset[str]) -> list[Paragraph]:
    """Join the parts of paragraphs; blocks between two parts come after the paragraph."""
    done: list[Paragraph] = []
    waiting = list(reversed(found))
    while waiting:
        current = waiting.pop()
        while current.is_last and not current.is_row:
            ahead = next(
                (place for place in range(1, min(_AHEAD, len(waiting)) + 1)
                 if _goes_on(current, waiting[-place], between=place - 1)),
                None,
            )  # fmt: skip
            if ahead is None:
                break
            part = waiting.pop(-ahead)
            current.add(part.pieces, known)
            current.is_last, current.is_full = part.is_last, part.is_full
            current.column = part.column
        done.append(current)
    return done


def _goes_on(current: Paragraph, later: Paragraph, *, between: int) -> bool:
    """Whether a paragraph at the top of a column continues one at the bottom of another."""
    if later.is_row or not later.is_first or later.column == current.column:
        return False
    if ITEM.match(later.pieces[0]):
        return False
    alike = max(current.size, later.size) <= _LARGER * min(current.size, later.size)
    if not alike or current.bold != later.bold or _ends(current.pieces[-1]):
        return False
    if later.pieces[0][:1].islower() or re.search(r"\w[-\u2010\u00ad]$", current.pieces[-1][-2:]):
        return True
    return between == 0 and (current.is_full or _runs_on(current.pieces[-1]))
