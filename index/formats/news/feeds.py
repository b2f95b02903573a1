"""RSS and Atom as files: each entry is an article of its own."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from index.dates import parse_moment
from index.formats.base import Extract, Member, text_of, tidy
from index.formats.fragments import fragment_lines, plain_line
from index.formats.html.blocks import blocks, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTRIES: Final = ("item", "entry")
_BODIES: Final = ("encoded", "content", "body", "fulltext", "description", "summary", "subtitle")
"""The first that there is counts: what follows it is shorter."""
_DATES: Final = ("pubdate", "published", "issued", "date", "created", "updated", "modified")
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
    return Extract("", title=outlet, outlet=outlet, members=tuple(_members(entries, outlet)))


def _members(entries: "list[_Element]", outlet: str | None) -> Iterator[Member]:
    for entry in entries:
        title = plain_line(_text(_child(entry, ("title",))))
        published = parse_moment(_text(_child(entry, _DATES)))
        found = _body(entry)
        extract = Extract(
            text_of([title, *(line for line in found if line != title)]),
            title=title or None,
            outlet=_source(entry) or outlet,
            author=_author(entry),
            link=_link(entry),
            dated=published.day if published else None,
            time_of_day=published.clock if published else None,
        )
        yield Member(title or "entry", extract)


def _child(parent: "_Element", names: tuple[str, ...]) -> "_Element | None":
    """The child with the first of these names that any has; media's own titles do not count."""
    children = [child for child in parent if "search.yahoo.com/mrss" not in str(child.tag)]
    for name in names:
        for child in children:
            if local_name(child) == name and (len(child) or (child.text or "").strip()):
                return child
    return None


def _text(element: "_Element | None") -> str:
    return "".join(map(str, element.itertext())).strip() if element is not None else ""


def _body(entry: "_Element") -> list[str]:
    body = _child(entry, _BODIES)
    if body is None:
        return []
    if len(body):  # XHTML as elements
        return [block.text for block in blocks(body)]
    written = _text(body)
    kind = (body.get("type") or "").lower()
    if kind == "text" or (kind and kind not in _MARKUP_TYPES and "html" not in kind):
        return [tidy(line) for line in written.splitlines()]
    return fragment_lines(written)


def _author(entry: "_Element") -> str | None:
    """Names, without addresses of mail: "redaktion@zeitung.example (Karl Ebner)"."""
    names = []
    for element in entry:
        if local_name(element) in ("author", "creator"):
            name = _child(element, ("name",))
            written = plain_line(_text(name if name is not None else element))
            inner = written.partition("(")[2].rstrip(") ")
            names.append(inner if "@" in written and inner else written)
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _source(entry: "_Element") -> str | None:
    """The outlet that an entry was taken over from."""
    source = _child(entry, ("source",))
    if source is None:
        return None
    title = _child(source, ("title",))
    return plain_line(_text(title if title is not None else source)) or None


def _link(entry: "_Element") -> str | None:
    links = [element for element in entry if local_name(element) == "link"]
    own = [link for link in links if (link.get("rel") or "alternate") == "alternate"]
    guid = _child(entry, ("guid", "id"))
    candidates = [link.get("href") or _text(link) for link in own]
    if guid is not None and guid.get("isPermaLink") != "false":
        candidates.append(_text(guid))
    return next((one for one in candidates if one.startswith(("http://", "https://"))), None)
