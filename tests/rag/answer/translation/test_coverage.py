import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.dictionary.lookup import Dictionary
from rag.answer.translation.coverage import coverage
from rag.types import Language


@pytest.mark.parametrize(
    ("original", "translation", "target", "uncovered", "unexplained"),
    [
        ("Die Minister treffen sich erneut.", "The ministers meet again.", "en", [], []),
        ("Die Minister treffen sich erneut.", "The ministers meet.", "en", ["erneut"], []),
        ("The ministers meet again.", "Die Minister treffen sich.", "de", ["again"], []),
        ("Die Tore", "The steel gates", "en", [], ["steel"]),
        ("Pocken sind eine Krankheit.", "Measles is a disease.", "en", ["Pocken"], ["Measles"]),
        # Words that share a translation: both may be an office.
        ("Die Behörde schloss.", "The authority closed.", "en", [], []),
        # A false friend, and a word that was not translated.
        ("Der Fund", "The fund", "en", ["Fund"], ["fund"]),
        ("Das Silber", "The Silber", "en", ["Silber"], []),
        # Names, and words that the list does not know, are compared by their spelling.
        ("Xylander und Antimetabolite", "Xylander and antimetabolites", "en", [], []),
        ("Antimetabolite", "Antiseptics", "en", ["Antimetabolite"], ["Antiseptics"]),
        ("Kyjiw schloss die Tore.", "Kyiv closed the gates.", "en", [], []),
        # A word of the language in a name that was kept.
        (
            "Der Minister traf Silber Xylander.",
            "The minister met Silber Xylander.",
            "en",
            ["Silber"],
            [],
        ),
        ("Der Minister traf Xylander Silber.", "The minister met Xylander Silber.", "en", [], []),
        ("Minister treffen Silbers Xylander.", "Ministers meet Silbers Xylander.", "en", [], []),
        # A verb that stands in two pieces.
        ("Der Minister schließt auf.", "The minister unlocks.", "en", [], []),
        ("Der Minister schließt auf.", "The minister closes.", "en", ["aufschließen"], ["closes"]),
        # Numbers are the business of others.
        ("Am 3. Mai 2026 um 14 Uhr", "On 3 May 2026 at 2 pm", "en", [], []),
    ],
)
def test_coverage(
    dictionary: Dictionary,
    original: str,
    translation: str,
    target: Language,
    uncovered: list[str],
    unexplained: list[str],
) -> None:
    found = coverage(original, translation, target, dictionary)
    assert found is not None
    assert [missing.word.text for missing in found.uncovered] == uncovered
    assert [missing.word.text for missing in found.unexplained] == unexplained


def test_what_a_word_may_be_called_is_told(dictionary: Dictionary) -> None:
    found = coverage("Ohne Beteiligung", "Without them", "en", dictionary)
    assert found is not None
    (missing,) = found.uncovered
    assert set(missing.terms) == {"involvement", "participation"}
    assert found.lost == 1.0


def test_without_a_dictionary_nothing_is_known() -> None:
    assert coverage("Das Haus", "The car", "en", Dictionary.absent()) is None


@given(st.text(), st.text(), st.sampled_from(["de", "en"]))
def test_any_text(dictionary: Dictionary, one: str, two: str, target: Language) -> None:
    found = coverage(one, two, target, dictionary)
    assert found is not None
    assert 0 <= found.lost <= 1 + 1e-9
