"""Snapshots in a data folder.

``index/<snapshot>/`` is a complete snapshot; the file ``index/current`` names the current one.
"""

import os
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from index.chroma.files import CHROMA, DATABASE, copy_files, erase_removed
from index.chroma.graphs import erase_removed_vectors
from index.disk.durable import sync, write_atomically
from index.disk.full_disk import damaged, readable_copy, unwritable, why_unwritable
from index.errors import REBUILD, LockedError, StoreError
from index.snapshots.base import kept, new_name, newest
from index.snapshots.contents import Articles
from index.snapshots.integrity import (
    Check,
    checked_articles,
    ensure_graphs_unchanged,
    ensure_sound,
    ensure_tokens_unchanged,
)
from index.snapshots.manifest import Manifest, read_manifest
from index.snapshots.withdrawn_file import WithdrawnFile
from index.withdrawals import Withdrawal, Withdrawn, by_id

if TYPE_CHECKING:
    from index.chroma.collections import Collections
    from index.snapshots.token_vectors import TokenVectors, TokenWriter


POINTER: Final = "index/current"
"""The file below the data folder that names the snapshot in use."""


class DiskSnapshots:
    """The snapshots in a data folder; see :class:`index.snapshots.base.Snapshots`."""

    can_copy = True

    def __init__(self, data: Path) -> None:
        self._root = data / "index"
        self.pointer = data / POINTER
        self._writer = self._root / "writer"
        self._withdrawn = WithdrawnFile(data)
        self._checks: dict[str, Check] = {}
        """By name of the snapshot that is being built."""

    def current(self) -> str | None:
        try:
            name = self.pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(
                f"The index pointer {self.pointer} cannot be read.", REBUILD
            ) from error
        if not name or not name.isalnum() or not self.folder(name).is_dir():
            raise StoreError(f"The index pointer {self.pointer} names no snapshot.", REBUILD)
        return name

    def folder(self, snapshot: str) -> Path:
        """A snapshot's folder."""
        return self._root / snapshot

    def manifest(self, snapshot: str) -> Manifest:
        return read_manifest(self.folder(snapshot))

    def ensure_sound(self, snapshot: str) -> None:
        ensure_sound(self.folder(snapshot))

    def articles(self, manifest: Manifest) -> Articles:
        return checked_articles(self.folder(manifest.snapshot), manifest)

    def collections(self, snapshot: str) -> "Collections":
        from index.chroma.collections import Collections

        folder = self.folder(snapshot)
        if not folder.is_dir() or (why := why_unwritable(folder)) is None:
            return Collections.open(folder)
        copy = readable_copy(folder, why)
        try:
            collections = Collections.open(copy)
        except BaseException:
            shutil.rmtree(copy, ignore_errors=True)
            raise
        collections.when_closed(partial(shutil.rmtree, copy, ignore_errors=True))
        return collections

    def create(self, like: str | None = None) -> tuple[str, "Collections"]:
        name = new_name()
        try:
            return name, self._created(name, like)
        except BaseException:
            self.discard(name)
            raise

    def _created(self, name: str, like: str | None) -> "Collections":
        folder = self.folder(name)
        folder.mkdir()
        self._checks[name] = Check(folder)
        # This import takes a second, while the check process starts.
        from index.chroma.collections import Collections

        if like is None:
            return Collections.create(folder)
        try:
            copy_files(self.folder(like) / CHROMA, folder / CHROMA)
        except sqlite3.Error as error:
            raise damaged(self.folder(like), f"its database cannot be copied ({error})") from error
        return Collections.open(folder)

    def token_writer(self, snapshot: str) -> "TokenWriter":
        from index.snapshots.token_vectors import TokenWriter

        return TokenWriter(self.folder(snapshot))

    def token_vectors(
        self,
        snapshot: str,
        collections: "Collections",  # noqa: ARG002 - needed by ServerSnapshots only
    ) -> "TokenVectors":
        from index.snapshots.token_vectors import TokenVectors

        try:
            return TokenVectors.open(self.folder(snapshot))
        except (OSError, ValueError, KeyError) as error:
            raise damaged(self.folder(snapshot), f"its token vectors: {error}") from error

    def ensure_unchanged(self, manifest: Manifest) -> None:
        ensure_tokens_unchanged(self.folder(manifest.snapshot), manifest)
        ensure_graphs_unchanged(self.folder(manifest.snapshot))

    def complete(self, manifest: Manifest) -> None:
        folder = self.folder(manifest.snapshot)
        if manifest.removed:
            try:
                erase_removed(folder / CHROMA / DATABASE)
                erase_removed_vectors(folder / CHROMA)
            except (sqlite3.Error, ValueError) as error:
                raise damaged(folder, f"what was removed cannot be erased ({error})") from error
        manifest.write(folder)
        self._checks.pop(manifest.snapshot).pass_or_raise(folder)

    def switch(self, snapshot: str) -> None:
        for path in self.folder(snapshot).rglob("*"):
            sync(path)
        sync(self.folder(snapshot))
        write_atomically(self.pointer, snapshot.encode())

    def discard(self, snapshot: str) -> None:
        if check := self._checks.pop(snapshot, None):
            check.cancel()
        shutil.rmtree(self.folder(snapshot), ignore_errors=True)

    def prune(self) -> None:
        names = [path.name for path in self._root.iterdir() if path.is_dir()]
        for name in set(names) - kept(names, newest(self)):
            self.discard(name)

    @contextmanager
    def writing(self) -> Iterator[None]:
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._root / "lock")
            lock.acquire(blocking=False)
        except Timeout:
            raise LockedError(
                f"Another build, backup or restore is using {self._root}{self._who()}.",
                "Wait until it has finished, or stop that process, then try again.",
            ) from None
        except OSError as error:
            raise unwritable(self._root, error) from error
        try:
            with suppress(OSError):  # a backup works on a full disk, too
                self._writer.write_text(str(os.getpid()), encoding="utf-8")
            yield
        except OSError as error:
            raise unwritable(self._root, error) from error
        finally:
            while self._checks:  # left over from a failed build
                self._checks.popitem()[1].cancel()
            self._writer.unlink(missing_ok=True)
            lock.release()

    def withdrawn(self) -> Withdrawn:
        return self._withdrawn.read()

    def withdraw(self, entries: Collection[Withdrawal]) -> None:
        new = {entry.document_id: entry for entry in entries}
        self._withdrawn.change(lambda before: by_id({**before, **new}.values()))

    def reinstate(self, document_ids: Collection[str]) -> None:
        self._withdrawn.change(
            lambda before: {key: one for key, one in before.items() if key not in document_ids}
        )

    def close(self) -> None:
        """Nothing to release."""

    def _who(self) -> str:
        try:
            return f" (process {int(self._writer.read_text(encoding='utf-8'))})"
        except (OSError, ValueError):
            return ""
