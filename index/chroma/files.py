"""Reads and copies Chroma's database without importing Chroma, which takes seconds.

A start reads all passages this way, and a build that finds no changes verifies the stored records.
The SQL fits the tables of Chroma 1.5.9; a test compares its results with Chroma's.
"""

import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from index.records import Record, Value

_ROWS: Final = """
SELECT e.embedding_id, json_group_object(
    m.key, coalesce(m.string_value, m.int_value, m.float_value, m.bool_value)
)
FROM collections c
JOIN segments s ON s.collection = c.id AND s.scope = 'METADATA'
JOIN embeddings e ON e.segment_id = s.id
JOIN embedding_metadata m ON m.id = e.id
WHERE c.name = ?
GROUP BY e.id
"""
"""One row per record: a row per value would cost Python twice the time."""
_BLANK_QUEUE: Final = """
UPDATE embeddings_queue SET metadata = NULL
WHERE EXISTS (
    SELECT 1 FROM segments s JOIN max_seq_id m ON m.segment_id = s.id
    WHERE s.scope = 'METADATA' AND embeddings_queue.topic LIKE '%/' || s.collection
    AND embeddings_queue.seq_id <= m.seq_id
)
"""
_MERGE_WORDS: Final = """
INSERT INTO embedding_fulltext_search (embedding_fulltext_search) VALUES ('optimize')
"""
CHROMA: Final = "chroma"
"""Name of the folder with Chroma's files inside a snapshot's folder."""
DATABASE: Final = "chroma.sqlite3"
_TEXT: Final = "chroma:document"


def read_only(database: Path) -> sqlite3.Connection:
    """A read-only connection.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a consistent state of a database while others write to it.

    Raises:
        sqlite3.Error: it cannot be read.
        OSError: the copy cannot be written.
    """
    with (
        _disk_errors(),
        closing(read_only(source)) as opened,
        closing(sqlite3.connect(target)) as copy,
    ):
        opened.backup(copy)
        # A write-ahead log would be a second file beside the copy.
        copy.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _disk_errors() -> Iterator[None]:
    """Translate SQLite's errors about the disk to OSError."""
    try:
        yield
    except sqlite3.Error as error:
        known = {"SQLITE_FULL": errno.ENOSPC, "SQLITE_IOERR_WRITE": errno.EIO}
        code = known.get(getattr(error, "sqlite_errorname", ""))
        if code is None:
            raise
        raise OSError(code, os.strerror(code)) from error


def copy_files(source: Path, target: Path) -> None:
    """Copy Chroma's files while another process has them open and may write to the database.

    Raises the same errors as :func:`copy_sqlite`.
    """
    # Not with copytree, whose error is a list of all files that could not be copied.
    target.mkdir()
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir()
        elif not path.name.startswith(DATABASE):
            shutil.copyfile(path, copy)
    copy_sqlite(source / DATABASE, target / DATABASE)


def erase_removed(database: Path) -> None:
    """Erase the text of removed records from a database that no process has open.

    Chroma leaves the text in three places: in its write-ahead queue, until the graph's files are
    written again; in the full-text index, which only appends a deletion; and in free pages.
    Queued changes up to ``max_seq_id`` are needed for their vectors only, since their texts are
    already in the tables.

    Raises:
        sqlite3.Error: the file is damaged, or of another version of Chroma.
        OSError: the disk is full.
    """
    packed = database.with_suffix(".packed")
    with _disk_errors(), closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA synchronous = OFF")  # the file is synced before the switch
        with opened:
            opened.execute(_BLANK_QUEUE)
            opened.execute(_MERGE_WORDS)
        opened.execute("VACUUM INTO ?", (str(packed),))
    packed.replace(database)


def stored_records(database: Path, collection: str) -> Iterator[Record]:
    """All records of a collection.

    Raises:
        sqlite3.Error: the file is damaged, or of another version of Chroma.
    """
    with closing(read_only(database)) as opened:
        for record_id, values in opened.execute(_ROWS, (collection,)):
            said: dict[str, Value] = json.loads(values)
            yield Record(record_id, str(said.pop(_TEXT, "")), said)
