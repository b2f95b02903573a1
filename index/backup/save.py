"""Makes a backup while the service is running.

Each database is copied in a consistent state, and builds are locked out meanwhile. The archive
gets its name only when it is complete.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from index.backup.archive import ARTICLES, DATA, Writer
from index.backup.files import DATABASE, copy_database, kept_files, verify_index
from index.backup.restore import undo_interrupted
from index.disk.durable import sync
from index.errors import BackupError
from index.reading.folder import scan
from index.settings import Settings
from index.snapshots.disk import POINTER, DiskSnapshots
from index.snapshots.integrity import STAMP

_NAME: Final = "briefing-%Y%m%d-%H%M%S.zip"

Progress = Callable[[str, int, int], None]
"""Called with the step, done, and total."""


@dataclass(frozen=True, slots=True)
class Backup:
    """The result of a backup."""

    path: Path
    size: int
    """Size of the archive in bytes."""
    files: int
    snapshot: str | None
    """Name of the archived snapshot; None if the archive has no index."""
    articles: int


def backup(
    settings: Settings,
    target: Path,
    *,
    force: bool = False,
    index: bool = True,
    articles: bool = False,
    progress: Progress = lambda step, done, total: None,
) -> Backup:
    """Write the data folder's contents to a new archive.

    An index on a Chroma server is not part of it.

    Args:
        target: the archive's file, or a folder, in which it is named after the time.
        force: overwrite an existing file.
        index: include the current snapshot, if there is one on disk.
        articles: include the files of the sources folder.
        progress: receives the number of written files.

    Raises:
        BackupError: there is nothing to back up, it is damaged, or the archive cannot be written.
        LockedError: a build is running.
        SourceError: the articles are to be included and cannot be read.
        StoreError: the index is damaged.
    """
    now = datetime.now(UTC)
    path = target / now.strftime(_NAME) if target.is_dir() else target
    _ensure_fit(path, settings.data, force=force)
    undo_interrupted(settings.data)
    snapshots = DiskSnapshots(settings.data)
    with snapshots.writing():
        snapshot = snapshots.current() if index and not settings.chroma_url else None
        named = {f"{DATA}{file.name}": file for file in kept_files(settings.data)}
        if snapshot is not None:
            named |= _index_files(snapshots, snapshot)
        if articles:
            found = [file for file in scan(settings.sources) if file.path and file.is_read]
            named |= {f"{ARTICLES}{one.source}": one.path for one in found if one.path}
        if not named:
            raise _nothing(settings.data)
        with _written(path) as (file, folder), Writer(file) as writer:
            for done, (name, source) in enumerate(named.items()):
                progress("writing", done, len(named))
                _add(writer, name, source, folder)
            head = writer.finish(now.isoformat(timespec="seconds"), snapshot)
            progress("writing", len(named), len(named))
    return Backup(
        path=path,
        size=path.stat().st_size,
        files=len(head.files),
        snapshot=snapshot,
        articles=len(head.below(ARTICLES)),
    )


def _ensure_fit(path: Path, data: Path, *, force: bool) -> None:
    if not data.is_dir():
        raise _nothing(data)
    if path.exists() and not (force and path.is_file()):
        raise BackupError(
            f"{path} already exists.", "Name another file, or overwrite it with --force."
        )
    if not path.parent.is_dir():
        raise BackupError(
            f"The folder {path.parent} does not exist.", "Create it, or name another one."
        )
    if path.resolve().is_relative_to(data.resolve()):
        raise BackupError(
            f"{path} is in the data folder and would be lost together with it.",
            "Name a file elsewhere, preferably on another disk.",
        )


def _nothing(data: Path) -> BackupError:
    return BackupError(
        f"There is nothing to back up in {data}.",
        "Check BRIEFING_DATA, or back up the sources folder with --articles.",
    )


def _index_files(snapshots: DiskSnapshots, snapshot: str) -> dict[str, Path]:
    """Verify the current snapshot and return its files."""
    folder = snapshots.folder(snapshot)
    verify_index(snapshots, snapshot)
    files = [
        path
        for path in sorted(folder.rglob("*"))
        # The stamp has modification times, which change when files are restored.
        if path.is_file() and path.name != STAMP and not path.name.endswith(("-wal", "-shm"))
    ]
    named = {
        f"{DATA}index/{snapshot}/{path.relative_to(folder).as_posix()}": path for path in files
    }
    return named | {f"{DATA}{POINTER}": snapshots.pointer}


def _add(writer: Writer, name: str, source: Path, folder: Path) -> None:
    if source.suffix != DATABASE or not name.startswith(DATA):
        writer.add(name, source)
        return
    copy = folder / "copy"
    copy_database(source, copy)
    writer.add(name, copy)
    copy.unlink()


@contextmanager
def _written(path: Path) -> Iterator[tuple["tempfile._TemporaryFileWrapper[bytes]", Path]]:
    """A file that gets its final name if the block succeeds, and a folder for copies beside it."""
    try:
        with (
            tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder,
            # Readable by its owner only: it contains questions and comments.
            tempfile.NamedTemporaryFile(dir=folder, delete=False) as file,
        ):
            yield file, Path(folder)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        with suppress(OSError):  # some network file systems cannot
            sync(path.parent)
    except OSError as error:
        raise BackupError(
            f"The backup {path} cannot be written ({error.strerror or error}).",
            "Free some space, correct the folder's permissions, or name a folder on another disk. "
            "No backup was made.",
        ) from error
