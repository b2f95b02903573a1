"""Generations of the index on disk, and the pointer that says which one counts.

``index/<generation>/`` under the data folder is a complete store; ``index/current``
names the one to read. A reader never sees a half-built store, and a build that
dies leaves only a folder that the next one removes.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import LockedError, StoreError
from index.manifest import REBUILD, Manifest, read_manifest


class Generations:
    """The generations below one data folder."""

    def __init__(self, data: Path) -> None:
        self._root = data / "index"
        self._pointer = self._root / "current"
        self._writer = self._root / "writer"

    def current(self) -> str | None:
        """The generation to read, or None before the first build.

        Raises:
            StoreError: the pointer is damaged or cannot be read.
        """
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(
                f"The index pointer {self._pointer} cannot be read.", REBUILD
            ) from error
        if not name or not name.isalnum() or not self.folder(name).is_dir():
            raise StoreError(f"The index pointer {self._pointer} names no generation.", REBUILD)
        return name

    def folder(self, generation: str) -> Path:
        """Where a generation lives."""
        return self._root / generation

    def newest(self) -> Manifest | None:
        """The current generation's manifest, or None if there is nothing to build upon."""
        try:
            name = self.current()
            return read_manifest(self.folder(name)) if name else None
        except StoreError:
            return None

    def create(self) -> tuple[str, Path]:
        """A new generation's name and empty folder. Names sort by age."""
        name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        folder = self.folder(name)
        folder.mkdir()
        return name, folder

    def switch(self, generation: str) -> None:
        """Make ``generation`` the current one: readers see the old or the new, never neither."""
        for path in self.folder(generation).rglob("*"):
            _sync(path)
        _sync(self.folder(generation))
        temporary = self._pointer.with_suffix(".new")
        temporary.write_text(generation, encoding="utf-8")
        _sync(temporary)
        temporary.replace(self._pointer)
        _sync(self._root)

    def discard(self, generation: str) -> None:
        """Remove a generation that will not be used."""
        shutil.rmtree(self.folder(generation), ignore_errors=True)

    def prune(self) -> None:
        """Remove all but the current generation and the one before it."""
        newest = self.newest()
        kept = {newest.generation, newest.previous} if newest else set()
        for path in self._root.iterdir():
            if path.is_dir() and path.name not in kept:
                self.discard(path.name)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to build.

        Raises:
            LockedError: another process is building.
            StoreError: the folder cannot be written.
        """
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._root / "lock")
            lock.acquire(blocking=False)
        except Timeout:
            raise LockedError(
                f"Another build is writing to {self._root}{self._who()}.",
                "Wait until it has ended, or end that process, then try again.",
            ) from None
        except OSError as error:
            raise unwritable(self._root, error) from error
        try:
            self._writer.write_text(str(os.getpid()), encoding="utf-8")
            yield
        except OSError as error:
            raise unwritable(self._root, error) from error
        finally:
            self._writer.unlink(missing_ok=True)
            lock.release()

    def _who(self) -> str:
        try:
            return f" (process {int(self._writer.read_text(encoding='utf-8'))})"
        except (OSError, ValueError):
            return ""


def unwritable(folder: Path, error: OSError) -> StoreError:
    """What to tell when ``folder`` cannot be written; the index in use is as it was."""
    return StoreError(
        f"The data folder {folder} cannot be written ({error.strerror or error}).",
        "Free some space or correct its permissions, or set BRIEFING_DATA to another folder. "
        "The index in use is unchanged.",
    )


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
