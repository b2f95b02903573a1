"""Claimed, shown as uncertain or refused: over a briefing in memory, with a scripted model."""

from collections.abc import Sequence

import pytest

from rag.decisions import ModelAnswer, Outcome, Reading, ShortAnswer
from rag.evidence.candidates import Candidate
from rag.evidence.outcome import CLAIMED, REFUSED, Reader, Verdict, decide, decision_of
from rag.evidence.search import READ, SubQuestion, find, labelled
from rag.types import QuestionPart
from tests.rag.conftest import SetWeights
from tests.rag.memory import article, retriever_of

pytestmark = pytest.mark.usefixtures("plain_weights")

QUESTION = "Wann sank die Fähre Aurora am Abend?"
SANK = "Die Fähre Aurora sank 1994 vor Utö, wie die Küstenwache am Abend mitteilte."
TEXTS = [
    SANK,
    "Die Fähre Aurora wurde in Papenburg gebaut und hieß zuerst anders.",
    "Das Meer vor Utö ist tief und kalt, sagen die Fischer der Insel.",
    "Ein Denkmal steht seit vielen Jahren in Tallinn.",
]
FOUND = ModelAnswer(5.0, ShortAnswer("1994", 0.9))
UNSURE = ModelAnswer(-1.0, ShortAnswer("1994", 0.3))
"""Of a probability of 0.27: it is read on."""
HALF = ModelAnswer(0.0, ShortAnswer("1994", 0.3))
MISSING = ModelAnswer(-5.0, None)
Said = ModelAnswer | None


def asked(*texts: str, question: str = QUESTION) -> SubQuestion:
    documents = [article(f"{n}.txt", text) for n, text in enumerate(texts or TEXTS)]
    (part,) = labelled([find(retriever_of(*documents), QuestionPart.alone(question), "de", ())])
    return part


class Scripted(Reader):
    """Says this, one passage after the other."""

    def __init__(self, *said: Said) -> None:
        self._said = list(said)
        self.asked: list[Candidate] = []

    def read(self, candidate: Candidate) -> Said:
        self.asked.append(candidate)
        return self._said.pop(0)


def decided(part: SubQuestion, *said: Said) -> tuple[Verdict, list[Candidate]]:
    """The verdict where the model says this, and what it read."""
    reader = Scripted(*said)
    return decide(part, reader), reader.asked


@pytest.mark.parametrize(
    ("said", "outcome", "reads"),
    [
        ([FOUND], Outcome.CLAIM, 1),
        ([MISSING, FOUND], Outcome.CLAIM, 2),
        ([MISSING, MISSING, FOUND], Outcome.CLAIM, 3),
        ([UNSURE, FOUND], Outcome.CLAIM, 2),
        ([MISSING, MISSING, MISSING], Outcome.REFUSE, 3),
        ([UNSURE, MISSING, MISSING], Outcome.UNSURE, 3),
        ([MISSING, MISSING, UNSURE], Outcome.UNSURE, 3),
        ([UNSURE, UNSURE, UNSURE], Outcome.UNSURE, 3),
        ([HALF], Outcome.UNSURE, 1),
        ([MISSING, HALF], Outcome.UNSURE, 2),
    ],
)
def test_it_reads_on_until_a_passage_answers(
    said: Sequence[ModelAnswer], outcome: Outcome, reads: int
) -> None:
    part = asked()
    verdict, read = decided(part, *said)
    assert (verdict.outcome, verdict.complete, len(read)) == (outcome, True, reads)
    assert read == list(part.candidates[:reads])
    assert len(verdict.passages) == READ
    chances = [weighed.probability for weighed in verdict.passages]
    assert chances == sorted(chances, reverse=True)
    assert verdict.best.answer is max(said, key=lambda answer: answer.log_odds)


@pytest.mark.parametrize(
    ("log_odds", "outcome"),
    [
        (0.45, Outcome.CLAIM),
        (0.35, Outcome.UNSURE),
        (-1.05, Outcome.UNSURE),
        (-1.15, Outcome.REFUSE),
    ],
)
def test_thresholds(log_odds: float, outcome: Outcome) -> None:
    # The log-odds of 0.6 and 0.4 are 0.405 and -0.405; the briefing's are 0.7 above the passage's.
    assert (CLAIMED, REFUSED) == (0.6, 0.4)
    verdict, _ = decided(asked(SANK), ModelAnswer(log_odds, None))
    assert verdict.outcome is outcome


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("Sank die Fähre 1994 vor Utö?", Outcome.CLAIM),
        ("Sank die Fähre 1995 vor Utö?", Outcome.UNSURE),
        ("Sank die Fähre Kopernikus vor Utö?", Outcome.UNSURE),
    ],
)
def test_what_lacks_a_name_or_a_number_of_the_question_is_not_claimed(
    question: str, outcome: Outcome
) -> None:
    verdict, _ = decided(asked(SANK, question=question), FOUND)
    assert verdict.outcome is outcome


@pytest.mark.parametrize(
    ("answer", "reading", "outcome"),
    [
        (FOUND, Reading(3.0, -3.0), Outcome.CLAIM),
        (ModelAnswer(0.1, None), Reading(3.0, -3.0), Outcome.CLAIM),
        (MISSING, Reading(3.0, -3.0), Outcome.REFUSE),
        # A model that finds something everywhere, or finds what is not there.
        (FOUND, Reading(0.0, 0.0), Outcome.REFUSE),
        (FOUND, Reading(1.0, -0.1), Outcome.UNSURE),
    ],
)
def test_how_much_a_finding_is_worth_is_known_from_the_exam(
    answer: ModelAnswer, reading: Reading, outcome: Outcome
) -> None:
    reader = Scripted(*[answer] * READ)
    assert decide(asked(), reader, reading).outcome is outcome


def test_near_copies_are_read_once() -> None:
    prints = [f"{SANK} Blatt{n}." for n in range(5)]
    verdict, read = decided(asked(*prints, *TEXTS[1:]), MISSING, MISSING, MISSING)
    assert verdict.outcome is Outcome.REFUSE
    assert sum(SANK in candidate.passage.text for candidate in read) == 1
    assert len({candidate.passage.source for candidate in read}) == READ


def test_where_all_are_copies_one_is_read() -> None:
    verdict, read = decided(asked(*(f"{SANK} Blatt{n}." for n in range(4))), MISSING)
    assert (verdict.outcome, len(read), len(verdict.passages)) == (Outcome.REFUSE, 1, 1)


def test_what_the_search_gives_no_chance_is_not_read_on(set_weights: SetWeights) -> None:
    set_weights({"bias": -3.0}, {"log_odds": 1.0})
    verdict, read = decided(asked(), MISSING)
    assert (verdict.outcome, verdict.complete, len(read)) == (Outcome.REFUSE, True, 1)


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("Sank die Fähre Aurora vor Utö?", Outcome.CLAIM),  # a match for each of its words
        ("Sank die Fähre Kopernikus vor Rom?", Outcome.UNSURE),
        ("Welche Farbe hat Kopernikus?", Outcome.REFUSE),
    ],
)
def test_a_model_that_fails_before_its_first_token_leaves_it_to_the_search(
    question: str, outcome: Outcome, set_weights: SetWeights
) -> None:
    set_weights({"bias": -4.0, "matched": 6.0}, {"log_odds": 1.0})
    verdict, read = decided(asked(question=question), None)
    assert (verdict.outcome, verdict.complete, len(read)) == (outcome, False, 1)
    assert all(weighed.answer is None for weighed in verdict.passages)


def test_a_model_that_fails_on_the_way_has_not_had_its_say() -> None:
    verdict, read = decided(asked(), MISSING, None)
    assert (verdict.outcome, verdict.complete, len(read)) == (Outcome.REFUSE, False, 2)


def test_the_weights_are_those_of_as_many_passages_as_were_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[int] = []

    def briefing(_: Sequence[float], *, read: int) -> float:
        told.append(read)
        return 0.5

    monkeypatch.setattr("rag.evidence.outcome.briefing_probability", briefing)
    for said in ([None], [FOUND], [MISSING, FOUND], [MISSING] * 3):
        decided(asked(), *said)
    assert told == [0, 1, 2, 3]


def test_where_nothing_is_found_it_is_refused_unread() -> None:
    part = find(
        retriever_of(article("a.txt", SANK)), QuestionPart.alone(QUESTION), "de", ["other.txt"]
    )
    verdict, read = decided(part)
    assert (verdict.outcome, verdict.passages, verdict.probability) == (Outcome.REFUSE, (), 0.0)
    assert (verdict.complete, read) == (True, [])
    decision = decision_of(part, verdict)
    assert (decision.passages, decision.unmatched) == ((), ())


def test_what_is_told_with_the_answer() -> None:
    part = asked()
    verdict, _ = decided(part, MISSING, FOUND)
    decision = decision_of(part, verdict)
    assert (decision.searched, decision.outcome) == (QUESTION, Outcome.CLAIM)
    assert decision.probability == pytest.approx(verdict.probability, abs=1e-3)
    first, *_ = decision.passages
    second = part.candidates[1]
    assert (first.source, first.paragraph) == (second.passage.source, 1)
    assert (first.n, first.log_odds) == (part.evidence_of(second).n, 5.0)
    assert first.late == pytest.approx(second.late, abs=1e-3)
    assert [item.log_odds for item in decision.passages].count(None) == 1
    assert decision.unmatched == ("Wann",)


@pytest.mark.parametrize("said", [FOUND, None])
def test_every_passage_that_is_weighed_is_among_the_sources(said: Said) -> None:
    prints = [f"{SANK} Blatt{n}." for n in range(6)]
    part = asked(*prints, *TEXTS[1:])
    decision = decision_of(part, decide(part, Scripted(said)))
    assert 0 not in [considered.n for considered in decision.passages]
