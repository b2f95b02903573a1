"""Builds the index: read, split, embed what is new, store, verify, switch."""

import logging
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from index.building.filling import PreviousIndex, Progress, fill
from index.building.known import known_files, reading_version
from index.embedding.embedder import Embedder, embedder_name, load_embedder
from index.errors import DamagedError, SourceError, StoreError
from index.passages import splitting
from index.passages.antecedents import with_antecedents
from index.reading.folder import (
    CHANGING,
    FolderContents,
    all_left_out,
    digests_of,
    read,
    scan,
)
from index.reading.parsing import FileNote, Problem
from index.settings import Settings
from index.snapshots.base import Snapshots, newest
from index.snapshots.contents import Articles
from index.snapshots.contents import digests as contents_of
from index.snapshots.manifest import Changes, Manifest, changes
from index.snapshots.opening import snapshots_of
from index.types import Passage

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a build."""

    snapshot: str
    built: bool
    """False if the index was already up to date."""
    documents: int
    passages: int
    sentences: int
    embedded: int
    """Passages whose vectors were computed; the others come from the previous index."""
    changes: Changes
    problems: tuple[Problem, ...]
    """Files and members of files that were left out."""
    read: int
    """Files that are new or have changed, including those that cannot be read."""
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

    If it fails, the index in use is unchanged.

    Args:
        settings: name folders and embedding model.
        embedder: default: the one in the settings, loaded only if needed.
        progress: receives the progress.
        fresh: compute all vectors again.

    Raises:
        SourceError: there is no article that can be read.
        ModelError: the embedding model cannot be loaded.
        LockedError: another build is running.
        StoreError: the data folder cannot be written.
    """
    began = time.monotonic()
    load = cache(lambda: embedder or load_embedder(settings.embedding))
    files = scan(settings.sources)
    digests = digests_of(files)
    name = embedder.name if embedder else embedder_name(settings.embedding)
    with closing(snapshots_of(settings)) as snapshots, snapshots.writing():
        withdrawn = snapshots.withdrawn()
        previous = None if fresh else _previous(snapshots)
        before = previous.manifest if previous else None
        difference = changes(before.files if before else {}, digests)
        if before and before.made_from(digests, name, withdrawn):
            snapshots.prune()
            left_out = all_left_out(before.problems, files)
            return _report(before, 0, difference, left_out, began, built=False)
        progress("reading", 0, len(files))
        known = known_files(previous.manifest, previous.articles, files) if previous else {}
        reading = read(files, withdrawn, known)
        # An empty digest makes the next build read a file again that was still being written.
        digests |= {one.source: "" for one in reading.problems if one.message == CHANGING}
        if not reading.documents:
            raise _nothing_readable(settings.sources, reading.problems)
        snapshots.prune()
        passages = _with_antecedents(reading)
        articles = Articles.of(reading.documents, passages)
        contents = contents_of(articles)
        new = _New(name, digests, reading, articles, contents, withdrawn)
        try:
            written = _write(snapshots, previous, new, load, progress)
        except DamagedError as error:
            if previous is None:
                raise
            # Chroma's graph can be damaged without a change in file sizes.
            log.warning("Nothing of the previous index is reused. %s", error)
            written = _write(snapshots, None, new, load, progress)
        progress("verifying", 1, 1)
        snapshots.prune()
        return _report(*written, difference, reading.problems, began, built=True)


@dataclass(frozen=True, slots=True)
class _Previous:
    """The snapshot that a build starts from."""

    manifest: Manifest
    articles: Articles


@dataclass(frozen=True, slots=True)
class _New:
    """Everything that a new snapshot is made of."""

    embedder: str
    digests: Mapping[str, str]
    reading: FolderContents
    articles: Articles
    contents: Mapping[str, str]
    withdrawn: Collection[str]


def _write(
    snapshots: Snapshots,
    previous: _Previous | None,
    new: _New,
    embedder: Callable[[], Embedder],
    progress: Progress,
) -> tuple[Manifest, int]:
    """Write a snapshot, verify it and switch to it.

    Returns:
        Its manifest, and the number of embedded passages.

    Raises:
        StoreError: the data folder cannot be written.
        DamagedError: the previous snapshot is damaged.
    """
    before = previous.manifest if previous else None
    with _reusable(snapshots, previous, new.embedder) as reusable:
        kept = reusable.unchanged(new.contents) if reusable and snapshots.can_copy else frozenset()
        snapshot, collections = snapshots.create(before.snapshot if before and kept else None)
        try:
            with closing(collections):
                filled = fill(
                    collections,
                    snapshots.token_writer(snapshot),
                    new.articles,
                    kept=kept,
                    previous=reusable,
                    embedder=embedder,
                    progress=progress,
                )
            passages = [one for some in new.articles.passages.values() for one in some]
            manifest = Manifest(
                snapshot=snapshot,
                previous=before.snapshot if before else None,
                made=datetime.now(UTC).isoformat(timespec="seconds"),
                embedder=new.embedder,
                dimension=filled.dimension,
                splitting=splitting.VERSION,
                reading=reading_version(),
                files=new.digests,
                contents=new.contents,
                problems=new.reading.problems,
                notes=new.reading.notes,
                withdrawn=tuple(sorted(new.withdrawn)),
                documents=len(new.articles.documents),
                passages=len(passages),
                removed=filled.removed,
                erasable=True,
                sentences=sum(len(passage.sentences) for passage in passages),
                token_vectors=filled.token_vectors,
            )
            progress("verifying", 0, 1)
            snapshots.complete(manifest)
            snapshots.switch(snapshot)
        except BaseException:
            if snapshots.current() != snapshot:
                snapshots.discard(snapshot)
            raise
    return manifest, filled.embedded


def _previous(snapshots: Snapshots) -> _Previous | None:
    """The current snapshot; None if a build cannot start from it."""
    manifest = newest(snapshots)
    if manifest is None:
        return None
    try:
        # First, since verifying what has changed makes it the state to compare with.
        snapshots.ensure_unchanged(manifest)
        snapshots.ensure_sound(manifest.snapshot)
        return _Previous(manifest, snapshots.articles(manifest))
    except StoreError:
        return None


def _with_antecedents(reading: FolderContents) -> tuple[Passage, ...]:
    """All passages with their antecedents, which those of known articles already have."""
    parsed = [one for one in reading.passages if one.document_id in reading.parsed]
    found = {one.id: one for one in with_antecedents(parsed, reading.documents)}
    return tuple(found.get(one.id, one) for one in reading.passages)


@contextmanager
def _reusable(
    snapshots: Snapshots, previous: _Previous | None, embedder: str
) -> Iterator[PreviousIndex | None]:
    """The vectors of the previous index, if the same model made them."""
    if (
        previous is None
        or previous.manifest.embedder != embedder
        or previous.manifest.splitting != splitting.VERSION
    ):
        yield None
        return
    snapshot = previous.manifest.snapshot
    with closing(snapshots.collections(snapshot)) as collections:
        apart = bool(previous.manifest.token_vectors)
        tokens = snapshots.token_vectors(snapshot, collections) if apart else None
        yield PreviousIndex(previous.manifest, previous.articles, collections, tokens)


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
