"""Removes hidden elements from an HTML page before the article is located."""

import re
from typing import TYPE_CHECKING, Final

from index.formats.html.style import Style, Styles

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NEVER_SHOWN: Final = re.compile(
    r"audio|canvas|datalist|iframe|noembed|noframes|noscript|object|option|select|template|video"
)
"""Form choices, and fallbacks for browsers without scripts, pictures, sound or frames."""
_KEPT: Final = frozenset({"html", "head", "body"})
"""Pages hide these until their scripts have run, so their style is ignored."""
_FOR_SCREEN_READERS: Final = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"}
)
_LENGTH: Final = re.compile(r"(-?\d{0,9}(?:\.\d{0,9})?)(px|em|rem|vw|vh|%|pt|cm|in)?")
_NUMBERS: Final = re.compile(r"\d{1,9}(?:\.\d{1,9})?%?")
_MOVED: Final = re.compile(r"translate[xy3d]{0,2}\(([^,)]{1,40})")
_FAR_OUT: Final = {"px": 300.0, "pt": 300.0, "em": 30.0, "rem": 30.0}
"""Offset from which a block is off screen; 100 in units other than these; guesses."""
_TINY: Final = {"px": 2.0, "pt": 2.0, "%": 15.0, "em": 0.15, "rem": 0.15}
"""Font sizes up to which text cannot be read; guesses."""
_NEARLY: Final = 245
"""Value per colour channel, of 255, from which a colour counts as white."""


def remove_hidden(tree: "HtmlElement") -> None:
    """Remove elements that are not shown, but not the text after them."""
    styles = Styles(tree)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _KEPT:
            continue
        if _by_markup(element) or _by_style(element, styles):
            drop(element)


def _by_markup(element: "HtmlElement") -> bool:
    return (
        _NEVER_SHOWN.fullmatch(element.tag) is not None
        or "hidden" in element.attrib
        or (element.tag == "dialog" and "open" not in element.attrib)
        or not _FOR_SCREEN_READERS.isdisjoint((element.get("class") or "").split())
    )


def _by_style(element: "HtmlElement", styles: Styles) -> bool:
    style = styles.of(element)
    if not style:
        return False
    if _is_off(style) or _is_too_small(style) or _is_off_screen(style) or _is_cut_off(style):
        return True
    colour = style.get("color", "")
    return _is_clear(colour) or (_is_white(colour) and not _stands_on_colour(element, styles))


def _is_off(style: Style) -> bool:
    fades = "transition" in style or "animation" in style
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("content-visibility") == "hidden"
        or (_is_zero(style.get("opacity", "")) and not fades)
    )


def _is_too_small(style: Style) -> bool:
    """Whether the font or the whole element is too small to see."""
    shorthand = style.get("font", "").partition("/")[0].rpartition(" ")[2]
    for written in (style.get("font-size", ""), shorthand):
        size, unit = _length(written)
        if size is not None and (size == 0 or size <= _TINY.get(unit, 0.0)):
            return True
    scaled = re.match(r"scale[xy3d]{0,2}\(([^,)]{1,40})", style.get("transform", ""))
    return _is_zero(style.get("scale", "")) or bool(scaled and _is_zero(scaled[1]))


def _is_off_screen(style: Style) -> bool:
    sides = ["text-indent", "margin-left", "margin-top"]
    if style.get("position") in ("absolute", "fixed", "relative"):
        sides += ["left", "right", "top", "bottom"]
    places = [style.get(side, "") for side in sides] + _MOVED.findall(style.get("transform", ""))
    for place in places:
        length, unit = _length(place)
        if length is not None and length <= -_FAR_OUT.get(unit, 100.0):
            return True
    return False


def _is_cut_off(style: Style) -> bool:
    """Whether it is clipped to nothing."""
    sizes = (_length(style.get(n, "")) for n in ("height", "width", "max-height", "max-width"))
    if style.get("overflow") in ("hidden", "clip") and any(
        size is not None and size <= 1 and unit in ("px", "") for size, unit in sizes
    ):
        return True
    clip = style.get("clip", "").replace(",", " ")
    shape = style.get("clip-path", "")
    numbers = [float(number.rstrip("%")) for number in _NUMBERS.findall(clip + shape)]
    if clip.startswith("rect"):
        return len(numbers) == 4 and max(numbers) <= 1
    return shape.startswith("inset") and bool(numbers) and max(numbers) >= 50


def _length(written: str) -> tuple[float | None, str]:
    found = _LENGTH.fullmatch(written.strip())
    try:
        return (float(found[1]), found[2] or "") if found else (None, "")
    except ValueError:
        return None, ""


def _is_zero(written: str) -> bool:
    return _length(written)[0] == 0


def _is_white(colour: str) -> bool:
    if colour == "white":
        return True
    if colour.startswith("#"):
        digits = colour[1:]
        pairs = [d * 2 for d in digits] if len(digits) < 6 else re.findall("..", digits)
        return len(pairs) >= 3 and all(re.fullmatch("f[5-9a-f]", pair) for pair in pairs[:3])
    numbers = _NUMBERS.findall(colour)
    if colour.startswith("rgb"):
        return len(numbers) >= 3 and all(_share(number) >= _NEARLY for number in numbers[:3])
    return colour.startswith("hsl") and len(numbers) >= 3 and numbers[2] == "100%"


def _share(number: str) -> float:
    return float(number[:-1]) * 2.55 if number.endswith("%") else float(number)


def _is_clear(colour: str) -> bool:
    if colour == "transparent" or re.fullmatch("#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)", colour):
        return True
    numbers = _NUMBERS.findall(colour) if colour.startswith(("rgb", "hsl")) else []
    return len(numbers) == 4 and float(numbers[3].rstrip("%")) == 0


def _stands_on_colour(element: "HtmlElement", styles: Styles) -> bool:
    """Whether it or an ancestor has a background on which white text may be visible."""
    for place in (element, *element.iterancestors()):
        style = styles.of(place)
        grounds = [style.get(f"background{part}", "") for part in ("", "-color", "-image")]
        for ground in (*grounds, (place.get("bgcolor") or "").lower()):
            if ground and ground not in ("none", "inherit") and not _is_clear(ground):
                return not _is_white(ground)
    return False


def drop(element: "HtmlElement") -> None:
    """Remove an element with its contents, but not the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
