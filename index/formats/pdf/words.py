"""Reads the words of a PDF page with position, size and direction.

PDFium reports the position of each character and splits words at gaps. A page may be rotated, or
have text that runs upwards (photo credits), so words are grouped by direction and each group is
rotated upright. PDF coordinates are used in this module only.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import pypdfium2

_HYPHEN_AT_LINE_END: Final = "\ufffe"
"""PDFium's code for a hyphen at which it has joined two lines."""
_FAR: Final = 1.0
"""Gap, in font sizes, above which characters belong to different words even without a space."""
_BACK: Final = -1.0
"""The same for a jump backwards, as at a line end that PDFium has not detected."""
_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED: Final = 0.15
"""Height above the line, in font sizes, from which a small digit is a superscript."""
_SMALL: Final = 0.9
"""Share of the line's font size up to which digits are small; a guess."""
_BOLD: Final = 600
_BOLD_NAMES: Final = ("bold", "black", "heavy", "semibold", "demi")
_DIGIT: Final = re.compile(r"\d")
_MEANINGLESS: Final = re.compile(r"[\x00-\x1f\ufffd\ue000-\uf8ff]")
"""Characters that result from fonts without a mapping to Unicode."""
_SYMBOLS: Final = str.maketrans({
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "□", "\uf02d": "–",
})  # fmt: skip
"""Word's bullets, which come from symbol fonts."""
_MAX_ANNOTATIONS: Final = 1_000


Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""


class Word(NamedTuple):
    """A word in upright coordinates, in points; y counts downwards."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


class Drawn(NamedTuple):
    """A word with its position on the page."""

    word: Word
    boxes: list[Box]
    """One box per character, in PDF coordinates."""
    unpainted: bool
    """Whether it is in the invisible text mode (used by OCR)."""


class _Style(NamedTuple):
    size: float
    bold: bool
    unpainted: bool


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page by direction, the most common first; diagonal ones last."""

    groups: tuple[tuple[int, tuple[Drawn, ...]], ...]
    """Angle of the text to the page's x axis, in degrees, and the words."""
    unreadable: int
    """Number of characters without a mapping to Unicode."""


def open_page(document: "pypdfium2.PdfDocument", number: int) -> "pypdfium2.PdfPage":
    """Open a page unrotated, with the contents of form fields as part of the page."""
    from pypdfium2 import raw

    page = document[number]
    kinds = set()
    for place in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, place)
        kinds.add(raw.FPDFAnnot_GetSubtype(annotation))
        raw.FPDFPage_CloseAnnot(annotation)
    has_form = bool(kinds & {raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_WIDGET})
    if has_form or page.get_rotation():
        # PDFium applies the change only when it opens the page again.
        if has_form:
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.set_rotation(0)
        page.close()
        page = document[number]
    return page


def words_of(page: "pypdfium2.PdfPage") -> PageWords:
    """All words of a page, visible or not."""
    textpage = page.get_textpage()
    try:
        reader = _Reader(textpage)
        groups: dict[int, list[Drawn]] = {}
        for turn, drawn in reader.words():
            groups.setdefault(turn, []).append(drawn)
    finally:
        textpage.close()
    letters = {turn: sum(len(drawn.boxes) for drawn in found) for turn, found in groups.items()}
    turns = sorted(groups, key=lambda turn: (turn % 90 != 0, -letters[turn]))
    return PageWords(tuple((turn, tuple(groups[turn])) for turn in turns), reader.unreadable)


class _Reader:
    """Reads one text page from its first character to its last."""

    def __init__(self, textpage: "pypdfium2.PdfTextPage") -> None:
        from pypdfium2 import raw

        self._raw: Any = raw
        self._page: Any = textpage.raw
        self._box = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = raw.FS_MATRIX()
        self._styles: dict[int, _Style] = {}
        count = textpage.count_chars()
        text = textpage.get_text_range() if count else ""
        if len(text) != count:
            text = "".join(_char(raw.FPDFText_GetUnicode(self._page, n)) for n in range(count))
        self._text = text
        self.unreadable = 0

    def words(self) -> Iterator[tuple[int, Drawn]]:
        """Every word, with the angle of its direction in degrees."""
        start = 0
        for piece in self._text.split():
            start = self._text.index(piece, start)
            end = start + len(piece)
            yield from self._pieces(start, end)
            start = end

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, Drawn]]:
        """The characters of a word, split where they are not adjacent on the page."""
        boxes = [self._box_of(number) for number in range(start, end)]
        style = self._style(start)
        turn = self._turn(start)
        for cut, text, places in _runs(self._text[start:end], boxes, style.size, turn):
            number = start + cut
            style = self._style(number) if cut else style
            yield turn, self._word(number, text, places, style, turn)

    def _word(self, number: int, text: str, boxes: list[Box], style: _Style, turn: int) -> Drawn:
        raw = self._raw
        raw.FPDFText_GetCharOrigin(self._page, number, self._x, self._y)
        left, base, right = _upright(turn, self._x.value, self._y.value, boxes)
        if not text.isalpha():
            text = text.translate(_SYMBOLS)
            if _DIGIT.search(text):
                text = self._with_exponents(number, text, style, turn, base)
            self.unreadable += len(_MEANINGLESS.findall(text))
        text = text.replace(_HYPHEN_AT_LINE_END, "-")
        word = Word(text, left, right, base, style.size, style.bold)
        return Drawn(word, boxes, style.unpainted)

    def _with_exponents(self, number: int, text: str, style: _Style, turn: int, base: float) -> str:
        """The word with small raised digits as superscripts: "5 m²", or a footnote number."""
        found = text[0]
        for place, character in enumerate(text[1:], start=number + 1):
            if not character.isdigit():
                found += character
                continue
            self._raw.FPDFText_GetCharOrigin(self._page, place, self._x, self._y)
            _, own, _ = _upright(turn, self._x.value, self._y.value, [(0, 0, 0, 0)])
            found += raised(character, self._style(place).size, base - own, style.size)
        return found

    def _box_of(self, number: int) -> Box:
        box = self._box
        self._raw.FPDFText_GetLooseCharBox(self._page, number, box)
        return box.left, box.bottom, box.right, box.top

    def _turn(self, number: int) -> int:
        """Angle of the text to the page's x axis, in degrees, counterclockwise."""
        angle: float = self._raw.FPDFText_GetCharAngle(self._page, number)
        return 0 if angle == 0 else -round(math.degrees(angle)) % 360

    def _style(self, number: int) -> _Style:
        raw = self._raw
        item = raw.FPDFText_GetTextObject(self._page, number)
        key = ctypes.addressof(item.contents) if item else 0
        if key not in self._styles:
            raw.FPDFText_GetMatrix(self._page, number, self._matrix)
            scale = math.hypot(self._matrix.c, self._matrix.d)
            mode = raw.FPDFTextObj_GetTextRenderMode(item) if key else 0
            self._styles[key] = _Style(
                size=abs(raw.FPDFText_GetFontSize(self._page, number)) * scale,
                bold=mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE or self._is_bold(item, number),
                unpainted=mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP),
            )
        return self._styles[key]

    def _is_bold(self, item: Any, number: int) -> bool:
        raw = self._raw
        if raw.FPDFText_GetFontWeight(self._page, number) >= _BOLD:
            return True
        font = raw.FPDFTextObj_GetFont(item) if item else None
        if not font:
            return False
        name = ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
        return any(part in name.value.decode(errors="replace").lower() for part in _BOLD_NAMES)


def raised(text: str, size: float, height: float, line_size: float) -> str:
    """Digits as superscripts if they are smaller than their line and above it."""
    if text.isdecimal() and size < _SMALL * line_size and height > _RAISED * line_size:
        return text.translate(_SUPERSCRIPT)
    return text


def _runs(
    text: str, boxes: list[Box], size: float, turn: int
) -> Iterator[tuple[int, str, list[Box]]]:
    """Groups of adjacent characters: position of the first, text and boxes."""
    first = 0
    if turn == 0:
        for place in range(1, len(text)):
            gap = boxes[place][0] - boxes[place - 1][2]
            if not _BACK * size <= gap <= _FAR * size:
                yield first, text[first:place], boxes[first:place]
                first = place
    yield first, text[first:], boxes[first:]


def _upright(turn: int, x: float, y: float, boxes: list[Box]) -> tuple[float, float, float]:
    """Left, baseline (downwards) and right in coordinates in which the text runs to the right."""
    first, last = boxes[0], boxes[-1]
    if turn == 0:
        return first[0], -y, last[2]
    if turn == 90:
        return first[1], x, last[3]
    if turn == 180:
        return -first[2], y, -last[0]
    if turn == 270:
        return -first[3], -x, -last[1]
    angle = math.radians(turn)
    across, down = math.cos(angle), math.sin(angle)
    left = x * across + y * down
    return left, x * down - y * across, left + math.dist(first[:2], last[2:])


def _char(code: int) -> str:
    """The character of a PDFium code; its code for a joined hyphen becomes a hyphen."""
    if code == 2:
        return _HYPHEN_AT_LINE_END
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
