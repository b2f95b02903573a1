"""The folder of a running service is followed, and no failure ends that."""

import logging
from pathlib import Path

import pytest

from index.building.build import Report
from index.building.filling import Progress
from index.errors import LockedError, StoreError
from index.snapshots.manifest import Changes
from rag.runtime.watching import FolderWatcher


class Scripted:
    """Builds end as they are told to."""

    def __init__(self, *outcomes: Exception | Report) -> None:
        self.outcomes = list(outcomes)

    def rebuild(self, progress: Progress) -> Report:  # noqa: ARG002 - nobody looks
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def test_failures_are_said_once_and_outlived(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    report = Report("g", True, 2, 3, 4, 1, Changes(added=("a.txt",)), (), 1, 1, 0.1)
    full = StoreError("No room.", "Make some.")
    watcher = FolderWatcher(
        tmp_path, Scripted(LockedError("Busy.", "Wait."), full, full, ZeroDivisionError(), report)
    )
    with caplog.at_level(logging.INFO):
        assert [watcher.rebuild() for _ in range(5)] == [False, False, False, False, True]
    assert [record.getMessage() for record in caplog.records] == [
        "The changed articles are not indexed yet. No room. Make some.",
        "The changed articles are not indexed yet. Unexpected error: ZeroDivisionError().",
        "The articles have changed: 1 added, 0 changed, 0 removed, 0 renamed, 0 left out.",
    ]
