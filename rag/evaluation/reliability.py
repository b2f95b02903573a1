"""Calibration of probabilities: of all cases with a probability of 0.7, 70 % should be true."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rag.evaluation.estimates import Estimate, share

BINS: Final = 10
"""Number of bins of equal width from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose probability is in one bin."""

    predicted: float
    """Mean of the probabilities."""
    observed: Estimate
    """Share of these questions that the briefing answers."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """The data of a reliability diagram, with the calibration error."""

    bins: tuple[Bin, ...]
    """In ascending order, without empty bins."""
    error: float
    """Expected calibration error: mean absolute difference of predicted and observed, weighted by
    the number of questions."""
    n: int


def reliability(pairs: Sequence[tuple[float, bool]]) -> Reliability | None:
    """The reliability of (probability, outcome) pairs; None without pairs."""
    if not pairs:
        return None
    filled: dict[int, list[tuple[float, bool]]] = {}
    for pair in pairs:
        filled.setdefault(min(int(pair[0] * BINS), BINS - 1), []).append(pair)
    bins = []
    for _, inside in sorted(filled.items()):
        observed = share([is_so for _, is_so in inside])
        assert observed is not None
        bins.append(Bin(sum(p for p, _ in inside) / len(inside), observed))
    away = sum(abs(b.predicted - b.observed.value) * b.observed.n for b in bins)
    return Reliability(tuple(bins), away / len(pairs), len(pairs))
