"""Quantities in a text: value, unit and period ("per year")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from index.language.lexicon import Language
from index.language.numbers.bounds import AT_LEAST, AT_MOST
from index.language.numbers.numerals import FRACTIONS, SCALES, number_parts, numeral
from index.language.numbers.periods import ADVERBS, JOINED, JOINED_UNITS, PER, PERIODS
from index.language.statements.by_language import STATEMENTS
from index.language.statements.lists import Unit
from rag.answer.checks.parsing.dates import date_spans

_TOKEN: Final = re.compile(r"\d+(?:[.,’'\u00a0\u202f]\d+)*|[€$£%°]|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SPACED: Final = re.compile(r"(?<=\d)[\u00a0\u202f ](?=\d{3}(?!\d))")
_LONG: Final = {"months": Decimal(30 * 86400)}


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

    def agrees(self, other: "Quantity") -> bool:
        """Whether the two may be the same amount; their units must be compatible."""
        if self.per and other.per and self.per != other.per:
            return False
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
    return [
        found
        for found in _all(_SPACED.sub("\u202f", text), language)
        if not any(start <= found.start < end for start, end in dates)
    ]


def _all(text: str, language: Language) -> Iterator[Quantity]:
    tokens = list(_TOKEN.finditer(text))
    at = 0
    last: Unit | None = None
    last_at = 0
    while at < len(tokens):
        read = _number(tokens, at, text, language)
        if read is None:
            at += 1
            continue
        value, unit, after = read
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
        )
        at = max(after, at + 1)


def _number(  # noqa: C901, PLR0912 - a branch per way to write a number
    tokens: list[re.Match[str]], at: int, text: str, language: Language
) -> tuple[Decimal, Unit | None, int] | None:
    token = tokens[at].group()
    plain = token.casefold()
    percent = STATEMENTS[language].units["%"]
    if fraction := _fraction(tokens, at, language):
        return fraction[0], percent, fraction[1]
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


def _fraction(  # noqa: C901, PLR0911 - a case per way to write a share
    tokens: list[re.Match[str]], at: int, language: Language
) -> tuple[Decimal, int] | None:
    """A share in percent: "half", "ein Drittel", "jeder zehnte", "one in ten", "drei von vier"."""
    words = [token.group().casefold() for token in tokens[at : at + 5]]
    parts = FRACTIONS[language]
    first = words[0]
    if first in {"hälfte", "half"} & parts.keys():  # "half" is a verb in German
        return parts[first], at + 1
    if len(words) < 2:
        return None
    second = words[1]
    if language == "de":
        if first in {"ein", "einem", "eines"} and second in parts and second.endswith("el"):
            return parts[second], at + 2
        if first in {"jeder", "jede", "jedes", "jeden", "jedem"} and (
            rank := parts.get(second.rstrip("n"))
        ):
            return rank, at + 2
        if second in parts and second.endswith("el") and (many := numeral(first, language)):
            return parts[second] * many, at + 2
    else:
        if first in {"a", "one"} and second in parts:
            return parts[second], at + 2
        if second in parts and (many := numeral(first, language)):
            return parts[second] * many, at + 2
    if len(words) >= 3 and second in {"in", "von", "of", "out"}:
        third = words[3] if second == "out" and len(words) > 3 else words[2]
        many = Decimal(1) if first in {"one", "einer", "eine", "eins"} else _small(first, language)
        whole = _small(third, language)
        if many and whole and many < whole <= 10 and (second != "in" or language == "en"):
            return many * 100 / whole, at + (4 if second == "out" else 3)
    return None


def _bound(before: str) -> Literal["least", "most"] | None:
    if AT_LEAST.search(before):
        return "least"
    return "most" if AT_MOST.search(before) else None


def _small(word: str, language: Language) -> Decimal | None:
    return Decimal(word) if word.isdecimal() else numeral(word, language)


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
