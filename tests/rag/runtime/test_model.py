"""The thread that looks after the model outlives whatever goes wrong."""

import time
from pathlib import Path

import pytest

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
