"""Filling a new snapshot, a batch of passages at a time: memory does not grow with their number.

Each batch is taken from the index before or embedded, stored, and forgotten.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from index.embedding.embedder import Embedder
from index.embedding.late_interaction import Floats, PassageVectors
from index.records import document_record, passage_record, to_passage
from index.snapshots.token_vectors import TokenVectors, TokenWriter, from_text, to_text
from index.types import Document, Passage

if TYPE_CHECKING:
    from index.chroma.collections import Collections

Progress = Callable[[str, int, int], None]
"""Called with the step ("reading", "embedding", "storing", "verifying"), done, and total."""

_BATCH: Final = 1_024
"""Passages in memory with their vectors: 15 MB. Chroma stores fewer at a time more slowly."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written into a new snapshot."""

    dimension: int
    embedded: int
    """Passages whose vectors were computed; those of the others were known."""
    token_vectors: str
    """Checksum of their file; empty where each passage's record has its own."""


class Earlier:
    """The vectors in an index that was made by the same model.

    Args:
        collections: of that index.
        tokens: of its passages; None where each record has its own.
    """

    def __init__(self, collections: "Collections", tokens: TokenVectors | None) -> None:
        self._collections = collections
        self._tokens = tokens

    def of(self, passages: Sequence[Passage]) -> dict[str, PassageVectors]:
        """Those that would be the same today, by passage id.

        A passage's id stands for its text and place. What stands above it is embedded with it and
        may differ all the same: a file's title need not be part of its text.
        """
        above = {passage.id: passage.above for passage in passages}
        found = {}
        for record, dense in self._collections.some("passages", list(above)):
            if to_passage(record).above == above[record.id]:
                tokens, offsets = (
                    self._tokens.of_passage(record.id)
                    if self._tokens
                    else from_text(str(record.metadata.get("tokens", "")))
                )
                found[record.id] = PassageVectors(np.asarray(dense, np.float32), tokens, offsets)
        return found


def fill(
    collections: "Collections",
    writer: TokenWriter | None,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    *,
    earlier: Earlier | None,
    embedder: Callable[[], Embedder],
    progress: Progress,
) -> Filled:
    """Store all passages and documents with their vectors.

    Args:
        collections: empty ones of the new snapshot.
        writer: of its token vectors; None where each passage's record keeps its own.
        documents: all.
        passages: theirs, at least one.
        earlier: what is known; None if nothing is.
        embedder: gives the model; called only if it is needed.
        progress: told how far it is.
    """
    sums: defaultdict[str, Floats | float] = defaultdict(float)
    count, embedded, dimension = len(passages), 0, 0
    with closing(writer) if writer else nullcontext():
        for start in range(0, count, _BATCH):
            batch = passages[start : start + _BATCH]
            vectors = earlier.of(batch) if earlier else {}
            if missing := [passage for passage in batch if passage.id not in vectors]:
                told = partial(_told, progress, start, count)
                texts = [(passage.above, passage.text) for passage in missing]
                found = embedder().embed_passages(texts, told)
                vectors |= {p.id: one for p, one in zip(missing, found, strict=True)}
                embedded += len(missing)
            for passage in batch:
                sums[passage.document_id] = sums[passage.document_id] + vectors[passage.id].dense
            _store(collections, writer, batch, vectors)
            dimension = len(vectors[batch[0].id].dense)
            progress("embedding", start + len(batch), count)
        checksum = writer.finish() if writer else ""
    progress("storing", 0, len(documents))
    collections.add(
        "documents",
        [document_record(document) for document in documents],
        [_unit(sums[document.id]) for document in documents],
    )
    progress("storing", len(documents), len(documents))
    return Filled(dimension, embedded, checksum)


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
