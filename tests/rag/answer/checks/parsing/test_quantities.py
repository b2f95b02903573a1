"""Numbers and dates as two languages write them."""

from decimal import Decimal

import pytest

from rag.answer.checks.parsing.dates import times
from rag.answer.checks.parsing.quantities import quantities
from rag.types import Language


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("14,5 Millionen Euro", "de", [14_500_000]),
        ("€2.3bn", "en", [2_300_000_000]),
        ("1.150 Stellen", "de", [1150]),
        ("1,150 jobs", "en", [1150]),
        ("zweihundertfünfzig Stühle", "de", [250]),
        ("two hundred and fifty chairs", "en", [250]),
        ("ein Dutzend Hunde", "de", [12]),
        ("a dozen dogs", "en", [12]),
        ("die Hälfte", "de", [50]),
        ("Sie half den Kindern.", "de", []),
        ("jeder zehnte Hof", "de", [10]),
        ("one in ten farms", "en", [10]),
        ("drei von vier Buchen", "de", [75]),
        ("fünf der acht Schulen", "de", ["62.5"]),
        ("five out of the eight schools", "en", ["62.5"]),
        ("5 der 2.000 Schulen", "de", [5, 2000]),
        ("every second school", "en", [50]),
        ("jeden fünften Betrieb", "de", [20]),
        ("an jedem zweiten Tag", "de", [50]),
        ("seven tenths of a mile", "en", ["0.7"]),
        ("sieben Zehntel Liter", "de", ["0.7"]),
        ("half a million voters", "en", [500_000]),
        ("eine halbe Million Wähler", "de", [500_000]),
        ("three and a half million", "en", [3_500_000]),
        ("in 1:58,25 Minuten", "de", ["118.25"]),
        ("in 1:58.25", "en", ["118.25"]),
        ("in 3:01:07", "en", [10_867]),
        ("three hours, two minutes and seven seconds", "en", [10_927]),
        ("mit 3:1 Toren", "de", [3, 1]),
        ("am 3. November 2026 um 15.30 Uhr", "de", []),
        ("ein Hund", "de", []),
    ],
)
def test_values(text: str, language: Language, values: list[int | str]) -> None:
    assert [q.value for q in quantities(text, language)] == [Decimal(v) for v in values]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("48 Stunden", "de"), ("two days", "en"), True),
        (("1,2 Tonnen", "de"), ("1,200 kilograms", "en"), True),
        (("62 Prozent", "de"), ("62 percent", "en"), True),
        (("62 Prozent", "de"), ("62 percentage points", "en"), False),
        (("5.000 Euro", "de"), ("5,000 kronor", "en"), False),
        (("400 Millionen Dollar im Jahr", "de"), ("400 million dollars a month", "en"), False),
        (("sechsjährige Haft", "de"), ("six months", "en"), False),
        (("drei der fünf Brücken", "de"), ("three of the five bridges", "en"), True),
        (("drei Brücken", "de"), ("three of the five bridges", "en"), True),
        (("vier Brücken", "de"), ("three of the five bridges", "en"), False),
    ],
)
def test_amounts_are_compared_in_their_units(
    one: tuple[str, Language], other: tuple[str, Language], same: bool
) -> None:
    (first,) = quantities(*one)
    (second,) = quantities(*other)
    assert first.agrees(second) is same


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("am 17.03.2025", "de", [("day", (3, 17)), ("year", (2025,))]),
        ("on 17 March 2025", "en", [("day", (3, 17)), ("year", (2025,))]),
        ("at 3.30 p.m. on Tuesday", "en", [("clock", (15, 30)), ("weekday", (1,))]),
        ("im kommenden Frühjahr", "de", [("relative", ("spring", 1))]),
        ("it may rain", "en", []),
    ],
)
def test_times(text: str, language: Language, found: list[object]) -> None:
    assert [(t.kind, t.value) for t in times(text, language)] == found
