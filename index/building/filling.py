"""Fills a new snapshot batch by batch, so that memory does not grow with the number of passages.

The vectors of each batch are copied from the previous index or computed, stored, and released.
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
"""Passages per batch, 15 MB with their vectors. Chroma is slower with smaller batches."""
_REMOVED: Final = 0.25
"""Share of removed passages up to which Chroma's files are copied rather than written anew; a
guess. Chroma never frees the slots of removed vectors, which cost memory and slow each search."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Counts for the manifest of the new snapshot."""

    dimension: int
    embedded: int
    """Passages whose vectors were computed rather than copied."""
    removed: int
    """Passages removed from Chroma's files since these were last written anew."""
    token_vectors: str
    """Checksum of the token vector files; empty if they are stored in the passages' records."""


class PreviousIndex:
    """The previous index, made with the same embedding model, as a source of vectors.

    Args:
        manifest: of that index.
        articles: its documents and passages.
        collections: its records and dense vectors.
        tokens: its token vectors; None if they are stored in the passages' records.
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
        """Ids of the unchanged documents, to be kept in a copy of this index.

        Empty if the copy would have too many removed passages, or they could not be erased.

        Args:
            contents: digests of the new index, see :attr:`Manifest.contents`.
        """
        same = contents.items() & self.manifest.contents.items()
        kept = frozenset(document_id for document_id, _ in same)
        gone = len(self.passages_of(self.documents_without(kept)))
        removed = self.manifest.removed + gone
        few = removed <= _REMOVED * (self.manifest.passages - gone)
        return kept if few and self.manifest.erasable else frozenset()

    def documents_without(self, kept: Collection[str]) -> list[str]:
        """Ids of all documents except these."""
        return [one for one in self._articles.documents if one not in kept]

    def passages_of(self, documents: Iterable[str]) -> list[str]:
        """Ids of the passages of these documents."""
        return [
            passage.id
            for document_id in documents
            for passage in self._articles.passages[document_id]
        ]

    def vectors_of(self, passages: Sequence[Passage]) -> dict[str, PassageVectors]:
        """Vectors by passage id, for the passages that this index already has.

        A passage counts as the same if its text and ``above`` are equal, in whatever document:
        only these two are embedded.
        """
        wanted = {p.id: self._ids[key] for p in passages if (key := (p.above, p.text)) in self._ids}
        if not wanted:
            return {}
        found = {}
        for record, dense in self._collections.get("passages", sorted(set(wanted.values()))):
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
    previous: PreviousIndex | None,
    embedder: Callable[[], Embedder],
    progress: Progress,
) -> Filled:
    """Store all passages and documents with their vectors.

    Args:
        collections: of the new snapshot: copied from the previous one if any document is
            ``kept``, else empty.
        writer: writes the token vectors; None if they are stored in the passages' records.
        articles: all documents and passages, at least one passage.
        kept: ids of documents that are already in the copy.
        previous: the previous index, if its vectors can be reused.
        embedder: loads the model; called only if it is needed.
        progress: receives the progress.
    """
    sums: defaultdict[str, Floats | float] = defaultdict(float)
    documents = [one for one in articles.documents.values() if one.id not in kept]
    new = [passage for document in documents for passage in articles.passages[document.id]]
    total = sum(map(len, articles.passages.values()))
    done, embedded, removed = total - len(new), 0, 0
    dimension = previous.manifest.dimension if previous else 0
    with closing(writer) if writer else nullcontext():
        if previous and kept:
            documents_gone = previous.documents_without(kept)
            gone = previous.passages_of(documents_gone)
            removed = previous.manifest.removed + len(gone)
            collections.remove("passages", gone)
            collections.remove("documents", documents_gone)
            if writer and previous.tokens:
                writer.take(previous.tokens, previous.passages_of(kept))
        for batch in _batches(new):
            vectors = previous.vectors_of(batch) if previous else {}
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
    for start in range(0, len(passages), _BATCH):
        yield passages[start : start + _BATCH]


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
    """Scale to length 1. A sum has the direction of the mean."""
    found: Floats = np.asarray(vector / np.linalg.norm(vector), np.float32)
    return found
