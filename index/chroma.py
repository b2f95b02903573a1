"""Chroma, on disk or as a server: the only file that knows chromadb and langchain-chroma.

Importing it takes about 2 s.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from index.errors import StoreError
from index.manifest import Manifest
from index.records import Record
from index.soundness import CHROMA, damaged

Kind = Literal["documents", "passages", "sentences"]
KINDS: tuple[Kind, ...] = ("documents", "passages", "sentences")

Vector = Sequence[float]
Note = Mapping[str, str | int | float | bool]

_HNSW: Any = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 200,
    "max_neighbors": 32,
}
"""With Chroma's defaults, 11 of 750 random vectors did not find themselves; with these, all."""

_BATCH = 5_000
"""Chroma takes 5,461 records at once."""

_SELF_DISTANCE = 1e-3
_NOWHERE: Sequence[float] = [1.0]
"""Chroma keeps nothing without a vector."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record's id and the cosine similarity of its vector to the query's, -1 to 1."""

    id: str
    score: float


class _Known(Embeddings):
    """Hands Chroma the vectors that were computed before."""

    def __init__(self, vectors: Mapping[str, Vector]) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(self._vectors[text]) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return list(self._vectors[text])


class Collections:
    """The three collections of one generation. Reading is safe from several threads."""

    def __init__(self, place: object, client: Any, stores: Mapping[Kind, Chroma]) -> None:
        self.place = place
        """For messages."""
        self._client = client
        self._stores = stores

    @classmethod
    def create(cls, folder: Path) -> "Collections":
        """Empty collections in a new generation's folder."""
        return cls._on_disk(folder, create=True)

    @classmethod
    def open(cls, folder: Path) -> "Collections":
        """The collections of an existing generation.

        Raises:
            StoreError: they cannot be opened. Some damage ends the process
                instead: see :mod:`index.soundness`.
        """
        if not (folder / CHROMA).is_dir():
            raise damaged(folder, "its Chroma folder is missing")
        return cls._on_disk(folder, create=False)

    @classmethod
    def _on_disk(cls, folder: Path, *, create: bool) -> "Collections":
        with mapped(folder):
            client = chromadb.PersistentClient(str(folder / CHROMA), settings=_quiet())
            return cls.connect(folder, client, "", create=create)

    @classmethod
    def connect(cls, place: object, client: Any, prefix: str, *, create: bool) -> "Collections":
        """The collections of a client; on a server, ``prefix`` tells generations apart."""
        with mapped(place):
            try:
                stores = {
                    kind: Chroma(
                        collection_name=f"{prefix}{kind}",
                        client=client,
                        collection_configuration={"hnsw": _HNSW} if create else None,
                        create_collection_if_not_exists=create,
                    )
                    for kind in KINDS
                }
            except BaseException:
                client.close()
                raise
        return cls(place, client, stores)

    def add(
        self,
        kind: Kind,
        records: Sequence[Record],
        vectors: Mapping[str, Vector],
        progress: Callable[[int], None],
    ) -> None:
        """Store records with the vectors of their texts; ids must be new.

        Raises:
            StoreError: the disk is full, or Chroma refuses.
        """
        with mapped(self.place):
            store = Chroma(
                collection_name=self._stores[kind]._collection_name,  # noqa: SLF001 - not public
                client=self._client,
                embedding_function=_Known(vectors),
                create_collection_if_not_exists=False,
            )
            for start in range(0, len(records), _BATCH):
                batch = records[start : start + _BATCH]
                store.add_texts(
                    [record.text for record in batch],
                    metadatas=[dict(record.metadata) for record in batch],
                    ids=[record.id for record in batch],
                )
                progress(len(batch))

    def count(self, kind: Kind) -> int:
        with mapped(self.place):
            return len(self._stores[kind].get(include=[])["ids"])

    def records(self, kind: Kind) -> Iterator[Record]:
        """All records, in no particular order."""
        for page in self._pages(kind, ["documents", "metadatas"]):
            rows = zip(page["ids"], page["documents"], page["metadatas"], strict=True)
            for record_id, text, metadata in rows:
                yield Record(record_id, text, metadata)

    def vectors(self, kind: Kind) -> dict[str, Vector]:
        """The stored vector of every text."""
        found: dict[str, Vector] = {}
        for page in self._pages(kind, ["documents", "embeddings"]):
            found.update(zip(page["documents"], page["embeddings"], strict=True))
        return found

    def search(self, kind: Kind, vector: Vector, k: int, sources: Collection[str]) -> list[Hit]:
        """The ``k`` nearest records, best first; only of ``sources`` unless that is empty."""
        with mapped(self.place):
            found = self._stores[kind].similarity_search_by_vector_with_relevance_scores(
                list(vector), k, filter=_where(sources)
            )
        return [Hit(str(text.id), max(-1.0, min(1.0, 1.0 - far))) for text, far in found]

    def check(self, manifest: Manifest, sample: int) -> None:
        """Counts agree with the manifest, and ``sample`` records of each kind find themselves.

        Raises:
            StoreError: they do not.
        """
        expected: dict[Kind, int] = {
            "documents": manifest.documents,
            "passages": manifest.passages,
            "sentences": manifest.sentences,
        }
        for kind, count in expected.items():
            with mapped(self.place):
                ids = self._stores[kind].get(include=[])["ids"]
            if len(ids) != count:
                raise damaged(self.place, f"it holds {len(ids)} {kind} instead of {count}")
            step = max(1, len(ids) // sample)
            if ids:
                self._check_found(kind, ids[::step][:sample])

    def _check_found(self, kind: Kind, ids: list[str]) -> None:
        with mapped(self.place):
            page = self._stores[kind].get(ids=ids, include=["embeddings"])
        for record_id, vector in zip(page["ids"], page["embeddings"], strict=True):
            nearest = self.search(kind, [float(x) for x in vector], 1, ())
            if not nearest or nearest[0].score < 1 - _SELF_DISTANCE:
                raise damaged(self.place, f"a vector of its {kind} is lost ({record_id})")

    def close(self) -> None:
        """Release the files."""
        self._client.close()

    def _pages(self, kind: Kind, include: list[str]) -> Iterator[dict[str, Any]]:
        with mapped(self.place):
            ids = self._stores[kind].get(include=[])["ids"]
        for start in range(0, len(ids), _BATCH):
            with mapped(self.place):
                yield self._stores[kind].get(ids=ids[start : start + _BATCH], include=include)


def checked_vector(vector: Vector, dimension: int) -> list[float]:
    """``vector`` as plain floats.

    Raises:
        ValueError: it has another length, is not finite, or is zero; Chroma
            answers such a query with arbitrary hits.
    """
    array = np.asarray(vector, dtype=np.float64)
    if array.shape != (dimension,):
        raise ValueError(f"A query vector needs {dimension} numbers, not shape {array.shape}.")
    if not np.isfinite(array).all() or not array.any():
        raise ValueError("A query vector must be finite and not zero.")
    return [float(number) for number in array]


def _where(sources: Collection[str]) -> Any:
    return {"source": {"$in": sorted(sources)}} if sources else None


def _quiet() -> Settings:
    return Settings(anonymized_telemetry=False)


@contextmanager
def mapped(place: object) -> Iterator[None]:
    """Errors of Chroma, its files and its connections become ours."""
    try:
        yield
    except StoreError:
        raise
    except (httpx.TransportError, ConnectionError) as error:
        raise unreachable(place) from error
    except (ChromaError, sqlite3.Error, OSError, ValueError, RuntimeError) as error:
        why = (str(error).strip() or type(error).__name__).splitlines()[0][:300]
        raise damaged(place, why.rstrip(".")) from error


def unreachable(place: object) -> StoreError:
    """The error for a server that does not answer."""
    return StoreError(
        f"The Chroma server at {place} cannot be reached.",
        "Start it, or correct BRIEFING_CHROMA_URL.",
    )


class Server:
    """A Chroma server, as a keeper of collections and of a little text beside them.

    Raises:
        StoreError: from every method, if it does not answer.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._client: ClientAPI | None = None

    def names(self) -> list[str]:
        """All collections."""
        with self._connected() as client:
            return [collection.name for collection in client.list_collections(limit=10_000)]

    def collections(self, prefix: str, *, create: bool) -> Collections:
        """Those of one generation."""
        with self._connected() as client:
            return Collections.connect(self.url, client, prefix, create=create)

    def claim(self, name: str, note: Note) -> bool:
        """Make an empty collection with a note, unless there is one of this name."""
        with self._connected() as client:
            try:
                client.create_collection(name, metadata=dict(note), embedding_function=None)
            except ChromaError:
                if self.note(name) is None:
                    raise
                return False
            return True

    def note(self, name: str) -> Note | None:
        """A collection's note, or None if there is no such collection."""
        found = self._find(name)
        return None if found is None else (found.metadata or {})

    def set_note(self, name: str, note: Note) -> None:
        """Replace a collection's note at once, as all will see it."""
        if (found := self._find(name)) is not None:
            with mapped(self.url):
                found.modify(metadata=dict(note))

    def text(self, name: str, key: str) -> str | None:
        """A text that was kept in a collection."""
        if (found := self._find(name)) is None:
            return None
        with mapped(self.url):
            texts = found.get(ids=[key], include=["documents"])["documents"]
        return texts[0] if texts else None

    def keep_text(self, name: str, key: str, text: str) -> None:
        """Keep a text in a collection; what was there under the key is replaced."""
        if (found := self._find(name)) is not None:
            with mapped(self.url):
                found.upsert(ids=[key], documents=[text], embeddings=[_NOWHERE])

    def remove_text(self, name: str, key: str) -> None:
        """Forget a text."""
        if (found := self._find(name)) is not None:
            with mapped(self.url):
                found.delete(ids=[key])

    def remove(self, name: str) -> None:
        """Remove a collection, if it is there."""
        with self._connected() as client, suppress(NotFoundError):
            client.delete_collection(name)

    def _find(self, name: str) -> chromadb.Collection | None:
        with self._connected() as client:
            try:
                return client.get_collection(name, embedding_function=None)
            except NotFoundError:
                return None

    @contextmanager
    def _connected(self) -> Iterator[ClientAPI]:
        with mapped(self.url):
            if self._client is None:
                self._client = _connect(self.url)
            yield self._client


def _connect(url: str) -> ClientAPI:
    parts = urlsplit(url)
    try:
        return chromadb.HttpClient(
            host=parts.hostname or "",
            port=parts.port or (443 if parts.scheme == "https" else 80),
            ssl=parts.scheme == "https",
            settings=_quiet(),
        )
    except ValueError as error:  # which Chroma makes of a refused connection
        raise unreachable(url) from error
