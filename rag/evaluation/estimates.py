"""Shares and quantiles of scores, with 95 % confidence intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

_RESAMPLES = 2_000
_SEED = 20_261_124


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured value with its 95 % confidence interval."""

    value: float
    low: float
    high: float
    n: int
    """Number of questions."""


def share(outcomes: Sequence[bool]) -> Estimate | None:
    """The share of true outcomes, with Wilson's interval; None without outcomes."""
    if not outcomes:
        return None
    hits, n = sum(outcomes), len(outcomes)
    interval = stats.binomtest(hits, n).proportion_ci(method="wilson")
    return Estimate(hits / n, float(interval.low), float(interval.high), n)


def mean(values: Sequence[float]) -> Estimate | None:
    """The mean, with a bootstrap interval; None without values."""
    if not values:
        return None
    table = np.asarray(values, dtype=float)[:, None]
    return _bootstrap(table, lambda sample: sample[..., 0].mean(-1))


def pooled(parts: Sequence[tuple[int, int]]) -> Estimate | None:
    """Total hits over total tries; bootstrapped by question, since tries of one are dependent."""
    parts = [(hits, tries) for hits, tries in parts if tries]
    if not parts:
        return None
    table = np.asarray(parts, dtype=float)
    return _bootstrap(table, lambda sample: sample[..., 0].sum(-1) / sample[..., 1].sum(-1))


def quantile(values: Sequence[float], q: float) -> Estimate | None:
    """A quantile (``q`` from 0 to 1), with a bootstrap interval; None without values."""
    if not values:
        return None
    table = np.asarray(values, dtype=float)[:, None]
    return _bootstrap(table, lambda sample: np.quantile(sample[..., 0], q, axis=-1))


def _bootstrap(
    table: NDArray[np.float64],
    statistic: Callable[[NDArray[np.float64]], NDArray[np.float64]],
) -> Estimate:
    """Percentile bootstrap over the rows of ``table`` (questions × columns)."""
    n = len(table)
    picks = np.random.default_rng(_SEED).integers(0, n, (_RESAMPLES, n))
    low, high = np.quantile(statistic(table[picks]), (0.025, 0.975))
    return Estimate(float(statistic(table)), float(low), float(high), n)
