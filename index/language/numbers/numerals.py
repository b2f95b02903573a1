"""Parses numbers in words and digits: "einundzwanzig", "twenty-one", "anderthalb", "1.000,5"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from index.language.lexicon import Language

_ONES: Final[Mapping[Language, Mapping[str, int]]] = {
    "de": {
        "null": 0, "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5,
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
        "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60,
        "siebzig": 70, "achtzig": 80, "neunzig": 90,
    },
    "en": {
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
        "eighty": 80, "ninety": 90,
    },
}  # fmt: skip
_HUNDRED: Final[Mapping[Language, str]] = {"de": "hundert", "en": "hundred"}
LARGE: Final[Mapping[Language, Mapping[str, int]]] = {
    "de": {
        "tausend": 10**3, "mio": 10**6, "million": 10**6, "millionen": 10**6, "mrd": 10**9,
        "milliarde": 10**9, "milliarden": 10**9, "billion": 10**12, "billionen": 10**12,
    },
    "en": {
        "thousand": 10**3, "million": 10**6, "millions": 10**6, "billion": 10**9,
        "billions": 10**9, "bn": 10**9, "trillion": 10**12, "trillions": 10**12,
    },
}  # fmt: skip
"""Words after a number that multiply it and have no other meaning there, unlike "m"."""
SCALES: Final[Mapping[Language, Mapping[str, int]]] = {
    "de": {**LARGE["de"], "hundert": 100, "tsd": 10**3, "dutzend": 12},
    "en": {
        **LARGE["en"], "hundred": 100, "k": 10**3, "m": 10**6, "mn": 10**6, "tn": 10**12,
        "dozen": 12,
    },
}  # fmt: skip
"""All words after a number that may multiply it."""
FRACTIONS: Final[Mapping[Language, Mapping[str, Decimal]]] = {
    "de": {
        "hälfte": Decimal(50), "halb": Decimal(50), "halbe": Decimal(50), "halben": Decimal(50),
        "drittel": Decimal(100) / 3, "viertel": Decimal(25), "fünftel": Decimal(20),
        "sechstel": Decimal(100) / 6, "siebtel": Decimal(100) / 7, "achtel": Decimal("12.5"),
        "neuntel": Decimal(100) / 9, "zehntel": Decimal(10), "zwanzigstel": Decimal(5),
        "hundertstel": Decimal(1), "zweite": Decimal(50), "dritte": Decimal(100) / 3,
        "vierte": Decimal(25), "fünfte": Decimal(20), "sechste": Decimal(100) / 6,
        "siebte": Decimal(100) / 7, "achte": Decimal("12.5"), "neunte": Decimal(100) / 9,
        "zehnte": Decimal(10), "zwanzigste": Decimal(5),
    },
    "en": {
        "half": Decimal(50), "third": Decimal(100) / 3, "thirds": Decimal(100) / 3,
        "quarter": Decimal(25), "quarters": Decimal(25), "fifth": Decimal(20),
        "fifths": Decimal(20), "sixth": Decimal(100) / 6, "sixths": Decimal(100) / 6,
        "seventh": Decimal(100) / 7, "sevenths": Decimal(100) / 7, "eighth": Decimal("12.5"),
        "eighths": Decimal("12.5"), "ninth": Decimal(100) / 9, "ninths": Decimal(100) / 9,
        "tenth": Decimal(10), "tenths": Decimal(10), "twentieth": Decimal(5),
        "hundredth": Decimal(1), "hundredths": Decimal(1),
    },
}  # fmt: skip
"""Fractions, in percent."""
_TEN: Final = 10
_THOUSAND: Final = 1000
_HALVES: Final = {"anderthalb": Decimal("1.5"), "eineinhalb": Decimal("1.5")}
_SPELLINGS: Final = (("dreissig", "dreißig"), ("zwo", "zwei"), ("eins", "ein"))
"""Spelling variants of German numbers; the first is a result of case folding."""
_GROUPING: Final = re.compile("[’'\u00a0\u202f\u2009]")


@cache
def plain_numerals() -> Mapping[str, int]:
    """Unambiguous number words of both languages, case-folded.

    "One" and "ein" are left out: they are articles as often as numbers.
    """
    found: dict[str, int] = {}
    for language, hundred in _HUNDRED.items():
        ones = {word: value for word, value in _ONES[language].items() if value > 1}
        thousands = {word: value for word, value in LARGE[language].items() if value == _THOUSAND}
        found |= {**ones, **_TENS[language], hundred: 100, **thousands}
    return {word.casefold(): value for word, value in found.items()}


@lru_cache(1 << 12)
def numeral(word: str, language: Language) -> Decimal | None:
    """The value of a number word; None for other words, and for "ein" and "one"."""
    plain = word.casefold()
    if language == "en":
        value = None if plain == "one" else cardinal(plain, language)
        return None if value is None else Decimal(value)
    if plain in _HALVES:
        return _HALVES[plain]
    if plain in {"ein", "eins"}:
        return None
    for spelling, usual in _SPELLINGS:
        plain = plain.replace(spelling, usual)
    if plain.endswith("einhalb") and (whole := cardinal(plain.removesuffix("einhalb"), language)):
        return whole + Decimal("0.5")
    value = cardinal(plain, language)
    return None if value is None else Decimal(value)


@lru_cache(1 << 12)
def cardinal(word: str, language: Language) -> int | None:
    """The value of a lower-case cardinal number word, including "ein" and "one"."""
    if language == "de":
        # "zweihunderttausenddrei" is split at its largest scale first.
        for name, scale in (("tausend", 1000), ("hundert", 100)):
            head, found, tail = word.partition(name)
            if found:
                many = cardinal(head, language) if head else 1
                rest = cardinal(tail.removeprefix("und"), language) if tail else 0
                return None if many is None or rest is None else many * scale + rest
    ones, tens = _ONES[language], _TENS[language]
    if word in ones:
        return ones[word]
    if word in tens:
        return tens[word]
    if language == "de":
        one, _, ten = word.rpartition("und")
    else:
        ten, _, one = word.partition("-")
    return tens[ten] + ones[one] if ten in tens and 0 < ones.get(one, 0) < _TEN else None


def number_parts(token: str, language: Language) -> list[str]:
    """Split a number in digits at its points and commas.

    Thousands separators do not split, as in ``1.000,5`` in German and ``1,000.5`` in English. A
    fraction has two parts; a date or version has more.
    """
    thousands, point = (".", ",") if language == "de" else (",", ".")
    plain = _GROUPING.sub("", token)
    if re.fullmatch(rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+(?:[{point}]\d+)?", plain):
        return [plain.replace(thousands, "").replace(point, ".")]
    return re.split(r"[.,]", plain)


def digits(token: str, language: Language) -> list[Decimal]:
    """The values of a number in digits: one, or one per part of a date or version."""
    parts = number_parts(token, language)
    return [Decimal(".".join(parts))] if len(parts) <= 2 else [Decimal(part) for part in parts]
