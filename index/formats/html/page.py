"""Reads HTML news pages: title, date and the article's paragraphs, without navigation etc."""

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
    # The import takes a second, so only when there is a page to read.
    from trafilatura import bare_extraction

    tree = _tree(_decode(data))
    said = facts(tree)
    remove_hidden(tree)
    remove_certain_furniture(tree)
    page = bare_extraction(
        deepcopy(tree),
        include_comments=False,
        with_metadata=True,
        # The page's publication date, not the first date in its text.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if isinstance(page, dict):
        raise TypeError("trafilatura returned a dictionary, which was not requested.")
    found = article(tree, (page and page.text) or "")
    if not found:
        raise UnreadableError(Fault.NO_TEXT, _NOTHING)
    guessed = date.fromisoformat(page.date) if page and page.date else None
    return Extract(
        text_of(block.text for block in found),
        title=said.title or (tidy(page.title) if page and page.title else None),
        # The page's own ``lang`` is ignored: templates say "en" for German articles.
        outlet=said.outlet,
        author=said.author,
        link=said.link,
        dated=said.published.day if said.published else guessed,
        time_of_day=said.published.clock if said.published else None,
    )


def _decode(data: bytes) -> str:
    """Decode by the declared encoding, else as UTF-8. Never guessed: quotes are verbatim."""
    found = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    name = found[1].decode("ascii", "replace") if found else "utf-8"
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        raise UnreadableError(Fault.ENCODING, f"It declares an unknown encoding, {name}.") from None
    if encoding in ("utf-8", "ascii") or data.startswith(codecs.BOM_UTF8):
        return decode_utf8(data)
    # Declared Latin-1 is usually Windows-1252; browsers assume so, too.
    encoding = "cp1252" if encoding == "iso8859-1" else encoding
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        raise UnreadableError(
            Fault.ENCODING, f"It is not in its declared encoding, {name}."
        ) from None


def _tree(page: str) -> "HtmlElement":
    """Parse a page or a fragment, ignoring the encoding it declares."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(page.encode(errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise_out_of_memory(error)
        raise UnreadableError(Fault.NO_TEXT, _NOTHING) from error
    return tree


HTML = Format(_extract, lines)
