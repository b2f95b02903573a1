"""Numbering of evidence as ``[n]``: one number per passage over all parts of a question."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from index.types import Span
from rag.types import Evidence


def label(parts: Sequence[Sequence[Evidence]]) -> list[tuple[Evidence, ...]]:
    """Number the evidence of all parts; a passage has the same number in each of them."""
    numbers: dict[str, int] = {}
    return [
        tuple(
            replace(item, n=numbers.setdefault(item.passage.id, len(numbers) + 1)) for item in part
        )
        for part in parts
    ]


def together(parts: Sequence[Sequence[Evidence]]) -> tuple[Evidence, ...]:
    """All evidence of a question in order of number, each passage once with all its sentences.

    Words that are part of a sentence, such as those that name a speaker, do not come twice.
    """
    found: dict[int, Evidence] = {}
    for item in chain.from_iterable(parts):
        found[item.n] = _both(found[item.n], item) if item.n in found else item
    return tuple(found[n] for n in sorted(found))


def _both(one: Evidence, other: Evidence) -> Evidence:
    relevance = dict(zip(one.spans, one.relevance, strict=True))
    for span, value in zip(other.spans, other.relevance, strict=True):
        relevance[span] = max(value, relevance.get(span, 0.0))
    whole = [span for span in relevance if not any(_is_part(span, other) for other in relevance)]
    spans = tuple(sorted(whole, key=lambda span: span.start))
    return replace(
        one,
        spans=spans,
        relevance=tuple(relevance[span] for span in spans),
        score=max(one.score, other.score),
    )


def _is_part(span: Span, other: Span) -> bool:
    return span != other and other.start <= span.start and span.end <= other.end
