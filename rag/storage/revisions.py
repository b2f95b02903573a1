"""What became of an article's words after it has changed.

A link to a quote names the article by its content, so every change of the article gives it another
name. For each revision that was ever in use this keeps its path and, piece by piece, where its
sentences stood and a hash of each: enough to find the same sentences, or the place between their
neighbours, in a later revision. The words themselves are not kept: what is taken out of the
briefing is gone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from index.types import Document, Span
from rag.storage.table import Table

# Rougher than index/passages/splitting.py and much faster: a sentence of one line, or some very
# short ones.
_PIECE: Final = re.compile(r"\S[^\n]{0,15}[^.!?\n]*[.!?]*[“”\"»«’')\]]*")
_MARK_BYTES: Final = 8
_FILE: Final = "revisions.sqlite3"
_EARLIER_FILE: Final = "editions.sqlite3"
"""What earlier versions called it."""
_LIMIT: Final = 200_000
_WIDEST: Final = 2
"""Pieces by which a place may be longer than the words that stood there."""


@dataclass(frozen=True)
class Revision:
    """An article as it was once: its path, and its pieces without their words."""

    source: str
    length: int
    pieces: tuple[tuple[int, int, str], ...]
    """Start, end and hash of each."""

    @classmethod
    def of(cls, document: Document) -> "Revision":
        """The revision that a document is."""
        found = (match.span() for match in _PIECE.finditer(document.text))
        pieces = tuple((start, end, _mark(document.text[start:end])) for start, end in found)
        return cls(document.source, len(document.text), pieces)

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The hashes, in order."""
        return tuple(mark for _, _, mark in self.pieces)

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the pieces with a hash."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, mark in enumerate(self.marks):
            found[mark].append(number)
        return found


@dataclass(frozen=True, slots=True)
class Traced:
    """Where words stand now; not ``kept``: what stands in their place."""

    span: Span
    kept: bool


_EDITION = TypeAdapter(Revision)


class Revisions:
    """All revisions that were in use, in a table on disk. Safe to use from several threads."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @classmethod
    def below(cls, data: Path) -> "Revisions":
        """Those kept below a data folder."""
        table = Table(data / _FILE, limit=_LIMIT)
        table.take_over(data / _EARLIER_FILE)
        return cls(table)

    def record(self, documents: Iterable[Document]) -> None:
        """Remember the articles that are in use from now on."""
        self._table.put_all(
            [
                (document.id, _EDITION.dump_json(Revision.of(document)).decode())
                for document in documents
                if (kept := self.find(document.id)) is None or kept.source != document.source
            ]
        )

    def find(self, document_id: str) -> Revision | None:
        """The revision with an id; None if it was never in use here."""
        written = self._table.get(document_id)
        try:
            return None if written is None else _EDITION.validate_json(written)
        except ValidationError:
            return None


def trace(before: Revision, span: Span, now: Revision) -> Traced | None:
    """Find the words of ``span``, or else their place, in a later revision.

    Returns None for a span that the earlier revision does not have, and for a later one that has no
    words at all.
    """
    first, last = _pieces_of(before, span)
    if span.end > before.length or first > last or not now.pieces:
        return None
    if (at := _same(before, first, last, now)) is not None:
        start = now.pieces[at][0] + max(0, span.start - before.pieces[first][0])
        start_of_last = now.pieces[at + last - first][0]
        end = start_of_last + min(
            span.end - before.pieces[last][0],
            before.pieces[last][1] - before.pieces[last][0],
        )
        return Traced(Span(start, end), kept=True)
    begin, end = _between(before, first, last, now)
    return Traced(Span(now.pieces[begin][0], now.pieces[end - 1][1]), kept=False)


def _pieces_of(revision: Revision, span: Span) -> tuple[int, int]:
    """First and last piece that have characters of the span; the first behind the last: none."""
    inside = [
        number
        for number, (start, end, _) in enumerate(revision.pieces)
        if start < span.end and span.start < end
    ]
    return (inside[0], inside[-1]) if inside else (0, -1)


def _same(before: Revision, first: int, last: int, now: Revision) -> int | None:
    """Where the pieces stand unchanged; of several places, the one with the same neighbours."""
    run = before.marks[first : last + 1]
    places = [at for at in now.places.get(run[0], ()) if now.marks[at : at + len(run)] == run]

    def likeness(at: int) -> tuple[int, float]:
        neighbours = sum(
            0 <= old < len(before.marks) and 0 <= new < len(now.marks)
            and before.marks[old] == now.marks[new]
            for old, new in ((first - 1, at - 1), (last + 1, at + len(run)))
        )  # fmt: skip
        there, then = at / len(now.marks), first / len(before.marks)
        return neighbours, -abs(there - then)

    return max(places, key=likeness, default=None)


def _between(before: Revision, first: int, last: int, now: Revision) -> tuple[int, int]:
    """The pieces between the nearest neighbours that are still there; at least one."""
    count = len(now.pieces)
    above = next(
        (at for n in range(first - 1, -1, -1) if (at := _same(before, n, n, now)) is not None),
        None,
    )
    below = next(
        (
            at
            for n in range(last + 1, len(before.pieces))
            if (at := _same(before, n, n, now)) is not None and (above is None or at > above)
        ),
        None,
    )
    widest = last - first + 1 + _WIDEST
    if above is not None:
        end = min(above + 1 + widest, count if below is None else below)
        # Nothing in between: the words are gone, and stood behind what is above.
        return (above + 1, end) if end > above + 1 else (above, above + 1)
    if below is not None:
        return (max(0, below - widest), below) if below else (0, 1)
    at = min(count - 1, count * first // len(before.pieces))
    return at, min(count, at + widest)


def _mark(words: str) -> str:
    return blake2b(words.encode(errors="replace"), digest_size=_MARK_BYTES).hexdigest()
