"""Does the briefing state the answer? A calibrated probability from three signals.

How well the best passage fits the question (fused similarity), the reader's log-odds that the
evidence states the answer, and whether a question for a time meets evidence without any. On 192
development questions (plain and paraphrased ones on one article, encyclopedic ones on sixteen;
cross-validated) similarity alone separates at AUC 0.83, with the reader 0.87, with the time 0.90;
margin, the question's length, shared words and sureness of the model's words added nothing beyond.
Numbers asked for ("how many") hardly ever miss one in the evidence. Weights come from a logistic
regression (``calibration.json``; CONTRIBUTING.md says how to make them anew).
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.types import Language

CALIBRATION = Path(__file__).with_name("calibration.json")
_LEAST, _MOST = -4.0, 6.0

_WHEN = re.compile(
    r"\b(wann|(?:an welchem|welcher|welchen) tag|(?:in welchem|welches) jahr|welche[mnrs]? monat|"
    r"when|(?:what|which) (?:year|day|date|month))\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\d|\b(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|januar|februar|"
    r"märz|april|mai|juni|juli|august|september|oktober|november|dezember|gestern|heute|morgen|"
    r"woche\w*|monat\w*|jahr\w*|sommer|winter|herbst|frühling|frühjahr|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|may|june|"
    r"july|october|december|yesterday|today|tomorrow|week\w*|month\w*|year\w*|century|centuries|"
    r"summer|autumn|spring)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known about a question and its evidence."""

    score: float
    """Fused similarity of the best passage, 0 to 1."""
    stated: float | None = None
    """The reader's log-odds that the evidence states the answer; None without a model."""
    untimed: bool = False
    """Whether a time is asked for and the best evidence has none; see :func:`lacks_time`."""


def lacks_time(question: str, best: Sequence[str]) -> bool:
    """Whether a question asks when, and none of the best sentences tells any time.

    Args:
        question: in the language of the sentences.
        best: the sentences that fit the question best.
    """
    return bool(_WHEN.search(question)) and not any(_TIME.search(text) for text in best)


def probability(signals: Signals, language: Language) -> float:
    """That the briefing states the answer, 0 to 1."""
    weights = _weights()[f"{language}.{'quotes' if signals.stated is None else 'model'}"]
    logit = weights["bias"] + weights["score"] * signals.score
    logit += weights["untimed"] * signals.untimed
    if signals.stated is not None:
        logit += weights["stated"] * max(_LEAST, min(_MOST, signals.stated))
    return 1 / (1 + math.exp(-max(min(logit, 60.0), -60.0)))


def answerable(chance: float) -> bool:
    """Whether to answer at this probability."""
    return chance >= 0.5


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    weights: Mapping[str, Mapping[str, float]] = json.loads(CALIBRATION.read_text())["weights"]
    return weights
