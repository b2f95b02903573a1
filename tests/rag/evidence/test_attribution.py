"""Who says it, as words that can stand before an answer."""

import pytest

from rag.evidence.attribution import Attribution, attribution_of, is_attributed
from rag.types import Language


@pytest.mark.parametrize(
    ("sentence", "language", "phrase"),
    [
        ("14 Menschen wurden nach Angaben der Feuerwehr verletzt.", "de",
         "Nach Angaben der Feuerwehr"),
        ("Nach Angaben des Ministeriums entfallen 85 Stellen.", "de",
         "Nach Angaben des Ministeriums"),
        ("Lebensgefahr bestand laut Klinikum nicht.", "de", "Laut Klinikum"),
        ("„Es war laut“, sagte Enrico Thamm.", "de", "Laut Enrico Thamm"),
        ("About 200 came, according to police.", "en", "According to police"),
        ("The files contain names, the university said.", "en", "According to the university"),
        ("More than 600 came, organisers said.", "en", "According to organisers"),
        ("Er kam, sagte er.", "de", None),
        ("She came, she said.", "en", None),
        ("Das Bad ist geschlossen.", "de", None),
    ],
)  # fmt: skip
def test_the_phrase(sentence: str, language: Language, phrase: str | None) -> None:
    found = attribution_of(sentence, language)
    assert (found.phrase if found else None) == phrase


def test_the_speaker_alone() -> None:
    found = attribution_of("Laut Klinikum lebt er.", "de")
    assert found == Attribution("Laut Klinikum", "Klinikum")


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Die Stelle sei nie ausgeschrieben worden.", "de", True),
        ("Ein Fahrer soll Säure eingefüllt haben.", "de", True),
        ("He allegedly took it.", "en", True),
        ("Fechner hat Sander Vetternwirtschaft vorgeworfen.", "de", True),
        ("He accused the university of keeping quiet.", "en", True),
        ("Sie trafen sich, um eine Truppe aufzustellen, die das Land schützen soll.", "de", False),
        ("Das Bad ist geschlossen.", "de", False),
        ("The pool is closed.", "en", False),
    ],
)
def test_hearsay_is_somebodys_word(sentence: str, language: Language, expected: bool) -> None:
    assert is_attributed(sentence, language) is expected
