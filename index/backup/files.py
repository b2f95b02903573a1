"""What of a data folder is backed up, and copies of databases that are in use."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from index.chroma.files import copy_sqlite, read_only
from index.disk.full_disk import damaged
from index.errors import BackupError
from index.passages import splitting
from index.snapshots.disk import DiskSnapshots
from index.snapshots.token_vectors import files_checksum

DATABASE: Final = ".sqlite3"
_PASSING: Final = (".lock", ".new", "-wal", "-shm", "-journal")
"""Endings of files that mean nothing to another process. SQLite's logs go into its copies."""


def kept_files(data: Path) -> list[Path]:
    """The files beside the index: feedback, revisions, answers, translations, suggestions.

    Folders are left out: the index is treated apart, and what the model has read of its prompts
    is made again.
    """
    if not data.is_dir():
        return []
    return sorted(
        path
        for path in data.iterdir()
        if path.is_file() and not path.name.startswith(".") and not path.name.endswith(_PASSING)
    )


def verify_index(snapshots: DiskSnapshots, snapshot: str) -> None:
    """Check that a snapshot opens, and that it holds what was indexed.

    Records of another version's index have other fields: what they hold cannot be compared, and
    this version makes its own index of the articles.

    Raises:
        StoreError: it does not.
    """
    manifest = snapshots.manifest(snapshot)
    snapshots.ensure_sound(snapshot)
    if manifest.splitting == splitting.VERSION:
        snapshots.articles(manifest)
    folder = snapshots.folder(snapshot)
    if files_checksum(folder) != manifest.token_vectors:
        raise damaged(folder, "its token vectors are not those that were written")


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment, while others write to it.

    Raises:
        BackupError: it is damaged.
        OSError: the copy cannot be written.
    """
    try:
        copy_sqlite(source, target)
    except sqlite3.Error as error:
        raise _damaged(source, str(error)) from error
    if (fault := fault_of(target)) is not None:
        raise _damaged(source, fault)


def fault_of(database: Path) -> str | None:
    """What is wrong with a database that nobody writes to; None if it is sound."""
    try:
        with closing(read_only(database)) as opened:
            said = str(opened.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        return str(error)
    return None if said == "ok" else said.splitlines()[0]


def _damaged(database: Path, why: str) -> BackupError:
    return BackupError(
        f"{database} cannot be backed up: it is damaged ({why}).",
        "Move it away, or restore an earlier backup, then try again.",
    )
