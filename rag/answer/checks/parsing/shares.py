"""Shares and stopwatch times: "a fifth", "vier der neun", "three tenths of a mile", "2:04.87"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from index.language.lexicon import Language
from index.language.numbers.numerals import FRACTIONS, SCALES, numeral
from index.language.statements.by_language import STATEMENTS
from index.language.statements.lists import Unit

_WHOLE: Final = 100
"""The largest whole that is told as a share: "37 of 2,000" are two numbers. Guess."""
_OF: Final = frozenset(("of", "von", "der", "aus", "in", "out"))
_ARTICLES: Final = frozenset(("the", "den", "der", "a", "an", "einer", "eines", "every", "all"))
_EACH: Final = frozenset(("jeder", "jede", "jedes", "jeden", "jedem", "every", "each"))
_EVERY_OTHER: Final = frozenset(("second", "other"))
_ONE: Final = frozenset(("a", "one", "ein", "eine", "einem", "einen", "einer", "eines", "eins"))
_SPLIT: Final = re.compile(r"[:.,]")


@dataclass(frozen=True, slots=True)
class Share:
    """A share, read from several words."""

    value: Decimal
    """In percent; or in ``unit``, if the share is one of a unit."""
    unit: Unit | None
    """None for a share of a large number: "half a million"."""
    words: int
    """How many words it takes."""
    parts: tuple[Decimal, ...] = ()
    """Both numbers of "four of nine"."""


def share_at(words: Sequence[str], language: Language) -> Share | None:
    """The share with which a list of lower-case words begins."""
    if list(words[1:4]) == ["and", "a", "half"]:
        return _and_a_half(words, language)
    if (read := _fraction(words, language)) is None:
        return _counted(words, language)
    value, taken = read
    unit, more = (None, 0) if words[0] in _EACH else _measured(words[taken:], language)
    if unit is not None and taken + more <= len(words):
        return _of(value / 100, unit, taken + more)
    return Share(value, STATEMENTS[language].units["%"], taken)


def _and_a_half(words: Sequence[str], language: Language) -> Share | None:
    """Such as "two and a half million", "one and a half miles"."""
    many = Decimal(1) if words[0] in _ONE else _small(words[0], language)
    if many is None:
        return None
    behind = words[4] if len(words) > 4 else ""
    scale, unit = SCALES[language].get(behind), STATEMENTS[language].units.get(behind)
    more = 5 if scale or unit else 4
    return _of(many + Decimal("0.5"), Unit("", scale) if scale else unit, more)


def _of(value: Decimal, unit: Unit | None, words: int) -> Share:
    """So much of a unit; of a large number, which has no dimension, as a plain number."""
    if unit is None or unit.dimension:
        return Share(value, unit, words)
    return Share(value * Decimal(str(unit.factor)), None, words)


def stopwatch(token: str) -> Decimal | None:
    """The seconds of "2:04.87" (minutes) and "2:04:19" (hours); None for other numbers."""
    parts = _SPLIT.split(token)
    if ":" not in token or len(parts) < 3:
        return None
    fraction = Decimal(f"0.{parts.pop()}") if re.search(r"[.,]", token) else Decimal(0)
    seconds = Decimal(0)
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds + fraction


def _fraction(words: Sequence[str], language: Language) -> tuple[Decimal, int] | None:
    """Such as "half", "ein Drittel", "every tenth", with the number of its words."""
    names = FRACTIONS[language]
    first = words[0]
    if first in {"hälfte", "half"} & names.keys():  # "half" is a verb in German
        return names[first], 1
    if len(words) < 2:
        return None
    second = words[1]
    if first in _EACH:
        rank = names.get(second.rstrip("n") if language == "de" else second)
        rank = Decimal(50) if second in _EVERY_OTHER else rank
        return (rank, 2) if rank else None
    halves = second in {"halbe", "halben", "halber", "halbes"}
    if halves and first in _ONE and len(words) > 2 and words[2] in SCALES["de"]:
        return names["halb"], 2
    if second not in names or (language == "de" and not second.endswith("el")):
        return None
    many = Decimal(1) if first in _ONE else numeral(first, language)
    return (names[second] * many, 2) if many else None


def _counted(words: Sequence[str], language: Language) -> Share | None:
    """Such as "one in ten", "drei von vier", "four of the nine"."""
    at = 1
    while at < len(words) and at < 4 and words[at] in (_OF if at == 1 else _OF | _ARTICLES):
        at += 1
    if at == 1 or at >= len(words) or (words[1] == "in" and language == "de"):
        return None
    many = Decimal(1) if words[0] in _ONE else _small(words[0], language)
    whole = _small(words[at], language)
    if not many or not whole or not many < whole <= _WHOLE:
        return None
    percent = STATEMENTS[language].units["%"]
    return Share(many * 100 / whole, percent, at + 1, (many, whole))


def _measured(words: Sequence[str], language: Language) -> tuple[Unit | None, int]:
    """The unit or large number behind a fraction, with its words: "of a mile", "a million"."""
    at = 0
    while at < min(len(words), 2) and words[at] in {"of", "von", "a", "an", "einer", "eines"}:
        at += 1
    if at >= len(words) or words[at] == "%":
        return None, 0
    scale = SCALES[language].get(words[at]) if len(words[at]) > 2 else None
    if scale and (at or language == "de"):
        return Unit("", scale), at + 1
    unit = STATEMENTS[language].units.get(words[at])
    singular = at > 1 or words[at - 1 : at] in (["a"], ["an"]) or language == "de"
    return (unit, at + 1) if unit and singular else (None, 0)


def _small(word: str, language: Language) -> Decimal | None:
    return Decimal(word) if word.isdecimal() else numeral(word, language)
