"""Does the briefing state the answer? A calibrated probability from several signals.

The model's log-odds that the evidence states the answer carry most; how well the best passage
fits the question, and how far it leads, help where the model is unsure or absent. Weights come
from a logistic regression on 103 development questions (``calibration.json``; CONTRIBUTING.md
says how to make them anew).
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from rag.types import Language

CALIBRATION = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known about a question and its evidence."""

    score: float
    """Fused similarity of the best passage, 0 to 1."""
    margin: float
    """Its lead over the third best passage."""
    stated: float | None = None
    """The model's log-odds that the evidence states the answer; None without a model."""

    @classmethod
    def of(cls, scores: Sequence[float], stated: float | None) -> Self:
        """From the passages' scores, best first."""
        best = scores[0] if scores else 0.0
        third = scores[2] if len(scores) > 2 else 0.0
        return cls(score=best, margin=best - third, stated=stated)


def probability(signals: Signals, language: Language) -> float:
    """That the briefing states the answer, 0 to 1."""
    weights = _weights()[f"{language}.{'quotes' if signals.stated is None else 'model'}"]
    logit = (
        weights["bias"]
        + weights["score"] * signals.score
        + weights["margin"] * signals.margin
        + weights.get("stated", 0.0) * (signals.stated or 0.0)
    )
    return 1 / (1 + math.exp(-max(min(logit, 60.0), -60.0)))


def answerable(chance: float) -> bool:
    """Whether to answer at this probability."""
    return chance >= 0.5


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    weights: Mapping[str, Mapping[str, float]] = json.loads(CALIBRATION.read_text())["weights"]
    return weights
