"""Reads XML of agencies and feeds; the root element determines the format."""

from typing import TYPE_CHECKING, Final

from index.formats.base import Extract, Fault, Format, UnreadableError, lines
from index.formats.html.blocks import local_name
from index.formats.news.agency import joined, read_newsml_1, read_newsml_g2
from index.formats.news.feeds import read_feed
from index.formats.news.nitf import read_nitf
from index.formats.xml import parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element

_BY_ROOT: "Final[Mapping[str, Callable[[_Element], Extract]]]" = {
    "nitf": read_nitf,
    "newsitem": read_newsml_g2,
    "newsmessage": read_newsml_g2,
    "packageitem": read_newsml_g2,
    "newsml": read_newsml_1,
    "rss": read_feed,
    "rdf": read_feed,
    "feed": read_feed,
}


_WRAPPED: Final = frozenset({"nitf", "newsitem", "newsmessage", "newsml"})
"""Formats that are also read inside the envelope of another format."""


def _extract(data: bytes) -> Extract:
    root = parse_xml(data)
    if read := _BY_ROOT.get(local_name(root)):
        return read(root)
    outermost = [
        element
        for element in root.iter()
        if local_name(element) in _WRAPPED
        and not any(local_name(above) in _WRAPPED for above in element.iterancestors())
    ]
    if not outermost:
        raise UnreadableError(
            Fault.FORMAT, f"Its XML format, {local_name(root)[:40]}, is not supported."
        )
    if len(outermost) == 1:
        return _BY_ROOT[local_name(outermost[0])](outermost[0])
    return joined([(one, _BY_ROOT[local_name(one)]) for one in outermost])


NEWS_XML = Format(_extract, lines, max_bytes=25_000_000)
