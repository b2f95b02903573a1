"""Building the index: read, cut, embed what is new, store, verify, switch."""

import logging
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from index.building.filling import Earlier, Progress, fill
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
    load = cache(lambda: load_embedder(settings.embedding))
    files = scan(settings.sources)
    digests = digests_of(files)
    name = embedder.name if embedder else embedder_name(settings.embedding)
    with closing(snapshots_of(settings)) as snapshots, snapshots.writing():
        withdrawn = snapshots.withdrawn()
        former = None if fresh else _former(snapshots)
        before = former.manifest if former else None
        difference = changes(before.files if before else {}, digests)
        if before and before.made_from(digests, name, withdrawn):
            snapshots.prune()
            left_out = all_left_out(before.problems, files)
            return _report(before, 0, difference, left_out, began, built=False)
        progress("reading", 0, len(files))
        known = known_files(former.manifest, former.articles, files) if former else {}
        reading = read(files, withdrawn, known)
        # A file that was being written is looked at again by the next build.
        digests |= {one.source: "" for one in reading.problems if one.message == CHANGING}
        if not reading.documents:
            raise _nothing_readable(settings.sources, reading.problems)
        snapshots.prune()
        passages = _with_antecedents(reading)
        articles = Articles.of(reading.documents, passages)
        contents = contents_of(articles)
        made = _Made(name, digests, reading, articles, contents, withdrawn)
        try:
            written = _write(snapshots, former, made, lambda: embedder or load(), progress)
        except DamagedError as error:
            if former is None:
                raise
            # Chroma's graph may be damaged without anything in it having another size.
            log.warning("Nothing of the index before is used. %s", error)
            written = _write(snapshots, None, made, lambda: embedder or load(), progress)
        progress("verifying", 1, 1)
        snapshots.prune()
        return _report(*written, difference, reading.problems, began, built=True)


@dataclass(frozen=True, slots=True)
class _Former:
    """A snapshot that can be built upon."""

    manifest: Manifest
    articles: Articles


@dataclass(frozen=True, slots=True)
class _Made:
    """What a new snapshot is to hold."""

    embedder: str
    digests: Mapping[str, str]
    reading: FolderContents
    articles: Articles
    contents: Mapping[str, str]
    withdrawn: Collection[str]


def _write(
    snapshots: Snapshots,
    former: _Former | None,
    made: _Made,
    embedder: Callable[[], Embedder],
    progress: Progress,
) -> tuple[Manifest, int]:
    """Make a snapshot, verify it and switch to it.

    Returns:
        Its manifest, and how many passages were embedded.

    Raises:
        StoreError: the data folder cannot be written.
        DamagedError: the former snapshot's files cannot be used.
    """
    before = former.manifest if former else None
    with _earlier(snapshots, former, made.embedder) as earlier:
        kept = earlier.unchanged(made.contents) if earlier and snapshots.can_copy else frozenset()
        snapshot, collections = snapshots.create(before.snapshot if before and kept else None)
        try:
            with closing(collections):
                filled = fill(
                    collections,
                    snapshots.token_writer(snapshot),
                    made.articles,
                    kept=kept,
                    earlier=earlier,
                    embedder=embedder,
                    progress=progress,
                )
            passages = [one for some in made.articles.passages.values() for one in some]
            manifest = Manifest(
                snapshot=snapshot,
                previous=before.snapshot if before else None,
                made=datetime.now(UTC).isoformat(timespec="seconds"),
                embedder=made.embedder,
                dimension=filled.dimension,
                splitting=splitting.VERSION,
                reading=reading_version(),
                files=made.digests,
                contents=made.contents,
                problems=made.reading.problems,
                notes=made.reading.notes,
                withdrawn=tuple(sorted(made.withdrawn)),
                documents=len(made.articles.documents),
                passages=len(passages),
                removed=filled.removed,
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


def _former(snapshots: Snapshots) -> _Former | None:
    """The current snapshot, if it can be built upon."""
    manifest = newest(snapshots)
    if manifest is None:
        return None
    try:
        snapshots.ensure_sound(manifest.snapshot)
        snapshots.ensure_unchanged(manifest)
        return _Former(manifest, snapshots.articles(manifest))
    except StoreError:
        return None


def _with_antecedents(reading: FolderContents) -> tuple[Passage, ...]:
    """All passages; those of articles that were known have their antecedents already."""
    parsed = [one for one in reading.passages if one.document_id in reading.parsed]
    found = {one.id: one for one in with_antecedents(parsed, reading.documents)}
    return tuple(found.get(one.id, one) for one in reading.passages)


@contextmanager
def _earlier(
    snapshots: Snapshots, former: _Former | None, embedder: str
) -> Iterator[Earlier | None]:
    """The vectors of the index before, if they would be the same today."""
    if (
        former is None
        or former.manifest.embedder != embedder
        or former.manifest.splitting != splitting.VERSION
    ):
        yield None
        return
    snapshot = former.manifest.snapshot
    with closing(snapshots.collections(snapshot)) as collections:
        apart = bool(former.manifest.token_vectors)
        tokens = snapshots.token_vectors(snapshot, collections) if apart else None
        yield Earlier(former.manifest, former.articles, collections, tokens)


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
