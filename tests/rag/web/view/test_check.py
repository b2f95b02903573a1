"""The check behind an answer, as values."""

import ast
from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.settings import ROOT
from index.types import Document
from rag.answer.checks.reasons import reason
from rag.costs import Costs
from rag.decisions import Considered, Decision, Outcome
from rag.question.kind import Kind
from rag.types import LANGUAGES, Answer, Done, Language
from rag.web.texts import TEXTS
from rag.web.view.check import Fact, details_of
from tests.rag.web.fake import FakeAssistant, article

FAKE = FakeAssistant()
TITLE = FAKE.document_.title
OUTCOMES = (*Outcome, *(kind for kind in Kind if kind not in (Kind.FACT, Kind.UNSAID)), "topic")


def find(document_id: str) -> Document | None:
    return FAKE.document_ if document_id == FAKE.document_.id else None


def answered(question: str) -> Answer:
    *_, last = FAKE.ask(question)
    assert isinstance(last, Done)
    return last.answer


def pairs(facts: Sequence[Fact]) -> list[tuple[str, str]]:
    return [(fact.label, fact.value) for fact in facts]


UNSURE_DE = (
    [
        ("Gesucht wurde nach", "Vielleicht Truppen aus Luxemburg?"),
        ("Ergebnis", "nicht sicher"),
        ("Das Briefing beantwortet das, geschätzt", "41\u00a0%"),
        ("Wörter ohne Treffer in den Stellen", "„Luxemburg“"),
    ],
    [
        ("Antwortet, geschätzt", "41\u00a0%"),
        ("Nähe Wort für Wort", "0,71"),
        ("Nähe im Ganzen", "0,86"),
        ("Wörter der Frage", "50\u00a0%"),
        ("Modell: gefunden (Log-Odds)", "−1,2"),
    ],
)
UNSURE_EN = (
    [
        ("Searched for", "Maybe troops from Luxembourg?"),
        ("Outcome", "not certain"),
        ("The briefing answers this, estimated", "41%"),
        ("Words without a match in the passages", "“Luxembourg”"),
    ],
    [
        ("Answers, estimated", "41%"),
        ("Similarity by words", "0.71"),
        ("Similarity as a whole", "0.86"),
        ("Words of the question", "50%"),
        ("Model: found (log-odds)", "−1.2"),
    ],
)


@pytest.mark.parametrize(
    ("question", "shown_in", "told"),
    [
        ("Vielleicht Truppen aus Luxemburg?", "de", UNSURE_DE),
        ("Maybe troops from Luxembourg?", "en", UNSURE_EN),
    ],
)
def test_an_uncertain_answer_tells_what_was_weighed(
    question: str, shown_in: Language, told: tuple[list[tuple[str, str]], ...]
) -> None:
    (part,) = details_of(answered(question), None, find, shown_in).parts
    first, second, last = part.passages
    assert (pairs(part.facts), pairs(first.figures)) == told
    word = "Absatz" if shown_in == "de" else "paragraph"
    assert [(one.number, one.title, one.place) for one in (first, second, last)] == [
        (1, TITLE, f"{word} 3"),
        (2, TITLE, f"{word} 11"),
        (0, TITLE, f"{word} 1"),
    ]
    untold = "nicht gelesen" if shown_in == "de" else "not read"
    assert [one.figures[-1].value for one in (second, last)] == [untold] * 2


def test_a_passage_of_a_refusal_has_the_number_it_is_shown_with() -> None:
    refused = answered("Wetter morgen?")
    (decision,) = refused.decisions
    renumbered = replace(refused, nearest=(replace(refused.nearest[1], n=1),))
    (part,) = details_of(renumbered, None, find, "de").parts
    assert [one.number for one in part.passages] == [0, 1, 0]
    assert [str(one.reference) for one in part.passages] == [
        one.passage_id for one in decision.passages
    ]


def test_an_article_that_is_gone_is_named_by_its_file() -> None:
    (part,) = details_of(answered("Vielleicht?"), None, lambda _: None, "de").parts
    assert {(one.title, one.language) for one in part.passages} == {(FAKE.document_.source, "")}


@pytest.mark.parametrize(
    ("probability", "de", "en"),
    [
        (0.0, "unter 1\u00a0%", "below 1%"),
        (0.0099, "unter 1\u00a0%", "below 1%"),
        (0.5, "50\u00a0%", "50%"),
        (0.9999, "über 99\u00a0%", "above 99%"),
    ],
)
def test_no_estimate_is_told_as_certain(probability: float, de: str, en: str) -> None:
    decision = Decision("Wer?", Outcome.REFUSE, probability)
    done = replace(answered("Wetter?"), decisions=(decision,))
    told = [
        details_of(done, None, find, language).parts[0].facts[2].value for language in LANGUAGES
    ]
    assert told == [de, en]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_its_words(outcome: str, language: Language) -> None:
    done = replace(answered("Wer?"), decisions=(Decision("", outcome),))
    (part,) = details_of(done, None, find, language).parts
    assert [fact.value for fact in part.facts] == [TEXTS[f"outcome_{outcome}"][language]]
    nothing = TEXTS["considered_none"][language] if outcome in list(Outcome) else ""
    assert (part.passages, part.heading) == ((), nothing)


def test_every_part_of_a_question_is_told() -> None:
    asked = ("Wer kam?", "Wer ging?")
    parts = tuple(Decision(question, Outcome.CLAIM, 0.8, unmatched=()) for question in asked)
    done = replace(answered("Wer?"), decisions=parts)
    told = details_of(done, None, find, "de").parts
    assert tuple(part.facts[0].value for part in told) == asked


def test_no_word_without_a_match_is_said_too() -> None:
    (part,) = details_of(answered("Wer kam?"), None, find, "de").parts
    assert pairs(part.facts)[-1] == ("Wörter ohne Treffer in den Stellen", "keine")


def test_a_passage_of_another_article_opens_that_article() -> None:
    other = article("Anderes")
    one = Considered(0, f"{other.id}-0-7", "b.txt", 1, 0.5, 0.5, 0.0, None, 0.1)
    done = replace(answered("Wer?"), decisions=(Decision("Wer?", Outcome.UNSURE, 0.3, (one,)),))
    (part,) = details_of(done, None, {other.id: other}.get, "de").parts
    assert [(p.title, str(p.reference)) for p in part.passages] == [("Anderes", f"{other.id}-0-7")]


@pytest.mark.parametrize(
    ("costs", "de", "en"),
    [
        (Costs(), "kein Aufruf", "no call"),
        (
            Costs(1, 1234, 1, 0.5),
            "ein Aufruf, 1.234 Token gelesen, 1 geschrieben, 0,50\u00a0s",
            "one call, 1,234 tokens read, 1 written, 0.50\u00a0s",
        ),
        (
            Costs(3, 900, 48, 12.0, estimated=True),
            "3 Aufrufe, 900 Token gelesen, 48 geschrieben, 12,00\u00a0s (Token geschätzt)",
            "3 calls, 900 tokens read, 48 written, 12.00\u00a0s (tokens estimated)",
        ),
    ],
)
def test_what_an_answer_cost_is_told(costs: Costs, de: str, en: str) -> None:
    done = replace(answered("Wer?"), costs=costs)
    told = [pairs(details_of(done, None, find, language).facts)[-1] for language in LANGUAGES]
    assert told == [("Aufwand des Sprachmodells", de), ("Use of the language model", en)]


def test_each_finding_of_a_check_has_words() -> None:
    codes = {
        constant.value
        for path in sorted(ROOT.glob("rag/answer/checks/rules/*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple)
        for constant in ast.walk(node.value.elts[0])
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }
    assert {"number", "unit", "role", "support"} <= codes
    codes.add("judged")
    without = {code for code in codes if f"reason_{code}" not in TEXTS}
    assert without == set(), "words for the page: rag/web/texts/check.py"
    for code in sorted(codes):
        for language in LANGUAGES:
            assert reason([(code, "X")], language)
