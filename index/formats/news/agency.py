"""Agency formats in XML: NITF, NewsML-G2 and NewsML 1."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from index.dates import Moment, parse_moment
from index.formats.base import Extract, Fault, Member, Note, Remark, UnreadableError, text_of, tidy
from index.formats.fragments import fragment_lines
from index.formats.html.blocks import blocks, local_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d)?)?(?!\d)")
"""How NITF and NewsML 1 write dates: 20260314T101500+0100."""
_HEAD: Final = ("hedline", "byline", "dateline", "abstract")
_CANCELLED: Final = ("canceled", "cancelled", "withheld", "killed")
_NO_TEXT: Final = "It holds no text, only references or pictures."


def read_nitf(root: "_Element") -> Extract:
    """One article in NITF."""
    if (_attribute(root, "docdata", "management-status") or "").lower() in _CANCELLED:
        raise _cancelled()
    body = _find(root, "body")
    if body is None:
        raise UnreadableError(Fault.NO_TEXT, _NO_TEXT)
    head, content = _find(body, "body.head"), _find(body, "body.content")
    shown = [
        block.text
        for part in (head if head is not None else ())
        if local_name(part) in _HEAD
        for block in blocks(part)
    ]
    shown += [block.text for block in blocks(content if content is not None else body)]
    issued = _moment(_attribute(root, "date.issue", "norm"))
    issued = issued or _moment(_attribute(head, "story.date", "norm"))
    released = _moment(_attribute(root, "date.release", "norm"))
    held = released is not None and (issued is None or released.instant > issued.instant)
    published = issued or released
    return Extract(
        text_of(shown),
        title=_line(head, "hl1") or _line(head, "hedline") or _line(root, "title"),
        outlet=_line(head, "distributor")
        or _attribute(root, "doc.copyright", "holder")
        or _attribute(root, "pubdata", "name"),
        author=_line(head, "person") or _line(head, "byline"),
        dated=published.day if published else None,
        time_of_day=published.clock if published else None,
        embargo=released.instant if released and held else None,
        notes=_version(_attribute(root, "du-key", "version")),
    )


def read_newsml_g2(root: "_Element") -> Extract:
    """One item of NewsML-G2, or all of a message."""
    items = [element for element in root.iter() if local_name(element) == "newsitem"]
    return _joined([(item, _g2_item) for item in items])


def read_newsml_1(root: "_Element") -> Extract:
    """One item of NewsML 1, or all of a file."""
    items = [element for element in root.iter() if local_name(element) == "newsitem"]
    return _joined([(item, _newsml_item) for item in items])


def _joined(items: "list[tuple[_Element, Callable[[_Element], Extract]]]") -> Extract:
    """The only item with text, or all as articles of their own."""
    found: list[Extract] = []
    cancelled = 0
    for item, read in items:
        try:
            extract = read(item)
        except UnreadableError as error:
            cancelled += error.fault is Fault.CANCELLED
            continue
        if extract.text:
            found.append(extract)
    if not found:
        raise _cancelled() if cancelled else UnreadableError(Fault.NO_TEXT, _NO_TEXT)
    if len(found) == 1:
        return found[0]
    return Extract("", members=tuple(Member(one.title or "item", one) for one in found))


def _g2_item(item: "_Element") -> Extract:
    meta, about = _find(item, "itemmeta"), _find(item, "contentmeta")
    if _ends_with(_attribute(meta, "pubstatus", "qcode"), _CANCELLED):
        raise _cancelled()
    headline = _line(about, "headline") or _line(meta, "title")
    body: list[str] = []
    content = _find(item, "contentset")
    for part in content if content is not None else ():
        name = local_name(part)
        if name == "inlinexml":
            body += _content(part)
        elif name == "inlinedata":
            body += _data(part)
    published = _moment(
        _line(about, "contentcreated")
        or _line(meta, "firstcreated")
        or _line(meta, "versioncreated")
    )
    if _line(meta, "versioncreated") and (item.get("version") or "1") != "1":
        published = _moment(_line(meta, "versioncreated")) or published
    return Extract(
        _with_lines(headline, _line(about, "by"), _line(about, "dateline"), body),
        title=headline,
        outlet=_party(meta, "provider")
        or _party(about, "infosource")
        or _party(item, "copyrightholder"),
        author=_line(about, "by") or _party(about, "creator"),
        dated=published.day if published else None,
        time_of_day=published.clock if published else None,
        embargo=_until(_line(meta, "embargoed")),
        notes=_version(item.get("version")) if body else (),
    )


def _newsml_item(item: "_Element") -> Extract:
    status = (_attribute(item, "status", "FormalName") or "").lower()
    if status in _CANCELLED:
        raise _cancelled()
    content = [part for part in item.iter() if local_name(part) == "datacontent"]
    body = [line for part in content for line in (_content(part) if len(part) else _data(part))]
    published = _moment(_line(item, "thisrevisioncreated") or _line(item, "firstcreated"))
    change = _find(item, "statuswillchange")
    return Extract(
        _with_lines(_line(item, "headline"), _line(item, "byline"), _line(item, "dateline"), body),
        title=_line(item, "headline"),
        outlet=_attribute(_find(item, "provider"), "party", "FormalName")
        or _line(item, "creditline")
        or _line(item, "providerid"),
        author=_line(item, "byline"),
        dated=published.day if published else None,
        time_of_day=published.clock if published else None,
        embargo=_until(_line(change, "dateandtime")) if status == "embargoed" else None,
        notes=_version(_line(item, "revisionid")),
    )


def _content(parent: "_Element") -> list[str]:
    """Text of NITF or XHTML that stands inside another format."""
    nitf = _find(parent, "nitf")
    if nitf is not None:
        return read_nitf(nitf).text.split("\n")
    body = _find(parent, "body")
    return [block.text for block in blocks(body if body is not None else parent)]


def _data(element: "_Element") -> list[str]:
    """Text or HTML that stands inside another format as characters."""
    written = "".join(map(str, element.itertext()))
    if "html" in (element.get("contenttype") or "") or re.search(r"<(?:p|div|h\d|br)\b", written):
        return fragment_lines(written)
    return [tidy(line) for line in re.split(r"\n\s*\n|\n(?=\s{2,})", written)]


def _with_lines(
    headline: str | None, byline: str | None, dateline: str | None, body: list[str]
) -> str:
    """The body below the lines that an agency shows above it; empty without a body."""
    body = [line for line in body if line]
    above = [line for line in (headline, byline, dateline) if line and line not in body[:6]]
    return text_of([*above, *body]) if body else ""


def _find(parent: "_Element | None", name: str) -> "_Element | None":
    """The first descendant of that name, without namespace."""
    if parent is None:
        return None
    return next((one for one in parent.iterdescendants() if local_name(one) == name), None)


def _line(parent: "_Element | None", name: str) -> str | None:
    element = _find(parent, name)
    return tidy(" ".join(map(str, element.itertext()))) or None if element is not None else None


def _attribute(parent: "_Element | None", name: str, attribute: str) -> str | None:
    element = _find(parent, name)
    return tidy(element.get(attribute) or "") or None if element is not None else None


def _party(parent: "_Element | None", name: str) -> str | None:
    """A name, or the literal that stands for it; not a code."""
    element = _find(parent, name)
    if element is None:
        return None
    code = (element.get("qcode") or "").rpartition(":")[2]
    return _line(element, "name") or tidy(element.get("literal") or code) or None


def _moment(written: str | None) -> Moment | None:
    return parse_moment(_COMPACT.sub(_spelled, written or "", count=1))


def _spelled(found: re.Match[str]) -> str:
    year, month, day, hour, minute = found.groups()
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}" if hour else "")


def _until(written: str | None) -> datetime | None:
    moment = _moment(written)
    return moment.instant if moment else None


def _version(written: str | None) -> tuple[Note, ...]:
    return (Note(Remark.VERSION, written),) if written else ()


def _ends_with(written: str | None, words: tuple[str, ...]) -> bool:
    return (written or "").lower().rpartition(":")[2] in words


def _cancelled() -> UnreadableError:
    return UnreadableError(Fault.CANCELLED, "Its agency has cancelled it.")
