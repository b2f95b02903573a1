"""Passages with nearly the same text, such as an agency report in several papers."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from index.language.numbers.quantities import quantities
from index.types import Passage
from rag.evidence.statements import stems

T = TypeVar("T")

_SAME_TEXT: Final = 0.8
"""Minimum Jaccard similarity of the word stems of two prints of one text (guess)."""


def is_same_text(one: Passage, other: Passage) -> bool:
    """Whether two passages have nearly the same words."""
    first, second = stems(one.text), stems(other.text)
    return len(first & second) >= _SAME_TEXT * max(len(first | second), 1)


def distinct(items: Iterable[T], passage_of: Callable[[T], Passage], count: int) -> list[T]:
    """The first ``count`` items, leaving out those whose text is already among them."""
    chosen: list[T] = []
    for item in items:
        passage = passage_of(item)
        if not any(is_same_text(passage, passage_of(other)) for other in chosen):
            chosen.append(item)
        if len(chosen) == count:
            break
    return chosen


def prints(passage: Passage, others: Iterable[Passage]) -> list[Passage]:
    """The passages of other articles with the same text and values, one per source, by source."""
    found = {
        other.source: other
        for other in others
        if other.document_id != passage.document_id
        and is_same_text(passage, other)
        and quantities(other.text, "de") == quantities(passage.text, "de")
    }
    return [found[source] for source in sorted(found) if source != passage.source]
