"""What an article says of itself in its first lines: dateline, byline, embargo.

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
from index.language.name_forms import CAPITAL

_FIRST: Final = 6
"""Paragraphs in which it is looked for: headline, kicker, lead, byline and two more; a guess."""
_LONGEST: Final = 120
"""Characters of a dateline or of a line with nothing but a byline or an embargo; a guess."""
_NAME: Final = rf"{CAPITAL}[\w.'’-]*"
_PLACE: Final = (
    rf"(?:{_NAME})(?:(?:\s|/|\s/\s|,\s)(?:{_NAME}|\({_NAME}\)|am|an|der|im|in|bei|ob|vor|und|a\.|d\.))"
    r"{0,5}"
)
_AGENCIES: Final = (
    "AFP|AP|APA|KNA|SID|AFX|ANSA|TASS|PA|EFE|ANP|ATS|SDA|PTI|UPI|Reuters|REUTERS|RTR|Xinhua|"
    "Bloomberg|BLOOMBERG|Interfax|Ukrinform|CNN|BBC"
)
_NO_AGENCY: Final = frozenset({"red", "eb", "sic", "ca", "geb", "verh", "parteilos"})
"""Editors, and what else stands in brackets behind a name."""
_CODE: Final = rf"(?:[a-z]{{2,5}}|{_AGENCIES})(?:[/-](?:[a-z]{{2,5}}|{_AGENCIES}|[a-z]{{2,3}}))*"
_DASH: Final = r"\s*(?:[-–—―]{1,2}|\.)\s"
_AGENCY: Final = re.compile(
    rf"(?P<place>{_PLACE})(?:,?\s[^()\n]{{3,40}}?)?[\s,]*[(\[](?P<code>{_CODE})[)\]]{_DASH}"
)
_DATED: Final = re.compile(
    rf"{_PLACE}\s?,\s(?:den\s)?(?P<date>[^()\n]{{6,40}}?)(?:{_DASH}|:\s|$)", re.MULTILINE
)
_SIGNED: Final = re.compile(
    rf"[.!?“\"»]\s*[(\[]?(?P<code>(?:dpa|afp|rtr|epd)(?:[/-]{_CODE})?)[)\]]?$"
)
_BYLINE: Final = re.compile(
    rf"(?:Von|VON|By|BY|Text:|Autor(?:in)?:)\s(?P<names>{_NAME}(?:(?:\s|,\s)(?:{_NAME}|und|and|"
    r"von|van|de|der))+?)"
    rf"(?:\s?[,/|(]\s?(?P<code>{_CODE}|{_NAME}(?:\s{_NAME}){{0,3}})\)?)?"
)
_EMBARGO: Final = re.compile(
    r"\W*(?:sperrfrist|sperrvermerk|embargo(?:ed)?\b|frei (?:ab|für)\b|not for publication before)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SaidInText:
    """What was found; None where the text says nothing."""

    moment: Moment | None = None
    outlet: str | None = None
    author: str | None = None
    embargo: datetime | None = None


def said_in_text(paragraphs: Sequence[str]) -> SaidInText:
    """What the first paragraphs say, and the last one: an embargo, or the agency's sign."""
    first = [" ".join(paragraph.split()) for paragraph in paragraphs[:_FIRST]]
    moment, outlet = _dateline(first)
    author, agency = _byline(first)
    signed = _SIGNED.search(paragraphs[-1].rstrip()[-40:]) if paragraphs else None
    return SaidInText(
        moment=moment,
        outlet=outlet or agency or (signed["code"] if signed else None),
        author=author,
        embargo=_embargo([*first, *paragraphs[-1:]]),
    )


def undated(paragraph: str) -> str:
    """The paragraph with the place of its dateline only: the date there is that of the report, and
    not of what it tells.
    """
    head = paragraph[:_LONGEST]
    found = _AGENCY.match(head)
    if found is None or found["code"] in _NO_AGENCY:
        found = _DATED.match(head)
        if found is None or parse_moment(found["date"]) is None:
            return paragraph
    place = re.match(_PLACE, head)
    return f"{place[0] if place else ''}: {paragraph[found.end() :]}"


def _dateline(paragraphs: Sequence[str]) -> tuple[Moment | None, str | None]:
    for paragraph in paragraphs:
        head = paragraph[:_LONGEST]
        if (found := _AGENCY.match(head)) and found["code"] not in _NO_AGENCY:
            return parse_moment(head[: found.start("code")]), found["code"]
        if (dated := _DATED.match(head)) and (moment := parse_moment(dated["date"])):
            return moment, None
    return None, None


def _byline(paragraphs: Sequence[str]) -> tuple[str | None, str | None]:
    """The author, and an agency or newspaper behind the name."""
    for paragraph in paragraphs:
        if len(paragraph) <= _LONGEST and (found := _BYLINE.fullmatch(paragraph)):
            return found["names"], found["code"]
    return None, None


def _embargo(paragraphs: Sequence[str]) -> datetime | None:
    for paragraph in paragraphs:
        if len(paragraph) <= _LONGEST and _EMBARGO.match(paragraph):
            found = parse_moment(paragraph)
            if found is not None:
                return found.instant
    return None
