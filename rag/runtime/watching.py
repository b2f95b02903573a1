"""The sources folder of a running service is followed: ``BRIEFING_WATCH=on``."""

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
    """:class:`rag.assistant.Assistant`, or one of the tests."""

    def rebuild(self, progress: Progress) -> Report:
        """Bring the index up to date and take it up. Raises BriefingError, and stays as it was."""


class FolderWatcher:
    """Builds in the background when files come, change or go; questions go on meanwhile."""

    def __init__(self, sources: Path, assistant: Rebuilt) -> None:
        self._sources = sources
        self._assistant = assistant
        self._closing = threading.Event()
        self._told = ""

    def start(self) -> None:
        """Follow in the background until :meth:`close`."""
        threading.Thread(target=self._run, name="watching", daemon=True).start()

    def close(self) -> None:
        """Stop; a build that runs is not waited for."""
        self._closing.set()

    def _run(self) -> None:
        follow(self._sources, self.rebuild, self._closing)

    def rebuild(self) -> bool:
        """Whether the index is up to date now; what failed is said once."""
        try:
            report = self._assistant.rebuild(lambda *_: None)
        except LockedError:
            return False  # another process builds
        except Exception as error:  # noqa: BLE001 - this thread has to outlive every defect
            known = isinstance(error, BriefingError)
            problem = str(error) if known else f"A defect: {error!r}."
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
