"""Reads NewsML-G2 and NewsML 1: one agency item, or several in a message."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from index.formats.base import Extract, Fault, Member, UnreadableError, text_of, tidy
from index.formats.encoding import decode_base64
from index.formats.fragments import element_lines, fragment_lines
from index.formats.html.blocks import local_name
from index.formats.html.hidden import drop
from index.formats.news.elements import (
    CANCELLED,
    NO_TEXT,
    all_of,
    attribute_of,
    cancelled_error,
    first_of,
    line_of,
    listed,
    moment_of,
    names_of,
    until_of,
    version_note,
    words_of,
)
from index.formats.news.nitf import read_nitf
from index.formats.plain import paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_FIRST: Final = 6
"""First lines of the body that may repeat the item's metadata; a guess."""


def read_newsml_g2(root: "_Element") -> Extract:
    """One item of NewsML-G2, or all of a message."""
    items = [element for element in root.iter() if local_name(element) == "newsitem"]
    return joined([(item, _g2_item) for item in items])


def read_newsml_1(root: "_Element") -> Extract:
    """One item of NewsML 1, or all of a file."""
    items = [element for element in root.iter() if local_name(element) == "newsitem"]
    return joined([(item, _newsml_item) for item in items])


def joined(items: "list[tuple[_Element, Callable[[_Element], Extract]]]") -> Extract:
    """The only item with text, or else all items as separate articles."""
    found: list[Extract] = []
    cancelled = 0
    for item, read in items:
        try:
            extract = read(item)
        except UnreadableError as error:
            cancelled += error.fault is Fault.CANCELLED
            continue
        inner = [one.content for one in extract.members if isinstance(one.content, Extract)]
        found += inner or ([extract] if extract.text else [])
    if not found:
        raise cancelled_error() if cancelled else UnreadableError(Fault.NO_TEXT, NO_TEXT)
    if len(found) == 1:
        return found[0]
    return Extract("", members=tuple(Member(one.title or "item", one) for one in found))


def _g2_item(item: "_Element") -> Extract:
    meta, about = first_of(item, "itemmeta"), first_of(item, "contentmeta")
    if _ends_with(attribute_of(meta, "pubstatus", "qcode"), CANCELLED):
        raise cancelled_error()
    headlines = _headlines(about) or [line_of(meta, "title")]
    parts = [part for name in ("inlinexml", "inlinedata") for part in all_of(item, name)]
    # The parts of a content set are alternative forms of the same content.
    body = max(map(_content, parts), key=_count, default=[])
    published = moment_of(
        line_of(about, "contentcreated")
        or line_of(meta, "firstcreated")
        or line_of(meta, "versioncreated")
    )
    if line_of(meta, "versioncreated") and (item.get("version") or "1") != "1":
        published = moment_of(line_of(meta, "versioncreated")) or published
    return Extract(
        _with_lines(headlines, line_of(about, "by"), line_of(about, "dateline"), body),
        title=headlines[0],
        outlet=_party(meta, "provider")
        or _party(about, "infosource")
        or line_of(about, "creditline")
        or _party(item, "copyrightholder"),
        author=names_of(about, "by") or _parties(about, "creator"),
        dated=published.day if published else None,
        time_of_day=published.clock if published else None,
        embargo=until_of(line_of(meta, "embargoed")),
        notes=version_note(item.get("version")) if body else (),
    )


def _newsml_item(item: "_Element") -> Extract:
    status = (attribute_of(item, "status", "FormalName") or "").lower()
    if status in CANCELLED:
        raise cancelled_error()
    for component in all_of(item, "newscomponent"):
        if (component.get("EquivalentsList") or "").lower() == "yes":
            _keep_fullest(component)
    body = [
        line
        for part in all_of(item, "datacontent")
        if next(_above(part, "newsitem"), None) is item
        for line in _content(part)
    ]
    published = moment_of(line_of(item, "thisrevisioncreated") or line_of(item, "firstcreated"))
    change = first_of(item, "statuswillchange")
    return Extract(
        _with_lines(
            [line_of(item, "headline"), line_of(item, "subheadline")],
            line_of(item, "byline"),
            line_of(item, "dateline"),
            body,
        ),
        title=line_of(item, "headline"),
        outlet=attribute_of(first_of(item, "provider"), "party", "FormalName")
        or line_of(item, "creditline")
        or line_of(item, "providerid"),
        author=names_of(item, "byline"),
        dated=published.day if published else None,
        time_of_day=published.clock if published else None,
        embargo=until_of(line_of(change, "dateandtime")) if status == "embargoed" else None,
        notes=version_note(line_of(item, "revisionid")),
    )


def _content(parent: "_Element") -> list[str]:
    """Text inside an item, as NITF, XHTML or characters."""
    if not len(parent):
        return _data(parent)
    nitf = first_of(parent, "nitf")
    if nitf is not None:
        try:
            return read_nitf(nitf).text.split("\n")
        except UnreadableError as error:
            if error.fault is Fault.CANCELLED:
                raise
            return []
    body = first_of(parent, "body")
    return element_lines(body if body is not None else parent)


def _data(element: "_Element") -> list[str]:
    """Text or HTML given as characters; nothing if it is a picture."""
    written = "".join(map(str, element.itertext()))
    if _is_base64(element):
        written = decode_base64(written)
    if "html" in (element.get("contenttype") or "") or re.search(r"<(?:p|div|h\d|br)\b", written):
        return fragment_lines(written)
    return [written[span.start : span.end] for span in paragraphs_of(written)]


def _is_base64(element: "_Element") -> bool:
    above = element.getparent()
    notation = above.get("Notation") if above is not None else None
    return (element.get("encoding") or notation or "").lower().endswith("base64")


def _keep_fullest(component: "_Element") -> None:
    """Keep only the longest of alternative forms of the same content."""
    forms = [part for part in component if local_name(part) in ("newscomponent", "contentitem")]
    counts = [sum(_count(_content(part)) for part in all_of(form, "datacontent")) for form in forms]
    for form, count in zip(forms, counts, strict=True):
        if form is not forms[counts.index(max(counts))] and count:
            drop(form)


def _count(found: list[str]) -> int:
    return sum(len(line.split()) for line in found)


def _with_lines(
    headlines: Sequence[str | None], byline: str | None, dateline: str | None, body: list[str]
) -> str:
    """The body with headlines, byline and dateline above it; empty without a body."""
    body = [line for line in body if line]
    first = body[:_FIRST]
    above = [line for line in headlines if line and line not in first]
    above += [
        line
        for line in (byline, dateline)
        if line and not any(one.startswith(line) or one.endswith(line) for one in first)
    ]
    return text_of([*above, *body]) if body else ""


def _headlines(about: "_Element | None") -> list[str | None]:
    """The headline and subheadlines, without those in another language."""
    found = all_of(about, "headline")
    language = found[0].get(_LANGUAGE) if found else None
    return [
        words_of(element)
        for number, element in enumerate(found)
        if number == 0
        or ("sub" in (element.get("role") or "").lower() and element.get(_LANGUAGE) == language)
    ]


def _above(element: "_Element", name: str) -> "Iterator[_Element]":
    return (one for one in element.iterancestors() if local_name(one) == name)


def _party(parent: "_Element | None", name: str) -> str | None:
    element = first_of(parent, name)
    return _called(element) if element is not None else None


def _parties(parent: "_Element | None", name: str) -> str | None:
    return listed(map(_called, all_of(parent, name)))


def _called(party: "_Element") -> str | None:
    """A name, else its literal or code."""
    code = (party.get("qcode") or "").rpartition(":")[2]
    return line_of(party, "name") or tidy(party.get("literal") or code) or None


def _ends_with(written: str | None, words: tuple[str, ...]) -> bool:
    return (written or "").lower().rpartition(":")[2] in words
