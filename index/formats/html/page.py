"""News pages in HTML: title, date and the article's paragraphs, without navigation and the rest."""

import codecs
import re
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Final

from lxml import etree, html

from index.formats.base import (
    Extract,
    Fault,
    Format,
    UnreadableError,
    lines,
    raise_out_of_memory,
    text_of,
    tidy,
)
from index.formats.encoding import decode_utf8
from index.formats.html.article import article, remove_certain_furniture
from index.formats.html.facts import facts
from index.formats.html.hidden import remove_hidden

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE
)
_DECLARED_WITHIN: Final = 4096
_NOTHING: Final = "No article was found in this page."


def _extract(data: bytes) -> Extract:
    # A second of import, and only where there is a page to read.
    from trafilatura import bare_extraction

    tree = _tree(_decode(data))
    said = facts(tree)
    remove_hidden(tree)
    remove_certain_furniture(tree)
    page = bare_extraction(
        deepcopy(tree),
        include_comments=False,
        with_metadata=True,
        # The date that the page gives as its own, not the first one that occurs somewhere.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if isinstance(page, dict):
        raise TypeError("trafilatura gave a dictionary, which it does if asked to.")
    found = article(tree, (page and page.text) or "")
    if not found:
        raise UnreadableError(Fault.NO_TEXT, _NOTHING)
    guessed = date.fromisoformat(page.date) if page and page.date else None
    return Extract(
        text_of(block.text for block in found),
        title=said.title or (tidy(page.title) if page and page.title else None),
        # Not the page's word for its language: templates say "en" over German articles.
        outlet=said.outlet,
        author=said.author,
        link=said.link,
        dated=said.published.day if said.published else guessed,
        time_of_day=said.published.clock if said.published else None,
    )


def _decode(data: bytes) -> str:
    """By what the page says, else as UTF-8; never guessed, since quotes are to the letter."""
    found = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    name = found[1].decode("ascii", "replace") if found else "utf-8"
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        raise UnreadableError(
            Fault.ENCODING, f"It says that its encoding is {name}, which is not known."
        ) from None
    if encoding in ("utf-8", "ascii") or data.startswith(codecs.BOM_UTF8):
        return decode_utf8(data)
    # As browsers do: what says it is Latin-1 was written as Windows-1252.
    encoding = "cp1252" if encoding == "iso8859-1" else encoding
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        raise UnreadableError(
            Fault.ENCODING, f"It is not in the encoding that it names, {name}."
        ) from None


def _tree(page: str) -> "HtmlElement":
    """Of a page or a part of one, whatever encoding it names."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(page.encode(errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise_out_of_memory(error)
        raise UnreadableError(Fault.NO_TEXT, _NOTHING) from error
    return tree


HTML = Format(_extract, lines)
