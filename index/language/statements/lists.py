"""What a language must give so that two statements can be compared."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Final


def pattern(*alternatives: str) -> Pattern[str]:
    """Whole words, capital or small; alternatives are separated by spaces,
    and an underscore is a space within one.
    """
    joined = "|".join(part for text in alternatives for part in text.split())
    spaced = joined.replace("_", r"\s+")
    return re.compile(rf"(?<![\w-])(?:{spaced})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures, and how many base units it is."""

    dimension: str
    factor: float = 1.0


UNITS: Final[dict[str, Unit]] = {
    "%": Unit("percent"),
    "€": Unit("euro"),
    "$": Unit("dollar"),
    "£": Unit("pound"),
    "°": Unit("degree"),
    "nm": Unit("length", 1e-9),
    "mm": Unit("length", 0.001),
    "cm": Unit("length", 0.01),
    "m": Unit("length"),
    "km": Unit("length", 1000),
    "mg": Unit("mass", 1e-6),
    "g": Unit("mass", 0.001),
    "kg": Unit("mass"),
    "t": Unit("mass", 1000),
    "ml": Unit("volume", 0.001),
    "l": Unit("volume"),
    "ha": Unit("area", 10_000),
    "w": Unit("power"),
    "kw": Unit("power", 1e3),
    "mw": Unit("power", 1e6),
    "gw": Unit("power", 1e9),
    "tw": Unit("power", 1e12),
    "kwh": Unit("energy", 1e3),
    "mwh": Unit("energy", 1e6),
    "gwh": Unit("energy", 1e9),
    "twh": Unit("energy", 1e12),
    "kb": Unit("data", 1e3),
    "mb": Unit("data", 1e6),
    "gb": Unit("data", 1e9),
    "tb": Unit("data", 1e12),
    "eur": Unit("euro"),
    "usd": Unit("dollar"),
    "gbp": Unit("pound"),
    "chf": Unit("franc"),
    "kmh": Unit("speed"),
    "mph": Unit("speed", 1.609),
}
"""Symbols and abbreviations that both languages share."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Words of one language by what they do to a statement."""

    units: Mapping[str, Unit]
    """Names of units, small, in every form."""
    months: Mapping[str, int]
    """Names of months, small, with their abbreviations."""
    weekdays: Mapping[str, int]
    """Monday is 0."""
    seasons: Mapping[str, str]
    relative: Mapping[str, int]
    """Words that place a time before (-1), in (0) or after (1) the present one: "vergangenen"."""
    quantifiers: Mapping[str, str]
    """Small words by what they say of a group: all, most, many, some, few, none."""
    exclusive: Pattern[str]
    """Only this, and nothing else."""
    nearly: Pattern[str]
    """What takes the edge off "all": "fast", "nearly"."""
    negation: Pattern[str]
    """Denies what its clause says."""
    no_denial: Pattern[str]
    """Phrases with a word of denial that deny nothing: "nicht nur", "no fewer than"."""
    denial: Pattern[str]
    """Verbs that deny what they govern: "bestreitet", "refused"."""
    lacking: Pattern[str]
    """Other words that may retell a denial: "verboten", "missing"."""
    speech: Pattern[str]
    """Verbs and phrases that only let someone speak; a clause with one governs its sentence."""
    axes: Mapping[str, tuple[Pattern[str], Pattern[str]]]
    """Words of opposite meaning by what they are about, such as "rise" and "fall"."""
    saying: Pattern[str]
    """Lets someone say what the sentence states."""
    notice: Pattern[str]
    """Makes known: what an authority reports of its own matters may be retold as fact."""
    hearsay: Pattern[str]
    """Marks a clause as what somebody says or supposes, without a verb of saying."""
    hedge: Pattern[str]
    """Marks what is only likely or possible."""
    plan: Pattern[str]
    """Keeps a statement open: what somebody means to do, or expects."""
    now: Pattern[str]
    """Marks what is so at present."""
    cause: Pattern[str]
    """Gives a reason."""
    former: Pattern[str]
    """Marks what was so before, and is not any more."""
    correction: Pattern[str]
    """Says that what was reported before was wrong, or is replaced as a whole."""
    revision: Pattern[str]
    """Says that a value was another one before."""
    pronouns: frozenset[str]
    """Stand for somebody named before."""
    persons: frozenset[str]
    """Those of them that stand for a person or a group, also as its own: "ihr Vorgänger"."""
    prepositions: frozenset[str]
    passive: Pattern[str]
    """Auxiliary of the passive."""
    finite: Pattern[str]
    """Common verb forms, which end the subject of a clause."""
    conjunctions: Pattern[str]
    """Begin a clause of their own."""
