"""Removes running headers, footers and page numbers: text repeated at the edge of many pages.

Digits are masked when pages are compared, because a header may contain the page number.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from index.formats.pdf.rows import Row
from index.language.cues import OF_PAGES, PAGE, either

_EDGE_ROWS: Final = 4
"""Maximum rows of a header or footer."""
_LEVEL: Final = 4.0
"""Points by which the position of a header may differ between pages."""
_SHORT_DOCUMENT: Final = 4
"""Up to so many pages, text on two of them is a header; in longer documents, on three."""
_ZONE: Final = 0.12
"""Share of a page's height at each edge in which headers, footers and page numbers occur."""
_NUMBER: Final = re.compile(r"\d+")
_COUNTED: Final = re.compile(
    rf"(?:(?:{either(PAGE)})\s*)?(\d{{1,4}})\s*(?:/|{either(OF_PAGES)})\s*\d{{1,4}}"
    rf"|(?:{either(PAGE)})\s*(\d{{1,4}})",
    re.IGNORECASE,
)
_PRINTED: Final = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4},?\s+\d{1,2}:\d{2}(?:\s*[AP]M)?\b.*|(?:https?|file):\S+.*",
    re.DOTALL,
)
"""Printed by browsers above and below a page: date and time with the title, and the URL."""
_BARE: Final = re.compile(r"[-–—|\s]*(?:\d{1,4}|[ivxlc]{1,7})[-–—|\s]*")


class Page(NamedTuple):
    """The rows of a page from the top, and the page's top and bottom."""

    rows: Sequence[Row]
    top: float
    bottom: float


class _Edge(NamedTuple):
    page: int
    row: int
    key: str
    base: float
    numbers: tuple[int, ...]


def without_margins(pages: Sequence[Page]) -> list[list[Row]]:
    """The rows of each page without running headers, footers and page numbers."""
    kept: list[list[Row]] = []
    sides = [[*_edges(pages, at_top=True)], [*_edges(pages, at_top=False)]]
    running = {place for edges in sides for place in _running(edges, len(pages))}
    for number, page in enumerate(pages):
        first, last = 0, len(page.rows)
        while first < last and _is_margin(page, number, first, running, at_top=True):
            first += 1
        while last > first and _is_margin(page, number, last - 1, running, at_top=False):
            last -= 1
        kept.append(list(page.rows[first:last]))
    return kept


def _edges(pages: Sequence[Page], *, at_top: bool) -> Iterator[_Edge]:
    for number, page in enumerate(pages):
        count = len(page.rows)
        places = range(count)[:_EDGE_ROWS] if at_top else range(count)[-_EDGE_ROWS:]
        for place in places:
            row = page.rows[place]
            words = row.text
            base = row.base - page.top if at_top else row.base - page.bottom
            numbers = tuple(int(n) for n in _NUMBER.findall(words) if len(n) <= 4)
            yield _Edge(number, place, _NUMBER.sub("0", words), base, numbers)


def _running(edges: Sequence[_Edge], pages: int) -> set[tuple[int, int]]:
    """Page and row of text that repeats at the same position, or is a page number there."""
    often = 2 if pages <= _SHORT_DOCUMENT else 3
    same: dict[tuple[str, int], list[_Edge]] = defaultdict(list)
    counting: dict[tuple[int, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        # Two shifted grids, so that a position near a border in one is central in the other.
        for shift in (0.0, 0.5):
            level = round(edge.base / (2 * _LEVEL) + shift) * 2 + (shift > 0)
            if re.search(r"[^\W\d_]{2}", edge.key):
                same[edge.key, level].append(edge)
            for number in {n - edge.page for n in edge.numbers}:
                counting[number, level].append(edge)
    found: set[tuple[int, int]] = set()
    for group in (*same.values(), *counting.values()):
        on = {edge.page for edge in group}
        # Left and right pages have different headers.
        if len(on) >= often or (len(on) > 1 and on == set(range(min(on), pages, 2))):
            found |= {(edge.page, edge.row) for edge in group if _is_alike(edge, group)}
    return found


def _is_alike(edge: _Edge, group: Sequence[_Edge]) -> bool:
    """Whether it is as long as the others: a counted line is not a line of text with a year."""
    lengths = Counter(len(other.key) for other in group)
    usual = lengths.most_common(1)[0][0]
    return abs(len(edge.key) - usual) <= max(2, 0.2 * usual)


def _is_margin(
    page: Page, number: int, place: int, running: set[tuple[int, int]], *, at_top: bool
) -> bool:
    row = page.rows[place]
    text = row.text
    zone = _ZONE * (page.bottom - page.top)
    inside = row.base - page.top < zone if at_top else page.bottom - row.base < zone
    if inside and (number, place) in running and not _is_like_the_next(page, place, at_top=at_top):
        return True
    if counted := _COUNTED.fullmatch(text):
        return int(next(filter(None, counted.groups()))) >= number
    if not inside or len(page.rows) < 2:
        return False
    return bool(_BARE.fullmatch(text) or _PRINTED.fullmatch(text))


def _is_like_the_next(page: Page, place: int, *, at_top: bool) -> bool:
    """Whether the next row inwards differs only in numbers: both belong to a list or table."""
    inner = place + 1 if at_top else place - 1
    if not 0 <= inner < len(page.rows):
        return False
    row, next_row = page.rows[place], page.rows[inner]
    return _NUMBER.sub("0", row.text) == _NUMBER.sub("0", next_row.text)
