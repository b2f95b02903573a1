"""What a PDF page holds and does not show: invisible, white, tiny, transparent, off the page.

pypdf tells of each operator before it acts on it; the words of one that shows nothing are taken
away then. Text in render mode 3 is also what OCR lays under the picture of a scanned page, and is
read there: the picture shows it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

Matrix = Sequence[float]

_INVISIBLE: Final = frozenset({3, 7})
"""Text render modes that paint nothing: neither, and clip only."""
_MARGIN: Final = 20.0
"""Points that a line may begin beyond the page's edge and still reach into it; a guess."""
_TINY: Final = 1.0
"""Points; smaller letters are no reading matter."""
_GRID: Final = 64
_SCANNED: Final = 0.5
"""The share of a page that a picture covers if the page is a scan; a guess."""
_GRAY: Final = frozenset({"/DeviceGray", "/CalGray", "/G"})


@dataclass(frozen=True, slots=True)
class _Paint:
    """The part of the graphics state that decides whether text is seen."""

    mode: int = 0
    white: bool = False
    clear: bool = False
    gray: bool = False
    """Whether one number as a colour is a shade of gray."""
    size: float = 12.0


class ShownText:
    """Visitors for :meth:`pypdf.PageObject.extract_text`, for one page."""

    def __init__(self, page: "PageObject", layers: frozenset[int], *, scan: bool = False) -> None:
        box = page.cropbox
        self._edges = (float(box.left), float(box.bottom), float(box.right), float(box.top))
        self._resources: Any = page.get("/Resources", {})
        self._layers = layers
        self._scan = scan
        self._paint = _Paint()
        self._stack: list[_Paint] = []
        self._forms: list[tuple[_Paint, int]] = []
        self._path: list[tuple[float, float]] = []
        self._painted = [0] * _GRID
        self._coloured = False
        self._marks: list[bool] = []
        self._invisible = False
        self._picture = 0.0

    @property
    def is_scan(self) -> bool:
        """Whether invisible text was met on a page that is a picture."""
        return self._invisible and self._picture >= _SCANNED

    def before(self, operator: bytes, operands: Any, cm: Matrix, tm: Matrix) -> None:
        """Follow the state; empty what would show hidden text."""
        try:
            if operator in _SHOWS:
                if self._hides(cm, tm):
                    _empty(operator, operands)
            elif action := _ACTIONS.get(operator):
                action(self, operands, cm)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            return  # operands that are none: viewers pass over such an operator, too

    def after(self, operator: bytes, operands: Any, cm: Matrix, tm: Matrix) -> None:  # noqa: ARG002
        """Leave a form as it was entered."""
        if operator == b"Do" and self._forms:
            self._paint, height = self._forms.pop()
            del self._stack[height:]

    def _hides(self, cm: Matrix, tm: Matrix) -> bool:
        paint = self._paint
        if paint.mode in _INVISIBLE and not self._scan:
            self._invisible = True
            return True
        if paint.clear or any(self._marks):
            return True
        if paint.size * hypot(tm[2], tm[3]) * hypot(cm[2], cm[3]) < _TINY:
            return True
        if self._forms:  # whose place on the page pypdf does not tell
            return paint.white and not self._coloured
        x, y = _at(cm, tm[4], tm[5])
        left, bottom, right, top = self._edges
        if not (left - _MARGIN <= x <= right + _MARGIN and bottom - _MARGIN <= y <= top + _MARGIN):
            return True
        return paint.white and not self._is_painted(x, y)

    def _is_painted(self, x: float, y: float) -> bool:
        column, row = self._cell(x, y)
        return bool(self._painted[row] >> column & 1)

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        left, bottom, right, top = self._edges
        across, up = (x - left) / ((right - left) or 1), (y - bottom) / ((top - bottom) or 1)
        return _clipped(across), _clipped(up)

    def _cover(self, points: Sequence[tuple[float, float]]) -> float:
        """Note that something is painted within the points; its share of the page."""
        self._coloured = True
        cells = [self._cell(x, y) for x, y in points]
        first, last = min(c for c, _ in cells), max(c for c, _ in cells)
        low, high = min(r for _, r in cells), max(r for _, r in cells)
        mask = (1 << last + 1) - (1 << first)
        for row in range(low, high + 1):
            self._painted[row] |= mask
        return (last - first + 1) * (high - low + 1) / _GRID**2

    def _save(self, _: Any, __: Matrix) -> None:
        self._stack.append(self._paint)

    def _restore(self, _: Any, __: Matrix) -> None:
        if len(self._stack) > (self._forms[-1][1] if self._forms else 0):
            self._paint = self._stack.pop()

    def _set_mode(self, operands: Any, _: Matrix) -> None:
        self._paint = replace(self._paint, mode=int(operands[0]))

    def _set_font(self, operands: Any, _: Matrix) -> None:
        self._paint = replace(self._paint, size=abs(float(operands[1])))

    def _set_space(self, operands: Any, _: Matrix) -> None:
        self._paint = replace(self._paint, white=False, gray=operands[0] in _GRAY)

    def _set_colour(self, operands: Any, _: Matrix) -> None:
        self._paint = replace(self._paint, white=_is_white(operands, gray=self._paint.gray))

    def _set_gray(self, operands: Any, _: Matrix) -> None:
        self._paint = replace(self._paint, white=_is_white(operands, gray=True), gray=True)

    def _set_state(self, operands: Any, _: Matrix) -> None:
        state = _inside(self._resources, "/ExtGState", operands[0])
        if isinstance(state, Mapping) and "/ca" in state:
            self._paint = replace(self._paint, clear=float(state["/ca"]) == 0)

    def _point(self, operands: Any, cm: Matrix) -> None:
        numbers = [float(number) for number in operands]
        for x, y in zip(numbers[::2], numbers[1::2], strict=False):
            self._path.append(_at(cm, x, y))

    def _rectangle(self, operands: Any, cm: Matrix) -> None:
        x, y, width, height = (float(number) for number in operands[:4])
        self._path += [_at(cm, x, y), _at(cm, x + width, y), _at(cm, x + width, y + height),
                       _at(cm, x, y + height)]  # fmt: skip

    def _fill(self, _: Any, __: Matrix) -> None:
        if self._path and not (self._paint.white or self._paint.clear):
            self._cover(self._path)
        self._path = []

    def _end_path(self, _: Any, __: Matrix) -> None:
        self._path = []

    def _object(self, operands: Any, cm: Matrix) -> None:
        self._forms.append((self._paint, len(self._stack)))
        found = _inside(self._resources, "/XObject", operands[0])
        if isinstance(found, Mapping) and found.get("/Subtype") == "/Image":
            self._image(operands, cm)

    def _image(self, _: Any, cm: Matrix) -> None:
        corners = [_at(cm, x, y) for x in (0, 1) for y in (0, 1)]
        self._picture = max(self._picture, self._cover(corners))

    def _shade(self, _: Any, __: Matrix) -> None:
        left, bottom, right, top = self._edges
        self._cover([(left, bottom), (right, top)])

    def _mark(self, operands: Any, _: Matrix) -> None:
        hidden = False
        if len(operands) > 1 and operands[0] == "/OC" and isinstance(operands[1], str):
            layers = _inside(self._resources, "/Properties")
            reference = layers.raw_get(operands[1]) if hasattr(layers, "raw_get") else None
            hidden = getattr(reference, "idnum", None) in self._layers
        self._marks.append(hidden)

    def _unmark(self, _: Any, __: Matrix) -> None:
        if self._marks:
            self._marks.pop()


def hidden_layers(reader: "PdfReader") -> frozenset[int]:
    """Numbers of the layers (optional content groups) that are switched off."""
    off = _inside(reader.trailer, "/Root", "/OCProperties", "/D", "/OFF")
    return frozenset(ref.idnum for ref in off or () if hasattr(ref, "idnum"))


_ACTIONS: Final[Mapping[bytes, Callable[[ShownText, Any, Matrix], None]]] = {
    b"q": ShownText._save,  # noqa: SLF001 - a table of its own methods
    b"Q": ShownText._restore,  # noqa: SLF001
    b"Tr": ShownText._set_mode,  # noqa: SLF001
    b"Tf": ShownText._set_font,  # noqa: SLF001
    b"gs": ShownText._set_state,  # noqa: SLF001
    b"cs": ShownText._set_space,  # noqa: SLF001
    b"g": ShownText._set_gray,  # noqa: SLF001
    **dict.fromkeys((b"rg", b"k", b"sc", b"scn"), ShownText._set_colour),  # noqa: SLF001
    **dict.fromkeys((b"m", b"l", b"c", b"v", b"y"), ShownText._point),  # noqa: SLF001
    b"re": ShownText._rectangle,  # noqa: SLF001
    **dict.fromkeys((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), ShownText._fill),  # noqa: SLF001
    **dict.fromkeys((b"n", b"S", b"s"), ShownText._end_path),  # noqa: SLF001
    b"Do": ShownText._object,  # noqa: SLF001
    b"INLINE IMAGE": ShownText._image,  # noqa: SLF001
    b"sh": ShownText._shade,  # noqa: SLF001
    **dict.fromkeys((b"BDC", b"BMC"), ShownText._mark),  # noqa: SLF001
    b"EMC": ShownText._unmark,  # noqa: SLF001
}
_SHOWS: Final = frozenset({b"Tj", b"TJ", b"'", b'"'})


def _empty(operator: bytes, operands: Any) -> None:
    """Take the words out of an operator that shows some; it still moves to its line."""
    from pypdf.generic import ArrayObject, TextStringObject

    if operands:
        operands[-1] = ArrayObject() if operator == b"TJ" else TextStringObject("")


def _is_white(operands: Any, *, gray: bool) -> bool:
    try:
        numbers = [float(number) for number in operands]
    except (TypeError, ValueError):
        return False  # a pattern
    if len(numbers) == 4:
        return all(number <= 0.01 for number in numbers)
    return len(numbers) in ((1, 3) if gray else (3,)) and all(n >= 0.99 for n in numbers)


def _at(cm: Matrix, x: float, y: float) -> tuple[float, float]:
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]


def _clipped(share: float) -> int:
    """The cell of the grid; what lies outside counts as its edge."""
    return int(min(max(share, 0.0), 0.999) * _GRID)


def _inside(found: Any, *names: str) -> Any:
    """What lies behind names in dictionaries, or None."""
    for name in names:
        if not isinstance(found, Mapping) or name not in found:
            return None
        found = found[name].get_object()
    return found
