from dataclasses import replace
from typing import Any

import pytest

from rag.evaluation.rows import CitedQuote, CitedSentence, GivenAnswer, Measured, Place, QuestionRow
from rag.evaluation.scoring import SMALL_TALK, Score, score
from rag.evaluation.worth import worth
from rag.types import Status

TEXT = "Es regnet.\n\nDas Treffen war in Brüssel. Es dauerte lang."
QUOTE = "Das Treffen war in Brüssel."
CITED = CitedQuote(1, "a.txt", 2, 12, 39, QUOTE)
GOLD = Place("a.txt", 2)
ROW = QuestionRow("1", "de", "Wo war das Treffen?", (GOLD,), (("Brüssel",),), file="a.txt")
UNSAID = replace(ROW, gold=(), answers=(), contradiction=("Brüssel",))
ANSWER = GivenAnswer(
    f"Es war in Brüssel. [1]\n\n„{QUOTE}“ [1]", Status.ANSWERED, Measured(1, 2, 3), (CITED,)
)
REFUSAL = replace(
    ANSWER,
    answer="Dazu steht nichts im Briefing.",
    status=Status.REFUSED,
    citations=(),
    nearest=(CITED,),
)


WRONG = replace(CITED, quote="Es dauerte lang.")
MISSING: dict[str, Any] = {"answer": "Es war in Paris. [1]", "citations": (WRONG,)}
UNSURE = replace(ANSWER, answer="Ob das so ist, ist nicht sicher. [1]", status=Status.UNSURE)
TEMPTING = replace(ROW, forbidden=("paris",))


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
        (MISSING, ("fact missing", "quote differs")),
        ({"answer": "Es war in Paris. [1]"}, ()),  # the quote holds it
        ({"citations": (replace(CITED, paragraph=1),)}, ("citation elsewhere",)),
        ({"citations": (replace(CITED, source="b.txt"),)}, ("citation elsewhere", "quote differs")),
        ({"citations": (CITED, replace(CITED, paragraph=1))}, ()),
        ({"citations": ()}, ("citation elsewhere",)),
        ({"status": Status.UNSURE, "citations": ()}, ("fact missing", "citation elsewhere")),
        ({"citations": (replace(CITED, quote="Das Treffen war in Brüssel"),)}, ("quote differs",)),
        ({"citations": (replace(CITED, end=1000),)}, ("quote differs",)),
        ({"answer": "They met in Brüssel, of all the places there are. [1]"}, ("language",)),
        ({"status": Status.REFUSED}, ("refused",)),
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
        (f"They met there. {QUOTE} Es dauerte lang. [1]", False, True),
        ("They met in Brüssel. [1]", True, True),
    ],
)
def test_the_language_is_judged_with_and_without_quotes(
    text: str, whole: bool, unquoted: bool
) -> None:
    found = score(replace(ROW, language="en"), replace(ANSWER, answer=text), {"a.txt": TEXT})
    assert (found.language_whole, found.language) == (whole, unquoted)


def test_sentences_quoted_apart_are_quotes_when_the_language_is_judged() -> None:
    """Their citation holds what stands between them, and marks inside a quote end no quote."""
    one = "Das Bad „Welle“ im Ort ist seit Montag wegen Umbaus geschlossen."
    two = "Es soll im Herbst „schöner denn je“ wieder aufmachen, sagt die Stadt."
    cited = replace(
        CITED,
        quote=f"{one} Dazwischen steht noch etwas. {two}",
        sentences=(CitedSentence(one), CitedSentence(two)),
    )
    text = f"The closest passages are here: „{one}“ [1]\n\n„{two}“ [1]"
    row, answer = replace(ROW, language="en"), replace(ANSWER, answer=text, citations=(cited,))
    assert score(row, answer, {"a.txt": TEXT}).language


def test_a_refusal_is_no_wrong_citation_but_holds_no_fact() -> None:
    found = score(ROW, replace(REFUSAL, answer="Brüssel?"), {"a.txt": TEXT})
    assert (found.fact, found.right_citation, found.citations) == (False, False, 0)
    assert found.faults == ("refused",)


def of(row: QuestionRow, answer: GivenAnswer) -> Score:
    return score(row, answer, {"a.txt": TEXT})


@pytest.mark.parametrize(
    ("row", "answer", "expected"),
    [
        (ROW, ANSWER, 1.0),
        (ROW, replace(ANSWER, status=Status.QUOTED), 1.0),
        (ROW, replace(ANSWER, **MISSING), -1.0),
        (ROW, replace(ANSWER, **MISSING, status=Status.QUOTED), -0.5),
        (ROW, UNSURE, 0.6),
        (ROW, replace(UNSURE, citations=(WRONG,)), 0.0),
        (ROW, REFUSAL, -0.25),
        (UNSAID, REFUSAL, 1.0),
        (UNSAID, UNSURE, 0.5),
        (UNSAID, replace(ANSWER, **MISSING), -1.0),
        (UNSAID, replace(ANSWER, **MISSING, status=Status.QUOTED), -0.5),
        (UNSAID, ANSWER, 1.0),  # contradicts the premise
        (replace(UNSAID, kind=SMALL_TALK), replace(ANSWER, answer="Bitte!", citations=()), 1.0),
        (replace(UNSAID, kind=SMALL_TALK), replace(ANSWER, **MISSING), -1.0),
    ],
)
def test_what_an_answer_is_worth(row: QuestionRow, answer: GivenAnswer, expected: float) -> None:
    assert worth(of(row, answer)) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ANSWER, (True, False)),
        (replace(ANSWER, **MISSING), (False, True)),
        (UNSURE, (False, False)),
        (REFUSAL, (False, False)),
    ],
)
def test_only_what_is_claimed_is_right_or_wrong(
    answer: GivenAnswer, expected: tuple[bool, bool]
) -> None:
    found = of(ROW, answer)
    assert (found.right, found.wrong) == expected


def test_facts_are_patterns_too_and_may_stand_in_quote_or_translation() -> None:
    row = replace(ROW, answers=(), facts=("nicht|no deal", "brüssel"))
    assert not of(row, UNSURE).fact  # "nicht" is said by the assistant, of itself
    assert of(row, replace(UNSURE, status=Status.ANSWERED)).fact
    translated = replace(CITED, translation="There was No Deal in Brussels.")
    assert of(row, replace(UNSURE, citations=(translated,))).fact


def test_a_complete_answer_cites_one_place_of_each_group() -> None:
    other = Place("a.txt", 1)
    row = replace(ROW, gold=(GOLD, other), groups=((GOLD,), (other, Place("b.txt", 1))))
    both = replace(ANSWER, citations=(CITED, replace(CITED, paragraph=1)))
    assert [of(row, answer).complete for answer in (ANSWER, both, REFUSAL)] == [False, True, False]
    assert of(ROW, both).complete is None


def test_a_misled_answer_claims_what_is_forbidden() -> None:
    answers = (replace(ANSWER, **MISSING), ANSWER, replace(UNSURE, answer="Paris?"))
    assert [of(TEMPTING, answer).misled for answer in answers] == [True, False, False]
    assert "misled" in of(TEMPTING, answers[0]).faults
    assert of(ROW, answers[0]).misled is None


def test_only_claimed_answers_count_for_the_share_of_citations() -> None:
    elsewhere = replace(CITED, paragraph=1)
    cited = replace(ANSWER, citations=(CITED, elsewhere))
    assert [
        (found.citations_right, found.citations)
        for found in (of(ROW, cited), of(ROW, replace(cited, status=Status.UNSURE)))
    ] == [(1, 2), (0, 0)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "de/de"),
        ({"language": "en"}, "en/de"),
        ({"article_language": "mixed"}, "de/mixed"),
        ({"file": ""}, None),
    ],
)
def test_languages_of_question_and_article(change: dict[str, Any], expected: str | None) -> None:
    assert of(replace(ROW, **change), ANSWER).pairing == expected
