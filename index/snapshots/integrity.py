"""Verifies snapshots before they are opened.

A damaged store can crash the process that opens it, so a child process opens it first. After a
successful check the files are stamped, and the check is skipped as long as they stay the same:
sizes and modification times, but for two kinds that each opening writes again. Of the graphs, whose
bytes stay the same, the checksum is compared. Of ``chroma.sqlite3``, only the size, and SQLite's
own quick check is run, which never crashes.
"""

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from index.chroma.files import (
    CHROMA,
    DATABASE,
    read_only,
    stored_records,
)
from index.chroma.graphs import GRAPH_FILES, GRAPH_HEADER, GRAPH_LINKS
from index.disk.durable import checksum
from index.disk.full_disk import damaged, readable, unwritable, why_unwritable
from index.errors import REBUILD, DamagedError, StoreError
from index.snapshots.contents import Articles, checked
from index.snapshots.manifest import MANIFEST, Manifest
from index.snapshots.token_vectors import FILES as TOKEN_FILES
from index.snapshots.token_vectors import files_checksum

STAMP = "verified.json"
"""File that describes the verified files."""
_GRAPHS = "graph_contents"
"""Its field for the checksum of the graphs; "graphs" of earlier versions covered other files."""
FOUND_DAMAGE = 3
"""Exit status of :mod:`index.snapshots.verify` if it has printed what is wrong."""
BEGIN = "begin\n"
"""Sent to the check's stdin when the snapshot is complete."""
CPU_S = 120
"""Limit of a check's CPU time in seconds; a guess. 10,000 passages take about ten."""
_TIMEOUT = 900
"""Limit of a check's elapsed time in seconds, in case it gets no CPU or hangs; a guess."""


def ensure_sound(folder: Path) -> None:
    """Verify a snapshot's store unless its files are as they were when last verified.

    Raises:
        StoreError: it is damaged; the hint is the command that fixes it.
    """
    if not (_is_as_verified(folder) and _quick_check(folder)):
        verify_apart(folder)


def verify_apart(folder: Path) -> None:
    """Open and check a snapshot in another process, and stamp it.

    Raises:
        StoreError: it is damaged, or could not be checked in time.
    """
    with readable(folder) as place:
        Check(place).pass_or_raise(folder)


class Check:
    """A child process that opens and checks a snapshot.

    It takes seconds to start, so it can be started while the snapshot is still being written; it
    waits for a command. It exits if this process does.
    """

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.snapshots.verify", str(folder.resolve()), str(CPU_S)],
            cwd=Path(__file__).resolve().parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def pass_or_raise(self, folder: Path) -> None:
        """Run the check, wait for its result and stamp ``folder``.

        Raises:
            StoreError: it is damaged, or could not be checked in time.
        """
        try:
            _, said_all = self._process.communicate(BEGIN, timeout=_TIMEOUT)
        except subprocess.TimeoutExpired:
            raise _unverified(folder) from None
        finally:
            self.cancel()
        status, said = self._process.returncode, said_all.strip().splitlines()
        if status == FOUND_DAMAGE and said:
            raise DamagedError(said[-1], REBUILD)
        if status == -signal.SIGXCPU:
            raise damaged(folder, "opening it takes too long")
        if status != 0:
            raise damaged(folder, f"opening it fails with status {status}")
        _write_stamp(folder)

    def cancel(self) -> None:
        """Kill the process if it is still running."""
        self._process.kill()
        self._process.communicate()


def checked_articles(folder: Path, manifest: Manifest) -> Articles:
    """A snapshot's documents and passages, read without Chroma and verified.

    Raises:
        StoreError: an article was altered, or the database cannot be read.
    """
    database = folder / CHROMA / DATABASE
    try:
        return checked(
            manifest, stored_records(database, "documents"), stored_records(database, "passages")
        )
    except sqlite3.Error as error:
        raise damaged(folder, f"its database cannot be read ({error})") from error


def ensure_tokens_unchanged(folder: Path, manifest: Manifest) -> None:
    """Compare the token vector files with the checksum in the manifest.

    They have 130 MB for 10,000 passages.

    Raises:
        StoreError: they are damaged.
    """
    try:
        found = files_checksum(folder)
    except OSError:
        found = "missing"
    if manifest.token_vectors != found:
        raise damaged(folder, "its token vectors do not match their checksum")


def ensure_graphs_unchanged(folder: Path) -> None:
    """Compare the files of Chroma's graphs with the checksum taken when they were verified.

    They have 60 MB for 10,000 passages. Adding to a damaged graph can crash the process.

    Raises:
        StoreError: they have changed.
    """
    verified = _stamp(folder).get(_GRAPHS)
    if verified is not None and verified != _graphs_checksum(folder):
        raise damaged(folder, "its vector graphs have changed since they were verified")


def _unverified(folder: Path) -> StoreError:
    """The error for a check that timed out; the index may well be undamaged."""
    if error := why_unwritable(folder):
        return unwritable(folder, error)
    return StoreError(
        f"The index in {folder} could not be verified within {_TIMEOUT // 60} minutes; it is kept.",
        "Try again when the machine is less busy.",
    )


def _files(folder: Path) -> dict[str, list[int]]:
    files = {}
    beside = [folder / name for name in (MANIFEST, *TOKEN_FILES) if (folder / name).exists()]
    for path in [*sorted((folder / CHROMA).rglob("*")), *beside]:
        if path.is_dir() or path.name.startswith(f"{DATABASE}-"):
            continue
        stat = path.stat()
        is_rewritten = path.name == DATABASE or path.match(f"{CHROMA}/{GRAPH_FILES}")
        time = 0 if is_rewritten else stat.st_mtime_ns
        files[path.relative_to(folder).as_posix()] = [stat.st_size, time]
    return files


def _is_as_verified(folder: Path) -> bool:
    stamp = _stamp(folder)
    return stamp.get("files") == _files(folder) and stamp.get(_GRAPHS) == _graphs_checksum(folder)


def _graphs_checksum(folder: Path) -> str:
    """Checksum of what the graphs hold.

    Of an empty graph only the header: its other files are uninitialised memory, other bytes each
    time that it is written.
    """
    files = sorted((folder / CHROMA).glob(GRAPH_FILES))
    filled = {path.parent for path in files if path.name == GRAPH_LINKS and path.stat().st_size}
    return checksum(path for path in files if path.parent in filled or path.name == GRAPH_HEADER)


def _stamp(folder: Path) -> dict[str, Any]:
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(folder: Path) -> None:
    stamp = {"files": _files(folder), _GRAPHS: _graphs_checksum(folder)}
    try:
        (folder / STAMP).write_text(json.dumps(stamp), encoding="utf-8")
    except OSError:
        return  # without a stamp the next start verifies again


def _quick_check(folder: Path) -> bool:
    path = folder / CHROMA / DATABASE
    try:
        with closing(read_only(path)) as database:
            return bool(database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False
