"""Selects the files of a data folder to back up, and copies databases that are in use."""

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
"""Suffixes of temporary files. SQLite's logs are merged into the copies of the databases."""


def kept_files(data: Path) -> list[Path]:
    """The files beside the index: feedback, revisions, answers, translations, suggestions.

    Folders are left out: the index is handled separately, and the prompt cache is rebuilt.
    """
    if not data.is_dir():
        return []
    return sorted(
        path
        for path in data.iterdir()
        if path.is_file() and not path.name.startswith(".") and not path.name.endswith(_PASSING)
    )


def verify_index(snapshots: DiskSnapshots, snapshot: str) -> None:
    """Check that a snapshot opens and contains what was indexed.

    The records of an index made by another version have other fields, so their contents are not
    compared; this version rebuilds such an index anyway.

    Raises:
        StoreError: it is damaged.
    """
    manifest = snapshots.manifest(snapshot)
    snapshots.ensure_sound(snapshot)
    if manifest.splitting == splitting.VERSION:
        snapshots.articles(manifest)
    folder = snapshots.folder(snapshot)
    if files_checksum(folder) != manifest.token_vectors:
        raise damaged(folder, "its token vectors do not match their checksum")


def copy_database(source: Path, target: Path) -> None:
    """Copy a consistent state of a database while others write to it.

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
    """What is wrong with a database that nobody is writing to; None if nothing is."""
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
