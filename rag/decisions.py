"""How a part of a question is decided: what the model reads, what is weighed, what comes of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The model's own words, unchecked."""

    text: str
    confidence: float | None
    """Probability of the token that the model was least sure of; None if it gives none."""
    opening: float | None = None
    """Probability of the first token: all that counts of a yes or no."""


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """What the model made of one passage."""

    log_odds: float
    """That the passage states the answer; from its words alone if the service gives no
    log-probabilities."""
    short: ShortAnswer | None
    """None where it found nothing or did not come to an end."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model's reading of a passage is worth: logarithms of likelihood ratios, that the
    passage answers against that it does not.
    """

    found: float
    """Where the model sees an answer in it."""
    missed: float
    """Where it does not."""


class Outcome(StrEnum):
    """What becomes of a question, or of one part of it; parts are answered in this order."""

    CLAIM = "claim"
    UNSURE = "unsure"
    REFUSE = "refuse"


class Mode(StrEnum):
    """How a claimed answer is told."""

    EXTRACT = "extract"
    """A few words of the model's at most, in front of quotes."""
    WRITE = "write"
    """Sentences of the model's own, each checked against its sources; quotes below."""


UNSOURCED: Final = frozenset({"smalltalk", "briefing", "task"})
"""Kinds of questions that are answered, or declined, without looking for a source."""
OF_THE_DAY: Final = frozenset({"news"})
"""Kinds of questions whose answer is another one tomorrow."""


@dataclass(frozen=True, slots=True)
class Considered:
    """A passage that was weighed, with what spoke for it."""

    n: int
    """Its number in the answer; 0 if it is not among the sources shown."""
    passage_id: str
    source: str
    paragraph: int
    late: float
    """Late interaction with the question, -1 to 1."""
    dense: float
    """Cosine similarity of the whole, -1 to 1."""
    words: float
    """Share of the question's words that it holds, 0 to 1."""
    log_odds: float | None
    """That it answers, as the model says; None where the model did not read it."""
    probability: float
    """That it answers, calibrated, 0 to 1."""
    short: ShortAnswer | None = None
    """What the model read out of it."""
    confirmed: float | None = None
    """Log-odds that it answers and bears out what the question takes for granted, as the model
    says; None where it was not asked for that."""


@dataclass(frozen=True, slots=True)
class Decision:
    """How one part of a question was decided."""

    searched: str
    """The question as it was searched."""
    outcome: str
    """An :class:`Outcome`, the kind of overview that was given, or one of ``UNSOURCED``."""
    probability: float | None = None
    """That the briefing answers it, calibrated; None where nothing was to be decided."""
    passages: tuple[Considered, ...] = ()
    """Likeliest first."""
    unmatched: tuple[str, ...] = ()
    """Words of the question that none of them has a match for."""
    mode: Mode | None = None
    """How the answer is told; None where nothing is claimed."""
