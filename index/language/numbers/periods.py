"""Words for rates ("im Jahr", "a day") and for the beginning and end of a year."""

import re
from collections.abc import Mapping
from re import Pattern
from typing import Final

from index.language.lexicon import Language

PER: Final = re.compile(
    r"\s*(?:\w+\s+)?(?:per|a|an|each|every|pro|je|im|in\s+der|in\s+the|jährlich|monatlich|täglich|"
    r"wöchentlich|stündlich|annually|yearly|monthly|daily|weekly|hourly)\b\s*(\w*)",
    re.IGNORECASE,
)
"""Words between a number and the unit it is counted by: "a", "pro"."""
ADVERBS: Final[Mapping[str, str]] = {
    "jährlich": "year", "monatlich": "month", "täglich": "day", "wöchentlich": "week",
    "stündlich": "hour", "annually": "year", "yearly": "year", "monthly": "month",
    "daily": "day", "weekly": "week", "hourly": "hour",
}  # fmt: skip
PERIODS: Final[Mapping[str, str]] = {
    "jahr": "year", "monat": "month", "tag": "day", "woche": "week", "stunde": "hour",
    "year": "year", "month": "month", "day": "day", "week": "week", "hour": "hour",
    "minute": "minute", "sekunde": "second", "second": "second",
    "quadratmeter": "area", "square": "area", "person": "person", "kopf": "person",
    "head": "person", "kilometer": "length", "kilometre": "length", "kilo": "mass",
    "kilogramm": "mass", "liter": "volume", "litre": "volume",
}  # fmt: skip
JOINED: Final[Mapping[Language, Pattern[str]]] = {
    "de": re.compile(
        r"([a-zäöüß]+?)(jährig|tägig|stündig|minütig|monatig|wöchig|köpfig|fach)(?:e[nrsm]?)?"
    ),
    "en": re.compile(
        r"([a-z]+)-(year|day|hour|minute|month|week|metre|mile|storey|member|fold)(?:-old)?"
    ),
}
"""A number word and its unit in one word."""
JOINED_UNITS: Final[Mapping[str, str]] = {
    "jährig": "jahre", "tägig": "tage", "stündig": "stunden", "minütig": "minuten",
    "monatig": "monate", "wöchig": "wochen",
}  # fmt: skip
"""The German units of these."""

YEAR_EDGES: Final[Mapping[int, tuple[str, ...]]] = {
    1: ("jahresbeginn", "jahresanfang", "beginning of the year", "start of the year"),
    12: ("jahresende", "end of the year", "year's end", "year-end", "silvester", "new year's eve"),
}
"""Words for the first and the last month, in lower case."""
YEAR_AGO: Final = (
    "vorjahr", "jahr davor", "jahr zuvor", "year before", "year earlier", "previous year",
    "last year", "im jahr darauf", "year after", "following year", "jahr später", "year later",
    "vergangenen jahr",
)  # fmt: skip
"""Words that place something a year before or after, in lower case."""
