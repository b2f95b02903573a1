"""Whether the model may write, and the exam that decides it: sat once, while nobody asks."""

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
    """What is needed of an assistant."""

    @property
    def exams(self) -> Results: ...


def mode_of(wanted: str, result: Result | None) -> Mode:
    """How answers are told.

    Args:
        wanted: ``extract`` or ``write``; anything else leaves it to the exam.
        result: of the model's exam, if it sat it.
    """
    if wanted in list(Mode):
        return Mode(wanted)
    return result.mode if result else Mode.EXTRACT


def told(result: Result) -> str:
    """A result in one line, for the log."""
    shares = ", ".join(f"{name} {share.count}/{share.of}" for name, share in result.shares.items())
    lacks = f" It does not write: {', '.join(result.lacks)}." if result.lacks else ""
    return f"Exam of {result.model}: {shares}, {result.seconds:g} s an answer.{lacks}"


class Examiner(IdleWorker):
    """Lets a model that nothing is known of sit the exam; until then it extracts."""

    name = "examining"
    failure = "The language model is not examined; answers stay quotes with a few words."

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
            log.info("%s sits its exam.", model.name)
            self._sitting = Sitting(model)
        self._sitting.model = model
        for _ in self._sitting.answers():
            if not self.goes_on():
                return False
        result = self._sitting.result()
        self._assistant.exams.keep(result)
        log.info("%s", told(result))
        return True
