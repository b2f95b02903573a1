"""The record of articles that were withdrawn from the briefing.

A withdrawal names an article by its text (the document id), not by its path: a renamed file or a
copy of it stays out too, and a corrected text comes in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An article that must no longer be searched, shown or quoted."""

    document_id: str
    source: str
    """Its path when it was withdrawn."""
    title: str
    why: str
    """In the editor's own words and language."""
    at: str
    """ISO 8601, UTC."""

    @property
    def message(self) -> str:
        """For build, status and log."""
        return f"It was withdrawn on {self.at[:10]}: {self.why}"


Withdrawn = Mapping[str, Withdrawal]
"""The withdrawals in force, by document id."""

_ONE = TypeAdapter(Withdrawal)
_ALL = TypeAdapter(tuple[Withdrawal, ...])


def by_id(entries: Iterable[Withdrawal]) -> Withdrawn:
    """Index entries by document id, keeping their order."""
    ordered = sorted(entries, key=lambda one: (one.at, one.source))
    return {one.document_id: one for one in ordered}


def entry_to_json(entry: Withdrawal) -> str:
    return _ONE.dump_json(entry).decode()


def entry_from_json(written: str) -> Withdrawal:
    """Inverse of :func:`entry_to_json`. Raises ValueError if it is not an entry."""
    return _ONE.validate_json(written)


def to_json(withdrawn: Withdrawn) -> bytes:
    return _ALL.dump_json(tuple(withdrawn.values()), indent=1)


def from_json(written: bytes) -> Withdrawn:
    """Inverse of :func:`to_json`. Raises ValueError if it is not a record."""
    return by_id(_ALL.validate_json(written))
