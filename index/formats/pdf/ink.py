"""Finds the visible words of a PDF page by rendering it.

Text can be hidden in many ways: white, transparent, clipped, covered by a bar or a picture, on a
hidden layer, outside the page. So the page is rendered at low resolution, and a word counts as
visible only if the colour changes at its position. Text in invisible mode is kept on scanned
pages, because OCR adds it to the picture that shows it.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from index.formats.pdf.words import Box, Drawn, Word

if TYPE_CHECKING:
    import numpy as np
    import pypdfium2

_MAX_PIXELS: Final = 2_000_000
"""Maximum pixels of a rendered page: a newspaper page with one pixel per point."""
_STEPS: Final = 0x00F0F0F0
"""Mask of the colour bits in which neighbours must differ: one step of 16; a guess."""
_SHARE: Final = 0.02
"""Minimum share of a word's pixels that differ from a neighbour; text has 0.2 and more; a guess."""
_DARK: Final = 128
"""Value of 255 per colour: darker text is visible on a page with nothing but text."""
_FEW: Final = 1_000
"""Maximum objects of a page that are examined to avoid rendering it."""
_THIN: Final = 2
"""Adjacent characters of a visible word that may show no change of colour, such as ".."."""
_TINY: Final = 1.0
"""Points; smaller text is unreadable and counts as hidden."""
_SCANNED: Final = 0.5
"""Minimum share of a scanned page that a picture covers; a guess."""


class Painted:
    """A rendered page."""

    def __init__(self, page: "pypdfium2.PdfPage") -> None:
        from pypdfium2 import raw

        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        self._left, self._top = box.left, box.top
        self._right, self._bottom = box.right, box.bottom
        width, height = max(box.right - box.left, 1.0), max(box.top - box.bottom, 1.0)
        self._scale = min(1.0, math.sqrt(_MAX_PIXELS / (width * height)))
        self._changes: np.ndarray[Any, Any] | None = None
        self._is_scan = False
        if not needs_painting(page):
            return
        bitmap = page.render(scale=self._scale, no_smoothimage=True, prefer_bgrx=True)
        try:
            self._changes = _changes(bitmap.to_numpy())
        finally:
            bitmap.close()
        self._is_scan = _picture_share(page, width * height) >= _SCANNED

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing at all."""
        return self._changes is None or bool(self._changes[-1, -1] == 0)

    def edges(self, turn: int) -> tuple[float, float]:
        """Top and bottom of the page in coordinates rotated by ``turn`` degrees."""
        angle = math.radians(turn)
        downs = [
            x * math.sin(angle) - y * math.cos(angle)
            for x in (self._left, self._right)
            for y in (self._bottom, self._top)
        ]
        return min(downs), max(downs)

    def seen(self, words: Sequence[Drawn]) -> list[Word]:
        """The visible words, in order, without their invisible letters."""
        if not words:
            return []
        shows = self._shows([box for drawn in words for box in drawn.boxes])
        found: list[Word] = []
        place = 0
        for drawn in words:
            inked = shows[place : place + len(drawn.boxes)]
            place += len(drawn.boxes)
            if drawn.word.size < _TINY:
                continue
            if drawn.unpainted:
                found += [drawn.word] if self._is_scanned(drawn) else []
            else:
                found += [drawn.word] if all(inked) else _inked(drawn.word, inked)
        return found

    def _shows(self, boxes: Sequence[Box]) -> list[bool]:
        """For each box, whether the colour changes in it."""
        import numpy as np

        areas = np.array(boxes)
        if self._changes is None:
            x, y = (areas[:, 0] + areas[:, 2]) / 2, (areas[:, 1] + areas[:, 3]) / 2
            across = (self._left <= x) & (x <= self._right)
            return list((across & (self._bottom <= y) & (y <= self._top)).tolist())
        height, width = (size - 1 for size in self._changes.shape)
        left = np.clip(np.floor((areas[:, 0] - self._left) * self._scale), 0, width)
        right = np.clip(np.ceil((areas[:, 2] - self._left) * self._scale), 0, width)
        top = np.clip(np.floor((self._top - areas[:, 3]) * self._scale), 0, height)
        bottom = np.clip(np.ceil((self._top - areas[:, 1]) * self._scale), 0, height)
        size = (right - left) * (bottom - top)
        x0, x1, y0, y1 = (edge.astype(int) for edge in (left, right, top, bottom))
        table = self._changes
        found = table[y1, x1] - table[y0, x1] - table[y1, x0] + table[y0, x0]
        shows: list[bool] = ((found > 0) & (found >= _SHARE * size)).tolist()
        return shows

    def _is_scanned(self, drawn: Drawn) -> bool:
        """Whether it is invisible OCR text on a scanned page."""
        left, bottom, right, top = drawn.boxes[len(drawn.boxes) // 2]
        across, up = (left + right) / 2, (bottom + top) / 2
        inside = self._left <= across <= self._right and self._bottom <= up <= self._top
        return self._is_scan and inside


def _inked(word: Word, inked: Sequence[bool]) -> Iterator[Word]:
    """The visible parts of a word; one or two letters without ink may just be thin."""
    if not any(inked):
        return
    start = 0
    runs = [(shows, len(list(run))) for shows, run in groupby(inked)]
    hidden = [not shows and length > _THIN for shows, length in runs]
    step = (word.right - word.left) / len(inked)
    for is_hidden, parts in groupby(zip(hidden, runs, strict=True), lambda part: part[0]):
        end = start + sum(length for _, (_, length) in parts)
        if not is_hidden:
            yield word._replace(
                text=word.text[start:end],
                left=word.left + start * step,
                right=word.left + end * step,
            )
        start = end


def needs_painting(page: "pypdfium2.PdfPage") -> bool:
    """Whether a page may hide text or have pictures; False if all is dark, opaque text."""
    from pypdfium2 import raw

    count = raw.FPDFPage_CountObjects(page)
    return count > _FEW or not all(
        _is_plain(raw.FPDFPage_GetObject(page, number)) for number in range(count)
    )


def _is_plain(item: Any) -> bool:
    """Whether an object is text that is visible wherever it is on the page."""
    from pypdfium2 import raw

    if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
        return False
    if raw.FPDFTextObj_GetTextRenderMode(item) != raw.FPDF_TEXTRENDERMODE_FILL:
        return False
    clip = raw.FPDFPageObj_GetClipPath(item)
    if raw.FPDFPageObj_CountMarks(item) or raw.FPDFClipPath_CountPaths(clip) > 0:
        return False
    colour = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(item, *colour):
        return False
    *shades, opacity = (shade.value for shade in colour)
    return max(shades) <= _DARK and opacity == 255


def _changes(pixels: Any) -> "np.ndarray[Any, Any]":
    """Integral image of the pixels that differ from the next one."""
    import numpy as np

    height, width = pixels.shape[:2]
    whole: np.ndarray[Any, Any] = np.ascontiguousarray(pixels).view(np.uint32)
    colours = whole.reshape(height, width) & np.uint32(_STEPS)
    differs = np.zeros((height, width), dtype=bool)
    np.not_equal(colours[:, 1:], colours[:, :-1], out=differs[:, :-1])
    differs[:-1] |= colours[1:] != colours[:-1]
    table = np.zeros((height + 1, width + 1), dtype=np.int32)
    inner = table[1:, 1:]
    np.cumsum(differs, axis=1, dtype=np.int32, out=inner)
    np.cumsum(inner, axis=0, out=inner)
    return table


def _picture_share(page: "pypdfium2.PdfPage", size: float) -> float:
    """The share of the page covered by its largest picture."""
    from pypdfium2 import raw

    largest = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return largest / size
