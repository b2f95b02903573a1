import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from index.__main__ import app
from index.embedding.embedder import BUILT_IN, embedder_name
from index.formats import FORMATS
from index.settings import Settings, load_settings


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, built_once: Settings) -> None:
    monkeypatch.setenv("BRIEFING_SOURCES", str(built_once.sources))
    monkeypatch.setenv("BRIEFING_DATA", str(built_once.data))
    monkeypatch.setenv("BRIEFING_EMBEDDING", built_once.embedding)
    load_settings.cache_clear()


@pytest.mark.usefixtures("environment")
def test_build_of_an_unchanged_folder() -> None:
    result = CliRunner().invoke(app, ["build"])
    assert (result.exit_code, result.stdout) == (
        0,
        (
            "Files: 0 read, 2 unchanged; 0 left out.\n"
            "The index was up to date: 2 documents, 4 passages, 5 sentences; 0 texts embedded.\n"
        ),
    )


@pytest.mark.usefixtures("environment")
def test_status_as_json() -> None:
    said = json.loads(CliRunner().invoke(app, ["status", "--json"]).stdout)
    assert said["generation"]
    assert said["made"]
    del said["generation"], said["made"]
    assert said == {
        "embedder": embedder_name(BUILT_IN),
        "documents": 2,
        "passages": 4,
        "sentences": 5,
        "changes": {"added": [], "changed": [], "removed": [], "renamed": []},
        "problems": [],
        "notes": [],
        "problem": None,
        "up_to_date": True,
    }


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("command", ["build", "status"])
def test_our_errors_are_one_message(command: str, tmp_path: Path) -> None:
    missing = tmp_path / "no [bold] folder"
    result = CliRunner().invoke(app, [command, "--sources", str(missing)])
    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: The sources folder {missing} does not exist. "
        f"Create it and put articles ({', '.join(FORMATS)}) there, "
        "or set BRIEFING_SOURCES.\n"
    )
    assert result.stdout == ""
