import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.types import LANGUAGES, Language
from rag.words import content_stems, names_time, numbers, stem, words


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("Es kamen 33 Delegationen.", "de", ["33"]),
        ("1.000 Soldaten", "de", ["1000"]),
        ("1,000 soldiers", "en", ["1000"]),
        ("3,5 Prozent", "de", ["3.5"]),
        ("3.5 per cent", "en", ["3.5"]),
        ("0,50 Euro", "de", ["0.5"]),
        ("1.234.567,89 Euro", "de", ["1234567.89"]),
        ("1,234,567.89 euros", "en", ["1234567.89"]),
        ("10\u202f000 Menschen", "de", ["10000"]),
        ("10’000 Menschen", "de", ["10000"]),
        ("1,5 Mio. Euro", "de", ["1500000"]),
        ("1.5 million euros", "en", ["1500000"]),
        ("2 Milliarden", "de", ["2000000000"]),
        ("2 billion", "en", ["2000000000"]),
        ("2 Billionen", "de", ["2000000000000"]),
        ("2 trillion", "en", ["2000000000000"]),
        ("zwei Milliarden", "de", ["2000000000"]),
        ("two billion", "en", ["2000000000"]),
        ("100 Tausend", "de", ["100000"]),
        ("zwölf Minister", "de", ["12"]),
        ("Twelve ministers", "en", ["12"]),
        ("dreißig Minister, siebzehn Soldaten", "de", ["30", "17"]),
        ("Nineteen ministers, a hundred soldiers", "en", ["19", "100"]),
        ("5 m hoch", "de", ["5"]),
        ("am 24.11.2026", "de", ["24", "11", "2026"]),
        ("um 12:30 Uhr", "de", ["12", "30"]),
        ("zwischen 3 und 5 Jahren", "de", ["3", "5"]),
        ("F-16 und COVID-19", "de", ["16", "19"]),
        ("ein Treffen, one meeting, 5²", "de", ["5"]),
        ("keine Zahl", "de", []),
    ],
)
def test_numbers(text: str, language: Language, values: list[str]) -> None:
    assert numbers(text, language) == {Decimal(value) for value in values}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am Montagmorgen wurden vier Menschen verletzt.", True),
        ("Am späten Freitagabend kam der Zug.", True),
        ("Der Zug stieß gegen 7.40 Uhr mit einem Bagger zusammen.", True),
        ("Um 8 Uhr kam die Polizei.", True),
        ("Das teilte die Polizei am Nachmittag mit.", True),
        ("Sie öffnet am 14. März.", True),
        ("The bus left at 7.40 a.m. from the square.", True),
        ("The bus left at 7 pm.", True),
        ("It began at nine o’clock and at 9 o'clock again.", True),
        ("On Monday morning four people were hurt.", True),
        ("They met in May.", True),
        ("The minister may resign, they say.", False),
        ("Das Abendland und die Uhr an der Wand", False),
        ("Es kostet 7.40 Euro.", False),
        ("Bis zu 40 Uhrmacher kamen.", False),
    ],
)
def test_times(text: str, expected: bool) -> None:
    assert names_time(text) is expected


@given(st.integers(0, 10**15))
def test_both_notations_of_a_number_have_one_value(value: int) -> None:
    english = f"{value:,}"
    german = english.replace(",", ".")
    assert numbers(english, "en") == numbers(german, "de") == {Decimal(value)}


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_can_be_compared(text: str, language: Language) -> None:
    assert all(value >= 0 for value in numbers(text, language))
    assert all(content_stems(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("einberufen", "einberufenen"),
        ("Länder", "Ländern"),
        ("Treffens", "Treffen"),
        ("Verteidigungsministers", "Verteidigungsminister"),
        ("britischer", "britische"),
        ("countries", "country"),
        ("convened", "convene"),
        ("troops", "Troop"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert content_stems(one) == content_stems(other) != frozenset()


def test_different_words_do_not_meet() -> None:
    assert len(content_stems("Polen Griechenland Italien Macron Truppen Treffen Poland")) == 7


def test_content_stems_leave_function_words_out_and_open_hyphens() -> None:
    assert content_stems("Wer war das und warum? Who was it, and why?") == frozenset()
    assert content_stems("die US-Armee") >= content_stems("Armee") | content_stems("US")


def test_words_keep_their_spelling() -> None:
    assert words("Die NATO’s US-Armee, 30 Länder: z. B. Größe!") == [
        "Die", "NATO’s", "US-Armee", "Länder", "z", "B", "Größe",
    ]  # fmt: skip


@pytest.fixture
def threads_in_turn() -> Iterator[None]:
    """Threads change places as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("threads_in_turn")
def test_questions_in_several_threads_find_the_same_stems() -> None:
    ends = ("", "s", "e", "en", "ization", "ational", "ierung", "ierungen", "fulness")
    parts = ("national", "minister", "sanktion", "organ")
    asked = [f"{part}{end}" for part in parts for end in ends]
    expected = [stem(word) for word in asked]
    with ThreadPoolExecutor(4) as threads:
        for _ in range(20):
            stem.cache_clear()
            found = [threads.submit(lambda: [stem(word) for word in asked]) for _ in range(4)]
            assert [one.result() for one in found] == [expected] * 4
