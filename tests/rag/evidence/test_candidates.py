from collections.abc import Iterator
from pathlib import Path

import pytest

from index.language.dictionary.compiled import compiled
from index.language.dictionary.lookup import Dictionary
from rag.evidence.candidates import unmatched
from rag.evidence.retrieval import Retriever
from rag.types import Language
from tests.rag.memory import WordEmbedder, article, retriever_of, store_of

FERRY = article("faehre.txt", "Die Fähre Aurora sank 1994 vor Utö. An Bord waren 989 Menschen.")
POOL = article("bad.txt", "Das Bad in Sinzig öffnet im Mai.")


def test_words_of_the_question_without_a_match() -> None:
    retriever = retriever_of(FERRY, POOL)
    question = "Wann sank die Fähre Kopernikus?"
    found = retriever.search(question, "de", 9)
    assert unmatched(question, found, found.candidates) == ["Wann", "Kopernikus"]
    assert unmatched(question, found, ()) == []


WORDS = """# A word list of our own
Eintritt {m} :: admission
Museum {n} :: museum
Rentner {m} :: pensioner
Schweiz {f} :: Switzerland
"""
COUNCIL = article("rat.txt", "The museum in Switzerland charges six francs.", "en")


@pytest.fixture
def dictionary(tmp_path: Path) -> Iterator[Dictionary]:
    (tmp_path / "words.ding").write_text(WORDS, encoding="utf-8")
    opened = Dictionary.open(compiled(tmp_path / "words.ding", tmp_path))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "language", "names"),
    [
        ("Was kostet der Eintritt im Museum in München?", "de", ("München",)),
        ("Was sagt Merkel zum Bad in Sinzig?", "de", ("Merkel",)),
        ("Was kostet das Museum in der Schweiz?", "de", ()),  # translated, it is there
        ("Zahlen Rentner in Sinzig?", "de", ()),  # no name
        ("Was kostet es am Montag?", "de", ()),
        ("What did Microsoft say about the museum?", "en", ("Microsoft",)),
        ("Does the Council pay for Aurora?", "en", ()),
    ],
)
def test_names_that_no_article_has(
    question: str, language: Language, names: tuple[str, ...], dictionary: Dictionary
) -> None:
    retriever = Retriever(store_of(FERRY, POOL, COUNCIL), WordEmbedder(), dictionary)
    assert retriever.search(question, language, 9).strangers == names


def test_without_a_dictionary_german_names_are_not_told_from_nouns() -> None:
    assert retriever_of(POOL).search("Was sagt Merkel?", "de", 9).strangers == ()
