from datetime import date

import pytest

from rag.answer.formatting import long_date, quoted, titled
from rag.types import Language


@pytest.mark.parametrize(
    ("day", "language", "text"),
    [
        (date(2026, 3, 1), "de", "1. März 2026"),
        (date(2026, 3, 1), "en", "1 March 2026"),
    ],
)
def test_long_date(day: date, language: Language, text: str) -> None:
    assert long_date(day, language) == text


@pytest.mark.parametrize(
    ("quote", "marked"),
    [("Alle.", "„Alle.“"), ('"Alle", sagte sie.', '"Alle", sagte sie.'), ("»Ja«", "»Ja«")],
)
def test_quoted(quote: str, marked: str) -> None:
    assert quoted(quote) == marked


@pytest.mark.parametrize(
    ("title", "german", "english"),
    [
        ("Fähre fährt", "„Fähre fährt“", "“Fähre fährt”"),
        ("Fähre „Nord“ fährt", "„Fähre ‚Nord‘ fährt“", "“Fähre ‘Nord’ fährt”"),
        ('Gas in der "Nord"', "„Gas in der ‚Nord‘“", "“Gas in der ‘Nord’”"),
        ("»Nein«: Kreis lehnt ab", "„‚Nein‘: Kreis lehnt ab“", "“‘Nein’: Kreis lehnt ab”"),
        ("„Wir bleiben“", "„Wir bleiben“", "„Wir bleiben“"),
    ],
)
def test_titles_have_single_marks_inside(title: str, german: str, english: str) -> None:
    assert (titled(title, "de"), titled(title, "en")) == (german, english)
