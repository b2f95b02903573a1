import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.lexicon import Language
from index.language.words import content_stems, is_content, is_listed, stem, stems, words

LANGUAGES: tuple[Language, ...] = ("de", "en")


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("de", "Münzfund Muenzfund MÜNZFUND Münzfunde Munzfund Mu\u0308nzfund"),
        ("de", "Straße Strasse STRASSE Straßen"),
        ("de", "Möllner Moellner"),
        ("de", "Haus Häuser Haeuser Häusern"),
        ("de", "Orbán Orban"),
        ("en", "agreement agreements Agreement"),
        ("en", "Mueller Müller Muller Mueller’s Müller's"),
        ("en", "Erdoğan Erdogan Erdogan's"),
        ("de", "98.000 98000"),
        ("en", "98,000 98000"),
    ],
)
def test_forms_and_spellings_meet(language: Language, forms: str) -> None:
    assert len({stem(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "poet", "pot"),
        ("en", "blue", "blu"),
        ("de", "Rat", "Rad"),
        ("de", "Stadt", "Staat"),
        ("de", "1.5", "15"),
        ("en", "2026", "2025"),
    ],
)
def test_other_words_do_not(language: Language, one: str, other: str) -> None:
    assert stem(one, language) != stem(other, language)


@pytest.mark.parametrize(
    ("language", "form", "lemma"),
    [("en", "met", "meet"), ("en", "held", "hold"), ("de", "getroffen", "treffen")],
)
def test_irregular_forms_bring_their_lemma(language: Language, form: str, lemma: str) -> None:
    assert stem(lemma, language) in stems(form, language)
    assert stem(form, language) in stems(form, language)


def test_numbers_have_one_notation_in_both_languages() -> None:
    assert stem("98.000,5", "de") == stem("98,000.5", "en") == "98000.5"


def test_words_of_a_text() -> None:
    assert [word.text for word in words("Der G7-Gipfel kostete 1.000 €, so Macron’s Büro.")] == [
        "Der", "G7", "Gipfel", "kostete", "1.000", "so", "Macron’s", "Büro",
    ]  # fmt: skip


def test_stop_words_are_of_one_language() -> None:
    assert not is_content("die", "de")
    assert is_content("die", "en")
    assert not is_content("Who", "en")
    assert content_stems("Wer hat das Treffen einberufen?", "de") >= {stem("Treffen", "de")}
    assert content_stems("Who is it?", "en") == frozenset()


@given(st.text())
def test_offsets_reproduce_the_words(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end] == word.text
        for language in LANGUAGES:
            assert all(stems(word.text, language))


@given(st.text(string.ascii_letters + "äöüßÄÖÜ", min_size=1), st.sampled_from(LANGUAGES))
def test_case_does_not_count(word: str, language: Language) -> None:
    assert stem(word.upper(), language) == stem(word.lower(), language)


@pytest.mark.parametrize(
    ("word", "language", "known"),
    [
        ("Treffen", "de", True),
        ("stattfand", "de", True),
        ("stattigte", "de", False),
        ("Eingreiftruppe", "de", True),
        ("meeting", "en", True),
        ("meetinged", "en", False),
    ],
)
def test_is_listed(word: str, language: Language, known: bool) -> None:
    assert is_listed(word, language) is known
