"""A key-value table on disk, for cached answers and translations.

SQLite in WAL mode: several processes may read and write at once, a killed one loses at most its
last row, and a damaged or unwritable file costs speed but never an answer. Each row has a checksum;
a damaged row counts as missing. In the file the table is called ``shelf``, as in earlier versions.
"""

import logging
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

log = logging.getLogger(__name__)


class Table:
    """Texts by key; beyond ``limit`` rows, the oldest are deleted. Safe for several threads."""

    def __init__(self, path: Path, limit: int = 20_000) -> None:
        self._path = path
        self._limit = limit
        self._lock = threading.Lock()
        self._database = self._open()

    def get(self, key: str) -> str | None:
        """The text stored under a key, or None."""
        try:
            with self._lock:
                row = self._database.execute(
                    "SELECT value, checksum FROM shelf WHERE key = ?", (key,)
                ).fetchone()
        except sqlite3.Error as error:
            log.warning("%s cannot be read: %s", self._path, error)
            return None
        if row is None:
            return None
        value, checksum = row
        # Rows of earlier versions have no checksum.
        if not isinstance(value, str) or checksum not in (None, _checksum(key, value)):
            log.warning("%s contains a damaged row, which is ignored.", self._path)
            return None
        return value

    def put(self, key: str, value: str) -> None:
        """Store a text, in place of an earlier one with the same key."""
        self.put_all([(key, value)])

    def put_all(self, rows: Iterable[tuple[str, str]]) -> None:
        """Store texts by key in one transaction, in place of earlier ones with the same keys."""
        try:
            with self._lock, self._database:
                self._database.executemany(
                    "INSERT INTO shelf (key, value, checksum) VALUES (?, ?, ?) ON CONFLICT (key) "
                    "DO UPDATE SET value = excluded.value, checksum = excluded.checksum",
                    ((key, value, _checksum(key, value)) for key, value in rows),
                )
                self._database.execute(
                    "DELETE FROM shelf WHERE rowid <= (SELECT max(rowid) FROM shelf) - ?",
                    (self._limit,),
                )
        except sqlite3.Error as error:
            log.warning("%s cannot be written: %s", self._path, error)

    def take_over(self, earlier: Path) -> None:
        """Copy the missing rows from an earlier version's file, then delete that file.

        If this fails, the file stays and is tried again at the next start.
        """
        if not earlier.exists():
            return
        try:
            Table(earlier).close()  # adds the missing columns
            with self._lock:
                self._copy_rows(earlier)
            for ending in ("", "-wal", "-shm"):
                earlier.with_name(f"{earlier.name}{ending}").unlink(missing_ok=True)
        except (sqlite3.Error, OSError) as error:
            log.warning("%s cannot be migrated: %s", earlier, error)

    def _copy_rows(self, earlier: Path) -> None:
        if not self._database.execute("PRAGMA database_list").fetchone()[2]:
            raise OSError("the table is in memory only")
        self._database.execute("ATTACH ? AS earlier", (str(earlier),))
        try:
            with self._database:
                self._database.execute(
                    "INSERT OR IGNORE INTO shelf (key, value, checksum) "
                    "SELECT key, value, checksum FROM earlier.shelf ORDER BY rowid"
                )
        finally:
            self._database.execute("DETACH earlier")

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def _open(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return self._connect(str(self._path))
        except (sqlite3.Error, OSError) as error:
            log.warning("%s cannot be used; storing in memory instead: %s", self._path, error)
            return self._connect(":memory:")

    def _connect(self, name: str) -> sqlite3.Connection:
        database = sqlite3.connect(name, timeout=5.0, check_same_thread=False)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(
            "CREATE TABLE IF NOT EXISTS shelf "
            "(key TEXT PRIMARY KEY, value TEXT NOT NULL, checksum TEXT)"
        )
        # A table of an earlier version; another process may add the column at the same time.
        if len(database.execute("PRAGMA table_info (shelf)").fetchall()) == 2:
            with suppress(sqlite3.OperationalError):
                database.execute("ALTER TABLE shelf ADD COLUMN checksum TEXT")
        database.commit()
        return database


def _checksum(key: str, value: str) -> str:
    return sha256(f"{key}\n{value}".encode(errors="replace")).hexdigest()[:32]
