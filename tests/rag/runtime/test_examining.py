"""A new model sits its exam once, while nobody asks."""

import logging
from pathlib import Path

import pytest

from rag.decisions import Mode
from rag.exam.results import Results
from rag.llm.client import LanguageModel
from rag.runtime.examining import Examiner, mode_of
from tests.rag.exam.test_exam import Candidate, knows


class Waiting:
    """An assistant that somebody asks after so many looks."""

    snapshot = "s"

    def __init__(self, data: Path, model: LanguageModel | None, looks: int = 10_000) -> None:
        self.exams = Results(data)
        self.model = model
        self._looks = looks

    @property
    def idle_s(self) -> float:
        self._looks -= 1
        return 0.0 if self._looks == 0 else 100.0


def test_a_new_model_is_examined_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    model = Candidate(knows)
    assistant = Waiting(tmp_path, model)
    with caplog.at_level(logging.INFO):
        assert Examiner(assistant, tmp_path).work("s")
    result = assistant.exams.of("candidate")
    assert result is not None
    assert mode_of("auto", result) is Mode.WRITE
    assert "Exam of candidate: form 24/24, right 14/14" in caplog.text
    asked = len(model.asked)
    assert Examiner(assistant, tmp_path).work("s")
    assert len(model.asked) == asked


def test_it_gives_way_and_goes_on_where_it_was(tmp_path: Path) -> None:
    model = Candidate(knows)
    assistant = Waiting(tmp_path, model, looks=5)
    examiner = Examiner(assistant, tmp_path)
    assert not examiner.work("s")
    assert assistant.exams.of("candidate") is None
    assert len(model.asked) == 10
    assert examiner.work("s")
    assert len(model.asked) == 48
    assert assistant.exams.of("candidate") is not None


def test_without_a_model_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert Examiner(Waiting(tmp_path, None), tmp_path).work("s")


@pytest.mark.parametrize(
    ("wanted", "mode"),
    [("auto", Mode.EXTRACT), ("extract", Mode.EXTRACT), ("write", Mode.WRITE)],
)
def test_the_setting_decides_without_an_exam(wanted: str, mode: Mode) -> None:
    assert mode_of(wanted, None) is mode
