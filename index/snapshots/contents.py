"""Verifies stored articles against digests taken when they were indexed.

Chroma does not detect changed bytes in stored texts, so an altered figure would be quoted as
verbatim. A build writes a digest per article, with its passages, to the manifest. It is compared
once per opened index, before any text of that article is returned.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Self

from index.errors import REBUILD, StoreError
from index.records import Record, document_record, passage_record, to_document, to_passage
from index.snapshots.manifest import Manifest
from index.types import Document, Passage

_DIGITS: Final = 32


@dataclass(frozen=True, slots=True)
class Articles:
    """All articles of an index."""

    documents: Mapping[str, Document]
    """By id."""
    passages: Mapping[str, Sequence[Passage]]
    """By document id, in reading order."""

    @classmethod
    def of(cls, documents: Iterable[Document], passages: Iterable[Passage]) -> Self:
        """Group passages by document; both may be in any order."""
        of_document: defaultdict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            of_document[passage.document_id].append(passage)
        for own in of_document.values():
            own.sort(key=lambda passage: passage.start)
        by_id = {document.id: document for document in documents}
        return cls(by_id, {**dict.fromkeys(by_id, ()), **of_document})


def digests(articles: Articles) -> dict[str, str]:
    """The digest of each document with its passages, by document id."""
    return {
        key: digest(document, articles.passages[key])
        for key, document in articles.documents.items()
    }


def digest(document: Document, passages: Sequence[Passage]) -> str:
    """SHA-256, shortened, over all stored fields of a document and its passages, in any order."""
    records = [passage_record(passage) for passage in passages]
    made = sha256()
    for record in (document_record(document), *sorted(records, key=lambda record: record.id)):
        made.update(_bytes(record))
    return made.hexdigest()[:_DIGITS]


def _bytes(record: Record) -> bytes:
    """A record in canonical form."""
    said = sorted(record.metadata.items())
    return json.dumps([record.id, record.text, said]).encode()


class Contents:
    """Verifies the articles of one opened index. Safe to use from several threads."""

    def __init__(self, manifest: Manifest, articles: Articles) -> None:
        self._digests = manifest.contents
        self._documents = articles.documents
        self._passages = articles.passages
        self._lock = threading.Lock()
        self._sound: set[str] = set()

    def ensure(self, document_id: str) -> None:
        """Compare an article with its digest when it is first requested.

        Raises:
            StoreError: it was altered.
        """
        with self._lock:
            if document_id in self._sound:
                return
        document = self._documents.get(document_id)
        if document is None or self._digests.get(document_id) != digest(
            document, self._passages.get(document_id, ())
        ):
            raise changed(document.source if document else document_id)
        with self._lock:
            self._sound.add(document_id)

    def ensure_all(self) -> None:
        """Compare all articles with their digests.

        Raises:
            StoreError: one was altered, is missing, or was added.
        """
        for document_id in sorted({*self._digests, *self._documents, *self._passages}):
            self.ensure(document_id)


def checked(
    manifest: Manifest, documents: Iterable[Record], passages: Iterable[Record]
) -> Articles:
    """Stored records as articles, verified against the digests in the manifest.

    Raises:
        StoreError: an article was altered, or a record cannot be read.
    """
    try:
        found = Articles.of(map(to_document, documents), map(to_passage, passages))
    except (KeyError, ValueError) as error:
        raise StoreError(
            f"The index is damaged: a record cannot be read ({error}).", REBUILD
        ) from error
    Contents(manifest, found).ensure_all()
    return found


def changed(source: str) -> StoreError:
    """The error for an article that was altered in the index."""
    return StoreError(f"The index is damaged: the stored text of {source} has changed.", REBUILD)
