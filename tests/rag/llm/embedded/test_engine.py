import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from index.errors import ModelError
from index.settings import ROOT
from rag.llm.embedded.engine import Engine

pytestmark = pytest.mark.model
HEAD = "The ministers of defence met in Brussels on Thursday to talk about Ukraine. " * 3


def complete(engine: Engine, prompt: str, slot: int, max_tokens: int = 1) -> dict[str, int]:
    response = httpx.post(
        f"{engine.url}/completions",
        json={"prompt": prompt, "max_tokens": max_tokens, "temperature": 0, "id_slot": slot},
        headers={"Authorization": f"Bearer {engine.key.get_secret_value()}"},
        timeout=120,
    )
    timings: dict[str, int] = response.raise_for_status().json()["timings"]
    return timings


@pytest.fixture
def own_engine(weights: Path, tmp_path: Path) -> Iterator[Engine]:
    """One that a test may end, with its slots in ``tmp_path``."""
    with Engine.start(weights, threads=2, slots_folder=tmp_path) as started:
        yield started


def test_only_who_has_the_key_is_answered(engine: Engine) -> None:
    body = {"prompt": "Hi", "max_tokens": 1}
    assert httpx.post(f"{engine.url}/completions", json=body).status_code == 401


def test_it_listens_on_loopback_only(engine: Engine) -> None:
    port = httpx.URL(engine.url).port
    assert httpx.URL(engine.url).host == "127.0.0.1"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = {row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{port:04X}")}
    assert listening == {f"0100007F:{port:04X}"}


def test_a_slot_reads_a_known_beginning_once(engine: Engine) -> None:
    complete(engine, f"{HEAD} First", slot=0)
    complete(engine, "Something else entirely", slot=1)
    again = complete(engine, f"{HEAD} Second", slot=0)
    assert again["prompt_n"] <= 3
    assert again["cache_n"] > 40


def test_what_a_slot_has_read_outlives_the_engine(
    own_engine: Engine, weights: Path, tmp_path: Path
) -> None:
    complete(own_engine, f"{HEAD} First", slot=0)
    own_engine.save(0, "head.slot")
    own_engine.close()
    with Engine.start(weights, threads=2, slots_folder=tmp_path) as later:
        assert later.restore(2, "head.slot")
        assert complete(later, f"{HEAD} Second", slot=2)["prompt_n"] <= 3


def test_a_damaged_slot_file_is_of_no_use(own_engine: Engine, tmp_path: Path) -> None:
    complete(own_engine, HEAD, slot=0)
    own_engine.save(0, "whole.slot")
    whole = (tmp_path / "whole.slot").read_bytes()
    contents = {"empty": b"", "other": b"no slot at all" * 100, "cut": whole[: len(whole) // 2]}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    names = [*contents, "missing", "whole.slot"]
    assert [name for name in names if own_engine.restore(1, name)] == ["whole.slot"]


def test_a_slot_that_cannot_be_saved_is_an_error(engine: Engine) -> None:
    with pytest.raises(ModelError, match="cannot be saved"):
        engine.save(0, "../outside.slot")


@pytest.mark.parametrize(
    "content",
    [b"no model at all", b"GGUF" + bytes(range(256)), b""],
    ids=["other file", "broken header", "empty"],
)
def test_a_wrong_file_is_an_error(tmp_path: Path, content: bytes) -> None:
    wrong = tmp_path / "wrong.gguf"
    wrong.write_bytes(content)
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        Engine.start(wrong, threads=2, slots_folder=tmp_path)
    assert str(wrong) in caught.value.problem
    assert "BRIEFING_WEIGHTS" in caught.value.hint


def test_a_missing_system_library_is_named_and_the_file_is_not_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in slim images of Debian."""
    missing = "libgomp.so.1: cannot open shared object file"
    (tmp_path / "xllamacpp.py").write_text(f"raise ImportError({missing!r})")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(ModelError) as caught:
        Engine.start(tmp_path / "weights.gguf", threads=2, slots_folder=tmp_path)
    assert missing in caught.value.problem
    assert "weights.gguf" not in str(caught.value)
    assert "apt-get install libgomp1" in caught.value.hint


def test_it_stops_in_the_middle_of_an_answer(own_engine: Engine) -> None:
    ended = threading.Event()

    def ask() -> None:
        with pytest.raises(httpx.HTTPError):
            complete(own_engine, "Once upon a time", slot=0, max_tokens=1500)
        ended.set()

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(1)
    began = time.monotonic()
    own_engine.close()
    own_engine.close()
    assert time.monotonic() - began < 5
    assert ended.wait(5)
    thread.join()
    assert not own_engine.alive


def test_an_engine_that_died_is_an_error(own_engine: Engine) -> None:
    os.kill(own_engine.pid, signal.SIGKILL)
    with pytest.raises(ModelError, match="does not answer"):
        own_engine.restore(0, "any.slot")
    own_engine._process.wait()
    assert not own_engine.alive


def test_it_does_not_outlive_who_started_it(weights: Path, tmp_path: Path) -> None:
    """Also when that process is killed and can clean nothing up."""
    code = (
        "import pathlib, sys, time; from rag.llm.embedded.engine import Engine\n"
        "weights, slots = map(pathlib.Path, sys.argv[1:])\n"
        "engine = Engine.start(weights, 2, slots)\n"
        "print(engine.url, flush=True); time.sleep(600)"
    )
    command = [sys.executable, "-c", code, str(weights), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as owner:
        assert owner.stdout
        health = f"{owner.stdout.readline().strip()}/health"
        assert httpx.get(health).status_code == 200
        owner.kill()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            httpx.get(health)
        except httpx.HTTPError:
            return
        time.sleep(0.1)
    pytest.fail("The engine still answers.")
