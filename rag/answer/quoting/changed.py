"""What has become of quoted words since their article has changed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from index.errors import StoreError
from index.types import Document, Span
from rag.storage.revisions import Revision, trace
from rag.types import Answer, Change, Citation

FindChange = Callable[[Citation], Change | None]
"""Finds what has become of quoted words; None if their article is as it was."""


class Articles(Protocol):
    """The briefing as it is now, and what is known of articles as they were."""

    def document(self, document_id: str) -> Document:
        """Raises KeyError for an unknown id, StoreError while there is no index."""

    def documents(self) -> Sequence[Document]:
        """Raises StoreError while there is no index."""

    def revision(self, document_id: str) -> Revision | None:
        """Of an article as it was once; None if it was never here."""


def change_of(citation: Citation, articles: Articles) -> Change | None:
    """What has become of a quote; None where its article is as it was, or nothing is known."""
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
    """The answer as it has to be shown now: each citation says what has become of its words."""

    def marked(citation: Citation) -> Citation:
        return replace(citation, changed=find(citation))

    return replace(
        answer,
        citations=tuple(map(marked, answer.citations)),
        nearest=tuple(map(marked, answer.nearest)),
    )
