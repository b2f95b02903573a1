"""Restores a backup: unpack, verify, then switch by renaming. The previous data is kept.

The switch renames several files. Its plan is on disk until it is complete, so that the next start
of the service, build, backup or restore can undo an interrupted one.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from index.backup.archive import ARTICLES, DATA, Head, Reader, damaged, reading
from index.backup.files import DATABASE, fault_of, kept_files, verify_index
from index.disk.durable import sync, write_atomically
from index.errors import BackupError, LockedError, StoreError
from index.settings import Settings
from index.snapshots.disk import POINTER, DiskSnapshots

_STAGING: Final = "restoring"
_NEW: Final = "new"
_PLAN: Final = "plan.json"
_ASIDE: Final = "before-restore-%Y%m%dT%H%M%S%f"

Progress = Callable[[str, int, int], None]
"""Called with the step, done, and total."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The result of a restore."""

    made: str
    """When the backup was made: ISO 8601, UTC."""
    files: int
    snapshot: str | None
    """Name of the restored snapshot; None if the backup has none and the current index stays."""
    articles: int
    aside: Path | None
    """Folder with the previous data; None if there was none."""


def restore(
    settings: Settings,
    path: Path,
    *,
    articles: Path | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Restored:
    """Replace the data folder's contents with a backup.

    Args:
        settings: name the data folder.
        path: the archive.
        articles: a new or empty folder for the articles in it; None leaves them out.
        progress: receives the number of unpacked files.

    Raises:
        BackupError: the archive is damaged or has another format version, there is no room for
            it, or a service uses the data folder. The current data is unchanged.
        LockedError: a build is running.
        StoreError: the data folder cannot be written.
    """
    data = settings.data
    with reading(path) as archive, DiskSnapshots(data).writing():
        _undo(data)
        _ensure_unused(data)
        staging = data / _STAGING
        try:
            shutil.rmtree(staging, ignore_errors=True)
            _ensure_room(archive.head, data)
            _unpack(archive, staging / _NEW, progress)
            _verify(path, archive.head, staging / _NEW)
            placed = _unpack_articles(archive, articles) if articles else 0
            aside = _switch(data, with_index=archive.head.snapshot is not None)
        except OSError as error:
            raise BackupError(
                f"The backup {path} cannot be unpacked ({error.strerror or error}).",
                "Free some space or correct the permissions, then try again. "
                "The current data is unchanged.",
            ) from error
        finally:
            _undo(data)
            shutil.rmtree(staging, ignore_errors=True)
    head = archive.head
    return Restored(head.made, len(head.below(DATA)), head.snapshot, placed, aside)


def undo_interrupted(data: Path) -> None:
    """Undo a restore that was interrupted during the switch.

    Raises:
        StoreError: the data folder cannot be written.
    """
    if not (data / _STAGING / _PLAN).exists():
        return
    try:
        with DiskSnapshots(data).writing():
            _undo(data)
            shutil.rmtree(data / _STAGING, ignore_errors=True)
    except LockedError:
        return  # the restore that wrote the plan is still running


def _ensure_unused(data: Path) -> None:
    """Raise BackupError if a service has a database open; its later writes would be lost.

    SQLite gives up its write-ahead log only if no other process has the database open. After that
    each database is a single file.
    """
    for file in kept_files(data):
        if file.suffix != DATABASE:
            continue
        try:
            with closing(sqlite3.connect(file, timeout=1.0)) as database:
                database.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            if error.sqlite_errorname in ("SQLITE_BUSY", "SQLITE_LOCKED"):
                raise BackupError(
                    f"{file} is in use: the service is running.",
                    "Stop the service and whatever else answers from this data folder, "
                    "then try again. Nothing was changed.",
                ) from error
            # A damaged database is moved aside as it is.


def _ensure_room(head: Head, data: Path) -> None:
    needed = sum(entry.size for entry in head.below(DATA).values())
    free = _free(data)
    if needed > free:
        raise BackupError(
            f"The backup takes {_megabytes(needed)} in {data}, where {_megabytes(free)} are free.",
            "Free some space, or set BRIEFING_DATA to a folder on another disk. "
            "Nothing was changed.",
        )


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def _unpack(archive: Reader, folder: Path, progress: Progress) -> None:
    names = archive.head.below(DATA)
    folder.mkdir(parents=True)
    for done, name in enumerate(names):
        progress("unpacking", done, len(names))
        archive.unpack(f"{DATA}{name}", folder / name)
        sync(folder / name)
    progress("unpacking", len(names), len(names))


def _verify(path: Path, head: Head, folder: Path) -> None:
    """Check the unpacked files.

    Raises:
        BackupError: a database or the index is damaged.
    """
    for database in sorted(folder.glob(f"*{DATABASE}")):
        if (fault := fault_of(database)) is not None:
            raise damaged(path, f"{database.name}: {fault}")
    snapshots = DiskSnapshots(folder)
    try:
        if snapshots.current() != head.snapshot:
            raise damaged(path, "its index is not the one it lists")
        if head.snapshot is not None:
            verify_index(snapshots, head.snapshot)
    except StoreError as error:
        raise damaged(path, error.problem) from error


def _unpack_articles(archive: Reader, folder: Path) -> int:
    names = archive.head.below(ARTICLES)
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(
            f"The folder {folder} for the articles is not empty.",
            "Name a new or empty folder. Nothing was changed.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for name in names:
            archive.unpack(f"{ARTICLES}{name}", folder / name)
    except BaseException:
        for entry in folder.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        raise
    return len(names)


def _switch(data: Path, *, with_index: bool) -> Path | None:
    """Move the current data aside and the unpacked files into its place."""
    new = data / _STAGING / _NEW
    coming = [path.name for path in kept_files(new)]
    going = [path.name for path in kept_files(data)]
    if with_index:
        coming += [*_snapshots(new), POINTER]
        going += [*([POINTER] if (data / POINTER).exists() else []), *_snapshots(data)]
    aside = data / datetime.now(UTC).strftime(_ASIDE)
    plan = data / _STAGING / _PLAN
    write_atomically(
        plan, json.dumps({"aside": aside.name, "coming": coming, "going": going}).encode()
    )
    for name in going:
        _move(data / name, aside / name)
    for name in coming:
        _move(new / name, data / name)
    for folder in (data, data / "index", aside, aside / "index"):
        if folder.is_dir():
            sync(folder)
    plan.unlink()
    return aside if going else None


def _snapshots(data: Path) -> list[str]:
    folder = data / "index"
    found = sorted(path.name for path in folder.iterdir() if path.is_dir())
    return [f"index/{name}" for name in found]


def _undo(data: Path) -> None:
    """Reverse a switch whose plan is still on disk; can be interrupted and repeated."""
    plan = data / _STAGING / _PLAN
    if not plan.exists():
        return
    steps = json.loads(plan.read_text(encoding="utf-8"))
    new, aside = data / _STAGING / _NEW, data / steps["aside"]
    for name in steps["coming"]:
        if (data / name).exists() and not (new / name).exists():
            _move(data / name, new / name)
    for name in steps["going"]:
        if (aside / name).exists():
            _move(aside / name, data / name)
    plan.unlink()
    for folder in (aside / "index", aside):
        if folder.is_dir():
            folder.rmdir()


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
