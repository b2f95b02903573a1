"""Durations without a plain number: "an hour", "a year and a half", "ein halbes Jahr"."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from re import Pattern
from typing import Final

from index.language.lexicon import Language
from index.language.numbers.numerals import cardinal
from index.language.statements.by_language import STATEMENTS
from rag.answer.checks.parsing.quantities import Quantity

_HALF: Final = Decimal("0.5")
_SPANS: Final[Mapping[Language, Pattern[str]]] = {
    "de": re.compile(
        r"\bein(?:e[nmrs]?)?\shalbe[nrs]?\s(?P<half>\w+)|"
        r"\b(?:binnen|innerhalb|nach|seit|für|als|rund|etwa|fast|knapp|in|noch|dauert\w*|um|von|über|"
        r"vor|gut|erst|mindestens|weitere[ns]?)\s(?:ein|eine[nrms]?)\s(?P<one>\w+)|"
        r"\b(?:ein|eine[nrms]?)\s(?P<time>\w+)\s(?:später|lang|zuvor|danach|Verspätung|Haft)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?P<many>\w+)\s(?:(?P<unit>\w+)\sand\sa\shalf|and\sa\shalf\s(?P<units>\w+))\b|"
        r"\b(?:half\san?|a\shalf)[\s-](?P<half>\w+)|"
        r"\b(?:within|in|after|for|than|about|around|nearly|almost|lasted|takes?|took|by|of|over|"
        r"just|least)\san?\s(?P<one>\w+)|"
        r"\ban?\s(?P<time>\w+)(?:['’]s|\s(?:later|ago|earlier|before|after|long|old))\b|"
        r"\banother\s(?P<more>\w+)",
        re.IGNORECASE,
    ),
}
"""Behind a figure "an hour" is a rate ("50 litres an hour"), so that it needs a word before."""


def durations(text: str, language: Language) -> Iterator[Quantity]:
    """Lengths of time that have no number of their own."""
    for match in _SPANS[language].finditer(text):
        found = {name: value.casefold() for name, value in match.groupdict().items() if value}
        unit = STATEMENTS[language].units.get(next(v for k, v in found.items() if k != "many"))
        value = _HALF if "half" in found else Decimal(1)
        if "many" in found:
            many = found["many"]
            whole = 1 if many in {"a", "an", "another"} else cardinal(many, language)
            if whole is None:
                continue
            value = whole + _HALF
        if unit is None or unit.dimension not in {"time", "months"}:
            continue
        yield Quantity(value, unit, None, False, match.start(), match.end(), match[0])
