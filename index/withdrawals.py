"""The record of articles that were withdrawn from the briefing.

A withdrawal names an article by its text (the document id), not by its path: a renamed file or a
copy of it stays out too, and a corrected text comes in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One article that must not be searched, shown or quoted any more."""

    document_id: str
    source: str
    """Its path when it was withdrawn."""
    title: str
    why: str
    """As the editor or operator put it, in whatever language."""
    at: str
    """ISO 8601, UTC."""

    @property
    def message(self) -> str:
        """For build, status and log."""
        return f"It was withdrawn on {self.at[:10]}: {self.why}"


Withdrawn = Mapping[str, Withdrawal]
"""All that are in force, by document id."""

_ONE = TypeAdapter(Withdrawal)
_ALL = TypeAdapter(tuple[Withdrawal, ...])


def by_id(entries: Iterable[Withdrawal]) -> Withdrawn:
    """The entries in the order in which they were made."""
    ordered = sorted(entries, key=lambda one: (one.at, one.source))
    return {one.document_id: one for one in ordered}


def entry_to_json(entry: Withdrawal) -> str:
    return _ONE.dump_json(entry).decode()


def entry_of_json(written: str) -> Withdrawal:
    """Raises ValueError if that is no entry."""
    return _ONE.validate_json(written)


def to_json(withdrawn: Withdrawn) -> bytes:
    return _ALL.dump_json(tuple(withdrawn.values()), indent=1)


def of_json(written: bytes) -> Withdrawn:
    """Raises ValueError if that is no record."""
    return by_id(_ALL.validate_json(written))
