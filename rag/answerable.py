"""Does the briefing state the answer? A calibrated probability, first from the search alone.

What the search tells: how well the best passage and its best sentence fit, how far they stand out
from the others, and how much of what the question names stands in the evidence. Over articles of
the question's language that separates questions whose paragraph is there from the same questions
with that paragraph taken away at AUC 0.93, in the other language at 0.88 (612 questions on 24
encyclopedic articles, cross-validated by article; the fused score alone: 0.87 and 0.85). Where
that is certain nothing else is asked. Else the reader's log-odds that the evidence states the
answer are added.

Weights are those of logistic regressions (``calibration.json``, made by
``python -m tests.eval.calibrate``).
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rag.types import Candidate, Evidence, Language, best_first
from rag.words import content_stems, numbers, stem, tells_time, words

CALIBRATION: Final = Path(__file__).with_name("calibration.json")
CERTAIN: Final = 0.95
"""From here on the search alone decides, and below its complement too."""
CERTAIN_ALONE: Final = 0.98
"""The same in a single article, where all is near and a false premise in the article's words gets
far: "Warum hat Griechenland Truppen zugesagt?" 0.97."""
STATED: Final = (-4.0, 6.0)
"""Bounds of the reader's log-odds: beyond, they tell no more."""
_SEARCH: Final = 3.0
_NEXT: Final = 4
"""Passages behind the best one that it should stand out from."""
_BEST: Final = 2
"""Sentences that should tell a time where one is asked for."""

_WHEN: Final = re.compile(
    r"\b(wann|(?:an welchem|welcher|welchen) tag|(?:in welchem|welches) jahr|welche[mnrs]? monat|"
    r"when|(?:what|which) (?:year|day|date|month))\b",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Signals:
    """What the search tells about a question; numbers without a unit are similarities, 0 to 1."""

    passage: float
    """Of the best passage as a whole."""
    sentence: float
    """Of its best sentence."""
    margin: float
    """Of the best passage's score over that of the second."""
    lead: float
    """The same over the mean of those behind it."""
    shared: float
    """Share of the question's content words that the evidence holds."""
    shared_best: float
    """Share that its best sentence holds."""
    length: float
    """Logarithm of the number of words of the question."""
    names: int
    """Capitalised words of the question, not its first, that the evidence lacks: names, and in
    German things."""
    numbers: int
    """Numbers of the question that the evidence lacks."""
    untimed: bool
    """Whether a time is asked for and the best sentences have none; see :func:`lacks_time`."""


def signals_of(
    question: str, language: Language, candidates: Sequence[Candidate], evidence: Sequence[Evidence]
) -> Signals:
    """The signals of a question.

    Args:
        question: as asked; what a follow-up leans on need not stand in the evidence again.
        language: of the question.
        candidates: best first, at least one.
        evidence: selected from them, at least one sentence.
    """
    best, *others = candidates[: _NEXT + 1]
    behind = [candidate.score for candidate in others] or [best.score]
    sentence = best.sentences[0][1] if best.sentences else best.score
    ranked = [item.passage.quote(span) for item, span, _ in best_first(evidence)]
    told = "\n".join(ranked)
    held = content_stems(told)
    asked = content_stems(question)
    count = max(len(asked), 1)
    named = {stem(word) for word in words(question)[1:] if word[0].isupper()}
    return Signals(
        passage=best.whole,
        sentence=sentence,
        margin=best.score - behind[0],
        lead=best.score - sum(behind) / len(behind),
        shared=len(asked & held) / count,
        shared_best=len(asked & content_stems(ranked[0])) / count,
        length=math.log(max(len(question.split()), 1)),
        names=len(named - held - content_stems(best.passage.text)),
        numbers=len(numbers(question, language) - numbers(told, language)),
        untimed=lacks_time(question, ranked[:_BEST]),
    )


def lacks_time(question: str, best: Sequence[str]) -> bool:
    """Whether a question asks when, and none of the best sentences tells any time.

    Args:
        question: in either language.
        best: the sentences that fit the question best.
    """
    return bool(_WHEN.search(question)) and not any(
        _DIGIT.search(text) or tells_time(text) for text in best
    )


def probability(signals: Signals, *, foreign: bool) -> float:
    """That the briefing states the answer, 0 to 1, as far as the search can tell.

    Args:
        signals: of the question.
        foreign: whether the evidence is in another language than the question.
    """
    return weighed(signals, _weights()["foreign" if foreign else "same"])


def weighed(signals: Signals, weights: Mapping[str, float]) -> float:
    """The probability by weights for a bias and each signal."""
    values = asdict(signals).items()
    return _logistic(weights["bias"] + sum(weights[name] * value for name, value in values))


def certain(chance: float, *, alone: bool) -> bool:
    """Whether the search alone decides, either way.

    Args:
        chance: what the search tells.
        alone: whether a single article was searched.
    """
    return max(chance, 1 - chance) >= (CERTAIN_ALONE if alone else CERTAIN)


def with_reading(chance: float, stated: float, *, foreign: bool, alone: bool) -> float:
    """The probability once the evidence was read.

    Args:
        chance: what the search tells, between 0 and 1.
        stated: the reader's log-odds that the evidence states the answer.
        foreign: as in :func:`probability`.
        alone: as in :func:`certain`; there the reader has more of a say.
    """
    weights = _weights()[f"{'foreign' if foreign else 'same'}.{'alone' if alone else 'among'}"]
    least, most = STATED
    logit = weights["bias"] + weights["search"] * search_logit(chance)
    return _logistic(logit + weights["stated"] * max(least, min(most, stated)))


def search_logit(chance: float) -> float:
    """What the search has to say once the evidence was read: bounded, so as to leave it a say."""
    return max(-_SEARCH, min(_SEARCH, math.log(chance / (1 - chance))))


def answerable(chance: float) -> bool:
    """Whether to answer at this probability."""
    return chance >= 0.5


def _logistic(logit: float) -> float:
    return 1 / (1 + math.exp(-max(min(logit, 30.0), -30.0)))


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    weights: Mapping[str, Mapping[str, float]] = json.loads(CALIBRATION.read_text())["weights"]
    return weights
