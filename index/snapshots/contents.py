"""Is what an index holds of an article what was indexed? Digests of articles with their passages.

Chroma does not notice changed bytes in the texts that it keeps, and a changed figure would be
quoted as verbatim. A build notes a digest for each article in its manifest; it is compared before
anything of that article is handed out, once for an opened index.
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
        """From both in any order."""
        of_document: defaultdict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            of_document[passage.document_id].append(passage)
        for own in of_document.values():
            own.sort(key=lambda passage: passage.start)
        by_id = {document.id: document for document in documents}
        return cls(by_id, {**dict.fromkeys(by_id, ()), **of_document})


def digests(articles: Articles) -> dict[str, str]:
    """By document id: a digest of all that is stored of a document and its passages."""
    return {
        key: digest(document, articles.passages[key])
        for key, document in articles.documents.items()
    }


def digest(document: Document, passages: Sequence[Passage]) -> str:
    """Of one document; its passages in any order."""
    records = [passage_record(passage) for passage in passages]
    made = sha256()
    for record in (document_record(document), *sorted(records, key=lambda record: record.id)):
        made.update(_bytes(record))
    return made.hexdigest()[:_DIGITS]


def _bytes(record: Record) -> bytes:
    """Everything of a record, in one form."""
    said = sorted(record.metadata.items())
    return json.dumps([record.id, record.text, said]).encode()


class Contents:
    """Checks the articles of one opened index. Safe to use from several threads."""

    def __init__(self, manifest: Manifest, articles: Articles) -> None:
        self._digests = manifest.contents
        self._documents = articles.documents
        self._passages = articles.passages
        self._lock = threading.Lock()
        self._sound: set[str] = set()

    def ensure(self, document_id: str) -> None:
        """Compare an article with its digest, the first time that it is asked for.

        Raises:
            StoreError: it is not what was indexed.
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
        """Compare all articles; also that none is missing and none was put in.

        Raises:
            StoreError: one is not what was indexed.
        """
        for document_id in sorted({*self._digests, *self._documents, *self._passages}):
            self.ensure(document_id)


def checked(
    manifest: Manifest, documents: Iterable[Record], passages: Iterable[Record]
) -> Articles:
    """What is stored, compared with the digests of the manifest.

    Raises:
        StoreError: a document is not what was indexed, or a record cannot be read.
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
    """The error for an article that is not what was indexed."""
    return StoreError(f"The index holds {source} with changed bytes: it is damaged.", REBUILD)
