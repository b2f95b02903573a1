"""Adds and withdraws articles while the service runs; the index is rebuilt in the background.

Questions are answered from the old index until the new one is complete. If another process is
building, the build waits for it.
"""

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from index.building.adding import Outcome, Upload, add
from index.building.build import Report
from index.building.filling import Progress
from index.errors import BriefingError, LockedError, StoreError
from index.types import Document
from index.withdrawals import Withdrawal

log = logging.getLogger(__name__)

_RETRY_S: Final = 2.0
_PATIENCE_S: Final = 900.0

Step = Literal["idle", "waiting", "reading", "embedding", "storing", "verifying", "failed"]
_STEPS: Final[dict[str, Step]] = {
    "reading": "reading",
    "embedding": "embedding",
    "storing": "storing",
    "verifying": "verifying",
}


@dataclass(frozen=True, slots=True)
class Indexing:
    """Progress of indexing after articles were added."""

    step: Step = "idle"
    done: int = 0
    total: int = 0
    problem: str | None = None
    """Why it failed; only for the log, because it may contain paths."""

    @property
    def running(self) -> bool:
        return self.step not in ("idle", "failed")


class Indexed(Protocol):
    """What is needed of :class:`rag.assistant.Assistant`, where errors are described."""

    def documents(self) -> tuple[Document, ...]:
        """All articles, by path."""

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """All withdrawals in force, oldest first."""

    def withdraw(self, source: str, why: str) -> tuple[Withdrawal, ...]:
        """Hide the article at a path."""

    def reinstate(self, source: str) -> tuple[Withdrawal, ...]:
        """Undo the withdrawals of a path."""

    def rebuild(self, progress: Progress) -> Report:
        """Build the index and switch to it."""


class Uploads:
    """Adds and withdraws articles of one service. Safe to use from several threads."""

    def __init__(self, sources: Path, assistant: Indexed) -> None:
        self._sources = sources
        self._assistant = assistant
        self._lock = threading.Lock()
        self._adding = threading.Lock()
        self._indexing = Indexing()
        self._wanted = False

    def add(self, uploads: Sequence[Upload]) -> Outcome:
        """Save the readable uploads and start indexing; returns before indexing has finished.

        Raises:
            SourceError: the sources folder cannot be written.
        """
        known = {document.id: document.source for document in self._documents()}
        withdrawn = {one.document_id: one for one in self._assistant.withdrawals()}
        with self._adding:
            outcome = add(self._sources, uploads, known, withdrawn)
        if outcome.added:
            self._begin()
        return outcome

    def withdraw(self, source: str, why: str) -> None:
        """Hide an article at once, and start to build an index without it.

        Raises:
            SourceError: there is no such article, or no reason is given.
            StoreError: the index is not ready, or the record cannot be written.
        """
        for one in self._assistant.withdraw(source, why):
            log.info("%s: %s", one.source, one.message)
        self._begin()

    def reinstate(self, source: str) -> None:
        """Undo a withdrawal, and start to build an index with the article.

        Raises:
            SourceError: nothing of that path is withdrawn.
            StoreError: the record cannot be read or written.
        """
        for one in self._assistant.reinstate(source):
            log.info("%s: its withdrawal was undone.", one.source)
        self._begin()

    def indexing(self) -> Indexing:
        """The current progress."""
        return self._indexing

    def _documents(self) -> tuple[Document, ...]:
        """The indexed articles; empty while there is no index."""
        try:
            return self._assistant.documents()
        except StoreError:
            return ()

    def _begin(self) -> None:
        """Start indexing; a request during a build leads to another build."""
        with self._lock:
            self._wanted = True
            if self._indexing.running:
                return
            self._indexing = Indexing("waiting")
        threading.Thread(target=self._work, name="indexing", daemon=True).start()

    def _work(self) -> None:
        while self._take():
            try:
                self._build()
            except Exception as error:  # noqa: BLE001 - otherwise it would be "running" forever
                known = isinstance(error, BriefingError)
                problem = str(error) if known else f"Unexpected error: {error!r}."
                log.error("The index is not up to date with the articles. %s", problem)
                with self._lock:
                    if not self._wanted:  # else what came meanwhile is worth another try
                        self._indexing = Indexing("failed", problem=problem)
                        return

    def _take(self) -> bool:
        """Whether another build was requested; otherwise the state becomes idle."""
        with self._lock:
            wanted, self._wanted = self._wanted, False
            if not wanted:
                self._indexing = Indexing()
            return wanted

    def _build(self) -> None:
        end = time.monotonic() + _PATIENCE_S
        while True:
            try:
                self._assistant.rebuild(self._note)
            except LockedError:
                if time.monotonic() > end:
                    raise
                self._indexing = Indexing("waiting")
                time.sleep(_RETRY_S)
            else:
                return

    def _note(self, step: str, done: int, total: int) -> None:
        self._indexing = Indexing(_STEPS[step], done, total)
