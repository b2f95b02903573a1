"""Asks two systems the same questions alternately."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from index.settings import ROOT
from rag.evaluation.rows import QuestionRow
from tests.bench.processes import children, status
from tests.bench.timing import Measured, Spent, Timing

SYSTEMS = ("ours", "tutorial")


class Worker:
    """The process of one system."""

    def __init__(self, name: str, environment: Mapping[str, str]) -> None:
        began = time.perf_counter()
        self.name = name
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.worker", name],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        try:
            self._line()
        except RuntimeError:
            self.close()
            raise
        self.ready_s = time.perf_counter() - began

    def ask(self, question: str) -> Measured:
        """Ask a question. Raises RuntimeError if the process has exited."""
        found = self._do("ask", question)
        return Measured(Timing(**found["timing"]), Spent(**found["spent"]))

    def prepare(self, question: str) -> None:
        """Prepare for a question (:class:`System`). Raises RuntimeError as :meth:`ask`."""
        self._do("prepare", question)

    def memory_mb(self) -> float | None:
        """Resident memory of the process and its children; None without ``/proc``."""
        if not Path("/proc/self/status").exists():
            return None
        return sum(status(pid).get("VmRSS", 0) for pid in _tree(self._process.pid)) / 1024

    def close(self) -> None:
        """Stop the process."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _do(self, step: str, question: str) -> Any:
        assert self._process.stdin
        self._process.stdin.write(json.dumps([step, question]) + "\n")
        self._process.stdin.flush()
        return self._line()

    def _line(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"The process of {self.name!r} exited; the reason is printed above.")
        return json.loads(line)


@dataclass(frozen=True, slots=True)
class Race:
    """Measurements on one corpus; lists have one entry per question."""

    rows: tuple[QuestionRow, ...]
    answers: Mapping[str, tuple[Measured, ...]]
    ready_s: Mapping[str, float]
    memory_mb: Mapping[str, float | None]
    repeated_ms: float
    ready_again_s: float
    """Of ours, with the index and prompt cache of the first start."""


def race(
    sources: Path,
    data: Path,
    rows: Sequence[QuestionRow],
    note: Callable[[str], None],
    prepared: bool = False,
) -> Race:
    """Start both systems and ask both every question, alternating which one is first.

    Args:
        sources: folder of articles.
        data: an empty folder, the data folder of ours.
        rows: the questions.
        note: receives progress messages.
        prepared: prepare both for all questions, so that translations are there.

    Raises:
        RuntimeError: a system has exited.
    """
    environment = {"BRIEFING_SOURCES": str(sources), "BRIEFING_DATA": str(data)}
    answers: dict[str, list[Measured]] = {name: [] for name in SYSTEMS}
    with ExitStack() as stack:
        workers = {}
        for name in SYSTEMS:
            note(f"starting {name}")
            workers[name] = stack.enter_context(Worker(name, environment))
            workers[name].ask("Worum geht es?")  # warm-up: the first use loads more
        for number, row in enumerate(rows if prepared else ()):
            note(f"preparing {number + 1} of {len(rows)}")
            for worker in workers.values():
                worker.prepare(row.question)
        for number, row in enumerate(rows):
            note(f"question {number + 1} of {len(rows)}")
            for name in SYSTEMS if number % 2 else SYSTEMS[::-1]:
                answers[name].append(workers[name].ask(row.question))
        memory = {name: worker.memory_mb() for name, worker in workers.items()}
        repeated = workers["ours"].ask(rows[0].question).timing.total_ms
        ready = {name: worker.ready_s for name, worker in workers.items()}
    note("starting ours again")
    with Worker("ours", environment) as again:
        ready_again = again.ready_s
    return Race(
        rows=tuple(rows),
        answers={name: tuple(measured) for name, measured in answers.items()},
        ready_s=ready,
        memory_mb=memory,
        repeated_ms=repeated,
        ready_again_s=ready_again,
    )


def _tree(pid: int) -> list[int]:
    """The ids of a process and its descendants."""
    found = [pid]
    for parent in found:
        found += children(parent)
    return found
