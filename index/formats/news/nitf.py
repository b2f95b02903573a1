"""Reads NITF: one article of an agency or an editorial system."""

from typing import TYPE_CHECKING, Final

from index.formats.base import Extract, Fault, UnreadableError, text_of
from index.formats.fragments import element_lines
from index.formats.html.blocks import blocks, local_name
from index.formats.html.hidden import drop
from index.formats.news.elements import (
    CANCELLED,
    NO_TEXT,
    all_of,
    attribute_of,
    cancelled_error,
    first_of,
    line_of,
    moment_of,
    names_of,
    version_note,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEAD: Final = ("hedline", "byline", "dateline", "abstract")


def read_nitf(root: "_Element") -> Extract:
    """One article in NITF."""
    if (attribute_of(root, "docdata", "management-status") or "").lower() in CANCELLED:
        raise cancelled_error()
    for note in all_of(root, "note"):
        if note.get("type") == "npa":  # a non-publishable advisory, for editors only
            drop(note)
    body = first_of(root, "body")
    if body is None:
        raise UnreadableError(Fault.NO_TEXT, NO_TEXT)
    head = first_of(body, "body.head")
    shown = [
        block.text
        for part in (head if head is not None else ())
        if local_name(part) in _HEAD
        for block in blocks(part)
    ]
    contents = [part for part in body if local_name(part) == "body.content"]
    if not contents and head is not None:
        drop(head)
    shown += [words for content in contents or [body] for words in element_lines(content)]
    issued = moment_of(attribute_of(root, "date.issue", "norm"))
    issued = issued or moment_of(attribute_of(head, "story.date", "norm"))
    released = moment_of(attribute_of(root, "date.release", "norm"))
    held = released is not None and (issued is None or released.instant > issued.instant)
    published = issued or released
    return Extract(
        text_of(shown),
        title=line_of(head, "hl1") or line_of(head, "hedline") or line_of(root, "title"),
        outlet=line_of(head, "distributor")
        or attribute_of(root, "doc.copyright", "holder")
        or attribute_of(root, "pubdata", "name"),
        author=line_of(head, "person") or names_of(head, "byline"),
        dated=published.day if published else None,
        time_of_day=published.clock if published else None,
        embargo=released.instant if released and held else None,
        notes=version_note(attribute_of(root, "du-key", "version")),
    )
