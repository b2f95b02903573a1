"""Runs the exam of a new model in the background; the result decides whether it may write."""

import logging
from pathlib import Path
from typing import Protocol

from filelock import FileLock

from rag.decisions import Mode
from rag.exam.results import Result, Results
from rag.exam.sitting import Sitting
from rag.runtime.idle import IDLE_S, IdleWorker, Watched

log = logging.getLogger(__name__)


class Examined(Watched, Protocol):
    """What is needed of :class:`rag.assistant.Assistant`."""

    @property
    def exams(self) -> Results: ...


def mode_of(wanted: str, result: Result | None) -> Mode:
    """How answers are written.

    Args:
        wanted: ``extract`` or ``write``; any other value leaves the choice to the exam.
        result: of the model's exam; None if it has not taken it.
    """
    if wanted in list(Mode):
        return Mode(wanted)
    return result.mode if result else Mode.EXTRACT


def told(result: Result) -> str:
    """The result in one line, for the log."""
    shares = ", ".join(f"{name} {share.count}/{share.of}" for name, share in result.shares.items())
    lacks = f" It does not write: {', '.join(result.lacks)}." if result.lacks else ""
    return f"Exam of {result.model}: {shares}, {result.seconds:g} s per answer.{lacks}"


class Examiner(IdleWorker):
    """Runs the exam with a model that has no result; until then, answers are quotes."""

    name = "examining"
    failure = "The exam of the language model failed; answers remain quotes with a few words."

    def __init__(self, assistant: Examined, data: Path, idle_s: float = IDLE_S) -> None:
        super().__init__(assistant, idle_s)
        self._assistant = assistant
        self._data = data
        self._sitting: Sitting | None = None

    def lock(self) -> FileLock:
        return FileLock(self._data / "examining.lock")

    def work(self, snapshot: str) -> bool:  # noqa: ARG002 - a model is examined once for all
        model = self._assistant.model
        if model is None or self._assistant.exams.of(model.name):
            return True
        if self._sitting is None or self._sitting.model.name != model.name:
            log.info("%s takes the exam.", model.name)
            self._sitting = Sitting(model)
        self._sitting.model = model
        for _ in self._sitting.answers():
            if not self.goes_on():
                return False
        result = self._sitting.result()
        self._assistant.exams.keep(result)
        log.info("%s", told(result))
        return True
