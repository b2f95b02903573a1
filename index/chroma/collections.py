"""The collections of one snapshot, on disk or on a server."""

import gc
import weakref
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from chromadb import Collection as ChromaCollection
from chromadb.api import ClientAPI

from index.chroma.clients import close, mapped, on_disk
from index.chroma.files import CHROMA, DATABASE, stored_records
from index.chroma.graphs import erase_unused
from index.disk.full_disk import damaged
from index.embedding.late_interaction import Floats
from index.records import KINDS, Kind, Record

Vector = Sequence[float]

_HNSW: Any = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 200,
    "max_neighbors": 32,
    "sync_threshold": 1,
}
"""With Chroma's defaults, 11 of 750 random vectors did not find themselves; with these, all did.
``sync_threshold`` 1 writes each change to the graph's files at once. By default up to 1,000 wait in
the database: each opening inserts them again (0.9 s), and a removal that waits cannot be erased."""

_BATCH = 5_000
"""Records per call; Chroma accepts 5,461."""

_SELF_DISTANCE = 1e-3


@dataclass(frozen=True, slots=True)
class Hit:
    """A record's id and the cosine similarity of its vector to the query's, -1 to 1."""

    id: str
    score: float


class Collections:
    """The two collections of one snapshot. Reading is safe from several threads."""

    def __init__(
        self, place: object, client: ClientAPI, stores: Mapping[Kind, ChromaCollection]
    ) -> None:
        self.place = place
        """For messages; on disk the snapshot's folder."""
        self._client = client
        self._stores = stores
        self._follow_ups: list[Callable[[], object]] = []

    @classmethod
    def create(cls, folder: Path) -> "Collections":
        """Empty collections in a new snapshot's folder."""
        return cls._on_disk(folder, create=True)

    @classmethod
    def open(cls, folder: Path) -> "Collections":
        """The collections of an existing snapshot.

        Raises:
            StoreError: they cannot be opened. Some damage crashes the process
                instead, see :mod:`index.snapshots.integrity`.
        """
        if not (folder / CHROMA).is_dir():
            raise damaged(folder, "its Chroma folder is missing")
        return cls._on_disk(folder, create=False)

    @classmethod
    def _on_disk(cls, folder: Path, *, create: bool) -> "Collections":
        with mapped(folder):
            made = cls.of(folder, on_disk(folder / CHROMA), "", create=create)
        made.when_closed(partial(erase_unused, folder / CHROMA))
        return made

    @classmethod
    def of(cls, place: object, client: ClientAPI, prefix: str, *, create: bool) -> "Collections":
        """Collections that own ``client`` from now on.

        On a server, ``prefix`` distinguishes snapshots.
        """
        with mapped(place):
            try:
                # No embedding function: vectors are always given.
                stores = {
                    kind: client.create_collection(
                        f"{prefix}{kind}", configuration={"hnsw": _HNSW}, embedding_function=None
                    )
                    if create
                    else client.get_collection(f"{prefix}{kind}", embedding_function=None)
                    for kind in KINDS
                }
            except BaseException:
                close(client)
                raise
        return cls(place, client, stores)

    def add(self, kind: Kind, records: Sequence[Record], vectors: Sequence[Floats]) -> None:
        """Store records with their vectors, in the same order; ids must be new.

        Raises:
            StoreError: the disk is full, or Chroma rejects them.
        """
        with mapped(self.place):
            for start in range(0, len(records), _BATCH):
                batch = records[start : start + _BATCH]
                self._stores[kind].add(
                    ids=[record.id for record in batch],
                    embeddings=np.asarray(vectors[start : start + _BATCH], np.float32),
                    documents=[record.text for record in batch],
                    metadatas=[dict(record.metadata) for record in batch],
                )

    def remove(self, kind: Kind, ids: Sequence[str]) -> None:
        """Remove the records with these ids.

        Raises:
            StoreError: the disk is full, or Chroma rejects them.
        """
        with mapped(self.place):
            for start in range(0, len(ids), _BATCH):
                self._stores[kind].delete(ids=list(ids[start : start + _BATCH]))

    def count(self, kind: Kind) -> int:
        with mapped(self.place):
            return self._stores[kind].count()

    def records(self, kind: Kind) -> Iterator[Record]:
        """All records, in no particular order.

        On disk they are read directly from Chroma's database, in a third of Chroma's time.
        """
        if isinstance(self.place, Path):
            with mapped(self.place):
                yield from stored_records(self.place / CHROMA / DATABASE, kind)
            return
        for page in self._pages(kind):
            rows = zip(page["ids"], page["documents"], page["metadatas"], strict=True)
            for record_id, text, metadata in rows:
                yield Record(record_id, text, metadata)

    def get(self, kind: Kind, ids: Sequence[str]) -> Iterator[tuple[Record, Vector]]:
        """The records with these ids and their vectors; missing ids are skipped."""
        with mapped(self.place):
            page: Any = self._stores[kind].get(
                ids=list(ids), include=["documents", "metadatas", "embeddings"]
            )
        rows = zip(
            page["ids"], page["documents"], page["metadatas"], page["embeddings"], strict=True
        )
        for record_id, text, metadata, vector in rows:
            yield Record(record_id, text, metadata), vector

    def search(self, kind: Kind, vector: Vector, k: int, sources: Collection[str]) -> list[Hit]:
        """The ``k`` nearest records, best first; only from ``sources`` if given."""
        with mapped(self.place):
            found = self._stores[kind].query(
                query_embeddings=np.asarray([vector], np.float32),
                n_results=k,
                where=_where(sources),
                include=["distances"],
            )
        (ids,), (distances,) = found["ids"], found["distances"] or [[]]
        return [
            Hit(record_id, max(-1.0, min(1.0, 1.0 - distance)))
            for record_id, distance in zip(ids, distances, strict=True)
        ]

    def check(self, expected: Mapping[Kind, int], sample: int) -> None:
        """Check the number of records, and that ``sample`` vectors of each kind find themselves.

        Raises:
            StoreError: a check fails.
        """
        for kind, count in expected.items():
            with mapped(self.place):
                ids = self._stores[kind].get(include=[])["ids"]
            if len(ids) != count:
                raise damaged(self.place, f"it holds {len(ids)} {kind} instead of {count}")
            step = max(1, len(ids) // sample)
            if ids:
                self._check_found(kind, ids[::step][:sample])
        # The first use of a graph writes it.
        if isinstance(self.place, Path):
            erase_unused(self.place / CHROMA)

    def _check_found(self, kind: Kind, ids: list[str]) -> None:
        with mapped(self.place):
            page: Any = self._stores[kind].get(ids=ids, include=["embeddings"])
        for record_id, vector in zip(page["ids"], page["embeddings"], strict=True):
            nearest = self.search(kind, [float(x) for x in vector], 1, ())
            if not nearest or nearest[0].score < 1 - _SELF_DISTANCE:
                raise damaged(self.place, f"a vector of its {kind} is lost ({record_id})")

    def close(self) -> None:
        """Release the files, or the connections."""
        close(self._client)
        for follow_up in self._follow_ups:
            follow_up()

    def when_closed(self, follow_up: Callable[[], object]) -> None:
        """Register a function to call on close, or at garbage collection without a close."""
        self._follow_ups.append(weakref.finalize(self, follow_up))

    def _pages(self, kind: Kind) -> Iterator[Any]:
        with mapped(self.place):
            ids = self._stores[kind].get(include=[])["ids"]
        for start in range(0, len(ids), _BATCH):
            with mapped(self.place):
                yield self._stores[kind].get(
                    ids=ids[start : start + _BATCH], include=["documents", "metadatas"]
                )
            # A reply is part of a cycle that keeps its text, 80 MB with token vectors, and an index
            # is loaded with the collector off.
            gc.collect(0)


def checked_vector(vector: Vector, dimension: int) -> list[float]:
    """``vector`` as a list of floats.

    Raises:
        ValueError: it has the wrong length, is not finite, or is zero, for which Chroma would
            return arbitrary hits.
    """
    array = np.asarray(vector, dtype=np.float64)
    if array.shape != (dimension,):
        raise ValueError(f"A query vector needs {dimension} numbers, not shape {array.shape}.")
    if not np.isfinite(array).all() or not array.any():
        raise ValueError("A query vector must be finite and not zero.")
    return [float(number) for number in array]


def _where(sources: Collection[str]) -> Any:
    return {"source": {"$in": sorted(sources)}} if sources else None
