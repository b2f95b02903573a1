"""The measures of the report, computed from the scores of a question set."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.evaluation.estimates import Estimate, mean, pooled, quantile, share
from rag.evaluation.scoring import Score
from rag.evaluation.worth import worth
from rag.types import Status


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the report."""

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


def _outcome(status: Status, *, answerable: bool) -> Measure:
    """The share of answerable or unanswerable questions that get a status."""
    return Measure(
        f"{status}_{'answerable' if answerable else 'unanswerable'}",
        f"{status}, {'though' if status is Status.REFUSED else 'when'} answerable"
        if answerable
        else f"{status}, when unanswerable",
        _share_of(lambda s: s.answer.status is status if s.row.answerable is answerable else None),
    )


def _timing(name: str, q: float) -> Measure:
    return Measure(
        f"{name}_p{round(q * 100)}",
        f"{name.removesuffix('_ms').replace('_', ' ')}, {round(q * 100)}th percentile",
        lambda scores: quantile([getattr(s.answer.timings, name) for s in scores], q),
        "ms",
    )


MEASURES: tuple[Measure, ...] = (
    Measure("useful", "useful, from -1 to 1", lambda scores: mean([worth(s) for s in scores])),
    Measure("fact", "the answer or its quotes have the fact", _share_of(lambda s: s.fact)),
    Measure(
        "right_citation",
        "cites a right paragraph",
        _share_of(lambda s: s.right_citation),
    ),
    Measure("complete", "one of each group is cited", _share_of(lambda s: s.complete)),
    Measure("right", "claimed with the fact", _share_of(lambda s: s.right)),
    Measure("wrong", "claimed without the fact", _share_of(lambda s: s.wrong)),
    *(_outcome(status, answerable=True) for status in Status),
    *(_outcome(status, answerable=False) for status in Status),
    Measure(
        "refused_or_contradicted",
        "refused, or its premise contradicted",
        _share_of(lambda s: None if s.row.answerable else s.refused or s.contradicted),
    ),
    Measure(
        "claimed_unanswerable",
        "claimed, though unanswerable",
        _share_of(lambda s: s.claimed_unsaid),
    ),
    Measure("misled", "misled, of trick questions", _share_of(lambda s: s.misled)),
    Measure(
        "citation_share",
        "share of right citations in claimed answers",
        lambda scores: pooled([(s.citations_right, s.citations) for s in scores]),
    ),
    Measure(
        "language",
        "in the question's language, without quotes",
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

BRIEF: dict[str, str] = {
    "useful": "useful",
    "fact": "fact",
    "right_citation": "cited",
    "right": "right",
    "wrong": "wrong",
    "unsure_answerable": "unsure",
    "refused_answerable": "refused",
    "claimed_unanswerable": "claimed",
    "misled": "misled",
}
"""Measure and column heading in the tables by language pairing and kind of question. ``unsure`` and
``refused`` are of answerable questions, ``claimed`` of unanswerable ones."""


def estimates(scores: Sequence[Score]) -> dict[str, Estimate]:
    """Every measure that applies to these scores, by key."""
    found = {measure.key: measure.of(scores) for measure in MEASURES}
    return {key: estimate for key, estimate in found.items() if estimate is not None}


def brief(scores: Sequence[Score]) -> dict[str, Estimate]:
    """The measures of :data:`BRIEF` that apply to these scores."""
    found = {measure.key: measure.of(scores) for measure in MEASURES if measure.key in BRIEF}
    return {key: estimate for key, estimate in found.items() if estimate is not None}
