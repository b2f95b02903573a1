"""A snapshot's records, read from Chroma's database without Chroma, which takes seconds to load.

A build that finds nothing to do looks here whether what is stored is what was indexed, and a start
reads all passages here. The tables are those of Chroma 1.5.9; a test compares what is read with
what Chroma gives.
"""

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
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
CHROMA: Final = "chroma"
"""Folder of Chroma's files within a snapshot's."""
DATABASE: Final = "chroma.sqlite3"
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
    try:
        with closing(read_only(source)) as opened, closing(sqlite3.connect(target)) as copy:
            opened.backup(copy)
            # A write-ahead log would be a second file beside the copy.
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        if error.sqlite_errorname in ("SQLITE_FULL", "SQLITE_IOERR_WRITE"):
            raise OSError(str(error)) from error
        raise


def copy_files(source: Path, target: Path) -> None:
    """Copy Chroma's files while another process has them open, whose opening alone writes to the
    database; raises what :func:`copy_sqlite` raises.
    """
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
    copy_sqlite(source / DATABASE, target / DATABASE)


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
