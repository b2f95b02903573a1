"""A snapshot's records, read from Chroma's database without Chroma, which takes seconds to load.

A build that finds nothing to do looks here whether what is stored is what was indexed, and a start
reads all passages here. The tables are those of Chroma 1.5.9; a test compares what is read with
what Chroma gives.
"""

import errno
import os
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from index.records import Record, Value

_ROWS: Final = """
SELECT e.embedding_id, m.key, m.string_value, m.int_value, m.float_value, m.bool_value
FROM collections c
JOIN segments s ON s.collection = c.id AND s.scope = 'METADATA'
JOIN embeddings e ON e.segment_id = s.id
JOIN embedding_metadata m ON m.id = e.id
WHERE c.name = ?
"""
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
"""Folder of Chroma's files within a snapshot's."""
DATABASE: Final = "chroma.sqlite3"
GRAPH_FILES: Final = "*/*.bin"
"""Below that folder: the graph of each collection's vectors."""
_TEXT: Final = "chroma:document"


def read_only(database: Path) -> sqlite3.Connection:
    """A connection that writes nothing.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment, while others write to it.

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
    """SQLite's errors about the disk become the OSError that any other file would raise."""
    try:
        yield
    except sqlite3.Error as error:
        known = {"SQLITE_FULL": errno.ENOSPC, "SQLITE_IOERR_WRITE": errno.EIO}
        code = known.get(getattr(error, "sqlite_errorname", ""))
        if code is None:
            raise
        raise OSError(code, os.strerror(code)) from error


def copy_files(source: Path, target: Path) -> None:
    """Copy Chroma's files while another process has them open, whose opening alone writes to the
    database; raises what :func:`copy_sqlite` raises.
    """
    # Not by copytree: its error is a list of all files that could not be copied.
    target.mkdir()
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir()
        elif not path.name.startswith(DATABASE):
            shutil.copyfile(path, copy)
    copy_sqlite(source / DATABASE, target / DATABASE)


def erase_removed(database: Path) -> None:
    """Erase the text of removed records from a database that nobody has open.

    Chroma leaves it in three places: in its queue of changes, until the graph's own files are
    written again; in the full-text index, which notes a removal as one more entry; and in free
    pages. Of the changes in the queue the graph only needs the vectors: up to ``max_seq_id``
    the texts are in their own tables.

    Raises:
        sqlite3.Error: the file is damaged, or of another version of Chroma.
        OSError: the disk is full.
    """
    packed = database.with_suffix(".packed")
    with _disk_errors(), closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA synchronous = OFF")  # whoever completes the snapshot syncs it
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
    found: defaultdict[str, dict[str, Value]] = defaultdict(dict)
    with closing(read_only(database)) as opened:
        for record_id, key, *values in opened.execute(_ROWS, (collection,)):
            found[record_id][key] = next((value for value in values if value is not None), None)
    for record_id, said in found.items():
        yield Record(record_id, str(said.pop(_TEXT, "")), said)
