"""Reads HTML fragments: mails, feed entries, text inside agency XML."""

import re
from typing import TYPE_CHECKING, Final

from lxml import etree, html

from index.formats.base import raise_out_of_memory, tidy
from index.formats.html.blocks import blocks, local_name
from index.formats.html.hidden import remove_hidden

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_ONLY_MARKUP: Final = re.compile(
    r"<(?:p|div|ul|ol|table|h\d)\b[^>]{0,2000}>.*</\w+>\s*$", re.DOTALL
)
_TAG: Final = re.compile(r"<(?:/?[a-zA-Z][\w-]{0,20}(?:\s[^<>]{0,2000})?/?|!--)>?")
_ENTITY: Final = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}\d?);")


def fragment_lines(markup: str) -> list[str]:
    """The visible blocks of HTML; doubly escaped markup is read, too."""
    tree = parsed(markup)
    if tree is None:
        return []
    remove_hidden(tree)
    found = [block.text for block in blocks(tree)]
    return found if found == [markup] else unescaped(found)


def element_lines(element: "_Element") -> list[str]:
    """The same for markup given as elements of another XML document, in any namespace."""
    for one in element.iter():
        if name := local_name(one):
            one.tag = name
    remove_hidden(element)
    return unescaped([block.text for block in blocks(element)])


def unescaped(found: list[str]) -> list[str]:
    """The blocks themselves; if the only block is escaped markup, the blocks of that markup."""
    if len(found) == 1 and _ONLY_MARKUP.match(found[0]):
        return fragment_lines(found[0])
    return found


def plain_line(written: str) -> str:
    """A title that may contain HTML, as plain text on one line."""
    return tidy(" ".join(fragment_lines(written)) if is_markup(written) else written)


def is_markup(written: str) -> bool:
    """Whether it contains a tag or a character entity."""
    return bool(_TAG.search(written) or _ENTITY.search(written))


def parsed(markup: str) -> "HtmlElement | None":
    """The tree, or None if it is empty."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        # Wrapped in a page, so that text before the first element has a parent.
        page = f"<html><body>{markup}</body></html>" if "<body" not in markup else markup
        return html.document_fromstring(page.encode(errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise_out_of_memory(error)
        return None
