"""Quotes whose words another article has corrected."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from index.errors import StoreError
from index.types import Span
from rag.annotations import Correction
from rag.evidence.comparison import correction_of
from rag.evidence.retrieval import Retriever
from rag.types import Answer, Citation

FindCorrection = Callable[[str, Sequence[Span]], Correction | None]
"""Finds the newest correction of an article's words by another article; None if there is none."""


def find_correction(
    document_id: str,
    spans: Sequence[Span],
    reading: Callable[[], AbstractContextManager[Retriever]],
) -> Correction | None:
    """The newest correction of an article's words; None if there is none, or no such article.

    Args:
        document_id: the article.
        spans: the words, as document offsets.
        reading: opens the current index; may raise StoreError.
    """
    try:
        with reading() as retriever:
            found = correction_of(retriever, document_id, spans)
    except (KeyError, StoreError):
        return None
    if found is None:
        return None
    day = found.origin.day
    return Correction(
        passage_id=found.passage.id,
        source=found.passage.source,
        start=found.span.start,
        end=found.span.end,
        quote=found.text,
        title=found.origin.title,
        date=day.isoformat() if day else None,
        outlet=found.origin.outlet or None,
    )


def with_corrections(answer: Answer, find: FindCorrection) -> Answer:
    """Update the citations of an answer with corrections, except those that it cites itself."""
    cited = {citation.passage_id for citation in answer.shown}

    def marked(citation: Citation) -> Citation:
        found = find(citation.document_id, [Span(citation.start, citation.end)])
        known = found is None or found.passage_id in cited
        return replace(citation, corrected=None if known else found)

    return replace(
        answer,
        citations=tuple(map(marked, answer.citations)),
        nearest=tuple(map(marked, answer.nearest)),
    )
