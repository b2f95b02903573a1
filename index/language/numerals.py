"""Numbers written as words: "einundzwanzig", "twenty-one", "a dozen", "anderthalb"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from index.language.lexicon import Language

_ONES: Final[Mapping[Language, Mapping[str, int]]] = {
    "de": {
        "null": 0, "ein": 1, "eins": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5,
        "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
        "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17,
        "achtzehn": 18, "neunzehn": 19,
    },
    "en": {
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
        "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
        "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
        "nineteen": 19,
    },
}  # fmt: skip
_TENS: Final[Mapping[Language, Mapping[str, int]]] = {
    "de": {
        "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60,
        "siebzig": 70, "achtzig": 80, "neunzig": 90,
    },
    "en": {
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
        "eighty": 80, "ninety": 90,
    },
}  # fmt: skip
SCALES: Final[Mapping[Language, Mapping[str, int]]] = {
    "de": {
        "hundert": 100, "tausend": 10**3, "tsd": 10**3, "mio": 10**6, "million": 10**6,
        "millionen": 10**6, "mrd": 10**9, "milliarde": 10**9, "milliarden": 10**9,
        "billion": 10**12, "billionen": 10**12, "dutzend": 12,
    },
    "en": {
        "hundred": 100, "thousand": 10**3, "k": 10**3, "million": 10**6, "millions": 10**6,
        "m": 10**6, "mn": 10**6, "billion": 10**9, "billions": 10**9, "bn": 10**9,
        "trillion": 10**12, "trillions": 10**12, "tn": 10**12, "dozen": 12,
    },
}  # fmt: skip
"""Words behind a number that multiply it."""
FRACTIONS: Final[Mapping[Language, Mapping[str, Decimal]]] = {
    "de": {
        "hälfte": Decimal(50), "halb": Decimal(50), "halbe": Decimal(50), "halben": Decimal(50),
        "drittel": Decimal(100) / 3, "viertel": Decimal(25), "fünftel": Decimal(20),
        "sechstel": Decimal(100) / 6, "achtel": Decimal("12.5"), "zehntel": Decimal(10),
        "zweite": Decimal(50), "dritte": Decimal(100) / 3, "vierte": Decimal(25),
        "fünfte": Decimal(20), "zehnte": Decimal(10),
    },
    "en": {
        "half": Decimal(50), "third": Decimal(100) / 3, "thirds": Decimal(100) / 3,
        "quarter": Decimal(25), "quarters": Decimal(25), "fifth": Decimal(20),
        "fifths": Decimal(20), "sixth": Decimal(100) / 6, "eighth": Decimal("12.5"),
        "tenth": Decimal(10), "tenths": Decimal(10),
    },
}  # fmt: skip
"""Parts of a whole, in percent."""
_HALVES: Final = {"anderthalb": Decimal("1.5"), "eineinhalb": Decimal("1.5")}
_GERMAN_SCALE: Final = re.compile("(.*?)(tausend|hundert)(.*)")


@lru_cache(1 << 12)
def numeral(word: str, language: Language) -> Decimal | None:
    """The value of a number word; None for any other word, and for "ein" and "one"."""
    plain = word.casefold()
    if language == "de":
        if plain in _HALVES:
            return _HALVES[plain]
        if plain.endswith("einhalb") and (whole := _german(plain.removesuffix("einhalb"))):
            return whole + Decimal("0.5")
        if plain in {"ein", "eins"}:
            return None
        value = _german(plain)
        return None if value is None else Decimal(value)
    return _english(plain)


def _german(word: str) -> int | None:
    ones, tens = _ONES["de"], _TENS["de"]
    if word in ones:
        return ones[word]
    if word in tens:
        return tens[word]
    head, joint, tail = word.rpartition("und")
    if joint and tail in tens and ones.get(head, 10) < 10:
        return tens[tail] + ones[head]
    if match := _GERMAN_SCALE.fullmatch(word):
        many, scale, rest = match.groups()
        value = _german(many) if many else 1
        added = _german(rest.removeprefix("und")) if rest else 0
        if value is None or added is None:
            return None
        return value * SCALES["de"][scale] + added
    return None


def _english(word: str) -> Decimal | None:
    ones, tens = _ONES["en"], _TENS["en"]
    if word == "one":
        return None
    if word in ones:
        return Decimal(ones[word])
    if word in tens:
        return Decimal(tens[word])
    head, joint, tail = word.partition("-")
    if joint and head in tens and 0 < ones.get(tail, 0) < 10:
        return Decimal(tens[head] + ones[tail])
    return None
