"""Generations of the index, and the pointer that says which one counts.

On disk, ``index/<generation>/`` under the data folder is a complete store; ``index/current`` names
the one to read. On a Chroma server (:mod:`index.shared`) it is the same with collections. A reader
never sees a half-built store, and a build that dies leaves only what the next one removes.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from filelock import FileLock, Timeout

from index.disk import readable_copy, unwritable, why_unwritable
from index.errors import LockedError, StoreError
from index.manifest import REBUILD, Manifest, read_manifest
from index.settings import Settings
from index.soundness import damaged, ensure_sound, ensure_unchanged, verify_apart

if TYPE_CHECKING:
    from index.chroma.collections import Collections
    from index.snapshots.token_vectors import TokenVectors

_GRACE: Final = timedelta(minutes=2)
"""How long a generation is kept after it was replaced: a reader may just have begun."""
_NAME: Final = "%Y%m%dT%H%M%S%f"


class Generations(Protocol):
    """Where generations live: below one data folder, or on one Chroma server."""

    def current(self) -> str | None:
        """The generation to read, or None before the first build.

        Raises:
            StoreError: the pointer is damaged or cannot be read.
        """

    def manifest(self, generation: str) -> Manifest:
        """Raises StoreError if it is missing or damaged."""

    def ensure_sound(self, generation: str) -> None:
        """Raises StoreError if the generation cannot be read or built upon."""

    def ensure_unchanged(self, manifest: Manifest) -> None:
        """Raises StoreError if a document or passage of a generation is not what was indexed."""

    def collections(self, generation: str) -> "Collections":
        """The collections of an existing generation.

        Raises:
            StoreError: they cannot be opened.
        """

    def create(self) -> tuple[str, "Collections"]:
        """A new generation's name and empty collections. Names sort by age."""

    def keep_tokens(self, generation: str, vectors: "TokenVectors") -> str:
        """Store the token vectors of a new generation.

        Returns:
            Their checksum; empty where they are kept with the passages' records instead.
        """

    def token_vectors(self, generation: str, collections: "Collections") -> "TokenVectors":
        """The token vectors of an existing generation.

        Raises:
            StoreError: they are missing or damaged.
        """

    def complete(self, manifest: Manifest) -> None:
        """Note what a new generation holds, and check that it does.

        Raises:
            StoreError: it does not.
        """

    def switch(self, generation: str) -> None:
        """Make ``generation`` the current one: readers see the old or the new, never neither."""

    def discard(self, generation: str) -> None:
        """Remove a generation that will not be used."""

    def prune(self) -> None:
        """Remove all that is neither current, nor the one before, nor was so just now."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the right to build.

        Raises:
            LockedError: another process is building.
            StoreError: nothing can be written.
        """

    def close(self) -> None:
        """Release what is held; collections that were handed out have to be closed themselves."""


def generations_of(settings: Settings) -> Generations:
    """Where the settings say that the index lives."""
    if settings.chroma_url:
        # Chroma takes seconds to import.
        from index.shared import SharedGenerations

        return SharedGenerations(settings.chroma_url)
    return DiskGenerations(settings.data)


def newest(generations: Generations) -> Manifest | None:
    """The current generation's manifest, or None if there is nothing to build upon."""
    try:
        name = generations.current()
        return generations.manifest(name) if name else None
    except StoreError:
        return None


def new_name() -> str:
    """A name for a generation; names sort by age."""
    return datetime.now(UTC).strftime(_NAME)


def kept(names: Sequence[str], manifest: Manifest | None) -> set[str]:
    """The generations among ``names`` that a reader may still need."""
    just_now = (datetime.now(UTC) - _GRACE).strftime(_NAME)
    replaced = {old for old, new in pairwise(sorted(names)) if new > just_now}
    return replaced | ({manifest.generation, manifest.previous or ""} if manifest else set())


class DiskGenerations:
    """The generations below one data folder; see :class:`Generations`."""

    def __init__(self, data: Path) -> None:
        self._root = data / "index"
        self._pointer = self._root / "current"
        self._writer = self._root / "writer"

    def current(self) -> str | None:
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

    def manifest(self, generation: str) -> Manifest:
        return read_manifest(self.folder(generation))

    def ensure_sound(self, generation: str) -> None:
        ensure_sound(self.folder(generation))

    def ensure_unchanged(self, manifest: Manifest) -> None:
        ensure_unchanged(self.folder(manifest.generation), manifest)

    def collections(self, generation: str) -> "Collections":
        from index.chroma.collections import Collections

        folder = self.folder(generation)
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

    def create(self) -> tuple[str, "Collections"]:
        from index.chroma.collections import Collections

        name = new_name()
        self.folder(name).mkdir()
        return name, Collections.create(self.folder(name))

    def keep_tokens(self, generation: str, vectors: "TokenVectors") -> str:
        return vectors.write(self.folder(generation))

    def token_vectors(
        self,
        generation: str,
        collections: "Collections",  # noqa: ARG002 - those of a server are kept there
    ) -> "TokenVectors":
        from index.snapshots.token_vectors import TokenVectors

        try:
            return TokenVectors.open(self.folder(generation))
        except (OSError, ValueError, KeyError) as error:
            raise damaged(self.folder(generation), f"its token vectors: {error}") from error

    def complete(self, manifest: Manifest) -> None:
        folder = self.folder(manifest.generation)
        manifest.write(folder)
        verify_apart(folder)

    def switch(self, generation: str) -> None:
        for path in self.folder(generation).rglob("*"):
            _sync(path)
        _sync(self.folder(generation))
        temporary = self._pointer.with_suffix(".new")
        temporary.write_text(generation, encoding="utf-8")
        _sync(temporary)
        temporary.replace(self._pointer)
        _sync(self._root)

    def discard(self, generation: str) -> None:
        shutil.rmtree(self.folder(generation), ignore_errors=True)

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

    def close(self) -> None:
        """Nothing is held between two calls."""

    def _who(self) -> str:
        try:
            return f" (process {int(self._writer.read_text(encoding='utf-8'))})"
        except (OSError, ValueError):
            return ""


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
