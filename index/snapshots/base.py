"""A snapshot is one version of the index; a pointer says which one is read.

Snapshots live below one data folder (:mod:`index.snapshots.disk`) or on one Chroma server
(:mod:`index.snapshots.server`). A reader never sees a half-built snapshot, and a build that dies
leaves only what the next one removes.
"""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol

from index.errors import StoreError
from index.snapshots.contents import Articles
from index.snapshots.manifest import Manifest
from index.withdrawals import Withdrawal, Withdrawn

if TYPE_CHECKING:
    from index.chroma.collections import Collections
    from index.snapshots.token_vectors import TokenVectors, TokenWriter

_GRACE: Final = timedelta(minutes=2)
"""How long a snapshot is kept after it was replaced: a reader may just have begun."""
_NAME: Final = "%Y%m%dT%H%M%S%f"


class Snapshots(Protocol):
    """Where snapshots live: below one data folder, or on one Chroma server."""

    def current(self) -> str | None:
        """The snapshot to read, or None before the first build.

        Raises:
            StoreError: the pointer is damaged or cannot be read.
        """

    def manifest(self, snapshot: str) -> Manifest:
        """Raises StoreError if it is missing or damaged."""

    def ensure_sound(self, snapshot: str) -> None:
        """Raises StoreError if the snapshot cannot be read or built upon."""

    def articles(self, manifest: Manifest) -> Articles:
        """All documents and passages of a snapshot.

        Raises:
            StoreError: one is not what was indexed.
        """

    def collections(self, snapshot: str) -> "Collections":
        """The collections of an existing snapshot.

        Raises:
            StoreError: they cannot be opened.
        """

    can_copy: bool
    """Whether a new snapshot can begin as a copy of another."""

    def create(self, like: str | None = None) -> tuple[str, "Collections"]:
        """A new snapshot's name and collections. Names sort by age.

        Args:
            like: the snapshot whose records it begins with, if this store can copy; none by
                default.

        Raises:
            StoreError, OSError: it cannot be made; nothing of it stays.
        """

    def token_writer(self, snapshot: str) -> "TokenWriter | None":
        """Takes the token vectors of a new snapshot; None where each passage's record does."""

    def token_vectors(self, snapshot: str, collections: "Collections") -> "TokenVectors":
        """The token vectors of an existing snapshot.

        Raises:
            StoreError: they are missing or damaged.
        """

    def ensure_unchanged(self, manifest: Manifest) -> None:
        """Compare the vectors of a snapshot with their checksums, if they have any.

        Whoever takes some of them into another snapshot would give damage a new checksum.

        Raises:
            StoreError: they are not those that were verified.
        """

    def complete(self, manifest: Manifest) -> None:
        """Note what a new snapshot holds, and check that it does.

        Raises:
            StoreError: it does not.
        """

    def switch(self, snapshot: str) -> None:
        """Make ``snapshot`` the current one: readers see the old or the new, never neither."""

    def discard(self, snapshot: str) -> None:
        """Remove a snapshot that will not be used."""

    def prune(self) -> None:
        """Remove all that is neither current, nor the one before, nor was so just now."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the right to build.

        Raises:
            LockedError: another process is building.
            StoreError: nothing can be written.
        """

    def withdrawn(self) -> Withdrawn:
        """The articles that are withdrawn, whatever snapshot is read.

        Raises:
            StoreError: the record cannot be read.
        """

    def withdraw(self, entries: Collection[Withdrawal]) -> None:
        """Add to that record; an entry on the same article is replaced.

        Raises:
            StoreError: the record cannot be written.
        """

    def reinstate(self, document_ids: Collection[str]) -> None:
        """Remove articles from that record.

        Raises:
            StoreError: the record cannot be written.
        """

    def close(self) -> None:
        """Release what is held; collections that were handed out have to be closed themselves."""


def newest(snapshots: Snapshots) -> Manifest | None:
    """The current snapshot's manifest, or None if there is nothing to build upon."""
    try:
        name = snapshots.current()
        return snapshots.manifest(name) if name else None
    except StoreError:
        return None


def new_name() -> str:
    """A name for a snapshot; names sort by age."""
    return datetime.now(UTC).strftime(_NAME)


def kept(names: Sequence[str], manifest: Manifest | None) -> set[str]:
    """The snapshots among ``names`` that a reader may still need."""
    just_now = (datetime.now(UTC) - _GRACE).strftime(_NAME)
    replaced = {old for old, new in pairwise(sorted(names)) if new > just_now}
    return replaced | ({manifest.snapshot, manifest.previous or ""} if manifest else set())
