"""Taking the port, and the program as it is started."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from index.settings import ROOT
from tests.rag.web.conftest import OpenTab


def start(data: Path, port: int, **variables: str) -> "subprocess.Popen[str]":
    environment = os.environ | {"BRIEFING_DATA": str(data), "BRIEFING_PORT": str(port)} | variables
    return subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, ("Port {port} is in use by another program. Stop that program, or choose another "
             "port: BRIEFING_PORT={next}.\n")),
        ({"BRIEFING_PORT": "0"}, "The settings cannot be used: BRIEFING_PORT: "),
        ({"BRIEFING_HOST": "203.0.113.1"}, "The service cannot listen on 203.0.113.1:{port} ("),
    ],
)  # fmt: skip
def test_what_cannot_be_listened_on_is_said(
    tmp_path: Path, variables: dict[str, str], said: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        out, err = (program := start(tmp_path, port, **variables)).communicate(timeout=60)
    assert (program.returncode, out) == (1, "")
    assert err.startswith(said.format(port=port, next=port + 1))
    assert "Traceback" not in err


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.model
def test_the_program_answers_over_the_seed_article(
    tmp_path: Path, slots: Path, open_tab: OpenTab
) -> None:
    (tmp_path / "slots").symlink_to(slots)
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    with start(tmp_path, port) as program:
        try:
            assert program.stdout is not None
            assert program.stdout.readline() == f"The briefing assistant is at {address}\n"
            assert httpx.get(address + "health").json() == {"status": "live"}
            tab = open_tab(address)
            wait_for_model(address)
            tab.ask("Wer hat das Treffen der Verteidigungsminister einberufen?")

            words = tab.page.inner_text("#chat .words")
            assert re.search(r"Frankreich und Großbritannien|Großbritannien und Frankreich", words)
            assert tab.states() in (["Belegt"], ["Nur Zitate"], ["Nicht sicher"])
            tab.page.click("#chat .words a.cite >> nth=0")
            [marked] = tab.marked()
            assert marked
            assert marked in seed_text()
            # Until the index was ready, /ready said 503, which the browser notes as an error.
            tab.complaints[:] = [said for said in tab.complaints if "503" not in said]
        finally:
            program.terminate()


def seed_text() -> str:
    return next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")


def wait_for_model(address: str) -> None:
    """Until loading has ended, with success."""
    state = {}
    for _ in range(600):
        state = httpx.get(address + "ready").json()
        if state["ready"] and state["model"]["phase"] != "loading":
            assert state["model"]["phase"] == "ready"
            return
        time.sleep(0.5)
    raise AssertionError(f"Still loading: {state}")
