"""Shares and quantiles of scores, with 95 % confidence intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from rag.evaluation.scoring import Score

_RESAMPLES = 2_000
_SEED = 20_261_124


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure and the interval that holds its true value with 95 % confidence."""

    value: float
    low: float
    high: float
    n: int
    """Number of questions it was measured on."""


def share(outcomes: Sequence[bool]) -> Estimate | None:
    """How often, with Wilson's interval; None without outcomes."""
    if not outcomes:
        return None
    hits, n = sum(outcomes), len(outcomes)
    interval = stats.binomtest(hits, n).proportion_ci(method="wilson")
    return Estimate(hits / n, float(interval.low), float(interval.high), n)


def pooled(parts: Sequence[tuple[int, int]]) -> Estimate | None:
    """The share of all hits in all tries, resampled by question: those of one hang together."""
    parts = [(hits, tries) for hits, tries in parts if tries]
    if not parts:
        return None
    table = np.asarray(parts, dtype=float)
    return _bootstrap(table, lambda sample: sample[..., 0].sum(-1) / sample[..., 1].sum(-1))


def quantile(values: Sequence[float], q: float) -> Estimate | None:
    """A quantile (``q`` from 0 to 1); None without values."""
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


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the report."""

    key: str
    label: str
    of: Callable[[Sequence[Score]], Estimate | None]
    unit: str = ""


def _share_of(
    value: Callable[[Score], bool | None],
) -> Callable[[Sequence[Score]], Estimate | None]:
    def estimate(scores: Sequence[Score]) -> Estimate | None:
        return share([outcome for s in scores if (outcome := value(s)) is not None])

    return estimate


def _unanswerable(value: Callable[[Score], bool]) -> Callable[[Score], bool | None]:
    return lambda score: None if score.row.answerable else value(score)


def _timing(name: str, q: float) -> Measure:
    return Measure(
        f"{name}_p{round(q * 100)}",
        f"{name.removesuffix('_ms').replace('_', ' ')}, {round(q * 100)}th percentile",
        lambda scores: quantile([getattr(s.answer.timings, name) for s in scores], q),
        "ms",
    )


MEASURES: tuple[Measure, ...] = (
    Measure("fact", "the answer holds the fact asked for", _share_of(lambda s: s.fact)),
    Measure(
        "right_citation",
        "a citation points at the right paragraph",
        _share_of(lambda s: s.right_citation),
    ),
    Measure(
        "citation_share",
        "share of citations that point there",
        lambda scores: pooled([(s.citations_right, s.citations) for s in scores]),
    ),
    Measure(
        "refused_unanswerable",
        "refused, when the briefing does not say",
        _share_of(_unanswerable(lambda s: s.refused)),
    ),
    Measure(
        "refused_or_contradicted",
        "… or its premise contradicted",
        _share_of(_unanswerable(lambda s: s.refused or s.contradicted)),
    ),
    Measure(
        "refused_answerable",
        "refused, though it does say",
        _share_of(lambda s: s.refused if s.row.answerable else None),
    ),
    Measure(
        "language",
        "answer in the question's language, quotes aside",
        _share_of(lambda s: s.language),
    ),
    Measure("language_whole", "… with its quotes", _share_of(lambda s: s.language_whole)),
    Measure(
        "quotes",
        "quotes identical to the source",
        lambda scores: pooled([(s.quotes_right, s.quotes) for s in scores]),
    ),
    Measure(
        "words",
        "length of the answer, median",
        lambda scores: quantile([s.words for s in scores if not s.refused], 0.5),
        "words",
    ),
    *(
        _timing(name, q)
        for name in ("sources_ms", "first_token_ms", "total_ms")
        for q in (0.5, 0.95)
    ),
)


def estimates(scores: Sequence[Score]) -> dict[str, Estimate]:
    """Every measure that applies to these scores, by key."""
    found = {measure.key: measure.of(scores) for measure in MEASURES}
    return {key: estimate for key, estimate in found.items() if estimate is not None}
