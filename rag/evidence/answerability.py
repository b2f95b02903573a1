"""Calibrated probabilities that a passage, and that the briefing, states the answer.

Search scores alone separate passages that answer from passages on the same topic only in part; the
model's log-odds after reading separate them better. Logistic regressions combine both
(``calibration.json``, made by ``python -m tests.eval.calibrate``): one per passage, and one over
the best three passages for the whole briefing. :mod:`rag.evidence.outcome` turns the two
probabilities into a decision.

The weights belong to the built-in embedding model. Similarities of another one mean something else,
so the mean of the built-in model's takes their place ("typical", by rank): what the search found is
then as likely as it usually is, and reading decides.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from index.embedding.late_interaction import Floats
from index.language.cues import HOW_MANY, WHEN, expression
from index.language.words import is_listed
from rag.evidence.candidates import MATCHED, Candidate, unmatched
from rag.evidence.search import READ, SubQuestion
from rag.types import Language
from rag.words import content_stems, names_time, numbers, stem, words

CALIBRATION: Final = Path(__file__).with_name("calibration.json")
LOG_ODDS: Final = (-6.0, 8.0)
"""Bounds to which the model's log-odds are clipped; values beyond carry no more information."""
_BEHIND: Final = 4
"""Number of passages ranked below the best one that it is compared with."""

_WHEN: Final = expression(WHEN)
_HOW_MANY: Final = expression(HOW_MANY)
_DIGIT: Final = re.compile(r"\d")
_DIGITS: Final = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Signals:
    """Features of one passage for a question, from the search; similarities are cosines."""

    late: float
    dense: float
    """As in :class:`rag.evidence.candidates.Candidate`. The share of words is left out: whether
    near misses share more words than answers depends on who wrote the questions."""
    margin: float
    """Its score minus that of the best other passage; negative for all but the best."""
    lead: float
    """Its score minus the mean score of the passages below the best."""
    matched: float
    """Weight of the question's tokens that have a match in the passage, 0 to 1."""
    weakest: float
    """Weighted 0.1 quantile of the question tokens' similarities."""
    names: int
    """Number of names in the question that are neither in the passage nor in its headings. Across
    languages, where spellings differ, only names that no article has; well-known names, which word
    lists hold, count only then, too."""
    numbers: int
    """The same for numbers written in digits."""
    untimed: bool
    """Whether the question asks for a time and the passage gives none."""
    uncounted: bool
    """Whether the question asks for a number and the passage gives none."""
    cross_lingual: bool
    """Whether the passage is in another language than the question."""


SIMILARITIES: Final = ("late", "dense", "margin", "lead", "matched", "weakest")
"""Signals that depend on the embedding model."""
RULES: Final = frozenset({"names", "numbers"})
"""Signals that are not in the regressions: a passage that lacks a name or a number of the question
is never claimed, whatever its probability (:mod:`rag.evidence.outcome`)."""


def signals_of(asked: SubQuestion, candidate: Candidate) -> Signals:
    """The signals of a question for one of its candidates."""
    text = candidate.passage.in_context
    told = numbers(text, candidate.language)
    cross_lingual = candidate.language != asked.language
    return Signals(
        **_similarities(asked, candidate),
        names=len(_missing_names(asked, candidate, text)),
        numbers=len(numbers(" ".join(_DIGITS.findall(asked.own)), asked.language) - told),
        untimed=bool(_WHEN.search(asked.own)) and not (_DIGIT.search(text) or names_time(text)),
        uncounted=bool(_HOW_MANY.search(asked.own)) and not told,
        cross_lingual=cross_lingual,
    )


def passage_probability(signals: Signals, log_odds: float | None) -> float:
    """Probability that the passage states the answer.

    Args:
        signals: from the search.
        log_odds: of the model's answer; None if it did not read the passage.
    """
    if log_odds is None:
        return weighed(asdict(signals), _weights()["search"])
    return weighed(reading_values(signals, log_odds), _weights()["read"])


def reading_values(signals: Signals, log_odds: float) -> dict[str, float]:
    """Inputs of the regression for a passage that the model has read."""
    least, most = LOG_ODDS
    return {**asdict(signals), "log_odds": max(least, min(most, log_odds))}


def shifted(probability: float, shift: float) -> float:
    """Bayesian update of a probability by a log-likelihood ratio."""
    return _logistic(_logit(probability) + shift)


def briefing_probability(passages: Sequence[float], *, read: int) -> float:
    """Probability that the briefing states the answer.

    Args:
        passages: probabilities of the best :data:`READ` passages, in the order of the search.
        read: how many of them, from the first on, the model has read.
    """
    return weighed(briefing_values(passages), _weights()[f"briefing.{min(read, READ)}"])


def briefing_values(passages: Sequence[float]) -> dict[str, float]:
    """Inputs of the regression behind :func:`briefing_probability`."""
    ordered = sorted(passages, reverse=True) + [0.0] * (READ - len(passages))
    return {
        "best": _logit(ordered[0]),
        "second": _logit(ordered[1]),
        "any": _logit(1 - math.prod(1 - p for p in ordered)),
    }


def weighed(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Logistic regression: ``weights`` has a ``bias`` and weights for some or all values."""
    return _logistic(
        weights["bias"] + sum(w * values[n] for n, w in weights.items() if n != "bias")
    )


def _similarities(asked: SubQuestion, candidate: Candidate) -> Mapping[str, float]:
    """The signals that depend on the embedding model; the typical ones if it is not built in."""
    weights, matches = asked.found.question.weights, candidate.matches
    if not len(weights):  # only the built-in model gives a question's tokens
        typical: Sequence[Mapping[str, float]] = _calibration()["typical"]
        place = next(n for n, other in enumerate(asked.candidates) if other is candidate)
        return typical[min(place, len(typical) - 1)]
    scores = [other.score for other in asked.candidates if other is not candidate]
    behind = scores[: _BEHIND + 1] or [candidate.score]
    return {
        "late": candidate.late,
        "dense": candidate.dense,
        "margin": candidate.score - behind[0],
        "lead": candidate.score - sum(behind) / len(behind),
        "matched": float(weights[matches >= MATCHED].sum()),
        "weakest": _weighted_quantile(matches, weights, 0.1),
    }


def _missing_names(asked: SubQuestion, candidate: Candidate, text: str) -> frozenset[str]:
    found = asked.found
    missed = frozenset(unmatched(asked.question, found, [candidate]))
    strange = missed & frozenset(found.strangers) & frozenset(words(asked.own))
    if candidate.language != asked.language:
        return strange
    held = {stem(word) for word in words(text)} | content_stems(text)
    names = asked_names(asked.own, asked.language)
    return strange.union(name for name in names if stem(name) not in held)


def asked_names(question: str, language: Language) -> list[str]:
    """Capitalised words of a question, except common words of its language."""
    return [
        word
        for word in words(question)[1:]
        if word[0].isupper() and not is_listed(word.lower(), language)
        and not (language == "de" and is_listed(word, language))
    ]  # fmt: skip


def _weighted_quantile(values: Floats, weights: Floats, share: float) -> float:
    order = np.argsort(values)
    place = int(np.searchsorted(np.cumsum(weights[order]), share))
    return float(values[order[min(place, len(values) - 1)]])


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def _logistic(logit: float) -> float:
    return 1 / (1 + math.exp(-max(min(logit, 30.0), -30.0)))


def _weights() -> Mapping[str, Mapping[str, float]]:
    weights: Mapping[str, Mapping[str, float]] = _calibration()["weights"]
    return weights


@cache
def _calibration() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    return found
