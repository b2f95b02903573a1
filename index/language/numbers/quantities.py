"""Extracts numbers, dates, times of day and units in one notation for both languages.

::

    quantities("Am 3. Mai kamen einundzwanzig Prozent.", "de")
    quantities("On 3 May, 21% came.", "en")           # both: {"3", "month 5", "21", "%"}

"One", "second" and "quarter" are left out, because they are ambiguous.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Final

from index.language.lexicon import Language
from index.language.numbers.numerals import LARGE, cardinal, digits


def _row(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_SPACES: Final = "\u00a0\u202f\u2009"
_ORDINALS: Final[Mapping[Language, Mapping[str, int]]] = {
    "de": {
        stem + ending: value
        for stem, value in {
            "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "siebent": 7, "acht": 8,
            "neunt": 9, "zehnt": 10, "elft": 11, "zwölft": 12, "zwanzigst": 20,
        }.items()
        for ending in ("e", "er", "es", "en", "em", "el", "eln")
        if not (stem == "viert" and ending.startswith("el"))
    },
    "en": {
        name + ending: value
        for name, value in {
            "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
            "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "twentieth": 20,
        }.items()
        for ending in ("", "s")
    },
}  # fmt: skip
_OTHERS: Final[Mapping[Language, Mapping[str, int]]] = {
    "de": {
        "dutzend": 12, "dutzende": 12, "dutzenden": 12, "beide": 2, "beiden": 2, "beider": 2,
        "zweier": 2, "dreier": 3, "sowohl": 2,
    },
    "en": {"dozen": 12, "dozens": 12, "twice": 2, "thrice": 3, "both": 2},
}  # fmt: skip
_SCALES: Final[Mapping[Language, Mapping[str, int]]] = {
    "de": {
        **LARGE["de"], "hundert": 100, "hunderte": 100, "hunderten": 100, "tausende": 10**3,
        "tausenden": 10**3, "tsd": 10**3,
    },
    "en": {
        **LARGE["en"], "hundred": 100, "hundreds": 100, "thousands": 10**3, "m": 10**6,
        "mn": 10**6,
    },
}  # fmt: skip
_MONTHS: Final[Mapping[Language, tuple[str, ...]]] = {
    "de": _row("""
        Januar Februar März April Mai Juni Juli August September Oktober November Dezember
        """),
    "en": _row("""
        January February March April May June July August September October November December
        """),
}
_UNITS: Final[Mapping[str, str]] = {
    "%": r"%|prozent\w*|percent(?:age)?|per cent",
    "€": r"€|euros?\b|eur\b",
    "$": r"\$|dollars?\b|usd\b",
    "£": r"£|pfund sterling|pounds? sterling|gbp\b",
    "CHF": r"franken\b|francs?\b|chf\b|sfr\b",
    "km": r"km\b|kilometern?\b|kilomet(?:er|re)s?\b",
    "kg": r"kg\b|kilos?\b|kilogramm\w*|kilograms?\b",
    "t": r"tonnen?\b|tonn?e?s?\b",
    "°": r"°|grad\b|degrees?\b",
}
_TOKEN: Final = re.compile(
    rf"(?<!\bm)(?<!\bkm)\d+(?:[.,’{_SPACES}]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*|[%€$£°]"
)
_COUNTED: Final = re.compile(
    r"(?:jährig|fach|mal|malig|köpfig|stöckig|tägig|stündig|monatig|wöchig|teilig|stellig)\w*$"
)
"""Suffixes that German joins to a number word: "dreißigjährig"."""
_FRACTIONS: Final[Mapping[str, str]] = {"½": "5", "¼": "25", "¾": "75"}
_FRACTION: Final = re.compile("(\\d*)([½¼¾])")
_CLOCK: Final[Mapping[Language, re.Pattern[str]]] = {
    "de": re.compile(r"\b(\d{1,2})(?:[.:](\d\d))?\s*Uhr(?:\s(\d\d)\b)?"),
    "en": re.compile(
        r"\b(\d{1,2})(?:[.:](\d\d))?\s*(?:(?P<half>[ap])\.?\s?m\b\.?|o['’]clock)"
        r"|\b([01]?\d|2[0-3]):([0-5]\d)\b"
    ),
}
_NUMERIC_DATE: Final = re.compile(
    r"\b(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.(?:\s?(?P<y>\d{4}|\d\d)\b)?"
    r"|\b(?P<y2>\d{4})-(?P<m2>\d\d)-(?P<d2>\d\d)\b"
)
_NOON: Final = 12


def quantities(text: str, language: Language) -> frozenset[str]:
    """All quantities in a text, in a notation that is the same for both languages."""
    found: set[str] = set()
    point = "," if language == "de" else "."
    text = _FRACTION.sub(lambda m: f"{m[1] or 0}{point}{_FRACTIONS[m[2]]}", text)
    rest = text
    for match in _CLOCK[language].finditer(text):
        if time := _time(match):
            found.add(time)
            rest = rest.replace(match.group(), " ", 1)
    for match in _NUMERIC_DATE.finditer(rest):
        groups = match.groupdict()
        day, month = int(groups["d"] or groups["d2"]), int(groups["m"] or groups["m2"])
        if 1 <= month <= _NOON and day <= 31:
            found |= {str(day), f"month {month}"}
            if year := groups["y"] or groups["y2"]:
                found.add(str(int(year)))
            rest = rest.replace(match.group(), " ", 1)
    found |= {f"month {month}" for month in _months(rest, language)}
    numbers = [_written(value) for value in _numbers(rest, language)]
    found |= set(numbers)
    folded = rest.casefold()
    return frozenset(found | {unit for unit in _UNITS if _unit(unit).search(folded)})


def is_counted(word: str, language: Language) -> bool:
    """Whether a word is part of a quantity: a number, a month, or "am" and "pm"."""
    return (
        word[0].isdigit()
        or word in _MONTHS[language]
        or word.casefold() in {"uhr", "am", "pm", "mio", "mrd"}
        or bool(_values(word, language))
        or word.casefold() in _SCALES[language]
    )


def _time(match: re.Match[str]) -> str | None:
    groups = [group for group in match.groups() if group and group not in ("a", "p")]
    if not groups:
        return None
    hour, minute = int(groups[0]), int(groups[1]) if len(groups) > 1 else 0
    half = match.groupdict().get("half")
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return f"{hour}:{minute:02}"


def _months(text: str, language: Language) -> Iterator[int]:
    for number, name in enumerate(_MONTHS[language], start=1):
        # At the beginning of a sentence or in lower case, "May" and "March" may be verbs.
        if re.search(rf"(?<!^)(?<![.!?] )\b{name}\b|\b{name}\s+\d|\d\.?\s+{name}\b", text):
            yield number


def _numbers(text: str, language: Language) -> Iterator[Decimal]:
    """The values in order; a scale word multiplies the number before it."""
    value: Decimal | None = None
    end = 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        scale = _SCALES[language].get(token.lower().rstrip("."))
        # A scale belongs to a number only if there is at most space or a hyphen between them.
        near = value is not None and not text[end : match.start()].strip(f" {_SPACES}-")
        if scale and near and value is not None:
            value, end = value * scale, match.end()
            continue
        if token[0].isalpha() and scale and len(token) < 3:
            continue  # "m" is million only after a number
        if value is not None:
            yield value
            value = None
        values = [Decimal(scale)] if scale else _values(token, language)
        if values:
            yield from values[:-1]
            value, end = values[-1], match.end()
    if value is not None:
        yield value


def _values(token: str, language: Language) -> list[Decimal]:
    """The values of a number in digits or words; empty for other tokens."""
    if not token[0].isdecimal():
        word = token.lower()
        known = [_word_value(word, language)]
        if known == [None]:  # "two-thirds", "sechs-köpfig"
            known = [_word_value(part, language) for part in word.split("-")]
        return [Decimal(value) for value in known if value is not None and value > 1]
    return digits(token, language)


@cache
def _word_value(word: str, language: Language) -> int | None:
    """The value of a number word: "einundzwanzig", "twenty-one", "dritte", "dozen"."""
    if (known := _ORDINALS[language].get(word) or _OTHERS[language].get(word)) is not None:
        return known
    return cardinal(_COUNTED.sub("", word) if language == "de" else word, language)


def _written(value: Decimal) -> str:
    return f"{value.normalize():f}"


@cache
def _unit(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=[\d\s(.,])|\b|^)(?:{_UNITS[name]})")
