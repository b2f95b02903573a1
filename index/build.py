"""Building the index: read, cut, embed what is new, store, verify, switch."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index import splitting
from index.antecedents import with_antecedents
from index.embedding.embedder import Embedder, embedder_name, load_embedder
from index.embedding.late_interaction import Floats, PassageVectors
from index.errors import SourceError, StoreError
from index.reading.folder import CHANGING, all_left_out, digests_of, read, scan
from index.reading.parsing import FileNote, Problem
from index.records import document_record, passage_record, to_passage
from index.settings import Settings
from index.snapshots.base import Snapshots, newest
from index.snapshots.contents import digests as contents_of
from index.snapshots.manifest import Changes, Manifest, changes
from index.snapshots.opening import snapshots_of
from index.snapshots.token_vectors import TokenVectors, to_text
from index.types import Document, Passage

if TYPE_CHECKING:
    from index.chroma.collections import Collections

Progress = Callable[[str, int, int], None]
"""Called with the step ("reading", "embedding", "storing", "verifying"), done, and total."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    snapshot: str
    built: bool
    """False: the index was up to date and stayed."""
    documents: int
    passages: int
    sentences: int
    embedded: int
    """Passages whose vectors were computed; the others were taken from the index before."""
    changes: Changes
    problems: tuple[Problem, ...]
    """Files, and what is inside files, that is left out."""
    read: int
    """Files that are new or have changed; those that cannot be read are among them."""
    unchanged: int
    seconds: float
    notes: tuple[FileNote, ...] = ()


def build(
    settings: Settings,
    embedder: Embedder | None = None,
    progress: Progress = lambda step, done, total: None,
    *,
    fresh: bool = False,
) -> Report:
    """Bring the index up to date with the sources folder.

    Without ``embedder`` the one of the settings is loaded, only if it is needed.
    ``fresh`` computes everything anew. Whatever fails, the index in use stays.

    Raises:
        SourceError: there is no article that can be read.
        ModelError: the embedding model cannot be loaded.
        LockedError: another build is running.
        StoreError: the data folder cannot be written.
    """
    began = time.monotonic()
    files = scan(settings.sources)
    digests = digests_of(files)
    name = embedder.name if embedder else embedder_name(settings.embedding)
    with closing(snapshots_of(settings)) as snapshots, snapshots.writing():
        withdrawn = snapshots.withdrawn()
        before = None if fresh else _sound(snapshots)
        difference = changes(before.files if before else {}, digests)
        if before and before.made_from(digests, name, withdrawn):
            snapshots.prune()
            left_out = all_left_out(before.problems, files)
            return _report(before, 0, difference, left_out, began, built=False)
        progress("reading", 0, len(files))
        reading = read(files, withdrawn)
        # A file that was being written is looked at again by the next build.
        digests |= {one.source: "" for one in reading.problems if one.message == CHANGING}
        if not reading.documents:
            raise _nothing_readable(settings.sources, reading.problems)
        snapshots.prune()
        passages = with_antecedents(reading.passages, reading.documents)
        vectors = _known_vectors(snapshots, before, name, passages)
        missing = [p for p in passages if p.id not in vectors]
        if missing:
            embedder = embedder or load_embedder(settings.embedding)
            vectors |= _embed(embedder, missing, progress)
        vectors = {passage.id: vectors[passage.id] for passage in passages}
        snapshot, collections = snapshots.create()
        try:
            manifest = Manifest(
                snapshot=snapshot,
                previous=before.snapshot if before else None,
                made=datetime.now(UTC).isoformat(timespec="seconds"),
                embedder=name,
                dimension=len(vectors[passages[0].id].dense),
                splitting=splitting.VERSION,
                files=digests,
                contents=contents_of(reading.documents, passages),
                problems=reading.problems,
                notes=reading.notes,
                withdrawn=tuple(sorted(withdrawn)),
                documents=len(reading.documents),
                passages=len(passages),
                sentences=sum(len(passage.sentences) for passage in passages),
                token_vectors=snapshots.keep_tokens(snapshot, TokenVectors.of(vectors)),
            )
            with closing(collections):
                _store(collections, reading.documents, passages, vectors, manifest, progress)
            progress("verifying", 0, 1)
            snapshots.complete(manifest)
            snapshots.switch(snapshot)
        except BaseException:
            if snapshots.current() != snapshot:
                snapshots.discard(snapshot)
            raise
        progress("verifying", 1, 1)
        snapshots.prune()
        return _report(manifest, len(missing), difference, reading.problems, began, built=True)


def _sound(snapshots: Snapshots) -> Manifest | None:
    """The current snapshot's manifest, if that snapshot can be built upon."""
    manifest = newest(snapshots)
    if manifest is None:
        return None
    try:
        snapshots.ensure_sound(manifest.snapshot)
        snapshots.ensure_unchanged(manifest)
    except StoreError:
        return None
    return manifest


def _known_vectors(
    snapshots: Snapshots,
    before: Manifest | None,
    embedder: str,
    passages: Sequence[Passage],
) -> dict[str, PassageVectors]:
    """The vectors in the index before that would be the same today, by passage id.

    A passage's id stands for its text and place. What stands above it is embedded with it and may
    differ all the same: a file's title need not be part of its text.
    """
    if before is None or before.embedder != embedder or before.splitting != splitting.VERSION:
        return {}
    with closing(snapshots.collections(before.snapshot)) as collections:
        above = {r.id: to_passage(r).above for r in collections.records("passages")}
        dense = collections.vectors("passages")
        tokens = snapshots.token_vectors(before.snapshot, collections)
    return {
        p.id: PassageVectors(np.asarray(dense[p.id], np.float32), *tokens.of_passage(p.id))
        for p in passages
        if above.get(p.id) == p.above
    }


def _embed(
    embedder: Embedder, passages: Sequence[Passage], progress: Progress
) -> dict[str, PassageVectors]:
    progress("embedding", 0, len(passages))
    vectors = embedder.embed_passages(
        [(passage.above, passage.text) for passage in passages],
        progress=lambda done: progress("embedding", done, len(passages)),
    )
    return {passage.id: found for passage, found in zip(passages, vectors, strict=True)}


def _store(
    collections: "Collections",
    documents: Sequence[Document],
    passages: Sequence[Passage],
    vectors: Mapping[str, PassageVectors],
    manifest: Manifest,
    progress: Progress,
) -> None:
    """Fill the two collections of a new snapshot."""
    total, done = len(documents) + len(passages), 0

    def stored(count: int) -> None:
        nonlocal done
        done += count
        progress("storing", done, total)

    stored(0)
    collections.add(
        "documents",
        [document_record(document) for document in documents],
        _document_vectors(documents, passages, vectors),
        stored,
    )
    apart = bool(manifest.token_vectors)
    records = [passage_record(p, "" if apart else to_text(vectors[p.id])) for p in passages]
    collections.add("passages", records, [vectors[p.id].dense for p in passages], stored)


def _document_vectors(
    documents: Iterable[Document],
    passages: Iterable[Passage],
    vectors: Mapping[str, PassageVectors],
) -> list[Floats]:
    """The mean of each document's passages, of unit length."""
    of_document: dict[str, list[Floats]] = defaultdict(list)
    for passage in passages:
        of_document[passage.document_id].append(vectors[passage.id].dense)
    means = {key: np.mean(np.asarray(rows), axis=0) for key, rows in of_document.items()}
    return [means[d.id] / np.linalg.norm(means[d.id]) for d in documents]


def _nothing_readable(folder: Path, problems: Sequence[Problem]) -> SourceError:
    first = problems[0]
    return SourceError(
        f"None of the {len(problems)} files in {folder} can be read.",
        f"The first, {first.source}: {first.message}",
    )


def _report(
    manifest: Manifest,
    embedded: int,
    difference: Changes,
    left_out: tuple[Problem, ...],
    began: float,
    *,
    built: bool,
) -> Report:
    new = len(difference.added) + len(difference.changed)
    return Report(
        snapshot=manifest.snapshot,
        built=built,
        documents=manifest.documents,
        passages=manifest.passages,
        sentences=manifest.sentences,
        embedded=embedded,
        changes=difference,
        problems=left_out,
        read=new,
        unchanged=len(manifest.files) - new,
        notes=manifest.notes,
        seconds=time.monotonic() - began,
    )
