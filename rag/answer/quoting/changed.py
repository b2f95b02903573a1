"""Quotes whose article has changed since the answer was given."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from index.errors import StoreError
from index.types import Document, Span
from rag.annotations import Change
from rag.storage.revisions import Revision, trace
from rag.types import Answer, Citation

FindChange = Callable[[Citation], Change | None]
"""Finds the change of a quote; None if its article is unchanged."""


class Articles(Protocol):
    """The current articles of the briefing, and records of earlier versions."""

    def document(self, document_id: str) -> Document:
        """Raises KeyError for an unknown id, StoreError while there is no index."""

    def documents(self) -> Sequence[Document]:
        """Raises StoreError while there is no index."""

    def revision(self, document_id: str) -> Revision | None:
        """The recorded version of an article; None if it was never in the briefing."""


def change_of(citation: Citation, articles: Articles) -> Change | None:
    """The change of a quote; None if its article is unchanged, or if that is unknown."""
    before = articles.revision(citation.document_id)
    if before is None:
        return None
    try:
        articles.document(citation.document_id)
    except KeyError:
        now = next((one for one in articles.documents() if one.source == before.source), None)
    except StoreError:
        return None
    else:
        return None
    if now is None:
        return Change(None)
    found = trace(before, Span(citation.start, citation.end), Revision.of(now))
    if found is None:
        return None
    return Change(now.text[found.span.start : found.span.end], kept=found.kept)


def with_changes(answer: Answer, find: FindChange) -> Answer:
    """Update the citations of an answer with the changes of their articles."""

    def marked(citation: Citation) -> Citation:
        return replace(citation, changed=find(citation))

    return replace(
        answer,
        citations=tuple(map(marked, answer.citations)),
        nearest=tuple(map(marked, answer.nearest)),
    )
