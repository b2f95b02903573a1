import json
from dataclasses import fields, replace

import pytest

from index.embedding.embedder import Embedder
from index.store import Store
from rag.answerable import (
    CALIBRATION,
    CERTAIN,
    CERTAIN_ALONE,
    Signals,
    answerable,
    certain,
    lacks_time,
    probability,
    signals_of,
    with_reading,
)
from rag.retrieval import search, select

MIDDLING = Signals(
    passage=0.86,
    sentence=0.87,
    margin=0.02,
    lead=0.03,
    shared=0.6,
    shared_best=0.5,
    length=2.0,
    names=0,
    numbers=0,
    untimed=False,
)
BOTH = pytest.mark.parametrize("foreign", [False, True])


@BOTH
@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"passage": 0.9}, {"passage": 0.8}),
        ({"sentence": 0.9}, {"sentence": 0.8}),
        ({"margin": 0.04}, {"margin": 0.0}),
        ({"shared": 0.9}, {"shared": 0.1}),
        ({"numbers": 0}, {"numbers": 1}),
        ({"untimed": False}, {"untimed": True}),
    ],
)
def test_what_speaks_for_an_answer(
    better: dict[str, float], worse: dict[str, float], foreign: bool
) -> None:
    high, low = (
        probability(replace(MIDDLING, **values), foreign=foreign)  # type: ignore[arg-type]
        for values in (better, worse)
    )
    assert 0 < low < high < 1


def test_weights_are_those_of_the_signals() -> None:
    weights = json.loads(CALIBRATION.read_text())["weights"]
    names = {field.name for field in fields(Signals)} | {"bias"}
    assert weights["same"].keys() == weights["foreign"].keys() == names


@BOTH
@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize("chance", [0.3, 0.5, 0.7])
def test_the_reader_decides_where_the_search_does_not(
    chance: float, alone: bool, foreign: bool
) -> None:
    assert answerable(with_reading(chance, 6.0, foreign=foreign, alone=alone))
    assert not answerable(with_reading(chance, -4.0, foreign=foreign, alone=alone))


def test_beyond_its_bounds_the_reader_tells_no_more() -> None:
    def read(stated: float) -> float:
        return with_reading(0.5, stated, foreign=False, alone=True)

    assert read(6.0) == read(13.0)
    assert read(-4.0) == read(-1e9)


@BOTH
@pytest.mark.parametrize("similarity", [0.0, 1.0])
def test_nothing_overflows(similarity: float, foreign: bool) -> None:
    extreme = replace(MIDDLING, passage=similarity, sentence=similarity, margin=similarity)
    chance = probability(extreme, foreign=foreign)
    assert 0 < chance < 1
    assert 0 < with_reading(chance, 1e9, foreign=foreign, alone=True) < 1


@pytest.mark.parametrize(("alone", "bound"), [(False, CERTAIN), (True, CERTAIN_ALONE)])
def test_certain_either_way(alone: bool, bound: float) -> None:
    chances = (1 - bound - 0.001, 1 - bound + 0.001, 0.5, bound - 0.001, bound + 0.001)
    expected = [True, False, False, False, True]
    assert [certain(chance, alone=alone) for chance in chances] == expected


def test_signals_of_a_question(seed_store: Store, embedder: Embedder) -> None:
    def signals(question: str) -> Signals:
        candidates = search(seed_store, embedder.embed_query(question))
        return signals_of(question, "de", candidates, select(question, candidates))

    held = signals("Welche Vorbehalte haben Polen und Griechenland gegen Truppen?")
    assert (held.names, held.numbers, held.untimed) == (1, 0, False)  # "Vorbehalte"
    assert held.shared >= held.shared_best > 0
    assert 0 < held.margin <= held.lead < 1
    lacking = signals("Wann schickten Portugal und Dänemark 4.711 Soldaten?")
    assert lacking.numbers == 1
    assert lacking.names >= 2
    assert probability(lacking, foreign=False) < probability(held, foreign=False)


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
