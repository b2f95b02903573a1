"""Functions shared by the agency formats: find elements by name, and parse their fields."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from index.dates import Moment, parse_moment
from index.formats.base import Fault, Note, Remark, UnreadableError, tidy
from index.formats.html.blocks import blocks, local_name
from index.language.lexicons import LEXICONS

if TYPE_CHECKING:
    from lxml.etree import _Element

CANCELLED: Final = ("canceled", "cancelled", "withheld", "killed")
NO_TEXT: Final = "It contains no text, only references or pictures."
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d)?)?(?!\d)")
"""Dates in NITF and NewsML 1: 20260314T101500+0100."""


def all_of(parent: "_Element | None", name: str) -> "list[_Element]":
    """All descendants of that name, in any namespace."""
    if parent is None:
        return []
    return [one for one in parent.iterdescendants() if local_name(one) == name]


def first_of(parent: "_Element | None", name: str) -> "_Element | None":
    """The first descendant of that name, in any namespace."""
    if parent is None:
        return None
    return next((one for one in parent.iterdescendants() if local_name(one) == name), None)


def words_of(element: "_Element") -> str:
    """The text of an element on one line."""
    return tidy(" ".join(block.text for block in blocks(element)))


def line_of(parent: "_Element | None", name: str) -> str | None:
    """The text of the first descendant of that name."""
    element = first_of(parent, name)
    return words_of(element) or None if element is not None else None


def attribute_of(parent: "_Element | None", name: str, attribute: str) -> str | None:
    """An attribute of the first descendant of that name."""
    element = first_of(parent, name)
    return tidy(element.get(attribute) or "") or None if element is not None else None


def names_of(parent: "_Element | None", name: str) -> str | None:
    """The authors in all descendants of that name."""
    return listed(without_by(words_of(element)) for element in all_of(parent, name))


def without_by(written: str) -> str:
    """Names without "by" or "von" in front of them."""
    for lexicon in LEXICONS.values():
        written = lexicon.byline.sub("", written)
    return written


def listed(names: Iterable[str | None]) -> str | None:
    """The names, joined by commas, without duplicates and empty ones."""
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def moment_of(written: str | None) -> Moment | None:
    """A date, with its time."""
    return parse_moment(_COMPACT.sub(_spelled, written or "", count=1))


def _spelled(found: re.Match[str]) -> str:
    year, month, day, hour, minute = found.groups()
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}" if hour else "")


def until_of(written: str | None) -> datetime | None:
    """The end of an embargo."""
    moment = moment_of(written)
    return moment.instant if moment else None


def version_note(written: str | None) -> tuple[Note, ...]:
    """A note with the version of the report."""
    return (Note(Remark.VERSION, written),) if written else ()


def cancelled_error() -> UnreadableError:
    """The error for an item that its agency has cancelled."""
    return UnreadableError(Fault.CANCELLED, "Its agency has cancelled it.")
