"""The entailment model of an assistant: nothing is written without it once it is configured."""

from pathlib import Path

import pytest

from index.settings import Settings
from rag.decisions import Mode
from rag.runtime.verification import VerificationComponent


def test_without_the_setting_nothing_changes(tmp_path: Path) -> None:
    part = VerificationComponent(Settings(data=tmp_path))
    part.start()
    part.wait()
    assert part.judge is None
    assert [part.limited(mode) for mode in Mode] == list(Mode)


@pytest.mark.slow
def test_what_cannot_be_loaded_leaves_quotes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    part = VerificationComponent(Settings(data=tmp_path, verifier=str(tmp_path / "nowhere")))
    part.start()
    part.wait()
    assert part.judge is None
    assert {part.limited(mode) for mode in Mode} == {Mode.EXTRACT}
    assert "Set BRIEFING_VERIFIER" in caplog.text
