"""Yes or no, and how sure the model is."""

import math

import pytest

from index.errors import ModelError
from rag.llm.client import Piece
from rag.llm.prompts import load_prompt
from rag.llm.yes_no import yes_or_no
from rag.types import Language
from tests.rag.scripted import ScriptedModel, gone, verdict

MESSAGES = load_prompt("verify", "de").messages(evidence="Alle kamen.", claim="Keiner kam.")


def odds(*parts: Piece | ModelError, language: Language = "de") -> float:
    return yes_or_no(ScriptedModel(parts), MESSAGES, language, "verify.de")


@pytest.mark.parametrize(
    ("piece", "language", "expected"),
    [
        (verdict("Ja", "Nein", 0.8), "de", 4.0),
        (verdict("Nein", "Ja", 0.8), "de", 0.25),
        (verdict("Yes", "No", 0.8), "en", 4.0),
        (verdict("J", "Ne", 0.8), "de", 4.0),
        (verdict(" ja.", "nein", 0.8), "de", 4.0),
    ],
)
def test_all_spellings_and_beginnings_count(
    piece: Piece, language: Language, expected: float
) -> None:
    assert odds(piece, language=language) == pytest.approx(math.log(expected), abs=1e-4)


@pytest.mark.parametrize(
    ("text", "expected"), [("Ja", 13.8), ("nein.", -13.8), ("Vielleicht", 0.0)]
)
def test_without_log_probabilities_the_word_tells(text: str, expected: float) -> None:
    assert odds(Piece(text)) == pytest.approx(expected, abs=0.1)


def test_a_model_that_says_nothing_tells_nothing() -> None:
    assert odds() == 0.0


def test_one_that_fails_is_told() -> None:
    with pytest.raises(ModelError):
        odds(gone())


def test_only_the_first_piece_is_waited_for() -> None:
    model = ScriptedModel([verdict("Ja", "Nein"), gone()])
    assert yes_or_no(model, MESSAGES, "de", "verify.de") > 5
    assert model.ended == 1
