import math

import pytest

from index.errors import ModelError
from rag.composing import Draft, compose
from rag.model import Piece
from rag.prompting import load_prompt
from rag.types import Language
from tests.rag.scripted import MISSING_DE, STATED_DE, STATED_EN, ScriptedModel, gone, says


def draft(*parts: Piece | ModelError, language: Language = "de") -> Draft:
    return compose(ScriptedModel(parts), language, "Wer kam?", ["Alle kamen."])


def test_what_the_model_is_asked() -> None:
    model = ScriptedModel([STATED_DE])
    compose(model, "de", "Wer kam {nicht}?", ["Alle kamen.", "Außer {Anna}."])
    (asked,) = model.asked
    prompt = load_prompt("answer", "de")
    values = {"evidence": "Alle kamen.\nAußer {Anna}.", "question": "Wer kam {nicht}?"}
    assert asked.content == prompt.messages(**values)[-1].content
    assert (asked.purpose, asked.logprobs) == ("answer.de", True)
    assert asked.grammar == 'root ::= "Belegt. " [^\\n]+'


def chances(**of: float) -> tuple[tuple[str, float], ...]:
    return tuple((token, math.log(chance)) for token, chance in of.items())


@pytest.mark.parametrize(
    ("language", "alternatives", "odds"),
    [
        ("de", chances(Belegt=0.6, Fehlt=0.2), 3.0),
        ("de", chances(Bele=0.3, B=0.1, belegt=0.2, F=0.1, Fehl=0.1, Ja=0.2), 3.0),
        (
            "de",
            (("Belegt", math.log(0.5)), (" Belegt", math.log(0.1)), ("Fehlt.", math.log(0.2))),
            3.0,
        ),
        ("de", chances(Stated=0.6, Belegt=0.1, Fehlt=0.2), 0.5),
        ("en", chances(St=0.4, Stated=0.4, Missing=0.1, Miss=0.1), 4.0),
        ("en", chances(Missing=0.9, Stated=0.1), 1 / 9),
    ],
)
def test_log_odds_from_all_spellings(
    language: Language, alternatives: tuple[tuple[str, float], ...], odds: float
) -> None:
    stated = draft(Piece("x", alternatives), language=language).stated
    assert stated == pytest.approx(math.log(odds), abs=1e-4)


def test_log_odds_are_finite_where_one_word_is_not_among_the_alternatives() -> None:
    sure = draft(Piece("Belegt", chances(Belegt=0.99))).stated
    unsure = draft(Piece("x", chances(x=0.99))).stated
    assert sure == pytest.approx(math.log(0.99 / 1e-6), abs=0.01)
    assert unsure == 0.0


@pytest.mark.parametrize("pieces", [[], [Piece("Belegt")]])
def test_no_log_odds_where_the_service_gives_none(pieces: list[Piece]) -> None:
    assert draft(*pieces).stated is None


@pytest.mark.parametrize(
    ("pieces", "language", "sentences"),
    [
        ([STATED_DE, *says(". Alle kamen.")], "de", ["Alle kamen."]),
        (
            [STATED_DE, *says(". Alle kamen. Nur Anna nicht.")],
            "de",
            ["Alle kamen.", "Nur Anna nicht."],
        ),
        (
            [STATED_DE, *says(". Länder wie z. B. Polen kamen.")],
            "de",
            ["Länder wie z. B. Polen kamen."],
        ),
        ([STATED_DE, *says(". Alle kamen. Nur Anna")], "de", ["Alle kamen."]),
        ([STATED_DE, *says(". Nur Anna")], "de", []),
        ([STATED_DE, *says(". Er sagte: „Ich komme.“")], "de", ["Er sagte: „Ich komme.“"]),
        ([STATED_EN, *says(". All came.")], "en", ["All came."]),
        (says("Belegt. Alle kamen."), "de", ["Alle kamen."]),
        (says("Belegt: Alle kamen."), "de", ["Alle kamen."]),
        (says("Alle kamen. Sogar Anna."), "de", ["Alle kamen.", "Sogar Anna."]),
        (says("Belegt Alle kamen."), "de", ["Alle kamen."]),
        ([MISSING_DE, *says(".")], "de", []),
        (says("Fehlt. Niemand weiß es."), "de", []),
        (says("Missing."), "en", []),
        ([], "de", []),
    ],
)
def test_sentences(pieces: list[Piece], language: Language, sentences: list[str]) -> None:
    with draft(*pieces, language=language) as begun:
        assert list(begun.sentences()) == sentences


def test_a_sentence_comes_before_the_next_one_is_written() -> None:
    sentences = draft(STATED_DE, *says(". Alle kamen. Nur Anna nicht."), gone()).sentences()
    assert next(sentences) == "Alle kamen."
    with pytest.raises(ModelError):
        list(sentences)


def test_leaving_stops_the_model() -> None:
    model = ScriptedModel([STATED_DE, *says(". Alle kamen. Nur Anna nicht. Auch Ben nicht.")])
    with compose(model, "de", "Wer kam?", ["Alle kamen."]) as begun:
        assert next(iter(begun.sentences())) == "Alle kamen."
        assert model.ended == 0
    assert model.ended == 1


def test_a_model_that_is_gone() -> None:
    with pytest.raises(ModelError, match="gone"):
        draft(gone())
