"""The interface to snapshots. A snapshot is one version of the index; a pointer names the current.

Snapshots are stored in one data folder (:mod:`index.snapshots.disk`) or on one Chroma server
(:mod:`index.snapshots.server`). A half-built snapshot is never visible to readers; one left behind
by a killed build is removed by the next build.
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
"""How long a replaced snapshot is kept for readers that have just opened it."""
_NAME: Final = "%Y%m%dT%H%M%S%f"


class Snapshots(Protocol):
    """Stores the snapshots of one index."""

    def current(self) -> str | None:
        """The snapshot to read, or None before the first build.

        Raises:
            StoreError: the pointer is damaged or cannot be read.
        """

    def manifest(self, snapshot: str) -> Manifest:
        """A snapshot's manifest. Raises StoreError if it is missing or damaged."""

    def ensure_sound(self, snapshot: str) -> None:
        """Raises StoreError if the snapshot cannot be read or built upon."""

    def articles(self, manifest: Manifest) -> Articles:
        """All documents and passages of a snapshot, verified against their digests.

        Raises:
            StoreError: one was altered.
        """

    def collections(self, snapshot: str) -> "Collections":
        """The collections of an existing snapshot.

        Raises:
            StoreError: they cannot be opened.
        """

    can_copy: bool
    """Whether a new snapshot can start as a copy of another."""

    def create(self, like: str | None = None) -> tuple[str, "Collections"]:
        """Create a snapshot; returns its name and collections. Names sort by age.

        Args:
            like: the snapshot to copy, if ``can_copy``. By default it starts empty.

        Raises:
            StoreError, OSError: it cannot be created; nothing of it remains.
        """

    def token_writer(self, snapshot: str) -> "TokenWriter | None":
        """Writes a new snapshot's token vectors; None if they go into the passages' records."""

    def token_vectors(self, snapshot: str, collections: "Collections") -> "TokenVectors":
        """The token vectors of an existing snapshot.

        Raises:
            StoreError: they are missing or damaged.
        """

    def ensure_unchanged(self, manifest: Manifest) -> None:
        """Compare the vectors of a snapshot with their checksums, if they have any.

        To be called before copying some to another snapshot, whose checksum would hide damage.

        Raises:
            StoreError: they are damaged.
        """

    def complete(self, manifest: Manifest) -> None:
        """Write the manifest of a new snapshot and verify the snapshot.

        Raises:
            StoreError: the verification fails.
        """

    def switch(self, snapshot: str) -> None:
        """Make ``snapshot`` the current one, atomically."""

    def discard(self, snapshot: str) -> None:
        """Remove a snapshot that will not be used."""

    def prune(self) -> None:
        """Remove old snapshots, except the current, its predecessor and recently replaced ones."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the write lock for the length of the block.

        Raises:
            LockedError: another process holds it.
            StoreError: the store cannot be written.
        """

    def withdrawn(self) -> Withdrawn:
        """The withdrawn articles, which are the same for all snapshots.

        Raises:
            StoreError: the record cannot be read.
        """

    def withdraw(self, entries: Collection[Withdrawal]) -> None:
        """Record withdrawals; an earlier entry for the same article is replaced.

        Raises:
            StoreError: the record cannot be written.
        """

    def reinstate(self, document_ids: Collection[str]) -> None:
        """Undo the withdrawal of these documents.

        Raises:
            StoreError: the record cannot be written.
        """

    def close(self) -> None:
        """Release resources, except collections that were returned: close these separately."""


def newest(snapshots: Snapshots) -> Manifest | None:
    """The current snapshot's manifest, or None if it is missing or unreadable."""
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
