"""The fetched word list, if it is on this machine: `make test` and `make run` fetch it."""

from collections.abc import Iterator

import pytest

from index.language.dictionary.lookup import Dictionary
from index.language.dictionary.setup import open_dictionary
from index.language.lexicon import Language
from index.language.words import stem, words
from index.settings import Settings

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def real() -> Iterator[Dictionary]:
    dictionary = open_dictionary(Settings(dictionary=""))
    if not dictionary.is_present:
        pytest.skip(str(dictionary.problem))
    yield dictionary
    dictionary.close()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "agreement", "Abkommen"),
        ("en", "agreement", "Vereinbarung"),
        ("en", "troops", "Truppen"),
        ("en", "peace treaty", "Friedensvertrag"),
        ("en", "ministers of defence", "Verteidigungsminister"),
        ("en", "They met again", "treffen"),
        ("en", "involvement", "Beteiligung"),
        ("de", "Treffen", "meeting"),
        ("de", "Vereinbarungen", "agreement"),
        ("de", "erneut", "again"),
        ("de", "Muenzfunde", "coin"),
        ("de", "Strasse", "street"),
        ("de", "Straßenbahnen", "tram"),
        ("de", "Oberbürgermeister", "Lord Mayor"),
    ],
)
def test_words_lead_to_words(
    real: Dictionary, language: Language, text: str, expected: str
) -> None:
    target: Language = "en" if language == "de" else "de"
    stems = " ".join(stem(word.text, target) for word in words(expected))
    entries = real.translations(text, language, target)
    assert stems in {" ".join(term.stems) for entry in entries for term in entry.terms}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Münzfund", ("munz", "fund")),
        ("Friedensabkommen", ("fried", "abkomm")),
        ("Schwimmhalle", ("schwimm", "hall")),
        ("Stadtrat", ("stadt", "rat")),
        ("Präsident", ()),
        ("Verletzte", ()),
        ("Vetternwirtschaft", ("vett", "wirtschaft")),
        ("Regierung", ()),
    ],
)
def test_compounds(real: Dictionary, word: str, parts: tuple[str, ...]) -> None:
    assert real.compound_parts(word, "de") == parts


def test_what_a_machine_dropped(real: Dictionary) -> None:
    german = "Erneut trafen sich die Minister ohne Beteiligung der USA in Brüssel."
    english = "The ministers have met in Brussels without the United States."
    missing = {entry.word.text for entry in real.uncovered(german, "de", english, "en")}
    assert {"Erneut", "Beteiligung"} <= missing
    assert not {"Minister", "Brüssel", "trafen"} & missing
