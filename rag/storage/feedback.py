"""Readers' feedback on answers: stored on this machine, and exported as rows of a question set.

SQLite in WAL mode, opened for each call, so that any number of threads and processes may write at
once. Feedback that cannot be stored is an error, because the reader was told that it is stored.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field, TypeAdapter, ValidationError

from index.errors import StoreError
from index.text import encodable
from rag.types import Answer, Citation, Language, Status, Turn

MAX_COMMENT = 2_000
FILE = "feedback.sqlite3"
_PATIENCE_S = 60.0
"""How long a writer waits for the others. On a machine that others keep busy, ten writers at once
needed more than ten seconds."""

Thumb = Literal["up", "down"]


class Reason(StrEnum):
    """The reasons that a reader can give for a thumb down."""

    WRONG = "wrong"
    WRONG_SOURCE = "wrong_source"
    INCOMPLETE = "incomplete"
    WRONGLY_REFUSED = "wrongly_refused"
    NOT_ASKED = "not_asked"
    LANGUAGE = "language"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reader's verdict on an answer."""

    thumb: Thumb
    reason: Reason | None = None
    comment: str = ""
    """Truncated to ``MAX_COMMENT`` characters when it is stored."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict with the answer and everything needed to judge it later."""

    id: str
    """A second verdict with the same ID replaces the first."""
    at: str
    """Time of the verdict, ISO 8601, UTC."""
    verdict: Verdict
    question: str
    language: Language
    history: tuple[Turn, ...]
    sources: tuple[str, ...]
    """The articles that the question was limited to; empty for all."""
    answer_id: str
    status: Status
    text: str
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    snapshot: Annotated[str, Field(validation_alias=AliasChoices("snapshot", "generation"))]
    """ID of the index; earlier versions called it a generation."""
    model: str | None

    @classmethod
    def of(
        cls,
        answer: Answer,
        verdict: Verdict,
        *,
        key: str,
        snapshot: str,
        history: Sequence[Turn] = (),
        sources: Iterable[str] = (),
    ) -> "Feedback":
        """A verdict given now."""
        return cls(
            id=key,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            verdict=replace(verdict, comment=encodable(verdict.comment)[:MAX_COMMENT]),
            question=answer.question,
            language=answer.language,
            history=tuple(history),
            sources=tuple(sorted(sources)),
            answer_id=answer.id,
            status=answer.status,
            text=answer.text,
            citations=answer.citations,
            nearest=answer.nearest,
            snapshot=snapshot,
            model=answer.model,
        )


_FEEDBACK = TypeAdapter(Feedback)


class FeedbackStore:
    """The stored feedback in a data folder."""

    def __init__(self, data: Path) -> None:
        self._path = data / FILE

    def put(self, feedback: Feedback) -> None:
        """Store a verdict, in place of one with the same ID.

        Raises:
            StoreError: the file cannot be written.
        """
        value = _FEEDBACK.dump_json(feedback).decode()
        with self._open() as database:
            database.execute(
                "INSERT INTO feedback (id, value) VALUES (?, ?) "
                "ON CONFLICT (id) DO UPDATE SET value = excluded.value",
                (feedback.id, value),
            )

    def remove(self, key: str) -> None:
        """Delete a verdict, if there is one.

        Raises:
            StoreError: the file cannot be written.
        """
        with self._open() as database:
            database.execute("DELETE FROM feedback WHERE id = ?", (key,))

    def all(self) -> tuple[Feedback, ...]:
        """Every verdict, oldest first.

        Raises:
            StoreError: the file cannot be read.
        """
        if not self._path.exists():
            return ()
        with self._open() as database:
            rows = database.execute("SELECT value FROM feedback").fetchall()
        try:
            kept = [_FEEDBACK.validate_json(value) for (value,) in rows]
        except ValidationError as error:
            raise self._unusable(error.errors()[0]["msg"]) from error
        return tuple(sorted(kept, key=lambda feedback: feedback.at))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE_S)) as database, database:
                database.execute("PRAGMA journal_mode = WAL")
                database.execute(
                    "CREATE TABLE IF NOT EXISTS feedback (id TEXT PRIMARY KEY, value TEXT NOT NULL)"
                )
                yield database
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(str(error)) from error

    def _unusable(self, why: str) -> StoreError:
        return StoreError(
            f"Readers' feedback in {self._path} cannot be used ({why}).",
            "Free some space or correct the folder's permissions; if the file is damaged, "
            "move it elsewhere.",
        )


def question_rows(feedback: Iterable[Feedback]) -> list[dict[str, Any]]:
    """Rows of a question set (``tests/eval/README.md``), one per question, oldest first.

    ``todo`` names the fields that a person has to fill in or decide; the evaluation rejects a row
    that still has it. ``given`` is context for that person; the evaluation ignores it.
    """
    asked: dict[str, list[Feedback]] = {}
    for one in feedback:
        asked.setdefault(_key(one), []).append(one)
    return [_row(key, votes) for key, votes in asked.items()]


def _row(key: str, votes: Sequence[Feedback]) -> dict[str, Any]:
    last = votes[-1]
    thumbs = Counter(vote.verdict.thumb for vote in votes)
    good = set(thumbs) == {"up"}
    cited = last.citations or last.nearest
    file = cited[0].source if cited else ""
    right = [c.paragraph for c in last.citations if c.source == file] if good else []
    row: dict[str, Any] = {
        "id": f"feedback-{key[:12]}",
        "language": last.language,
        "question": last.question,
        "file": file,
        "paragraphs": sorted(set(right)),
        "answers": [],
        "kind": "feedback",
    }
    if last.history:
        row["history"] = [asdict(turn) for turn in last.history]
    row["todo"] = _todo(last, good)
    row["given"] = {
        "votes": dict(thumbs),
        "reasons": sorted({vote.verdict.reason.value for vote in votes if vote.verdict.reason}),
        "comments": [vote.verdict.comment for vote in votes if vote.verdict.comment],
        "status": last.status.value,
        "answer": last.text,
        "citations": [
            {"file": c.source, "paragraph": c.paragraph, "quote": c.quote} for c in cited
        ],
        "limited_to": list(last.sources),
        "snapshot": last.snapshot,
        "model": last.model,
    }
    return row


def _todo(last: Feedback, good: bool) -> list[str]:
    facts = "answers: the facts of a right answer, each as a list of alternative wordings"
    if good and last.status is Status.REFUSED:
        return []
    if good and last.status is Status.UNSURE:
        return [facts, "file, paragraphs: those quoted as uncertain; keep only what answers"]
    if good:
        return [facts, "paragraphs: those cited; correct them if others are right too"]
    return [
        "file, paragraphs: those that answer; no paragraphs if the briefing does not answer",
        f"{facts}; none if the briefing does not answer",
    ]


def _key(feedback: Feedback) -> str:
    """A hash of the question and the questions before it."""
    earlier = [turn.question for turn in feedback.history]
    parts = [feedback.question, feedback.language, earlier]
    return sha256(json.dumps(parts).encode()).hexdigest()
