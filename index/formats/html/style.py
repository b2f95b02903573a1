"""Reads the CSS in a page: its ``style`` elements and ``style`` attributes.

Only properties that can hide or show text are kept. ``@media`` blocks, linked style sheets and
scripts are ignored.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from cssselect import HTMLTranslator, SelectorError, parse
from lxml import etree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Style = Mapping[str, str]
"""Lower-case values by property."""

_MATTERS: Final = re.compile(
    r"animation|background(-color|-image)?|bottom|clip(-path)?|color|content-visibility|display"
    r"|font(-size)?|(max-)?(height|width)|left|margin-(left|top)|opacity|overflow|position|right"
    r"|scale|text-indent|top|transform|transition|visibility"
)
_MAX_RULES: Final = 3_000
"""Maximum rules per page; large pages have some thousand."""
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_PIECE: Final = re.compile(r"[{}]|[^{}]+")
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)


class Styles:
    """The styles of a page's elements."""

    def __init__(self, tree: "HtmlElement") -> None:
        self._by_sheet: dict[HtmlElement, dict[str, str]] = {}
        rules = sorted(_rules(tree), key=lambda rule: rule[0])
        for _, path, style in rules[:_MAX_RULES]:
            try:
                found = tree.xpath(path)
            except etree.XPathError:
                continue  # an unsupported selector
            for element in found:
                self._by_sheet.setdefault(element, {}).update(style)

    def of(self, element: "HtmlElement") -> Style:
        """The declarations for an element itself, without inherited ones."""
        style = self._by_sheet.get(element, {})
        if own := element.get("style"):
            style = {**style, **_declared(own)}
        if element.tag == "font" and (colour := element.get("color")):
            style = {"color": colour.strip().lower(), **style}
        return style


def _rules(tree: "HtmlElement") -> Iterator[tuple[tuple[int, int, int], str, Style]]:
    """Specificity, XPath and style of each selector, in source order."""
    translator = HTMLTranslator()
    for sheet in tree.iter("style"):
        if sheet.get("media", "all").strip().lower() not in ("all", "screen", ""):
            continue
        for selectors, style in _blocks(_COMMENT.sub("", sheet.text or "")):
            try:
                for selector in parse(selectors) if style else ():
                    path = translator.selector_to_xpath(selector)
                    yield selector.specificity(), path, style
            except (SelectorError, RecursionError):
                continue


def _blocks(sheet: str) -> Iterator[tuple[str, Style]]:
    """Selectors and declarations; ``@media`` and similar blocks are skipped."""
    depth, head = 0, ""
    for piece in _PIECE.findall(sheet):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            head = piece.rpartition(";")[2].strip()
        elif depth == 1 and not head.startswith("@"):
            yield head, _declared(piece)


def _declared(block: str) -> Style:
    found = {}
    for declaration in _ESCAPE.sub(_unescaped, _COMMENT.sub("", block)).split(";"):
        name, _, value = declaration.partition(":")
        if _MATTERS.fullmatch(key := name.strip().lower()):
            found[key] = value.lower().replace("!important", "").strip()
    return found


def _unescaped(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code < 0xD800 else "\ufffd"
