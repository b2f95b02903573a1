"""The words that every language must provide for the comparison of statements."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Final


def pattern(*alternatives: str) -> Pattern[str]:
    """Compile a pattern for whole words, ignoring case.

    Alternatives are separated by spaces; an underscore is a space within an alternative.
    """
    joined = "|".join(part for text in alternatives for part in text.split())
    spaced = joined.replace("_", r"\s+")
    return re.compile(rf"(?<![\w-])(?:{spaced})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures, and its factor to the base unit."""

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
"""Symbols and abbreviations shared by both languages."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Words of one language by their role in a statement."""

    units: Mapping[str, Unit]
    """Names of units in all forms, in lower case."""
    months: Mapping[str, int]
    """Names and abbreviations of months, in lower case."""
    weekdays: Mapping[str, int]
    """Monday is 0."""
    seasons: Mapping[str, str]
    relative: Mapping[str, int]
    """Words that place a period before (-1), in (0) or after (1) the present: "vergangenen"."""
    quantifiers: Mapping[str, str]
    """Quantifiers by meaning: all, most, many, some, few, none."""
    unanimous: Pattern[str]
    """Says that a group is of one mind."""
    exclusive: Pattern[str]
    """Words for "only"."""
    nearly: Pattern[str]
    """Words that weaken "all": "fast", "nearly"."""
    negation: Pattern[str]
    """Words that negate their clause."""
    no_denial: Pattern[str]
    """Phrases with a negation word that negate nothing: "nicht nur", "no fewer than"."""
    denial: Pattern[str]
    """Verbs that negate their object: "bestreitet", "refused"."""
    lacking: Pattern[str]
    """Other words that may paraphrase a negation: "verboten", "missing"."""
    speech: Pattern[str]
    """Verbs and phrases that only attribute speech; a clause with one governs its sentence."""
    axes: Mapping[str, tuple[Pattern[str], Pattern[str]]]
    """Pairs of opposite words by topic, such as "rise" and "fall"."""
    saying: Pattern[str]
    """Words that attribute the sentence to somebody."""
    notice: Pattern[str]
    """Verbs of announcing: what an authority announces about itself may be retold as fact."""
    hearsay: Pattern[str]
    """Marks hearsay or assumption without a verb of saying."""
    hedge: Pattern[str]
    """Marks what is only probable or possible."""
    plan: Pattern[str]
    """Marks intentions and expectations."""
    now: Pattern[str]
    """Marks the present state."""
    cause: Pattern[str]
    """Introduces a reason."""
    former: Pattern[str]
    """Marks what is no longer the case."""
    correction: Pattern[str]
    """Says that an earlier report was wrong or is replaced."""
    revision: Pattern[str]
    """Says that a value has changed."""
    pronouns: frozenset[str]
    """Pronouns that refer to somebody mentioned before."""
    persons: frozenset[str]
    """Those that refer to a person or group, including possessives: "ihr Vorgänger"."""
    prepositions: frozenset[str]
    passive: Pattern[str]
    """Auxiliary of the passive."""
    finite: Pattern[str]
    """Common finite verbs, which end the subject of a clause."""
    conjunctions: Pattern[str]
    """Words that begin a new clause."""
