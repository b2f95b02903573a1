"""News pages in HTML: title, date and the article's paragraphs, without navigation and the rest."""

import codecs
import re
from collections.abc import Iterator
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
from index.formats.html_hidden import remove_hidden
from index.formats.plain import decode_utf8

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE
)
_DECLARED_WITHIN: Final = 4096
_PARAGRAPH: Final = "\ue000"
"""A character for private use, to carry two line breaks in a row through trafilatura."""
# trafilatura's names of elements (those of TEI).
_BLOCKS: Final = {"ab", "body", "code", "div", "head", "item", "list", "p", "quote", "row", "table"}
_CELL: Final = " | "
_NOTHING: Final = "No article was found in this page."


def _extract(data: bytes) -> Extract:
    # A second of import, and only where there is a page to read.
    from trafilatura import bare_extraction

    page = bare_extraction(
        _tree(_decode(data)),
        include_comments=False,
        with_metadata=True,
        # The date that the page gives as its own, not the first one that occurs somewhere.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if page is None or isinstance(page, dict) or page.body is None:
        raise UnreadableError(Fault.NO_TEXT, _NOTHING)
    return Extract(
        text_of(_blocks(page.body)),
        title=tidy(page.title) if page.title else None,
        # Not the page's word for its language: templates say "en" over German articles.
        dated=date.fromisoformat(page.date) if page.date else None,
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
    remove_hidden(tree)
    for first in tree.iter("br"):
        second = first.getnext()
        if second is not None and second.tag == "br" and not (first.tail or "").strip():
            second.tail = _PARAGRAPH + (second.tail or "")
    return tree


def _blocks(body: "_Element") -> Iterator[str]:
    """The words between the borders of blocks."""
    return iter("".join(_pieces(body)).split(_PARAGRAPH))


def _pieces(element: "_Element") -> Iterator[str]:
    """Words in reading order, and a mark where a block begins or ends."""
    border = _PARAGRAPH if element.tag in _BLOCKS else ""
    yield border
    if element.tag == "lb":
        yield " "
    if element.tag == "cell" and element.getprevious() is not None:
        yield _CELL
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield border


HTML = Format(_extract, lines)
