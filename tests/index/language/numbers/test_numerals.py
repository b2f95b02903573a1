"""Numbers in words and in digits, by language."""

from decimal import Decimal

import pytest

from index.language.lexicon import Language
from index.language.numbers.numerals import cardinal, digits, numeral


@pytest.mark.parametrize(
    ("word", "language", "value"),
    [
        ("einundzwanzig", "de", 21),
        ("Dreissig", "de", 30),
        ("zwoundvierzig", "de", 42),
        ("hunderteins", "de", 101),
        ("zweihunderttausend", "de", 200_000),
        ("hundertzwanzigtausenddrei", "de", 120_003),
        ("anderthalb", "de", Decimal("1.5")),
        ("zweieinhalb", "de", Decimal("2.5")),
        ("twenty-one", "en", 21),
        ("null", "de", 0),
        ("ein", "de", None),
        ("eins", "de", None),
        ("one", "en", None),
        ("Hund", "de", None),
        ("twenty-ten", "en", None),
    ],
)
def test_number_words(word: str, language: Language, value: Decimal | int | None) -> None:
    assert numeral(word, language) == value


def test_a_cardinal_counts_one_too() -> None:
    assert (cardinal("ein", "de"), cardinal("one", "en")) == (1, 1)


@pytest.mark.parametrize(
    ("token", "language", "values"),
    [
        ("1.000", "de", ["1000"]),
        ("1.000", "en", ["1.000"]),
        ("1.000,5", "de", ["1000.5"]),
        ("1,000.5", "en", ["1000.5"]),
        ("1’000", "de", ["1000"]),
        ("12.04.2025", "de", ["12", "04", "2025"]),
    ],
)
def test_digits(token: str, language: Language, values: list[str]) -> None:
    assert digits(token, language) == [Decimal(value) for value in values]
