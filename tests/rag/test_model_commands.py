"""``python -m rag model check``."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from index.errors import ModelError
from index.settings import Settings
from rag import __main__ as command_line
from rag import model_commands
from rag.decisions import Mode
from rag.exam.results import Results
from rag.llm.client import LanguageModel
from tests.rag.exam.test_exam import Candidate, invents, knows


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    made = Settings(data=tmp_path)
    monkeypatch.setattr(model_commands, "load_settings", lambda: made)
    return made


def use(model: LanguageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def loaded(_: Settings) -> Iterator[LanguageModel]:
        yield model

    monkeypatch.setattr(model_commands, "_loaded", loaded)


def test_a_check_is_printed_and_kept(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    use(Candidate(knows), monkeypatch)
    ran = CliRunner().invoke(command_line.app, ["model", "check", "--verbose"])
    assert ran.exit_code == 0
    assert "Exam of candidate" in ran.stdout
    assert "14 of 14 (needs 80%)" in ran.stdout
    assert "Mode allowed by the exam: write" in ran.stdout
    assert "Seit wann ist die Schleuse Marten gesperrt? →" in ran.stderr
    kept = Results(settings.data).of("candidate")
    assert kept is not None
    assert kept.mode is Mode.WRITE


def test_as_json(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    use(Candidate(invents), monkeypatch)
    ran = CliRunner().invoke(command_line.app, ["model", "check", "--json"])
    told = json.loads(ran.stdout)
    assert (told["mode"], told["refuses"]) == ("extract", [0, 10])
    assert "refuses" in told["lacks"]
    assert Results(settings.data).of("candidate") is not None


def test_without_a_model_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Settings(data=tmp_path, llm="off")
    monkeypatch.setattr(model_commands, "load_settings", lambda: made)
    with pytest.raises(ModelError, match="switched off"), model_commands._loaded(made):
        pass
