"""Nothing that a file or an article holds reaches the terminal raw."""

import json
import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from index.__main__ import app
from index.settings import load_settings
from index.terminal import PrintableFormatter, json_text, printable, printable_line

EVIL = "a\x1b]0;title\x07\x1b[2J\x9b31m\u202eb\r\nc.txt"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Größe „neu“ 🙂 – …", "Größe „neu“ 🙂 – …"),
        ("a\tb\nc", "a\tb\nc"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\x9b31m\x7f\r", "\\x9b31m\\x7f\\x0d"),
        ("\u202egpj", "\\u202egpj"),
        ("\ud800", "\\ud800"),
    ],
)
def test_control_characters_are_shown(raw: str, shown: str) -> None:
    assert printable(raw) == shown


@given(st.text())
def test_a_line_is_one_line(raw: str) -> None:
    line = printable_line(raw)
    assert len(line.splitlines()) <= 1
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line)


@given(st.dictionaries(st.text(), st.lists(st.text())))
def test_json_stays_the_same_value(value: object) -> None:
    written = json_text(value)
    assert json.loads(written) == value
    assert printable_line(written) == written
    assert json.loads(json_text(value, indent=2)) == value


def test_the_log_is_printable() -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 0, "Read %s.", (EVIL,), None)
    assert PrintableFormatter("%(levelname)s %(message)s").format(record) == (
        f"ERROR Read {printable_line(EVIL)}."
    )


@pytest.mark.slow
def test_names_of_files_are_printable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / EVIL).write_bytes(b"\xff")
    (tmp_path / "sources" / f"gut{EVIL}").write_bytes(b"Guter Text.")
    monkeypatch.setenv("BRIEFING_SOURCES", str(tmp_path / "sources"))
    monkeypatch.setenv("BRIEFING_DATA", str(tmp_path / "data"))
    load_settings.cache_clear()
    for command in (["build"], ["status"], ["status", "--json"], ["build", "--sources", EVIL]):
        said = CliRunner().invoke(app, command)
        shown = said.stdout + said.stderr
        assert shown == printable(shown)
        assert "title" in shown
        assert "\nc.txt" not in shown
    load_settings.cache_clear()
