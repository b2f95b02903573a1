"""The thread that looks after the model outlives whatever goes wrong."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import ValidationError

from index.settings import Settings
from rag.llm.client import LanguageModel
from rag.runtime.model import ModelComponent
from rag.runtime.state import Phase
from tests.rag.scripted import ScriptedModel


def test_a_defect_is_outlived_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failures = 2

    def load(_: ModelComponent) -> LanguageModel:
        nonlocal failures
        failures -= 1
        if failures >= 0:
            raise ZeroDivisionError("a defect")
        return ScriptedModel()

    monkeypatch.setattr(ModelComponent, "_of_service", load)
    monkeypatch.setattr(ModelComponent, "_alive", lambda _: True)
    monkeypatch.setattr(LanguageModel, "abilities", "those of a script")
    monkeypatch.setattr("rag.runtime.model._RETRY_S", 0.3)
    part = ModelComponent(Settings(llm_url="http://127.0.0.1:9/v1", data=tmp_path))
    part.start()
    part.wait()
    assert (part.state.phase, part.model) == (Phase.FAILED, None)
    assert "a defect" in (part.state.problem or "")
    end = time.monotonic() + 20
    while part.state.phase is not Phase.READY and time.monotonic() < end:
        time.sleep(0.05)
    part.close()
    assert part.state.phase is Phase.READY
    assert part.model is not None


def test_calls_of_a_service_run_side_by_side(tmp_path: Path) -> None:
    settings = Settings(llm_url="http://127.0.0.1:9/v1", at_once=7, data=tmp_path)
    model = ModelComponent(settings)._of_service()
    together = threading.Barrier(7)

    def call(_: int) -> None:
        with model._turns.turn():
            together.wait(20)

    with ThreadPoolExecutor(7) as pool:
        list(pool.map(call, range(7)))
    assert not together.broken


def test_a_provider_without_its_package_is_said(tmp_path: Path) -> None:
    part = ModelComponent(Settings(llm="mistralai:mistral-small-latest", data=tmp_path))
    part.start()
    part.wait()
    part.close()
    assert (part.state.phase, part.model) == (Phase.FAILED, None)
    assert ".venv/bin/pip install langchain-mistralai" in (part.state.problem or "")


@pytest.mark.parametrize("llm", ["yes", "ollama", "ollama:", ":qwen3", "ollama:qwen 3"])
def test_what_names_no_model_is_no_setting(llm: str) -> None:
    with pytest.raises(ValidationError, match="llm"):
        Settings(llm=llm)


def test_a_provider_and_an_address_exclude_each_other() -> None:
    with pytest.raises(ValidationError, match="set one of them"):
        Settings(llm="ollama:qwen3:8b", llm_url="http://127.0.0.1:11434/v1")
