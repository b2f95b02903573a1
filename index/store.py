"""Read access to the index: look-ups and searches that return our own types."""

import copy
import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from index.chroma.collections import Collections, Hit, checked_vector
from index.disk.full_disk import damaged
from index.errors import REBUILD, StoreError
from index.passages import splitting
from index.records import Kind, to_document, to_passage
from index.snapshots.base import Snapshots
from index.snapshots.contents import Articles, Contents
from index.snapshots.manifest import Manifest
from index.snapshots.token_vectors import TokenVectors
from index.types import Document, Passage

_SAMPLE = 3


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage and its cosine similarity to the query, -1 to 1."""

    passage: Passage
    score: float


class Store:
    """One snapshot of the index, open for reading from any number of threads.

    ::

        with (
            closing(snapshots_of(settings)) as snapshots,
            Store.open(snapshots, embedder.name) as store,
        ):
            hits = store.search_passages(embedder.embed_question("Wer kam?").dense, k=5)
    """

    def __init__(self, manifest: Manifest, collections: Collections, tokens: TokenVectors) -> None:
        self.tokens = tokens
        """Token vectors of all passages, for late interaction; empty if the model has none."""
        self._manifest = manifest
        self._collections = collections
        self._closing = threading.Lock()
        self._closed = threading.Event()
        self._hidden: frozenset[str] = frozenset()
        documents = [to_document(record) for record in collections.records("documents")]
        self._documents = {d.id: d for d in sorted(documents, key=lambda d: d.source)}
        passages = [to_passage(record) for record in collections.records("passages")]
        self._passages = {p.id: p for p in sorted(passages, key=lambda p: (p.source, p.start))}
        articles = Articles.of(documents, passages)
        self._of_document = {key: tuple(found) for key, found in articles.passages.items()}
        self._contents = Contents(manifest, articles)

    @classmethod
    def open(cls, snapshots: Snapshots, embedder_name: str) -> "Store":
        """Open the current snapshot.

        Raises:
            StoreError: there is none, it is damaged, or it was made with another model.
        """
        name = snapshots.current()
        if name is None:
            raise StoreError("There is no index yet.", REBUILD)
        manifest = snapshots.manifest(name)
        if manifest.embedder != embedder_name:
            raise StoreError(
                f"The index was made with the embedding model {manifest.embedder}, "
                f"not with {embedder_name}.",
                f"{REBUILD}, or set BRIEFING_EMBEDDING to the model it was made with.",
            )
        if manifest.splitting != splitting.VERSION:
            raise StoreError("The index was made by another version of this program.", REBUILD)
        snapshots.ensure_sound(name)
        collections = snapshots.collections(name)
        try:
            store = cls(manifest, collections, snapshots.token_vectors(name, collections))
            store.check()
        except (KeyError, ValueError) as error:
            collections.close()
            raise damaged(collections.place, f"a record cannot be read ({error})") from error
        except StoreError:
            collections.close()
            raise
        return store

    def without(self, document_ids: Collection[str]) -> "Store":
        """A view of this store without these documents; it is closed together with this store.

        Chroma still finds their passages, so a search may return fewer than ``k``.
        """
        hidden = self._hidden | set(document_ids)
        documents = {key: one for key, one in self._documents.items() if key not in hidden}
        passages = {
            key: one for key, one in self._passages.items() if one.document_id not in hidden
        }
        seen = copy.copy(self)
        vars(seen).update(_hidden=hidden, _documents=documents, _passages=passages)
        return seen

    def check(self) -> None:
        """Raises StoreError if part of it cannot be searched."""
        self._collections.check(self._manifest.counts, _SAMPLE)

    def check_contents(self) -> None:
        """Raises StoreError if any document is not what was indexed."""
        self._contents.ensure_all()

    @property
    def snapshot(self) -> str:
        """Version of what is searched: the snapshot's name, and the hidden documents if any.

        A cached answer is valid as long as this stays the same.
        """
        if not self._hidden:
            return self._manifest.snapshot
        hidden = sha256(" ".join(sorted(self._hidden)).encode()).hexdigest()[:8]
        return f"{self._manifest.snapshot}-{hidden}"

    @property
    def manifest(self) -> Manifest:
        """Model, counts and files of this snapshot."""
        return self._manifest

    def documents(self) -> tuple[Document, ...]:
        """All documents, by path."""
        return tuple(self._documents.values())

    def existing(self, document_ids: Iterable[str]) -> frozenset[str]:
        """The ids among these that belong to a document here."""
        return frozenset(key for key in document_ids if key in self._documents)

    def document(self, document_id: str) -> Document:
        """Raises KeyError for an unknown id, StoreError if the stored document was altered."""
        document = self._documents[document_id]
        self._contents.ensure(document_id)
        return document

    def passage(self, passage_id: str) -> Passage:
        """Raises KeyError for an unknown id, StoreError if its stored document was altered."""
        passage = self._passages[passage_id]
        self._contents.ensure(passage.document_id)
        return passage

    def all_passages(self) -> tuple[Passage, ...]:
        """All passages, by path and in reading order."""
        return tuple(self._passages.values())

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """A document's passages in reading order; raises the same errors as :meth:`document`."""
        self.document(document_id)
        return self._of_document[document_id]

    def articles(self) -> tuple[tuple[Document, tuple[Passage, ...]], ...]:
        """All documents with their passages, by path; StoreError if one was altered."""
        return tuple((document, self.passages(document.id)) for document in self.documents())

    def search_passages(
        self, vector: Sequence[float], k: int, sources: Collection[str] = ()
    ) -> list[PassageHit]:
        """The ``k`` most similar passages, best first; only from ``sources`` if given.

        Raises:
            ValueError: ``k`` is below 1, or the vector has the wrong length, is not finite, or
                is zero.
            StoreError: the store is damaged or closed.
        """
        hits = self._search("passages", vector, k, sources)
        return [PassageHit(self.passage(h.id), h.score) for h in hits if h.id in self._passages]

    def _search(
        self, kind: Kind, vector: Sequence[float], k: int, sources: Collection[str]
    ) -> list[Hit]:
        if k < 1:
            raise ValueError(f"k must be at least 1, not {k}.")
        query = checked_vector(vector, self._manifest.dimension)
        if self._closed.is_set():
            raise StoreError("The index was closed.", "Open it again.")
        return self._collections.search(kind, query, k, sources)

    def close(self) -> None:
        """Release the files. Searches then raise StoreError; look-ups still work."""
        with self._closing:
            if not self._closed.is_set():
                self._closed.set()
                self._collections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
