"""Computes the numbers and bullets of a Word document's lists, which are not in its text."""

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from index.formats.word.hidden import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_VAL: Final = f"{W}val"
_LEVELS: Final = 9
_BULLET: Final = "• "
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST: Final = 3_999
"""The highest number in Roman numerals."""


class Lists:
    """Counts the items of all lists, in the order of the text."""

    def __init__(self, styles: "_Element", numbering: "_Element | None") -> None:
        self._styles = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
        kinds: dict[str | None, _Element] = {}
        self._lists: dict[str | None, tuple[_Element | None, _Element]] = {}
        if numbering is not None:
            for kind in numbering.iterchildren(f"{W}abstractNum"):
                kinds[kind.get(f"{W}abstractNumId")] = kind
            for number in numbering.iterchildren(f"{W}num"):
                kind = kinds.get(_value(number, "abstractNumId"))
                self._lists[number.get(f"{W}numId")] = (kind, number)
        self._counts: dict[object, dict[int, int]] = defaultdict(dict)
        self._started: set[object] = set()

    def mark(self, paragraph: "_Element") -> str:
        """The label of a paragraph, such as "2.1 ", "c) ", "• "; empty if it is not an item."""
        place = self._place(paragraph)
        if place is None:
            return ""
        name, level = place
        kind, number = self._lists.get(name, (None, None))
        if kind is None or number is None:
            return ""
        look = _level(kind, level)
        form = _value(look, "numFmt") if look is not None else None
        if form == "bullet":
            return _BULLET
        # Lists of one kind share their counters, unless one has its own start value.
        counts = self._counts[kind]
        first = number.find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}startOverride")
        if first is not None and (name, level) not in self._started:
            self._started.add((name, level))
            counts[level] = _number(first.get(_VAL), 1)
        else:
            start = _number(_value(look, "start") if look is not None else None, 1)
            counts[level] = counts.get(level, start - 1) + 1
        for deeper in [deep for deep in counts if deep > level]:
            del counts[deeper]
        return _written(kind, level, counts)

    def _place(self, paragraph: "_Element") -> tuple[str, int] | None:
        """The list and level of a paragraph, set directly or by its style."""
        form = paragraph.find(f"{W}pPr")
        own = None if form is None else form.find(f"{W}numPr")
        style = None if form is None else _value(form, "pStyle")
        name = None if own is None else _value(own, "numId")
        level = None if own is None else _value(own, "ilvl")
        seen = set()
        while (name is None or level is None) and style not in seen and style in self._styles:
            seen.add(style)
            found = self._styles[style].find(f"{W}pPr/{W}numPr")
            if found is not None:
                name = name or _value(found, "numId")
                level = level or _value(found, "ilvl")
            style = _value(self._styles[style], "basedOn")
        if name in (None, "0"):
            return None
        return str(name), min(_number(level, 0), _LEVELS - 1)


def _written(kind: "_Element", level: int, counts: dict[int, int]) -> str:
    """The label in the form of its level, which may include the numbers of higher levels."""
    look = _level(kind, level)
    text = (_value(look, "lvlText") if look is not None else None) or ""
    if look is not None and _value(look, "numFmt") == "none":
        text = text.replace(f"%{level + 1}", "")
    for upper in range(level + 1):
        above = _level(kind, upper)
        form = "decimal" if above is None else _value(above, "numFmt") or "decimal"
        start = _number(None if above is None else _value(above, "start"), 1)
        text = text.replace(f"%{upper + 1}", _figure(counts.get(upper, start), form))
    return f"{text.strip()} " if text.strip() else ""


def _figure(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number <= _MOST:
        roman, rest = "", number
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02}" if form == "decimalZero" else str(number)


def _level(kind: "_Element", level: int) -> "_Element | None":
    return next((e for e in kind.iterchildren(f"{W}lvl") if e.get(f"{W}ilvl") == str(level)), None)


def _value(parent: "_Element", name: str) -> str | None:
    found = parent.find(f"{W}{name}")
    value: str | None = None if found is None else found.get(_VAL)
    return value


def _number(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) < 7 else default
