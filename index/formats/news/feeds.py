"""Reads RSS and Atom files: each entry is a separate article."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from index.dates import parse_moment
from index.formats.base import Extract, Member, text_of, tidy
from index.formats.encoding import decode_base64
from index.formats.fragments import element_lines, fragment_lines, is_markup, plain_line
from index.formats.html.blocks import local_name
from index.formats.news.elements import listed, without_by

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTRIES: Final = ("item", "entry")
_BODIES: Final = ("encoded", "content", "body", "fulltext", "description", "summary", "subtitle")
"""Elements with the text. The longest is used, or the first of equal ones: some "full texts" are
only a picture."""
_FOREIGN: Final = ("search.yahoo.com/mrss", "www.itunes.com")
"""Namespaces that describe pictures, videos and recordings beside the text."""
_DATES: Final = ("pubdate", "published", "issued", "date", "created", "updated", "modified")
_WEB: Final = ("http://", "https://")
_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_BLANK_LINE: Final = re.compile(r"\n\s*\n")
_MARKUP_TYPES: Final = ("html", "text/html", "xhtml", "application/xhtml+xml")


def read_feed(root: "_Element") -> Extract:
    """The entries of a feed, in its order."""
    entries = [element for element in root.iter() if local_name(element) in _ENTRIES]
    outlet = next(
        (
            title
            for channel in (root, *root)
            if (title := plain_line(_text(_child(channel, ("title",)))))
        ),
        None,
    )
    home = next((link for channel in (root, *root) if (link := _link(channel, ""))), "")
    members = tuple(_members(entries, outlet, home))
    return Extract("", title=outlet, outlet=outlet, members=members)


def _members(entries: "list[_Element]", outlet: str | None, home: str) -> Iterator[Member]:
    for entry in entries:
        title = plain_line(_text(_child(entry, ("title",))))
        published = parse_moment(_text(_child(entry, _DATES)))
        found = _body(entry)
        extract = Extract(
            text_of([title, *(line for line in found if line != title)]),
            title=title or None,
            outlet=_source(entry) or outlet,
            author=_author(entry),
            link=_link(entry, home),
            dated=published.day if published else None,
            time_of_day=published.clock if published else None,
        )
        yield Member(title or "entry", extract)


def _child(parent: "_Element", names: tuple[str, ...]) -> "_Element | None":
    """The child with the first of these names that exists; the feed's own namespace first."""
    return next((found for name in names for found in _children(parent, name)), None)


def _children(parent: "_Element", name: str) -> "list[_Element]":
    """The children of that name that are not empty."""
    own = str(parent.tag).rpartition("}")[0]
    found = [
        child
        for child in parent
        if local_name(child) == name
        and (len(child) or (child.text or "").strip())
        and not any(foreign in str(child.tag) for foreign in _FOREIGN)
    ]
    return sorted(found, key=lambda child: str(child.tag).rpartition("}")[0] != own)


def _text(element: "_Element | None") -> str:
    return "".join(map(str, element.itertext())).strip() if element is not None else ""


def _body(entry: "_Element") -> list[str]:
    forms = [_lines(element) for name in _BODIES for element in _children(entry, name)]
    return max(forms, key=lambda lines: sum(len(line.split()) for line in lines), default=[])


def _lines(body: "_Element") -> list[str]:
    if len(body):  # XHTML as elements
        return element_lines(body)
    written = _text(body)
    if body.get("mode") == "base64":
        written = decode_base64(written)
    kind = (body.get("type") or "").lower()
    is_plain = kind == "text" or (kind and kind not in _MARKUP_TYPES and "html" not in kind)
    if is_plain or not is_markup(written):
        return [tidy(part) for part in _BLANK_LINE.split(written)]
    return fragment_lines(written)


def _author(entry: "_Element") -> str | None:
    """Names without e-mail addresses, as in "redaktion@zeitung.example (Karl Ebner)"."""
    found = []
    for element in entry:
        if local_name(element) in ("author", "creator"):
            name = _child(element, ("name",))
            written = plain_line(_text(name if name is not None else element))
            inner = written.partition("(")[2].rstrip(") ")
            found.append(inner if "@" in written else without_by(written))
    return listed(found)


def _source(entry: "_Element") -> str | None:
    """The outlet from which an entry was taken."""
    source = _child(entry, ("source",))
    if source is None:
        return None
    title = _child(source, ("title",))
    return plain_line(_text(title if title is not None else source)) or None


def _link(entry: "_Element", home: str) -> str | None:
    """The entry's URL; a relative one is resolved against the feed's."""
    links = [element for element in entry if local_name(element) == "link"]
    own = [link for link in links if (link.get("rel") or "alternate") == "alternate"]
    guid = _child(entry, ("guid", "id"))
    candidates = [_absolute(link, link.get("href") or _text(link), home) for link in own]
    if guid is not None and guid.get("isPermaLink") != "false":
        candidates.append(_text(guid))
    return next((one for one in candidates if one.startswith(_WEB)), None)


def _absolute(link: "_Element", written: str, home: str) -> str:
    bases = [element.get(_BASE) for element in (link, *link.iterancestors())]
    for base in (*filter(None, bases), home):
        try:
            written = urljoin(base, written) if written else ""
        except ValueError:
            return ""
    return written
