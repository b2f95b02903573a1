"""``python -m rag.model_server`` as it is run: a process of its own, asked by others."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from index.settings import ROOT, Settings
from rag.answer.reader import read
from rag.llm.client import LanguageModel
from rag.runtime.model import ModelComponent
from rag.runtime.state import Phase
from tests.rag.web.test_server import free_port

pytestmark = [pytest.mark.model, pytest.mark.slow]
KEY = "a-key-of-the-house"


@dataclass(frozen=True)
class ModelServer:
    """A running server, and where it is."""

    process: "subprocess.Popen[str]"
    url: str


@pytest.fixture(scope="module")
def server(weights: Path) -> Iterator[ModelServer]:
    port = free_port()
    own = {"PORT": str(port), "LLM_KEY": KEY, "WEIGHTS": str(weights)}
    command = [sys.executable, "-m", "rag.model_server"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {f"BRIEFING_{name}": value for name, value in own.items()},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        url = f"http://127.0.0.1:{port}/v1"
        assert process.stdout.readline() == f"The language model is at {url}\n"
        yield ModelServer(process, url)
        process.kill()


def test_it_is_there_for_those_who_have_the_key(server: ModelServer) -> None:
    health = httpx.get(f"{server.url.removesuffix('/v1')}/health")
    assert (health.status_code, health.json()) == (200, {"status": "ok"})
    body = {"prompt": "Hi", "max_tokens": 1}
    for headers, status in (({}, 401), ({"Authorization": f"Bearer {KEY}"}, 200)):
        response = httpx.post(f"{server.url}/completions", json=body, headers=headers, timeout=60)
        assert response.status_code == status


def test_another_process_answers_with_it(server: ModelServer, tmp_path: Path) -> None:
    question = "Wohin reiste die Delegation der französischen und britischen Militärs?"
    own = {"LLM_URL": server.url, "LLM_KEY": KEY, "DATA": str(tmp_path)}
    asked = subprocess.run(
        [sys.executable, "-m", "rag", "ask", question, "--json"],
        cwd=ROOT,
        env=os.environ | {f"BRIEFING_{name}": value for name, value in own.items()},
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(asked.stdout)
    assert answer["status"] in ("answered", "quoted")
    assert "Kyjiw" in answer["answer"]
    (decision,) = answer["decisions"]
    odds = [one["log_odds"] for one in decision["passages"] if one["log_odds"] is not None]
    assert odds  # by the server's model; nothing is read without one
    assert max(odds) > 0


def test_it_has_the_adapter_for_those_who_ask(server: ModelServer, tmp_path: Path) -> None:
    part = ModelComponent(Settings(llm_url=server.url, llm_key=SecretStr(KEY), data=tmp_path))
    part.start()
    part.wait()
    part.close()
    assert part.model
    passage = (
        "Neue Brücke in Altental\nDie Brücke wurde am Montag von Bürgermeisterin Anna Kern "
        "eröffnet. Sie ist 90 Meter lang und ersetzt eine Fähre. Ein Anwohner will klagen."
    )
    near = "Wie lang war die alte Brücke?"
    assert part.model.is_adapted_for("answer")
    plain = LanguageModel(server.url, part.model.name, SecretStr(KEY))
    assert read(part.model, "de", near, passage).log_odds < 0
    assert read(plain, "de", near, passage).log_odds > 0


def test_a_replica_with_another_key_is_told_so(server: ModelServer, tmp_path: Path) -> None:
    part = ModelComponent(Settings(llm_url=server.url, llm_key=SecretStr("another"), data=tmp_path))
    part.start()
    part.wait()
    part.close()
    assert part.state.phase is Phase.FAILED
    assert "Invalid API Key" in (part.state.problem or "")


def test_it_ends_when_told_to_in_the_middle_of_an_answer(server: ModelServer) -> None:
    """The last one here: the server is gone afterwards."""
    body = {"prompt": "Once upon a time", "max_tokens": 1500, "stream": True, "ignore_eos": True}
    headers = {"Authorization": f"Bearer {KEY}"}
    with httpx.stream(
        "POST", f"{server.url}/completions", json=body, headers=headers, timeout=60
    ) as response:
        lines = response.iter_lines()
        assert next(lines).startswith("data: ")
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(60) == 0
        with pytest.raises(httpx.TransportError):
            list(lines)
