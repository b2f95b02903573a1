"""Parses the dateline, byline and embargo in an article's first lines.

::

    Magdeburg, 14. März 2026 (agn) – Der Landtag …
    Von Anna Schmidt und Karl Noll, dpa
    Sperrfrist: Samstag, 14. März 2026, 18 Uhr
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from index.dates import Moment, parse_moment
from index.language.files.datelines import (
    AGENCY,
    BYLINE,
    DATED,
    EMBARGO,
    NO_AGENCY,
    SIGNED,
)

_DAY: Final = re.compile(r",?\s(?:den\s)?(?:\d{1,2}\.?\s[^\W\d]+|[^\W\d]+\s\d{1,2})$")
_FIRST: Final = 6
"""First paragraphs that are searched: headline, kicker, lead, byline and two more; a guess."""
_LONGEST: Final = 120
"""Maximum characters of a dateline, or of a line with only a byline or an embargo; a guess."""


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What was found; None if the text does not say."""

    moment: Moment | None = None
    outlet: str | None = None
    author: str | None = None
    embargo: datetime | None = None


def facts_in_text(paragraphs: Sequence[str]) -> TextFacts:
    """Parse the first paragraphs, and the last one, which may have an embargo or agency sign."""
    first = [" ".join(paragraph.split()) for paragraph in paragraphs[:_FIRST]]
    moment, outlet = _dateline(first)
    author, agency = _byline(first)
    signed = SIGNED.search(paragraphs[-1].rstrip()[-40:]) if paragraphs else None
    return TextFacts(
        moment=moment,
        outlet=outlet or agency or (signed["code"] if signed else None),
        author=author,
        embargo=_embargo([*first, *paragraphs[-1:]]),
    )


def without_date(paragraph: str) -> str:
    """Reduce the dateline to its place; its date is that of the report, not of the event."""
    head = paragraph[:_LONGEST]
    if (found := DATED.match(head)) and parse_moment(found["date"]):
        return f"{_place(head[: found.start('date')])}: {paragraph[found.end() :]}"
    if (found := AGENCY.match(head)) and found["code"] not in NO_AGENCY:
        before = head[: found.start("code")].rstrip(" ([,")
        # "LONDON, May 8 (Reuters)": the month looks like a part of the place.
        place = _DAY.sub("", before) if _DAY.search(before) else found["place"]
        return f"{place}: {paragraph[found.end() :]}"
    return paragraph


def _place(before: str) -> str:
    """What stands before a date, without "den" ("Bonn, den 3. Mai")."""
    return before.rstrip(" ,").removesuffix("den").rstrip(" ,")


def _dateline(paragraphs: Sequence[str]) -> tuple[Moment | None, str | None]:
    for paragraph in paragraphs:
        head = paragraph[:_LONGEST]
        if (found := AGENCY.match(head)) and found["code"] not in NO_AGENCY:
            return parse_moment(head[: found.start("code")]), found["code"]
        if (dated := DATED.match(head)) and (moment := parse_moment(dated["date"])):
            return moment, None if dated["code"] in NO_AGENCY else dated["code"]
    return None, None


def _byline(paragraphs: Sequence[str]) -> tuple[str | None, str | None]:
    """The author, and an agency or newspaper after the name."""
    for paragraph in paragraphs:
        if len(paragraph) <= _LONGEST and (found := BYLINE.fullmatch(paragraph)):
            return found["names"], found["code"]
    return None, None


def _embargo(paragraphs: Sequence[str]) -> datetime | None:
    for paragraph in paragraphs:
        if len(paragraph) <= _LONGEST and EMBARGO.match(paragraph):
            found = parse_moment(paragraph)
            if found is not None:
                return found.instant
    return None
