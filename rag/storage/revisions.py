"""Finds quoted text again after its article has changed.

A link to a quote identifies the article by a hash of its content, so every change gives the article
a new ID. For each revision that was ever in use, this stores the path, and the offsets and a hash
of each sentence: enough to find the same sentence, or the position between its neighbours, in a
later revision. The text itself is not stored: what is removed from the briefing is gone.
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

# A fast approximation of index/passages/splitting.py: a sentence on one line, or several very
# short ones.
_PIECE: Final = re.compile(r"\S[^\n]{0,15}[^.!?\n]*[.!?]*[“”\"»«’')\]]*")
_MARK_BYTES: Final = 8
_FILE: Final = "revisions.sqlite3"
_EARLIER_FILE: Final = "editions.sqlite3"
"""File name in earlier versions."""
_LIMIT: Final = 200_000
_WIDEST: Final = 2
"""Number of pieces by which the replacement of a text may be longer than the text."""


@dataclass(frozen=True)
class Revision:
    """One version of an article: its path and its pieces, as hashes."""

    source: str
    length: int
    """Length of the text in characters."""
    pieces: tuple[tuple[int, int, str], ...]
    """Start, end and hash of each piece."""

    @classmethod
    def of(cls, document: Document) -> "Revision":
        """The revision of a document."""
        found = (match.span() for match in _PIECE.finditer(document.text))
        pieces = tuple((start, end, _mark(document.text[start:end])) for start, end in found)
        return cls(document.source, len(document.text), pieces)

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The hashes, in order."""
        return tuple(mark for _, _, mark in self.pieces)

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """The indices of the pieces with each hash."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, mark in enumerate(self.marks):
            found[mark].append(number)
        return found


@dataclass(frozen=True, slots=True)
class Traced:
    """The span of a text in a later revision; if not ``kept``, of what replaced it."""

    span: Span
    kept: bool


_EDITION = TypeAdapter(Revision)


class Revisions:
    """All revisions that were ever in use, in a table on disk. Safe to use from several threads."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @classmethod
    def below(cls, data: Path) -> "Revisions":
        """The revisions stored in a data folder."""
        table = Table(data / _FILE, limit=_LIMIT)
        table.take_over(data / _EARLIER_FILE)
        return cls(table)

    def record(self, documents: Iterable[Document]) -> None:
        """Store the revisions of the articles now in use."""
        self._table.put_all(
            [
                (document.id, _EDITION.dump_json(Revision.of(document)).decode())
                for document in documents
                if (kept := self.find(document.id)) is None or kept.source != document.source
            ]
        )

    def find(self, document_id: str) -> Revision | None:
        """The revision with an ID; None if it was never in use here."""
        written = self._table.get(document_id)
        try:
            return None if written is None else _EDITION.validate_json(written)
        except ValidationError:
            return None


def trace(before: Revision, span: Span, now: Revision) -> Traced | None:
    """Find the text of ``span``, or else what replaced it, in a later revision.

    Returns None if the span is outside the earlier revision, or if the later one is empty.
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
    """Indices of the first and last piece that overlap the span; (0, -1) if there are none."""
    inside = [
        number
        for number, (start, end, _) in enumerate(revision.pieces)
        if start < span.end and span.start < end
    ]
    return (inside[0], inside[-1]) if inside else (0, -1)


def _same(before: Revision, first: int, last: int, now: Revision) -> int | None:
    """Index at which the pieces occur unchanged; of several, the one with the same neighbours."""
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
        # Nothing in between: the text was removed after the piece above.
        return (above + 1, end) if end > above + 1 else (above, above + 1)
    if below is not None:
        return (max(0, below - widest), below) if below else (0, 1)
    at = min(count - 1, count * first // len(before.pieces))
    return at, min(count, at + widest)


def _mark(words: str) -> str:
    return blake2b(words.encode(errors="replace"), digest_size=_MARK_BYTES).hexdigest()
