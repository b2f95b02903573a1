"""Replicas of the program, as processes, that start at once where there is no index yet."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from index.settings import Settings
from index.snapshots.opening import snapshots_of
from tests.index.snapshots.test_server import ChromaServer
from tests.rag.web.test_server import free_port, start

if TYPE_CHECKING:
    import subprocess

pytestmark = pytest.mark.slow


@pytest.fixture(params=["folder", "server"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Where replicas have their index: in one data folder, or on one Chroma server."""
    if request.param == "folder":
        yield Settings(data=tmp_path / "data")
        return
    server = ChromaServer(tmp_path / "chroma")
    yield Settings(data=tmp_path / "data", chroma_url=server.url)
    server.stop()


def test_one_builds_the_first_index_and_the_others_wait(shared: Settings) -> None:
    variables = {"BRIEFING_LLM": "off", "BRIEFING_CHROMA_URL": shared.chroma_url}
    with ExitStack() as ending:
        clients, replicas = [], []
        for _ in range(2):
            port = free_port()
            replica = ending.enter_context(start(shared.data, port, **variables))
            ending.callback(replica.kill)
            replicas.append(replica)
            client = httpx.Client(base_url=f"http://127.0.0.1:{port}/", timeout=120)
            clients.append(ending.enter_context(client))
        ready = [until_ready(*both) for both in zip(replicas, clients, strict=True)]
        assert [state["index"]["documents"] for state in ready] == [1, 1]
        for client in clients:
            answer = client.post("api/ask", json={"question": "Wer hat das Treffen einberufen?"})
            assert answer.json()["status"] in {"quoted", "unsure"}
        for replica in replicas:
            replica.terminate()
            _, logged = replica.communicate()
            assert " ERROR " not in logged
            assert "The index in use is now snapshot" in logged
    with closing(snapshots_of(shared)) as snapshots:
        built = snapshots.current()
        assert built
        assert snapshots.manifest(built).previous is None  # one was made, not two


def until_ready(
    replica: "subprocess.Popen[str]", client: httpx.Client
) -> dict[str, dict[str, int]]:
    while True:
        assert replica.poll() is None
        try:
            response = client.get("ready")
        except httpx.ConnectError:
            time.sleep(0.1)
            continue
        state: dict[str, dict[str, int]] = response.json()
        if response.is_success:
            return state
        time.sleep(0.1)
