"""Finds the article in a page and removes boilerplate around it ("furniture").

trafilatura extracts a page's content, but drops headings, times, lists in tables and all but one
of several stories. So its result only locates the article; everything there that is not furniture
is read, in the page's order.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from index.formats.base import tidy
from index.formats.html.blocks import HEADINGS, Block, blocks, local_name
from index.formats.html.hidden import drop
from index.language.lexicon import words
from index.language.lexicons import LEXICONS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAMES: Final = re.compile(r"[a-z]+(?=[A-Z])|[A-Za-z]+|\d+")
_FURNITURE: Final = words(
    "adslot advert advertisement anzeige breadcrumb breadcrumbs cmp comment commentlist comments"
    " consent cookie cookiebanner cookiebar cookies disqus dsgvo gdpr newsletter outbrain pager"
    " pagination paywall recommendations sharebar skiplink taboola werbung"
)
"""Words in ``class`` and ``id`` of elements that are never part of an article."""
_IF_LINKS: Final = words(
    "ad ads follow login menu more nav navigation recommended related share sharing sidebar skip"
    " social sponsored subscribe tags teaser teasers toolbar widget"
)
"""The same for words that articles use, too: only elements of mostly links or little text."""
_CONTAINERS: Final = words("article aside details dialog div footer form header ol section ul")
_ROLES: Final = words("alert alertdialog banner contentinfo dialog navigation search")
_SHORT: Final = 150
"""Maximum characters of a label or a row of buttons; a guess."""
_LONGEST_CONSENT: Final = 1_500
"""Maximum characters of a cookie banner; a guess."""
_MOST: Final = 0.4
"""Share of the content above which an element is not furniture, whatever its name; a guess."""
_NEARLY_ALL: Final = 0.9
"""Share of the content that the article's element must contain; a guess."""
_STORY: Final = 60
"""Minimum characters of a paragraph in a story; a guess."""
_LINKED_STORY: Final = 400
"""Minimum characters of a story below a linked headline; shorter ones are teasers; a guess."""
_MOSTLY_LINKS: Final = 0.7
_COOKIE: Final = re.compile(r"cookie|tracking", re.IGNORECASE)
_LABELS: Final = frozenset(label for one in LEXICONS.values() for label in one.page_labels)
_CONSENT: Final = tuple(one.consent for one in LEXICONS.values())
_WINDOW: Final = 20_000
"""Characters of the content in which the next block is searched."""


def remove_certain_furniture(tree: "HtmlElement") -> None:
    """Remove what is never part of an article, before trafilatura runs."""
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and _is_certain(element):
            drop(element)


def article(tree: "HtmlElement", content: str) -> list[Block]:
    """The blocks of the page's stories.

    Args:
        tree: the page without hidden elements; furniture is removed from it.
        content: the page's content as extracted by trafilatura.
    """
    _Furniture(tree, _found(blocks(tree), content)).remove()
    shown = list(blocks(tree))
    kept = _found(shown, content)
    place = _place(tree, kept)
    inside = {element for element in place.iter() if isinstance(element.tag, str)}
    chosen = set(kept)
    first = min((n for n, block in enumerate(shown) if block.element in inside), default=0)
    headline = _headline(shown, inside, first)
    for number, block in enumerate(shown):
        above = headline is not None and headline <= number < first
        if (block.element in inside or above) and block.linked < _MOSTLY_LINKS:
            chosen.add(number)
    found = [block for number, block in enumerate(shown) if number in chosen]
    return [block for block in found if block.text.casefold().strip(" :") not in _LABELS]


class _Furniture:
    """Removes boilerplate from a page before the article is located."""

    def __init__(self, tree: "HtmlElement", kept: dict[int, Block]) -> None:
        self._tree = tree
        self._kept = _characters(kept.values())
        self._most = _MOST * sum(len(block.text) for block in kept.values())

    def remove(self) -> None:
        """Remove the elements, but not the text after them."""
        for element in list(self._tree.iter()):
            if isinstance(element.tag, str) and self._is_furniture(element):
                drop(element)

    def _is_furniture(self, element: "HtmlElement") -> bool:
        tag = local_name(element)
        held = self._kept.get(element, 0)
        return tag in _CONTAINERS and not 0 < self._most < held and _is_named_so(element)


def _is_certain(element: "HtmlElement") -> bool:
    tag = local_name(element)
    if tag == "nav":
        return True
    if tag in ("html", "body", "main", "article") or _holds_story(element):
        return False
    if element.get("role") in _ROLES or element.get("aria-modal") == "true":
        return True
    if tag in ("footer", "aside", "header"):
        return not _inside_story(element)
    return tag in _CONTAINERS and _asks_consent(element)


def _holds_story(element: "HtmlElement") -> bool:
    return any(True for _ in element.iter("h1", "main", "article"))


def _is_named_so(element: "HtmlElement") -> bool:
    names = _names(element)
    return not names.isdisjoint(_FURNITURE) or (
        not names.isdisjoint(_IF_LINKS) and _is_links_or_short(element)
    )


def _names(element: "HtmlElement") -> frozenset[str]:
    written = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    return frozenset(name.lower() for name in _NAMES.findall(written))


def _inside_story(element: "HtmlElement") -> bool:
    return any(
        local_name(above) in ("article", "main", "blockquote", "figure")
        for above in element.iterancestors()
    )


def _asks_consent(element: "HtmlElement") -> bool:
    """Whether it mentions cookies and has a button to accept or reject them."""
    text = _beginning(element, _LONGEST_CONSENT)
    if len(text) > _LONGEST_CONSENT or not _COOKIE.search(text):
        return False
    buttons = element.xpath(".//button | .//a | .//input[@type='button' or @type='submit']")
    return any(
        pattern.match(tidy(button.text_content() or button.get("value") or ""))
        for button in buttons
        for patterns in _CONSENT
        for pattern in patterns
    )


def _beginning(element: "HtmlElement", size: int) -> str:
    """The beginning of the element's text, slightly more than ``size`` characters."""
    pieces, length = [], 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece)
        if length > size:
            break
    return "".join(pieces)


def _is_links_or_short(element: "HtmlElement") -> bool:
    inner = list(blocks(element))
    length = sum(len(block.text) for block in inner)
    linked = sum(block.linked * len(block.text) for block in inner)
    return length <= _SHORT or linked > length / 2


def _found(shown: Iterable[Block], content: str) -> dict[int, Block]:
    """The blocks, by position, whose words are in ``content`` in the same order."""
    kept, place = {}, 0
    content = _squeezed(content)
    for number, block in enumerate(shown):
        words_ = _squeezed(block.text)
        at = content.find(words_, place, place + _WINDOW + len(words_)) if words_ else -1
        if at >= 0:
            kept[number] = block
            place = at + len(words_)
    return kept


def _squeezed(text: str) -> str:
    """The text without whitespace and cell separators."""
    return re.sub(r"[\s|]+", "", text)


def _characters(kept: Iterable[Block]) -> dict["HtmlElement", int]:
    """Characters of content inside each element."""
    found: defaultdict[HtmlElement, int] = defaultdict(int)
    for block in kept:
        for element in (block.element, *block.element.iterancestors()):
            found[element] += len(block.text)
    return found


def _place(tree: "HtmlElement", kept: dict[int, Block]) -> "HtmlElement":
    """The element that contains the stories."""
    held = _characters(kept.values())
    marked = [element for element in tree.iter("article", "main") if _is_story(element)]
    if marked and not any(element in held for element in marked):
        return _with_siblings(marked[0])  # the extractor found something else
    if not held:
        return tree
    enough = _NEARLY_ALL * sum(len(block.text) for block in kept.values())
    place = tree
    while (inner := _first(child for child in place if held.get(child, 0) >= enough)) is not None:
        place = inner
    for above in (place, *place.iterancestors()):
        if local_name(above) in ("article", "main") or above.get("role") == "main":
            place = above
            break
    return _with_siblings(place)


def _first(elements: Iterable["HtmlElement"]) -> "HtmlElement | None":
    return next(iter(elements), None)


def _with_siblings(place: "HtmlElement") -> "HtmlElement":
    """The element that also contains the page's other stories, if they have the same markup."""
    for above in (place, *place.iterancestors()):
        parent = above.getparent()
        if parent is None or above.tag in ("body", "main"):
            break
        alike = [
            other
            for other in parent
            if other is not above and other.tag == above.tag and _kind(other) == _kind(above)
        ]
        if any(map(_is_story, alike)):
            place = parent
    return place


def _kind(element: "HtmlElement") -> str:
    return " ".join(sorted((element.get("class") or "").split()))


def _is_story(element: "HtmlElement") -> bool:
    inner = list(blocks(element))
    heading = next((block for block in inner if local_name(block.element) in HEADINGS), None)
    own = [len(block.text) for block in inner if block.linked < _MOSTLY_LINKS and block != heading]
    if heading is None or heading.linked >= _MOSTLY_LINKS or element.tag == "a":
        return sum(own) >= _LINKED_STORY
    return max(own, default=0) >= _STORY or len(own) > 1


def _headline(shown: Sequence[Block], inside: set["HtmlElement"], first: int) -> int | None:
    """Position of the headline above the article's element, if there is none inside it."""
    heads = [n for n, block in enumerate(shown) if local_name(block.element) == "h1"]
    if any(shown[n].element in inside for n in heads):
        return None
    return next((n for n in reversed(heads) if n < first), None)
