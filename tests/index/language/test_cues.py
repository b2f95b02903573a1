"""A verb of saying that is nothing else counts in every list of such verbs."""

import pytest

from index.language.bilingual.meaning import MEANINGS
from index.language.cues import DENYING, SAYING, expression
from index.language.lexicon import Language
from index.language.statements.by_language import STATEMENTS


@pytest.mark.parametrize(
    ("sentence", "language", "said"),
    [
        ("Das sagte der Minister.", "de", True),
        ("Der Minister hat davor gewarnt.", "de", True),
        ("Dem Minister zufolge kommt der Zug.", "de", True),
        ("Die Sage vom Minister", "de", False),
        ("The minister argued for it.", "en", True),
        ("He was told.", "en", True),
        ("The essay is long.", "en", False),
    ],
)
def test_verbs_of_saying(sentence: str, language: Language, said: bool) -> None:
    meaning = MEANINGS[language]
    lists = (expression(SAYING), STATEMENTS[language].saying, meaning.told, meaning.saying)
    assert {bool(words.search(sentence)) for words in lists} == {said}


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("Er kam nicht.", True),
        ("They haven’t met.", True),
        ("Sie haben es abgelehnt.", True),
        ("Ein Knoten, a knot", False),
    ],
)
def test_denials(text: str, denies: bool) -> None:
    assert bool(expression(DENYING).search(text)) is denies
