import math
from collections.abc import Sequence

import numpy as np
import pytest
from langchain_core.messages import BaseMessage

from index.errors import ModelError
from rag.answer.reader import MAX_TOKENS, PassageReader, read, read_ahead
from rag.decisions import ModelAnswer, ShortAnswer
from rag.evidence.candidates import Candidate
from rag.llm.client import Piece
from rag.llm.prompts import load_prompt
from rag.types import Language
from tests.rag.scripted import (
    FOUND_DE,
    MISSING_DE,
    MISSING_EN,
    ScriptedModel,
    gone,
    passages,
    says,
)


def reading(*parts: Piece | ModelError, language: Language = "de") -> ModelAnswer:
    return read(ScriptedModel(parts), language, "Wer kam?", "Alle kamen.")


def test_what_the_model_is_asked() -> None:
    model = ScriptedModel([FOUND_DE])
    read(model, "de", "Wer kam {nicht}?", "Alle kamen.\nAußer {Anna}.")
    (asked,) = model.asked
    prompt = load_prompt("answer", "de")
    values = {"evidence": "Alle kamen.\nAußer {Anna}.", "question": "Wer kam {nicht}?"}
    assert asked.content == prompt.messages(**values)[-1].content
    assert (asked.purpose, asked.logprobs) == ("answer.de", True)


def chances(**of: float) -> tuple[tuple[str, float], ...]:
    return tuple((token, math.log(chance)) for token, chance in of.items())


@pytest.mark.parametrize(
    ("language", "alternatives", "odds"),
    [
        ("de", chances(Alle=0.6, Fehlt=0.2), 4.0),
        ("de", chances(Alle=0.6, F=0.1, Fehl=0.1, fehlt=0.05), 3.0),
        ("de", (("Alle", math.log(0.5)), (" Fehlt.", math.log(0.25))), 3.0),
        ("en", chances(All=0.6, Miss=0.1, Missing=0.1), 4.0),
        ("en", chances(Missing=0.9, All=0.1), 1 / 9),
        ("en", chances(All=0.5, Fehlt=0.5), 1e6),
    ],
)
def test_log_odds_against_all_spellings_of_missing(
    language: Language, alternatives: tuple[tuple[str, float], ...], odds: float
) -> None:
    log_odds = reading(Piece("x", alternatives), language=language).log_odds
    assert log_odds == pytest.approx(math.log(odds), abs=1e-4)


@pytest.mark.parametrize(
    ("pieces", "log_odds"),
    [
        (says("Alle kamen"), 3.0),
        (says("Fehlt"), -3.0),
        ([Piece("Feh"), Piece("lt")], -3.0),
        ([], -3.0),
    ],
)
def test_without_log_probabilities_the_first_word_tells(
    pieces: list[Piece], log_odds: float
) -> None:
    assert reading(*pieces).log_odds == log_odds


@pytest.mark.parametrize(
    ("pieces", "language", "said"),
    [
        ([FOUND_DE, *says("Anna und Ben")], "de", "Alle Anna und Ben"),
        (says("Fehlt"), "de", None),
        ([MISSING_DE], "de", None),
        ([MISSING_EN], "en", None),
        ([Piece("Feh"), Piece("lt.")], "de", None),
        ([], "de", None),
        ([Piece(" \n")], "de", None),
        ([Piece("x ")] * MAX_TOKENS, "de", None),
    ],
)
def test_short_answer(pieces: list[Piece], language: Language, said: str | None) -> None:
    short = reading(*pieces, language=language).short
    assert (short and short.text) == said


def test_it_is_as_sure_as_its_least_sure_token() -> None:
    pieces = [Piece("Anna", logprob=math.log(0.9)), Piece(" Maria", logprob=math.log(0.25))]
    short = reading(*pieces).short
    assert short is not None
    assert short.text == "Anna Maria"
    assert short.confidence == pytest.approx(0.25)
    assert short.opening == pytest.approx(0.9)


def test_a_service_without_log_probabilities_does_not_tell_how_sure_it_is() -> None:
    assert reading(*says("Anna")).short == ShortAnswer("Anna", None)


@pytest.mark.parametrize(
    "pieces",
    [
        [FOUND_DE, *says("und Anna")],
        [MISSING_DE, *says("und noch viel mehr")],
        [Piece("Feh"), Piece("lt"), *says("und noch viel mehr")],
        [FOUND_DE, gone()],
        [Piece("und ")] * (MAX_TOKENS + 5),
        [],
    ],
)
def test_no_call_is_open_after_it(pieces: list[Piece | ModelError]) -> None:
    model = ScriptedModel(pieces)
    read(model, "de", "Wer kam?", "Alle kamen.")
    assert model.ended == 1


def test_what_follows_missing_is_not_waited_for() -> None:
    pieces = iter([MISSING_DE, *says("und noch viel mehr")])
    read(ScriptedModel(pieces), "de", "Wer kam?", "Alle kamen.")  # type: ignore[arg-type]
    assert next(pieces).text == "und "


def test_a_model_that_is_gone_before_its_first_token() -> None:
    with pytest.raises(ModelError, match="gone"):
        reading(gone())


def test_a_model_that_breaks_off_has_told_whether_it_found_something() -> None:
    cut = reading(FOUND_DE, Piece("und "), gone())
    assert (cut.short, cut.log_odds > 5) == (None, True)
    assert reading(MISSING_DE, gone()).log_odds < -5
    assert reading(Piece("Feh"), gone()).log_odds == 3.0  # nothing tells otherwise


def test_without_a_model_or_where_it_fails_a_passage_is_not_read() -> None:
    (passage,) = passages("Alle kamen am Montag.")
    candidate = Candidate(passage, "de", 0.9, 0.9, 0.9, 0.5, np.zeros(0, np.float32), ())
    for model in (None, ScriptedModel([gone()], [gone()])):
        assert PassageReader(model, "Wer kam?").read(candidate) is None


class AheadModel(ScriptedModel):
    """Notes what it has to read ahead and keep."""

    def __init__(self, scripts: int) -> None:
        super().__init__(*[[Piece("x")]] * scripts)
        self.kept: list[tuple[str, str]] = []

    def read_ahead(self, messages: Sequence[BaseMessage], purpose: str, passage: str) -> None:
        assert passage in str(messages[-1].content)
        self.kept.append((purpose, passage))


def test_a_passage_is_read_ahead_in_parts() -> None:
    model = AheadModel(scripts=2)
    passage = "".join(f"Satz {n:03}. " for n in range(50))
    assert read_ahead(model, "de", passage, lambda: True)
    assert model.kept == [("answer.de", passage)]
    assert [passage[:200] in asked.content for asked in model.asked] == [True, True]
    assert [passage[:400] in asked.content for asked in model.asked] == [False, True]


@pytest.mark.parametrize("parts", [0, 1, 2])
def test_reading_ahead_gives_way_to_a_reader(parts: int) -> None:
    model, free = AheadModel(scripts=parts), iter([True] * parts + [False])
    assert not read_ahead(model, "de", "x" * 500, lambda: next(free))
    assert (len(model.asked), model.kept) == (parts, [])
