"""The decision on a question: claim an answer, show passages as uncertain, or refuse.

The thresholds maximise the expected usefulness to a journalist. If the briefing has the answer: a
right claim scores 1, uncertain with the fact among the quotes 0.6, uncertain without it 0, refused
-0.25, a wrong claim -1, a wrong quote -0.5. If it does not: refused 1, uncertain 0.5, claimed -1,
quoted -0.5. Corrective RAG (Yan et al., arXiv 2401.15884) uses the same three-way decision.
"""

from dataclasses import dataclass, replace
from typing import Final, Protocol

from rag.decisions import Considered, Decision, ModelAnswer, Outcome, Reading
from rag.evidence.answerability import (
    Signals,
    briefing_probability,
    passage_probability,
    shifted,
    signals_of,
)
from rag.evidence.candidates import Candidate, unmatched
from rag.evidence.search import READ, SubQuestion

CLAIMED: Final = 0.6
"""Minimum probability of a passage for a claim. In a simulation on sets not used for fitting, 0.55
to 0.65 score 0.65 to 0.67 ("useful") on newsroom_dev and 0.56 to 0.58 on newsroom2, with 0.06 to
0.12 and 0.11 to 0.13 of what is not said claimed (2026-11-27)."""
REFUSED: Final = 0.4
"""Probability of the briefing below which the question is refused. In the same simulation this
refuses 0.02 of the answerable and 0.29 of the unanswerable questions of newsroom_dev (0.55: 0.05
and 0.41), and 0.03 and 0.13 of newsroom2's (0.55: 0.10 and 0.16)."""
READ_ON: Final = 0.35
"""If the best passage read so far is below this probability, the model reads the next one. From 0.5
or 0.6 on, "useful" changes by -.011 to +.013 on five sets, for one more call in 3 to 12 % of the
questions (2026-11-27)."""
WORTH_READING: Final = 0.15
"""Minimum probability from the search alone for reading a further passage (guess)."""
ALSO: Final = 0.6
"""Minimum probability for quoting a further passage beside the best one."""


class Reader(Protocol):
    """Lets the model read passages for a question; None if there is no model or it failed."""

    def read(self, candidate: Candidate) -> ModelAnswer | None:
        """The model's answer from a passage."""


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A passage with the probability that it answers the question."""

    candidate: Candidate
    signals: Signals
    answer: ModelAnswer | None
    """None if the model did not read the passage."""
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """The decision on one question and the passages it is based on."""

    outcome: Outcome
    passages: tuple[Weighed, ...]
    """By descending probability; empty if nothing was found."""
    probability: float
    """Probability that the briefing states the answer."""
    complete: bool = True
    """Whether every call to the model succeeded."""

    @property
    def best(self) -> Weighed:
        """The most probable passage. Raises IndexError if nothing was found."""
        return self.passages[0]


def decide(asked: SubQuestion, reader: Reader, reading: Reading | None = None) -> Verdict:
    """Let the model read the best passages, as many as needed, and decide.

    Args:
        asked: the question with its candidates.
        reader: called for one passage after another, best first.
        reading: log-likelihood ratios of the model's answers; None uses the calibration.
    """
    candidates = asked.worth_reading(READ)
    if not candidates:
        return Verdict(Outcome.REFUSE, (), 0.0)
    weighed = [_searched(asked, candidate) for candidate in candidates]
    count, complete = 0, True
    for place, candidate in enumerate(candidates):
        decided = max((item.probability for item in weighed[:count]), default=0.0) >= READ_ON
        if count and (decided or weighed[place].probability < WORTH_READING):
            break
        answer = reader.read(candidate)
        if answer is None:
            complete = False
            break
        weighed[place] = _with_reading(weighed[place], answer, reading)
        count += 1
    probability = briefing_probability([item.probability for item in weighed], read=count)
    ranked = tuple(sorted(weighed, key=lambda item: item.probability, reverse=True))
    return Verdict(_outcome(ranked[0], probability), ranked, probability, complete)


def decision_of(asked: SubQuestion, verdict: Verdict) -> Decision:
    """The verdict in the form that the answer carries."""
    candidates = [weighed.candidate for weighed in verdict.passages]
    missed = unmatched(asked.question, asked.found, candidates)
    return Decision(
        searched=asked.question,
        outcome=verdict.outcome,
        probability=round(verdict.probability, 3),
        passages=tuple(_considered(asked, weighed) for weighed in verdict.passages),
        unmatched=tuple(missed),
    )


def _considered(asked: SubQuestion, weighed: Weighed) -> Considered:
    candidate = weighed.candidate
    return Considered(
        n=asked.number_of(candidate.passage),
        passage_id=candidate.passage.id,
        source=candidate.passage.source,
        paragraph=candidate.passage.paragraph,
        late=round(candidate.late, 3),
        dense=round(candidate.dense, 3),
        words=round(candidate.words, 3),
        log_odds=round(weighed.answer.log_odds, 2) if weighed.answer else None,
        probability=round(weighed.probability, 3),
        short=weighed.answer.short if weighed.answer else None,
    )


def _searched(asked: SubQuestion, candidate: Candidate) -> Weighed:
    signals = signals_of(asked, candidate)
    return Weighed(candidate, signals, None, passage_probability(signals, None))


def _with_reading(weighed: Weighed, answer: ModelAnswer, worth: Reading | None) -> Weighed:
    if worth is None:
        probability = passage_probability(weighed.signals, answer.log_odds)
    else:
        shift = worth.found if answer.log_odds > 0 else worth.missed
        probability = shifted(passage_probability(weighed.signals, None), shift)
    return replace(weighed, answer=answer, probability=probability)


def _outcome(best: Weighed, briefing: float) -> Outcome:
    """Never claim from a passage that lacks a name or number of the question."""
    lacks = best.signals.names or best.signals.numbers
    if best.probability >= CLAIMED and not lacks:
        return Outcome.CLAIM
    return Outcome.REFUSE if briefing < REFUSED else Outcome.UNSURE
