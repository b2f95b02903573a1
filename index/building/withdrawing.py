"""Withdraws articles from the briefing, and undoes it."""

from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime

from index.errors import SourceError
from index.formats import format_of_file
from index.reading.folder import read, scan
from index.records import to_document
from index.settings import Settings
from index.snapshots.base import Snapshots
from index.snapshots.opening import snapshots_of
from index.types import Document
from index.withdrawals import Withdrawal


def withdraw(settings: Settings, source: str, why: str) -> tuple[Withdrawal, ...]:
    """Withdraw the article at a path, or all articles of a file with several.

    The indexed text is withdrawn; if it is not indexed, the text now in the file.

    Raises:
        SourceError: there is no such article, or no reason is given.
        StoreError: the index cannot be read or the record cannot be written.
    """
    with closing(snapshots_of(settings)) as snapshots:
        indexed = _indexed(snapshots)
        if not any(_is_of(document.source, source) for document in indexed):
            files = (one for one in scan(settings.sources) if _is_of(source, one.source))
            indexed = read(files).documents
        return withdraw_from(snapshots, indexed, source, why)


def withdraw_from(
    snapshots: Snapshots, documents: Iterable[Document], source: str, why: str
) -> tuple[Withdrawal, ...]:
    """The same for an index that is already open, with its documents."""
    why = " ".join(why.split())
    if not why:
        raise SourceError("A withdrawal needs a reason.", "Say why, for people who quoted it.")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    entries = tuple(
        Withdrawal(document.id, document.source, document.title, why, now)
        for document in documents
        if _is_of(document.source, source)
    )
    if not entries:
        raise SourceError(
            f"The briefing has no article {source}.",
            "Give its path relative to the sources folder, as shown in citations.",
        )
    snapshots.withdraw(entries)
    return entries


def undo(settings: Settings, source: str) -> tuple[Withdrawal, ...]:
    """Undo the withdrawals of a path.

    Raises:
        SourceError: nothing of that path is withdrawn.
        StoreError: the record cannot be read or written.
    """
    with closing(snapshots_of(settings)) as snapshots:
        return undo_in(snapshots, source)


def undo_in(snapshots: Snapshots, source: str) -> tuple[Withdrawal, ...]:
    """The same for an index that is already open."""
    entries = tuple(one for one in snapshots.withdrawn().values() if _is_of(one.source, source))
    if not entries:
        raise SourceError(
            f"No article {source} is withdrawn.",
            "python -m index status lists the withdrawn articles.",
        )
    snapshots.reinstate([one.document_id for one in entries])
    return entries


def _is_of(source: str, wanted: str) -> bool:
    """Whether an article has that path, or is inside the file with that path."""
    holds_several = format_of_file(wanted) is not None and source.startswith(f"{wanted}/")
    return source == wanted or holds_several


def _indexed(snapshots: Snapshots) -> tuple[Document, ...]:
    name = snapshots.current()
    if name is None:
        return ()
    with closing(snapshots.collections(name)) as collections:
        return tuple(to_document(record) for record in collections.records("documents"))
