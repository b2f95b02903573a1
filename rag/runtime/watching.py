"""Rebuilds the index when the sources folder of a running service changes (``BRIEFING_WATCH``)."""

import logging
import threading
from pathlib import Path
from typing import Protocol

from index.building.build import Report
from index.building.filling import Progress
from index.building.watching import follow
from index.errors import BriefingError, LockedError

log = logging.getLogger(__name__)


class Rebuilt(Protocol):
    """What is needed of :class:`rag.assistant.Assistant`."""

    def rebuild(self, progress: Progress) -> Report:
        """Build the index and switch to it. Raises BriefingError; the old index stays in use."""


class FolderWatcher:
    """Rebuilds the index in the background when files are added, changed or removed."""

    def __init__(self, sources: Path, assistant: Rebuilt) -> None:
        self._sources = sources
        self._assistant = assistant
        self._closing = threading.Event()
        self._told = ""

    def start(self) -> None:
        """Watch the folder in the background until :meth:`close`."""
        threading.Thread(target=self._run, name="watching", daemon=True).start()

    def close(self) -> None:
        """Stop, without waiting for a running build."""
        self._closing.set()

    def _run(self) -> None:
        follow(self._sources, self.rebuild, self._closing)

    def rebuild(self) -> bool:
        """Rebuild; returns whether the index is up to date. Logs the same failure only once."""
        try:
            report = self._assistant.rebuild(lambda *_: None)
        except LockedError:
            return False  # another process builds
        except Exception as error:  # noqa: BLE001 - this thread has to survive every error
            known = isinstance(error, BriefingError)
            problem = str(error) if known else f"Unexpected error: {error!r}."
            if problem != self._told:
                log.error("The changed articles are not indexed yet. %s", problem)
            self._told = problem
            return False
        self._told = ""
        if report.built:
            log.info(
                "The articles have changed: %d added, %d changed, %d removed, %d renamed, "
                "%d left out.",
                len(report.changes.added),
                len(report.changes.changed),
                len(report.changes.removed),
                len(report.changes.renamed),
                len(report.problems),
            )
        return True
