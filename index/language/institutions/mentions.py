"""What every language must provide to find mentions of institutions, and their nouns by kind."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from re import Pattern
from typing import Final

from index.language.name_forms import CAPITALISED
from index.types import Span

NAMES: Final = rf"{CAPITALISED}(?: (?:& )?{CAPITALISED}){{0,3}}"
"""A name of up to four words; the limit keeps searches for it linear."""
COMPANY: Final = "company"
_LEGAL_FORM: Final = re.compile(
    rf"(?<![\w-])(?P<name>{NAMES}) (?:GmbH|AG|SE|KG|KGaA|eG|OHG|Ltd|Inc|plc|PLC|LLC|Corp)(?!\w)"
)
_COMPLETE: Final = frozenset(
    (COMPANY, "bank", "party", "union", "association", "foundation", "club")
)
"""Kinds whose names are complete without the noun: "Lunaris", but "Weingut Hallgart"."""


class Role(Enum):
    """How an institution is mentioned."""

    NAMED = auto()
    """By its name: "das Weingut Hallgart"."""
    DEFINITE = auto()
    """By a definite noun alone, so that it must have been mentioned before: "das Weingut"."""
    OTHER = auto()
    """As one more institution of its kind: "ein Weingut an der Mosel"."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for institutions of one kind."""

    kind: str
    gender: str
    """``m``, ``f`` or ``n``; empty in English."""
    is_general: bool
    """Whether it may stand for an institution called by another noun: "Unternehmen"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An institution mentioned in a text, ``text[start:end]``."""

    start: int
    end: int
    role: Role
    kind: str
    noun: str
    """In lower case, compounds as a whole: "landgericht"; empty if only a name is mentioned."""
    is_general: bool = False
    """See :class:`Noun`; false for a compound."""
    name: str = ""
    """Without the noun: "Hallgart"; empty if the compound is the name: "Verfassungsgericht"."""
    full_name: str = ""
    """As it may be shown alone: "Weingut Hallgart"."""

    @property
    def words(self) -> frozenset[str]:
        """The words of the name, to compare names; those of a genitive without its ending."""
        return frozenset(
            re.sub(r"['’]?s?$", "", word) for word in re.findall(r"[\w’'-]+", self.name.lower())
        )


Mentions = Callable[[str, Span], Iterator[Mention]]
"""Finds the mentions within a span of a text, in any order."""


def nouns_of(*rows: tuple[str, str, str, str]) -> Mapping[str, Noun]:
    """Nouns with their properties.

    Args:
        rows: kind, gender, general nouns, other nouns, see :class:`Noun`.
    """
    return {
        word: Noun(kind, gender, is_general)
        for kind, gender, general, other in rows
        for words, is_general in ((general, True), (other, False))
        for word in words.split()
    }


def alternatives(nouns: Mapping[str, Noun]) -> str:
    """A pattern that finds any of the nouns, the longest first."""
    return "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))


def full_name(kind: str, noun: str, name: str) -> str:
    """The name as it may be shown alone, from the noun in front of it and the name."""
    return name if kind in _COMPLETE else f"{noun} {name}"


def companies(text: str, within: Span, staff: Pattern[str]) -> Iterator[Mention]:
    """Companies that only their legal form or their staff shows to be ones.

    Args:
        text: to search.
        within: the part to search.
        staff: finds a person together with the institution, as group ``name``.
    """
    for match in _LEGAL_FORM.finditer(text, within.start, within.end):
        name, whole = match["name"], match.group()
        yield Mention(*match.span(), Role.NAMED, COMPANY, "", name=name, full_name=whole)
    for match in staff.finditer(text, within.start, within.end):
        yield Mention(*match.span(), Role.OTHER, COMPANY, "", name=match["name"])
