import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.lexicon import Language
from index.language.numbers.quantities import quantities


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Am 3. Mai kamen einundzwanzig Prozent.", "On 3 May, 21% came."),
        ("am 15.03.2021 um 19.30 Uhr", "on 15 March 2021 at 7:30 p.m."),
        ("um 19 Uhr", "at 7 pm"),
        ("um 8 Uhr 15", "at 8:15 a.m."),
        ("1,5 Mio. Euro", "€1.5 million"),
        ("30 Mio. Pfund Sterling", "£30m"),
        ("zwei Milliarden", "2 billion"),
        ("zwei Millionen", "two million"),
        ("1.000 Menschen", "1,000 people"),
        ("zweihunderttausend", "two hundred thousand"),
        ("zweitausenddreihundertvierundzwanzig", "2,324"),
        ("zwei Drittel", "two-thirds"),
        ("der dritte Tag", "the third day"),
        ("6½ Sacks", "6.5 sacks"),
        ("im 19. Jahrhundert", "in the 19th century"),
        ("der Dreißigjährige Krieg", "the Thirty Years' War"),
        ("ein Dutzend Länder", "a dozen countries"),
        ("beide Länder", "the two countries"),
        ("1.900.000 Quadratkilometer (km²)", "1,900,000 km2"),
        ("Ein Mann kam an.", "One man arrived."),
        ("Das mag sein.", "That may be."),
    ],
)
def test_both_languages_count_alike(german: str, english: str) -> None:
    assert quantities(german, "de") == quantities(english, "en")


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("1.000 Menschen", "1.000 people"),
        ("um 14.10 Uhr", "at 4:10 pm"),
        ("eine Billion Euro", "one billion euros"),
        ("fünf Prozent", "five euros"),
        ("5 Prozent", "5"),
        ("am 3. Mai", "on 3 June"),
        ("zwölf Länder", "20 countries"),
        ("zwei Millionen", "two thousand"),
    ],
)
def test_other_values_differ(german: str, english: str) -> None:
    assert quantities(german, "de") != quantities(english, "en")


@given(st.text(), st.sampled_from(["de", "en"]))
def test_any_text(text: str, language: Language) -> None:
    assert all(quantities(text, language))
