"""Reports what is indexed and what changed on disk since. Needs neither model nor Chroma."""

from contextlib import closing
from dataclasses import dataclass

from index.building.known import known_files
from index.embedding.embedder import embedder_name
from index.errors import StoreError
from index.reading.folder import FolderContents, all_left_out, digests_of, read, scan
from index.reading.parsing import FileNote, Parsed, Problem
from index.settings import Settings
from index.snapshots.manifest import Changes, Manifest, changes
from index.snapshots.opening import snapshots_of


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the index; without an index the first fields are None or 0."""

    snapshot: str | None
    made: str | None
    embedder: str | None
    documents: int
    passages: int
    sentences: int
    changes: Changes
    """Differences between the folder and the index."""
    problems: tuple[Problem, ...]
    """Files that cannot be indexed."""
    notes: tuple[FileNote, ...]
    """Remarks on indexed files."""
    problem: str | None
    """Why the index itself cannot be used, with the step that fixes it."""
    up_to_date: bool


def status(settings: Settings) -> Status:
    """Compare the index with the sources folder.

    Raises:
        SourceError: the sources folder is missing or holds no article.
        StoreError: the record of withdrawn articles cannot be read.
    """
    files = scan(settings.sources)
    digests = digests_of(files)
    wanted = embedder_name(settings.embedding)
    manifest, problem, up_to_date = None, None, False
    known: dict[str, Parsed] = {}
    with closing(snapshots_of(settings)) as snapshots:
        withdrawn = snapshots.withdrawn()
        try:
            name = snapshots.current()
            manifest = snapshots.manifest(name) if name else None
            if manifest and not (up_to_date := manifest.made_from(digests, wanted, withdrawn)):
                known = known_files(manifest, snapshots.articles(manifest), files)
        except StoreError as error:
            problem = str(error)
    if manifest is None:
        found, now = changes({}, digests), read(files, withdrawn)
        return Status(None, None, None, 0, 0, 0, found, now.problems, now.notes, problem, False)
    if manifest.embedder != wanted:
        problem = f"It was made with another embedding model than the one set, {wanted}."
    contents: Manifest | FolderContents = manifest if up_to_date else read(files, withdrawn, known)
    return Status(
        snapshot=manifest.snapshot,
        made=manifest.made,
        embedder=manifest.embedder,
        documents=manifest.documents,
        passages=manifest.passages,
        sentences=manifest.sentences,
        changes=changes(manifest.files, digests),
        problems=all_left_out(contents.problems, files) if up_to_date else contents.problems,
        notes=contents.notes,
        problem=problem,
        up_to_date=up_to_date,
    )
