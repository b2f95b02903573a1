"""Quantities in a text: value, unit and period ("per year")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from index.language.lexicon import Language
from index.language.numbers.bounds import ABOUT, AT_LEAST, AT_MOST
from index.language.numbers.numerals import SCALES, number_parts, numeral
from index.language.numbers.periods import ADVERBS, JOINED, JOINED_UNITS, PER, PERIODS
from index.language.statements.by_language import STATEMENTS
from index.language.statements.lists import Unit
from rag.answer.checks.parsing.dates import date_spans
from rag.answer.checks.parsing.shares import share_at, stopwatch

_TOKEN: Final = re.compile(
    r"\d{1,2}:\d\d(?::\d\d|[.,]\d+|:\d\d[.,]\d+)|\d+(?:[.,’'\u00a0\u202f]\d+)*|[€$£%°]|[^\W\d_]+(?:[-’'][^\W\d_]+)*"
)
_SPACED: Final = re.compile(r"(?<=\d)[\u00a0\u202f ](?=\d{3}(?!\d))")
_JOINT: Final = re.compile(r",?\s(?:(?:and|und)\s)?")
_SECONDS: Final = Unit("time")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, ``text[start:end]``."""

    value: Decimal
    unit: Unit | None
    per: str | None
    counts: bool
    """Whether a noun other than a unit follows: "5.6 million bags"."""
    start: int
    end: int
    text: str
    bound: Literal["least", "most"] | None = None
    """Whether it is told as the least or the most that there is."""
    about: bool = False
    """Whether it is told as a rounded one: "some 400"."""
    parts: tuple[Decimal, ...] = ()
    """The numbers of a share: of "four of nine" 4 and 9."""

    def agrees(self, other: "Quantity") -> bool:
        """Whether the two may be the same amount; their units must be compatible."""
        if self.per and other.per and self.per != other.per:
            return False
        if self.parts and other.parts:
            return self.parts == other.parts or _near(self.value, other.value)
        if any(_near(self.value, part) for part in other.parts):
            return self.unit is None
        if self.unit is None or other.unit is None:
            return _near(self.value, other.value) and not self.contradicts(other)
        if self.unit.dimension == other.unit.dimension:
            factors = Decimal(str(self.unit.factor)), Decimal(str(other.unit.factor))
            return _near(self.value * factors[0], other.value * factors[1])
        return _near(self.value, other.value) and not self.contradicts(other)

    def contradicts(self, other: "Quantity") -> bool:
        """Whether the values are equal and the units differ: "5.000 Euro" and "5,000 kronor"."""
        if not _near(self.value, other.value):
            return False
        if self.unit and self.unit.dimension in _MEASURES and other.counts and not other.unit:
            return True
        if self.per and other.per and self.per != other.per:
            return True
        if self.unit is None or other.unit is None:
            return False
        return self.unit != other.unit


_MEASURES: Final = frozenset(
    ("percent", "percentage point", "euro", "dollar", "pound", "franc", "krona", "rouble", "yen",
     "zloty", "length", "mass", "volume", "area", "power", "energy", "degree", "speed", "data")
)  # fmt: skip
_BARE: Final = re.compile(r"\s*(?:[.;!?)]|$)")
_SAME: Final = re.compile(r"[^.!?]*$")


def _counts(rest: str, language: Language) -> bool:
    """Whether a noun follows immediately."""
    match = re.match(r"\s([^\W\d_]+)", rest)
    if match is None:
        return False
    word = match.group(1)
    if language == "de":
        return word[0].isupper() and word.casefold() not in SCALES["de"]
    plural = word.endswith("s") and len(word) > 4
    return word in {"people", "children", "men", "women"} or plural


def _near(one: Decimal, other: Decimal) -> bool:
    """Whether two values are equal up to the rounding of thirds."""
    return abs(one - other) <= abs(other) * Decimal("0.005")


def quantities(text: str, language: Language) -> list[Quantity]:
    """All numbers except dates, in order."""
    dates = date_spans(text, language)
    read: list[Quantity] = []
    for found in _all(_SPACED.sub("\u202f", text), language):
        if any(start <= found.start < end for start, end in dates):
            continue
        if read and _goes_on(read[-1], found, text):
            read[-1] = _sum(read[-1], found, text)
        else:
            read.append(found)
    return read


def _goes_on(one: Quantity, other: Quantity, text: str) -> bool:
    """Whether two times are one: "two hours and four minutes"."""
    if not (one.unit and other.unit and one.unit.dimension == other.unit.dimension == "time"):
        return False
    return one.unit.factor > other.unit.factor and bool(
        _JOINT.fullmatch(text[one.end : other.start])
    )


def _sum(one: Quantity, other: Quantity, text: str) -> Quantity:
    """The sum of two times, in the unit of the second."""
    assert one.unit
    assert other.unit
    value = other.value + one.value * Decimal(str(one.unit.factor / other.unit.factor))
    return replace(
        one, value=value, unit=other.unit, end=other.end, text=text[one.start : other.end]
    )


def _all(text: str, language: Language) -> Iterator[Quantity]:
    tokens = list(_TOKEN.finditer(text))
    at = 0
    last: Unit | None = None
    last_at = 0
    while at < len(tokens):
        unit: Unit | None
        share = share_at([t.group().casefold() for t in tokens[at : at + 6]], language)
        if share:
            value, unit, after = share.value, share.unit, at + share.words
        elif read := _number(tokens, at, text, language):
            value, unit, after = read
        else:
            at += 1
            continue
        end = tokens[after - 1].end()
        if unit is None and after < len(tokens):
            unit, behind = _unit(tokens, after, text, language)
            after = behind
            end = tokens[after - 1].end()
        if unit is None and at and tokens[at - 1].group() in "€$£":
            unit = STATEMENTS[language].units[tokens[at - 1].group()]
        per = _per(text, end)
        if (
            unit is not None
            and unit.dimension == "length"
            and (per == "hour" or text.startswith("/h", end))
        ):
            unit, per = Unit("speed", unit.factor / 1000), None
        counts = unit is None and _counts(text[end:], language)
        if (
            unit is None
            and last is not None
            and _BARE.match(text[end:])
            and _SAME.match(text[tokens[last_at].end() : tokens[at].start()])
        ):
            unit = last
        if unit is not None and unit.dimension in _MEASURES - {"percent"}:
            last, last_at = unit, after - 1
        yield Quantity(
            value,
            unit,
            per,
            counts,
            tokens[at].start(),
            end,
            text[tokens[at].start() : end],
            _bound(text[: tokens[at].start()]),
            bool(ABOUT.search(text[: tokens[at].start()])),
            share.parts if share else (),
        )
        at = max(after, at + 1)


def _number(  # noqa: C901, PLR0912 - a branch per way to write a number
    tokens: list[re.Match[str]], at: int, text: str, language: Language
) -> tuple[Decimal, Unit | None, int] | None:
    token = tokens[at].group()
    plain = token.casefold()
    if (seconds := stopwatch(token)) is not None:
        return seconds, _SECONDS, at + 1
    if language == "de" and (joined := JOINED["de"].fullmatch(plain)):
        value = numeral(joined.group(1), language)
        if value is not None:
            return value, _joined_unit(joined.group(2), language), at + 1
    if language == "en" and (joined := JOINED["en"].fullmatch(plain)):
        value = numeral(joined.group(1), language)
        if value is not None:
            return value, _joined_unit(joined.group(2), language), at + 1
    value = parsed(token, language) if token[0].isdecimal() else numeral(token, language)
    after = at + 1
    scales = SCALES[language]
    if value is None:
        indefinite = plain in {"a", "an", "one", "ein", "eine", "einem", "einer", "einen"}
        if (
            indefinite
            and after < len(tokens)
            and len(low := tokens[after].group()) > 2
            and low.casefold() in scales
        ):
            value = Decimal(1)
        elif plain in {"dutzend", "dozen"}:
            return Decimal(12), None, after
        else:
            return None
    while after < len(tokens) and _close(text, tokens[after - 1], tokens[after]):
        word = tokens[after].group()
        low = word.casefold()
        if low in scales and not (
            low in {"m", "k"} and word.islower() and text[tokens[after].start() - 1] == " "
        ):
            value *= scales[low]
            after += 1
        elif language == "en" and low == "and" and after + 1 < len(tokens) and value >= 100:
            added = numeral(tokens[after + 1].group(), language)
            if added is None or added >= 100:
                break
            value += added
            after += 2
        else:
            break
    return value, None, after


def _bound(before: str) -> Literal["least", "most"] | None:
    if AT_LEAST.search(before):
        return "least"
    return "most" if AT_MOST.search(before) else None


def _joined_unit(ending: str, language: Language) -> Unit | None:
    return STATEMENTS[language].units.get(JOINED_UNITS.get(ending, ending))


def _close(text: str, before: re.Match[str], after: re.Match[str]) -> bool:
    return text[before.end() : after.start()] in {"", " ", "\u00a0", "\u202f", "-", ". "}


def _unit(  # noqa: PLR0911 - a case per way to write a unit
    tokens: list[re.Match[str]], at: int, text: str, language: Language
) -> tuple[Unit | None, int]:
    units = STATEMENTS[language].units
    if not _close(text, tokens[at - 1], tokens[at]):
        return None, at
    first = tokens[at].group().casefold()
    if at + 1 < len(tokens):
        both = f"{first} {tokens[at + 1].group().casefold()}"
        if both in units:
            return units[both], at + 2
    if joined := re.fullmatch(
        r"(year|month|day|hour|week|metre|mile|meter|kilometre)(?:-\w+)*", first
    ):
        return units[joined.group(1)], at + 1
    if first.endswith(("jährige", "jähriger", "jährigen", "jährigem", "jähriges")):
        return units["jahre"], at + 1
    symbol = tokens[at].group()
    if (
        len(symbol) <= 3
        and symbol.isalpha()
        and symbol.casefold() in units
        and first not in {"m", "t", "g", "l", "w"}
    ):
        return units[first], at + 1
    if first in {"m", "t", "g", "l", "w"}:
        return (units[first], at + 1) if symbol in {"m", "t", "g", "l", "W"} else (None, at)
    if first in units:
        return units[first], at + 1
    return None, at


def _per(text: str, end: int) -> str | None:
    match = PER.match(text, end)
    if match is None:
        return None
    whole = match.group().casefold()
    for word, period in ADVERBS.items():
        if word in whole:
            return period
    return PERIODS.get(match.group(1).casefold())


def parsed(token: str, language: Language) -> Decimal:
    """The value of a number in digits, with separators read by language."""
    return Decimal(".".join(number_parts(token, language)[:2]))
