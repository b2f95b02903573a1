import pytest

from rag.answerable import Signals, answerable, lacks_time, probability
from rag.types import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stated", [None, -4.0, 0.0, 6.0])
def test_a_better_fit_is_likelier(language: Language, stated: float | None) -> None:
    chances = [probability(Signals(score, stated), language) for score in (0.7, 0.8, 0.95)]
    assert chances == sorted(chances)
    assert 0 < chances[0] < 0.5 < chances[-1] < 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_decides_where_the_fit_does_not(language: Language) -> None:
    assert answerable(probability(Signals(0.85, 5.0), language))
    assert not answerable(probability(Signals(0.85, -3.0), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_time_that_is_nowhere_told_counts_against(language: Language) -> None:
    told, untold = (probability(Signals(0.87, 2.0, untimed), language) for untimed in (False, True))
    assert answerable(told)
    assert not answerable(untold)


def test_beyond_its_bounds_the_reader_tells_no_more() -> None:
    assert probability(Signals(0.8, 6.0), "de") == probability(Signals(0.8, 13.0), "de")
    assert probability(Signals(0.8, -4.0), "de") == probability(Signals(0.8, -13.0), "de")


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_nothing_overflows(score: float) -> None:
    assert 0 < probability(Signals(score, -1e9), "en") < 1


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("Wann tagt die Gruppe?", "Die Gruppe tagt am Freitag.", False),
        ("Wann tagt die Gruppe?", "Die Gruppe tagt in Brüssel.", True),
        ("An welchem Tag tagt sie?", "Sie tagt in Brüssel.", True),
        ("Wo tagt die Gruppe?", "Die Gruppe tagt in Brüssel.", False),
        ("When did it begin?", "It began in 1990.", False),
        ("In which year did it begin?", "It began in Paris.", True),
        ("Wann war der Gipfel?", "Der Gipfel war Ende letzten Monats.", False),
    ],
)
def test_lacks_time(question: str, sentence: str, lacks: bool) -> None:
    assert lacks_time(question, [sentence]) is lacks
