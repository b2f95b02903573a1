import json
import math
from collections.abc import Sequence
from dataclasses import asdict, fields, replace

import pytest

from index.embedding.embedder import PassageText, Progress
from index.embedding.late_interaction import PassageVectors, QuestionVectors
from rag.evidence.answerability import (
    CALIBRATION,
    LOG_ODDS,
    RULES,
    SIMILARITIES,
    Signals,
    asked_names,
    briefing_probability,
    passage_probability,
    signals_of,
)
from rag.evidence.search import READ, SubQuestion, find
from rag.types import Language, QuestionPart
from tests.rag.conftest import SetWeights
from tests.rag.memory import WordEmbedder, article, retriever_of

SANK = article("faehre.txt", "Die Fähre Aurora sank 1994 vor Utö. Niemand war an Bord.")
POOL = article("bad.txt", "Das Bad in Sinzig öffnet im Mai.")
MIDDLING = Signals(
    late=0.6, dense=0.8, margin=0.05, lead=0.1, matched=0.5, weakest=0.3, names=0, numbers=0,
    untimed=False, uncounted=False, cross_lingual=False,
)  # fmt: skip


def look(question: str, language: Language = "de", own: str = "") -> SubQuestion:
    return find(
        retriever_of(SANK, POOL), QuestionPart(question, own or question, question), language, ()
    )


def signals(question: str, language: Language = "de", own: str = "") -> Signals:
    """Of the passage on the ferry."""
    part = look(question, language, own)
    (candidate,) = [c for c in part.candidates if c.passage.source == "faehre.txt"]
    return signals_of(part, candidate)


def test_weights_are_those_of_the_signals() -> None:
    weights = json.loads(CALIBRATION.read_text(encoding="utf-8"))["weights"]
    search = {"bias", *(field.name for field in fields(Signals))} - RULES
    briefing = {"bias", "best", "second", "any"}
    assert {name: set(of) for name, of in weights.items()} == {
        "search": search,
        "read": search | {"log_odds"},
        **{f"briefing.{count}": briefing for count in range(READ + 1)},
    }


def test_signals_of_the_search_are_those_of_the_candidate() -> None:
    part = look("Wann sank die Fähre?")
    best, other = part.candidates
    found = signals_of(part, best)
    assert (found.late, found.dense) == (best.late, best.dense)
    assert found.margin == pytest.approx(best.score - other.score)
    assert signals_of(part, other).margin == pytest.approx(other.score - best.score)
    assert found.lead >= 0 > signals_of(part, other).lead


def test_a_passage_alone_stands_out_from_nothing() -> None:
    part = find(retriever_of(POOL), QuestionPart.alone("Wann öffnet das Bad?"), "de", ())
    found = signals_of(part, part.candidates[0])
    assert (found.margin, found.lead) == (0, 0)


def test_tokens_of_the_question_with_a_match() -> None:
    assert signals("Aurora Utö").matched == pytest.approx(1)
    assert signals("Aurora Kopernikus").matched == pytest.approx(0.5)
    assert signals("Kopernikus Galilei").matched == 0
    assert signals("Aurora Utö").weakest > 0.9
    assert signals("Aurora Kopernikus").weakest < 0.6


@pytest.mark.parametrize(
    ("question", "changed"),
    [
        ("Wann sank die Fähre Aurora?", {}),
        ("Wann sank die Fähre Kopernikus?", {"names": 1}),
        ("Sank die Fähre 1994?", {}),
        ("Sank die Fähre 1995?", {"numbers": 1}),
        ("Waren 12 oder 13 Menschen an Bord?", {"numbers": 2}),
        ("Wie viele Menschen waren an Bord?", {}),
    ],
)
def test_what_the_question_names_and_the_passage_lacks(
    question: str, changed: dict[str, int]
) -> None:
    found = asdict(signals(question))
    expected = {"names": 0, "numbers": 0} | changed
    assert {name: found[name] for name in expected} == expected


def test_only_own_words_have_to_be_answered() -> None:
    whole = signals("Wer ist Kopernikus? Wann sank die Fähre?")
    own = signals("Wer ist Kopernikus? Wann sank die Fähre?", own="Wann sank die Fähre?")
    assert (whole.names, own.names) == (1, 0)


@pytest.mark.parametrize(
    ("question", "text", "untimed", "uncounted"),
    [
        ("Wann tagt die Gruppe?", "Die Gruppe tagt am Freitag.", False, False),
        ("Wann tagt die Gruppe?", "Die Gruppe tagt in Brüssel.", True, False),
        ("An welchem Tag tagt sie?", "Sie tagt in Brüssel.", True, False),
        ("Wo tagt die Gruppe?", "Die Gruppe tagt in Brüssel.", False, False),
        ("Wann war der Gipfel?", "Der Gipfel war Ende letzten Monats.", False, False),
        ("Wann begann es?", "Es begann 1990.", False, False),
        ("Wie viele kamen?", "Es kamen zwölf.", False, False),
        ("Wie viele kamen?", "Es kamen viele.", False, True),
        ("Wie hoch ist er?", "Er ist sehr hoch.", False, True),
        ("How many came?", "Es kamen 12.", False, False),
    ],
)
def test_a_time_or_a_number_is_asked_for_and_not_told(
    question: str, text: str, untimed: bool, uncounted: bool
) -> None:
    part = find(retriever_of(article("a.txt", text)), QuestionPart.alone(question), "de", ())
    found = signals_of(part, part.candidates[0])
    assert (found.untimed, found.uncounted) == (untimed, uncounted)


class DenseOnly(WordEmbedder):
    """A model without token vectors."""

    def embed_passages(
        self, texts: Sequence[PassageText], progress: Progress | None = None
    ) -> list[PassageVectors]:
        found = super().embed_passages(texts, progress)
        return [PassageVectors.of_dense(vectors.dense) for vectors in found]

    def embed_question(self, text: str) -> QuestionVectors:
        return QuestionVectors.of_dense(super().embed_question(text).dense)


def test_similarities_of_another_model_are_not_taken_for_those_of_the_built_in_one() -> None:
    retriever = retriever_of(POOL, SANK, embedder=DenseOnly())
    part = find(retriever, QuestionPart.alone("Wann sank die Fähre 1995?"), "de", ())
    typical = json.loads(CALIBRATION.read_text(encoding="utf-8"))["typical"]
    assert [set(of) for of in typical] == [set(SIMILARITIES)] * READ
    assert [candidate.passage.source for candidate in part.candidates] == ["faehre.txt", "bad.txt"]
    for candidate, expected in zip(part.candidates, typical, strict=False):
        found = asdict(signals_of(part, candidate))
        assert {name: found[name] for name in SIMILARITIES} == expected
        assert found["numbers"] == 1


def test_another_language() -> None:
    assert not signals("Wann sank die Fähre Aurora?").cross_lingual
    assert signals("When did the ferry Aurora sink?", "en").cross_lingual


@pytest.mark.parametrize(
    ("question", "language", "names"),
    [
        ("Wann sank sie vor Utö?", "de", ["Utö"]),
        ("Wer hat das Treffen der Minister einberufen?", "de", []),
        ("When did it sink off Utö?", "en", ["Utö"]),
        ("Utö", "de", []),  # the first word of a question always has a capital
        ("", "de", []),
    ],
)
def test_names_in_a_question(question: str, language: Language, names: list[str]) -> None:
    assert asked_names(question, language) == names


def test_a_passage_is_as_likely_as_its_weighed_signals(set_weights: SetWeights) -> None:
    set_weights({"bias": -1.0, "late": 2.0, "names": -1.0}, {"bias": 1.0, "log_odds": 1.0})
    assert passage_probability(MIDDLING, None) == pytest.approx(1 / (1 + math.exp(-0.2)))
    less = replace(MIDDLING, names=1)
    assert passage_probability(less, None) == pytest.approx(1 / (1 + math.exp(0.8)))
    assert passage_probability(less, 1.0) == pytest.approx(1 / (1 + math.exp(-2)))
    for beyond, bound in ((-99.0, LOG_ODDS[0]), (99.0, LOG_ODDS[1])):
        assert passage_probability(less, beyond) == passage_probability(less, bound)


@pytest.mark.parametrize("extreme", [-1e9, 1e9])
def test_nothing_overflows(extreme: float, set_weights: SetWeights) -> None:
    set_weights({"late": 1.0}, {"late": 1.0}, {"best": 1.0, "second": 1.0, "any": 1.0})
    chance = passage_probability(replace(MIDDLING, late=extreme), None)
    assert 0 < chance < 1
    assert 0 < briefing_probability([chance] * 3, read=3) < 1
    assert 0 < briefing_probability([0.0, 1.0, 1.0], read=0) < 1


def test_the_briefing_is_weighed_over_its_likeliest_passages(set_weights: SetWeights) -> None:
    best, second, any_of = (math.log(p / (1 - p)) for p in (0.8, 0.5, 0.92))
    for weights, logit in [
        ({"best": 1.0}, best),
        ({"best": 0.0, "second": 1.0}, second),
        ({"best": 0.0, "any": 1.0}, any_of),
        ({"bias": 1.0, "best": 1.0, "second": 1.0}, 1 + best + second),
    ]:
        set_weights({}, {}, weights)
        for passages in ([0.2, 0.8, 0.5], [0.8, 0.5, 0.2]):
            chance = briefing_probability(passages, read=1)
            assert chance == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-6)


def test_fewer_passages_than_are_read_at_most(set_weights: SetWeights) -> None:
    set_weights({}, {}, {"best": 1.0})
    assert briefing_probability([0.7], read=1) == pytest.approx(0.7)
    assert briefing_probability([0.7, 0.1], read=2) == pytest.approx(0.7)
