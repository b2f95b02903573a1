import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.dictionary.lookup import Dictionary
from index.language.lexicon import Language
from index.language.matching import PassageWords, Vocabulary

PASSAGES: list[tuple[str, Language]] = [
    ("Das Abkommen wurde in Genf geschlossen.", "de"),
    ("Der Münzfund lag an der Straßensperrung.", "de"),
    ("Der Stadtrat von Möllner tagte.", "de"),
    ("The contact group met in Geneva, and its agreement stands.", "en"),
    ("Funde gab es auch im Haus.", "de"),
]


@pytest.fixture
def passages(small: Dictionary) -> PassageWords:
    return PassageWords(PASSAGES, small)


@pytest.mark.parametrize(
    ("question", "language", "best"),
    [
        ("What did the coin find cost?", "en", 1),
        ("Was kostete der Muenzfund?", "de", 1),
        ("Was kosteten die Münzen?", "de", 1),
        ("Which road closure?", "en", 1),
        ("Wann traf sich die Kontaktgruppe?", "de", 3),
        ("Who sits on the city council?", "en", 2),
        ("Wer ist Moellner?", "de", 2),
        ("Who is Moellner?", "en", 2),
        ("Wer ist Mölner?", "de", 2),
        ("In which house?", "en", 4),
        ("Was war in Gneva?", "de", 3),
    ],
)
def test_the_best_passage(
    passages: PassageWords, question: str, language: Language, best: int
) -> None:
    shares = passages.shares(question, language)
    assert int(shares.argmax()) == best
    assert np.count_nonzero(shares == shares.max()) == 1


def test_nothing_shared(passages: PassageWords) -> None:
    assert not passages.shares("Wer ist das?", "de").any()
    assert not passages.shares("Quokka", "en").any()
    assert not passages.shares("", "en").any()


def test_no_passages(small: Dictionary) -> None:
    assert PassageWords([], small).shares("Was kostete der Fund?", "de").size == 0


@given(st.text(), st.sampled_from(("de", "en")))
def test_shares_are_shares(small: Dictionary, question: str, language: Language) -> None:
    shares = PassageWords(PASSAGES, small).shares(question, language)
    assert shares.shape == (len(PASSAGES),)
    assert ((shares >= 0) & (shares <= 1 + 1e-6)).all()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("genff", "genf"), ("mollnre", "mollner"), ("abkmomen", "abkommen"), ("xbkommen", "abkommen")],
)
def test_slips(written: str, meant: str) -> None:
    assert Vocabulary(frozenset({"genf", "mollner", "abkommen"})).near(written) == {meant}


@pytest.mark.parametrize("written", ["rad", "12345", "abkommen", "abkumnen", "mollnerin"])
def test_no_slips(written: str) -> None:
    assert Vocabulary(frozenset({"rat", "12346", "abkommen", "mollner"})).near(written) == set()


@given(st.text("abc", min_size=5, max_size=7), st.text("abc", min_size=4, max_size=8))
def test_slips_are_those_of_the_plain_way(one: str, other: str) -> None:
    """Against a textbook distance with swaps of neighbours."""
    near = Vocabulary(frozenset({other})).near(one)
    assert near == ({other} if _distance(one, other) == 1 else set())


def _distance(one: str, other: str) -> int:
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
