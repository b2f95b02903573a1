from dataclasses import replace
from typing import Any

import pytest

from rag.evaluation.rows import CitedQuote, GivenAnswer, Measured, QuestionRow
from rag.evaluation.scoring import score

TEXT = "Es regnet.\n\nDas Treffen war in Brüssel. Es dauerte lang."
QUOTE = "Das Treffen war in Brüssel."
CITED = CitedQuote(1, "a.txt", 2, 12, 39, QUOTE)
ROW = QuestionRow("1", "de", "Wo war das Treffen?", "a.txt", (2,), (("Brüssel",),))
UNSAID = replace(ROW, paragraphs=(), answers=(), contradiction=("Brüssel",))
ANSWER = GivenAnswer(
    f"Es war in Brüssel. [1]\n\n„{QUOTE}“ [1]", False, "answered", Measured(1, 2, 3), (CITED,)
)
REFUSAL = replace(
    ANSWER, answer="Dazu steht nichts im Briefing.", refused=True, citations=(), nearest=(CITED,)
)


def faults(row: QuestionRow, answer: GivenAnswer) -> tuple[str, ...]:
    return score(row, answer, {"a.txt": TEXT}).faults


def test_a_right_answer() -> None:
    found = score(ROW, ANSWER, {"a.txt": TEXT})
    assert (found.fact, found.right_citation, found.citations_right, found.citations) == (
        True,
        True,
        1,
        1,
    )
    assert (found.refused, found.contradicted, found.language, found.language_whole) == (
        False,
        False,
        True,
        True,
    )
    assert (found.quotes_right, found.quotes, found.words, found.faults) == (1, 1, 9, ())


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"answer": "Es war in Paris. [1]"}, ("fact missing",)),
        ({"citations": (replace(CITED, paragraph=1),)}, ("citation elsewhere",)),
        ({"citations": (replace(CITED, source="b.txt"),)}, ("citation elsewhere", "quote differs")),
        ({"citations": (CITED, replace(CITED, paragraph=1))}, ()),
        ({"citations": ()}, ("citation elsewhere",)),
        ({"citations": (replace(CITED, quote="Das Treffen war in Brüssel"),)}, ("quote differs",)),
        ({"citations": (replace(CITED, end=1000),)}, ("quote differs",)),
        ({"answer": "They met in Brüssel, of all the places there are. [1]"}, ("language",)),
        ({"refused": True}, ("refused",)),
    ],
)
def test_faults_of_an_answer(change: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert faults(ROW, replace(ANSWER, **change)) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (REFUSAL, ()),
        (ANSWER, ()),  # says "Brüssel", which contradicts the premise
        (replace(ANSWER, answer="Es war in Paris. [1]"), ("answered",)),
    ],
)
def test_faults_where_the_briefing_does_not_say(
    answer: GivenAnswer, expected: tuple[str, ...]
) -> None:
    assert faults(UNSAID, answer) == expected


@pytest.mark.parametrize(
    ("text", "whole", "unquoted"),
    [
        (
            f"It was in Brussels. [1]\n\nIn the original: „{QUOTE} Es dauerte lang.“ [1]",
            False,
            True,
        ),
        ("„Das Treffen dauerte lang und war teuer.“ [1]", False, False),
        (f"They met there. {QUOTE} [1]", False, True),
        ("They met in Brüssel. [1]", True, True),
    ],
)
def test_the_language_is_judged_with_and_without_quotes(
    text: str, whole: bool, unquoted: bool
) -> None:
    found = score(replace(ROW, language="en"), replace(ANSWER, answer=text), {"a.txt": TEXT})
    assert (found.language_whole, found.language) == (whole, unquoted)


def test_a_refusal_is_no_wrong_citation_but_holds_no_fact() -> None:
    found = score(ROW, replace(REFUSAL, answer="Brüssel?"), {"a.txt": TEXT})
    assert (found.fact, found.right_citation, found.citations) == (False, False, 0)
    assert found.faults == ("refused",)
