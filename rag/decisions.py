"""Types of the decision on one part of a question: model answer, passages, outcome."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The model's own words, unchecked."""

    text: str
    confidence: float | None
    """Lowest token probability; None if the service reports none."""
    opening: float | None = None
    """Probability of the first token, which decides for a yes or no."""


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """The model's answer from one passage."""

    log_odds: float
    """Log-odds that the passage states the answer; a constant for found or not found if the service
    reports no log-probabilities."""
    short: ShortAnswer | None
    """None if the model found nothing or its answer was cut off."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Log-likelihood ratios of a model's reply about a passage: the passage answers against the
    passage does not answer.
    """

    found: float
    """If the model finds an answer in it."""
    missed: float
    """If it does not."""


class Outcome(StrEnum):
    """The decision on a question or one part of it; parts are answered in this order."""

    CLAIM = "claim"
    UNSURE = "unsure"
    REFUSE = "refuse"


class Mode(StrEnum):
    """How a claimed answer is written."""

    EXTRACT = "extract"
    """Quotes, with at most a few words by the model in front."""
    WRITE = "write"
    """Sentences by the model, each checked against its sources, with quotes below."""


UNSOURCED: Final = frozenset({"smalltalk", "briefing", "task"})
"""Kinds of questions that are answered, or declined, without sources."""
OF_THE_DAY: Final = frozenset({"news"})
"""Kinds of questions whose answer depends on today's date."""


@dataclass(frozen=True, slots=True)
class Considered:
    """A passage that was considered, with its scores."""

    n: int
    """Its number in the answer; 0 if it is not among the sources shown."""
    passage_id: str
    source: str
    paragraph: int
    late: float
    """Late-interaction score, -1 to 1."""
    dense: float
    """Cosine similarity of the passage vector, -1 to 1."""
    words: float
    """Share of the question's words that occur in it, 0 to 1."""
    log_odds: float | None
    """The model's log-odds that it answers; None if the model did not read it."""
    probability: float
    """Calibrated probability that it answers."""
    short: ShortAnswer | None = None
    """The model's short answer from it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """How one part of a question was decided."""

    searched: str
    """The standalone question that was searched."""
    outcome: str
    """An :class:`Outcome`, the kind of overview that was given, or one of ``UNSOURCED``."""
    probability: float | None = None
    """Calibrated probability that the briefing answers it; None if there was no decision."""
    passages: tuple[Considered, ...] = ()
    """By descending probability."""
    unmatched: tuple[str, ...] = ()
    """Words of the question without a match in any of the passages."""
    mode: Mode | None = None
    """How the answer is written; None if nothing is claimed."""
