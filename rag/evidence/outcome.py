"""What becomes of a question: claimed, shown as uncertain, or refused.

The thresholds follow from what an outcome is worth to a journalist, on a scale on which a right
answer is worth 1: uncertain with the fact among the quotes 0.6, without it 0; refused although it
is there -0.25; claimed wrongly -1, only quoted -0.5. Where the briefing does not say it: refused 1,
uncertain 0.5, claimed -1, only quoted -0.5. Corrective RAG (Yan et al., arXiv 2401.15884) has the
same three-way decision.
"""

from dataclasses import dataclass, replace
from typing import Final, Protocol

from rag.decisions import Considered, Decision, ModelAnswer, Outcome, Reading
from rag.evidence.answerability import (
    Signals,
    briefing_probability,
    confirmed_probability,
    passage_probability,
    reading_signals,
    shifted,
    signals_of,
)
from rag.evidence.retrieval import Candidate, unmatched
from rag.evidence.search import READ, SubQuestion

CLAIMED: Final = 0.6
"""Probability of a passage from which on it is claimed to answer. In a simulation over the passages
of sets that were not fitted on, 0.5 to 0.65 are worth 0.65 to 0.69 ("useful") on newsroom_dev and
0.48 to 0.53 on newsroom2, wrongly claimed 0.06 to 0.24 and 0.29 to 0.47 (2026-11-26)."""
REFUSED: Final = 0.4
"""Probability of the briefing below which it is said not to answer: in the same simulation that
refuses 0.02 of what newsroom_dev does say and 0.29 of what it does not; 0.55 would refuse 0.05 and
0.41, and on newsroom2 0.10 and 0.16 instead of 0.03 and 0.13."""
READ_ON: Final = 0.35
"""Probability of the passages read so far below which the next one is read: above, reading on
costs three seconds and seldom changes the outcome."""
TO_CONFIRM: Final = (0.35, 0.8)
"""Probabilities of a passage, as read, between which the model is asked to confirm it. Below, it
would have to be very sure (log-odds of 3) to make a claim of it; above, no answer undid a claim in
a simulation over 321 questions."""
WORTH_READING: Final = 0.15
"""Probability by the search alone below which a further passage is not read (guess)."""
ALSO: Final = 0.6
"""Probability from which on a further passage is quoted beside the one that answers."""


class Reader(Protocol):
    """Lets the model read passages for a question; None where there is no model or it failed."""

    def read(self, candidate: Candidate) -> ModelAnswer | None:
        """What it finds in a passage."""

    def confirm(self, candidate: Candidate) -> float | None:
        """Log-odds that a passage answers and bears out what the question takes for granted."""


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """One passage with how likely it answers."""

    candidate: Candidate
    signals: Signals
    answer: ModelAnswer | None
    """What the model made of it; None where it did not read it."""
    probability: float
    confirmed: float | None = None
    """Log-odds that it answers and bears out what the question takes for granted, as the model
    says; None where it was not asked for that."""


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """The decision on one question, and what it rests on."""

    outcome: Outcome
    passages: tuple[Weighed, ...]
    """Likeliest first; empty where nothing was found."""
    probability: float
    """That the briefing states the answer."""
    complete: bool = True
    """Whether the model read every passage that it was to read."""

    @property
    def best(self) -> Weighed:
        """The likeliest passage. Raises IndexError where nothing was found."""
        return self.passages[0]


def decide(asked: SubQuestion, reader: Reader, reading: Reading | None = None) -> Verdict:
    """Weigh the best passages, let the model read as many as it takes, and decide.

    Args:
        asked: the question with its candidates.
        reader: asked for one passage after the other, best first.
        reading: what it is worth that the model finds an answer; None: as calibrated.
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
        if reading is None and is_to_be_confirmed(weighed[place].probability):
            odds = reader.confirm(candidate)
            if odds is None:
                complete = False
                break
            weighed[place] = _with_confirmation(weighed[place], odds)
    probability = briefing_probability([item.probability for item in weighed], read=count)
    ranked = tuple(sorted(weighed, key=lambda item: item.probability, reverse=True))
    return Verdict(_outcome(ranked[0], probability), ranked, probability, complete)


def is_to_be_confirmed(probability: float) -> bool:
    """Whether the model is asked once more about a passage of this probability."""
    least, most = TO_CONFIRM
    return least <= probability < most


def decision_of(asked: SubQuestion, verdict: Verdict) -> Decision:
    """The verdict as it is told with the answer."""
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
        confirmed=round(weighed.confirmed, 2) if weighed.confirmed is not None else None,
        probability=round(weighed.probability, 3),
        short=weighed.answer.short if weighed.answer else None,
    )


def _searched(asked: SubQuestion, candidate: Candidate) -> Weighed:
    signals = signals_of(asked, candidate)
    return Weighed(candidate, signals, None, passage_probability(signals, None))


def _with_reading(weighed: Weighed, answer: ModelAnswer, worth: Reading | None) -> Weighed:
    if worth is None:
        reading = reading_signals(answer, weighed.candidate)
        probability = passage_probability(weighed.signals, reading)
    else:
        shift = worth.found if answer.log_odds > 0 else worth.missed
        probability = shifted(passage_probability(weighed.signals, None), shift)
    return replace(weighed, answer=answer, probability=probability)


def _with_confirmation(weighed: Weighed, odds: float) -> Weighed:
    probability = confirmed_probability(weighed.probability, odds)
    return replace(weighed, confirmed=odds, probability=probability)


def _outcome(best: Weighed, briefing: float) -> Outcome:
    """A passage without a name or a number of the question is not claimed to answer it."""
    lacks = best.signals.names or best.signals.numbers
    if best.probability >= CLAIMED and not lacks:
        return Outcome.CLAIM
    return Outcome.REFUSE if briefing < REFUSED else Outcome.UNSURE
