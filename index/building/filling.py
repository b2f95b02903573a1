"""Filling a new snapshot, a batch of passages at a time: memory does not grow with their number.

Each batch is taken from the index before or embedded, stored, and forgotten.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from index.embedding.embedder import Embedder
from index.embedding.late_interaction import Floats, PassageVectors
from index.records import document_record, passage_record
from index.snapshots.contents import Articles
from index.snapshots.manifest import Manifest
from index.snapshots.token_vectors import TokenVectors, TokenWriter, from_text, to_text
from index.types import Passage

if TYPE_CHECKING:
    from index.chroma.collections import Collections

Progress = Callable[[str, int, int], None]
"""Called with the step ("reading", "embedding", "storing", "verifying"), done, and total."""

_BATCH: Final = 1_024
"""Passages in memory with their vectors: 15 MB. Chroma stores fewer at a time more slowly."""
_REMOVED: Final = 0.25
"""Share of removed passages up to which Chroma's files are copied rather than made anew; a guess.
Chroma keeps the places of removed vectors, which take memory and time of each search."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written into a new snapshot."""

    dimension: int
    embedded: int
    """Passages whose vectors were computed; those of the others were known."""
    removed: int
    """Passages removed from its collections since these were made anew."""
    token_vectors: str
    """Checksum of their file; empty where each passage's record has its own."""


class Earlier:
    """An index that was made by the same model, with its vectors.

    Args:
        manifest: its own.
        articles: what it holds.
        collections: of that index.
        tokens: of its passages; None where each record has its own.
    """

    def __init__(
        self,
        manifest: Manifest,
        articles: Articles,
        collections: "Collections",
        tokens: TokenVectors | None,
    ) -> None:
        self.manifest = manifest
        self.tokens = tokens
        self._articles = articles
        self._collections = collections
        self._ids = {
            (passage.above, passage.text): passage.id
            for passages in articles.passages.values()
            for passage in passages
        }

    def unchanged(self, contents: Mapping[str, str]) -> frozenset[str]:
        """Ids of the documents that are as they were, to be kept in a copy of this index.

        None if a copy would have too many removed passages.

        Args:
            contents: of the new index, see :attr:`Manifest.contents`.
        """
        same = contents.items() & self.manifest.contents.items()
        kept = frozenset(document_id for document_id, _ in same)
        gone = len(self.passages_of(self.documents_without(kept)))
        removed = self.manifest.removed + gone
        return kept if removed <= _REMOVED * (self.manifest.passages - gone) else frozenset()

    def documents_without(self, kept: Collection[str]) -> list[str]:
        """Ids of all documents but these."""
        return [one for one in self._articles.documents if one not in kept]

    def passages_of(self, documents: Iterable[str]) -> list[str]:
        """Ids of the passages of these documents."""
        return [
            passage.id
            for document_id in documents
            for passage in self._articles.passages[document_id]
        ]

    def of(self, passages: Sequence[Passage]) -> dict[str, PassageVectors]:
        """Vectors that would be the same today, by passage id.

        They are those of any passage with the same text and the same above it, wherever it stood:
        these two are what is embedded.
        """
        wanted = {p.id: self._ids[key] for p in passages if (key := (p.above, p.text)) in self._ids}
        if not wanted:
            return {}
        found = {}
        for record, dense in self._collections.some("passages", sorted(set(wanted.values()))):
            try:
                tokens, offsets = (
                    self.tokens.of_passage(record.id)
                    if self.tokens
                    else from_text(str(record.metadata.get("tokens", "")))
                )
            except ValueError:  # damaged: computed again
                continue
            found[record.id] = PassageVectors(np.asarray(dense, np.float32), tokens, offsets)
        return {new: found[old] for new, old in wanted.items() if old in found}


def fill(
    collections: "Collections",
    writer: TokenWriter | None,
    articles: Articles,
    *,
    kept: Collection[str],
    earlier: Earlier | None,
    embedder: Callable[[], Embedder],
    progress: Progress,
) -> Filled:
    """Store all passages and documents with their vectors.

    Args:
        collections: of the new snapshot: a copy of the earlier one's if anything is ``kept``, else
            empty ones.
        writer: of its token vectors; None where each passage's record keeps its own.
        articles: all, with one passage or more.
        kept: ids of documents that stay in the copy as they are.
        earlier: what is known; None if nothing is.
        embedder: gives the model; called only if it is needed.
        progress: told how far it is.
    """
    sums: defaultdict[str, Floats | float] = defaultdict(float)
    documents = [one for one in articles.documents.values() if one.id not in kept]
    new = [passage for document in documents for passage in articles.passages[document.id]]
    total = sum(map(len, articles.passages.values()))
    done, embedded, removed = total - len(new), 0, 0
    dimension = earlier.manifest.dimension if earlier else 0
    with closing(writer) if writer else nullcontext():
        if earlier and kept:
            documents_gone = earlier.documents_without(kept)
            gone = earlier.passages_of(documents_gone)
            removed = earlier.manifest.removed + len(gone)
            collections.remove("passages", gone)
            collections.remove("documents", documents_gone)
            if writer and earlier.tokens:
                writer.take(earlier.tokens, earlier.passages_of(kept))
        for batch in _batches(new):
            vectors = earlier.of(batch) if earlier else {}
            if missing := [passage for passage in batch if passage.id not in vectors]:
                told = partial(_told, progress, done, total)
                texts = [(passage.above, passage.text) for passage in missing]
                found = embedder().embed_passages(texts, told)
                vectors |= {p.id: one for p, one in zip(missing, found, strict=True)}
                embedded += len(missing)
            for passage in batch:
                sums[passage.document_id] = sums[passage.document_id] + vectors[passage.id].dense
            _store(collections, writer, batch, vectors)
            dimension = len(vectors[batch[0].id].dense)
            done += len(batch)
            progress("embedding", done, total)
        checksum = writer.finish() if writer else ""
    progress("storing", 0, len(documents))
    collections.add(
        "documents",
        [document_record(document) for document in documents],
        [_unit(sums[document.id]) for document in documents],
    )
    progress("storing", len(documents), len(documents))
    return Filled(dimension, embedded, removed, checksum)


def _batches(passages: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    """The last one is full, so that Chroma writes all vectors of a new index to its graph's files.

    Whoever opens the index would insert those of a smaller batch again.
    """
    start = 0
    while start < len(passages):
        end = start + ((len(passages) - start) % _BATCH or _BATCH)
        yield passages[start:end]
        start = end


def _told(progress: Progress, before: int, count: int, done: int) -> None:
    progress("embedding", before + done, count)


def _store(
    collections: "Collections",
    writer: TokenWriter | None,
    passages: Iterable[Passage],
    vectors: Mapping[str, PassageVectors],
) -> None:
    records = []
    for passage in passages:
        found = vectors[passage.id]
        if writer:
            writer.add(passage.id, found)
        records.append(passage_record(passage, "" if writer else to_text(found)))
    collections.add("passages", records, [vectors[record.id].dense for record in records])


def _unit(vector: Floats | float) -> Floats:
    """The direction of a sum, and so of the mean."""
    found: Floats = np.asarray(vector / np.linalg.norm(vector), np.float32)
    return found
