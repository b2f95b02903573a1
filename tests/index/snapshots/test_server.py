"""The index on a real Chroma server: one build, read by all."""

import gc
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import numpy as np
import pytest

from index.building.build import build
from index.building.status import status
from index.chroma.server import Server
from index.embedding.embedder import Embedder
from index.errors import LockedError, StoreError
from index.reading.folder import read, scan
from index.settings import Settings
from index.snapshots.opening import snapshots_of
from index.snapshots.server import ServerSnapshots
from index.store import Store
from index.withdrawals import Withdrawal
from tests.index.conftest import write_articles

pytestmark = pytest.mark.slow
_ONE_DAY = timedelta(days=1)


class ChromaServer:
    """``chroma run`` on a port of its own, that can be ended and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._folder = folder
        self.url = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        program = Path(sys.executable).with_name("chroma")
        self._process = subprocess.Popen(
            [program, "run", "--path", self._folder, "--host", "127.0.0.1",
             "--port", str(self._port)],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        while True:
            assert self._process.poll() is None
            try:
                if httpx.get(f"{self.url}/api/v2/heartbeat").is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    started = ChromaServer(tmp_path_factory.mktemp("chroma"))
    yield started
    started.stop()


@pytest.fixture
def settings(server: ChromaServer, tmp_path: Path) -> Settings:
    with closing(Server(server.url)) as kept:
        for name in kept.names():
            kept.remove(name)
    write_articles(tmp_path / "sources")
    return Settings(
        sources=tmp_path / "sources", data=tmp_path / "data", chroma_url=server.url + "/"
    )


def opened(settings: Settings, embedder: Embedder) -> Store:
    with closing(snapshots_of(settings)) as snapshots:
        return Store.open(snapshots, embedder.name)


def asked(embedder: Embedder) -> list[float]:
    vector: list[float] = embedder.embed_question("Wer lud ein?").dense.tolist()
    return vector


def current(settings: Settings) -> str | None:
    with closing(snapshots_of(settings)) as snapshots:
        return snapshots.current()


def names(settings: Settings) -> list[str]:
    with closing(Server(settings.chroma_url)) as server:
        return sorted(server.names())


def test_everything_comes_back_and_is_found(settings: Settings, embedder: Embedder) -> None:
    first = build(settings, embedder)
    assert (first.built, first.documents, first.sentences) == (True, 2, 5)
    assert not build(settings, embedder).built
    assert status(settings).up_to_date
    assert not settings.data.exists()
    with opened(settings, embedder) as store:
        assert store.documents() == read(scan(settings.sources)).documents
        store.check_contents()
        passages = store.all_passages()
        embedded = embedder.embed_passages([(p.above, p.text) for p in passages])
        for passage, vectors in zip(passages, embedded, strict=True):
            tokens, offsets = store.tokens.of_passage(passage.id)
            assert np.abs(tokens.astype(int) - vectors.tokens.astype(int)).max() <= 1
            assert np.array_equal(offsets, vectors.offsets)
        best = store.search_passages(asked(embedder), k=2)
        assert any("Frankreich lud ein." in hit.passage.text for hit in best)


def test_cut_token_vectors_are_noticed_and_mended(settings: Settings, embedder: Embedder) -> None:
    report = build(settings, embedder)
    with (
        closing(snapshots_of(settings)) as snapshots,
        closing(snapshots.collections(report.snapshot)) as collections,
    ):
        collection = collections._stores["passages"]
        found = collection.get()
        assert found["metadatas"]
        changed = {**found["metadatas"][0], "tokens": "QUJD"}
        collection.update([found["ids"][0]], metadatas=[changed])
    with pytest.raises(StoreError, match=r"damaged.*truncated.*python -m index build"):
        opened(settings, embedder)
    assert build(settings, embedder, fresh=True).built
    opened(settings, embedder).close()


def test_a_reader_sees_the_switch_and_keeps_what_it_reads(
    settings: Settings, embedder: Embedder
) -> None:
    build(settings, embedder)
    query = asked(embedder)
    with opened(settings, embedder) as store:
        expected = store.search_passages(query, k=2)
        for number in range(3):
            (settings.sources / f"{number}.txt").write_text(f"Neues {number}.", encoding="utf-8")
            report = build(settings, embedder)
            assert (report.embedded, current(settings)) == (1, report.snapshot)
            assert store.search_passages(query, k=2) == expected


def test_old_generations_are_removed(
    settings: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.snapshots.base._GRACE", -_ONE_DAY)
    for number in range(3):
        (settings.sources / f"{number}.txt").write_text(f"Neues {number}.", encoding="utf-8")
        build(settings, embedder)
    assert len(names(settings)) == 1 + 2 * 2
    assert status(settings).up_to_date


def test_a_build_that_fails_leaves_the_index_as_it_was(
    settings: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build(settings, embedder)
    before_names = names(settings)
    (settings.sources / "neu.txt").write_text("Neues.", encoding="utf-8")

    def fail(*_: object) -> None:
        raise StoreError("It is damaged.", "Build it again.")

    with monkeypatch.context() as patch:
        patch.setattr("index.chroma.collections.Collections.check", fail)
        with pytest.raises(StoreError, match="damaged"):
            build(settings, embedder)
    assert current(settings) == before.snapshot
    assert names(settings) == before_names
    assert build(settings, embedder).built


def test_one_build_at_a_time_and_a_dead_one_is_outlived(
    settings: Settings, embedder: Embedder
) -> None:
    with (
        closing(ServerSnapshots(settings.chroma_url)) as snapshots,
        snapshots.writing(),
        pytest.raises(LockedError, match=r"Another build is writing to http.*process \d+"),
    ):
        build(settings, embedder)
    assert build(settings, embedder).built
    with closing(Server(settings.chroma_url)) as server:
        assert server.claim("briefing-writer", {"who": "a dead one", "alive": 0})
    assert not build(settings, embedder).built
    assert "briefing-writer" not in names(settings)


def open_clients() -> list[httpx.Client]:
    """All that have connections of theirs, anywhere in this process."""
    gc.collect()  # one that was dropped open would be warned of here, and warnings are errors
    # By type: some libraries' objects import what they stand for when they are asked.
    clients = [o for o in gc.get_objects() if issubclass(type(o), httpx.Client)]
    return [client for client in clients if not client.is_closed]


def test_no_connection_is_left_open(settings: Settings, embedder: Embedder) -> None:
    before = open_clients()  # of other tests in this process, and of libraries
    build(settings, embedder)
    status(settings)
    opened(settings, embedder).close()
    assert [client for client in open_clients() if client not in before] == []


def test_a_lost_collection_is_noticed_and_mended(settings: Settings, embedder: Embedder) -> None:
    report = build(settings, embedder)
    with closing(Server(settings.chroma_url)) as server:
        server.remove(f"briefing-{report.snapshot}-passages")
    with pytest.raises(StoreError, match=r"damaged.*python -m index build"):
        opened(settings, embedder)
    assert build(settings, embedder).built
    opened(settings, embedder).close()


def test_a_server_that_is_gone_is_said_and_found_again(
    tmp_path: Path, embedder: Embedder, settings: Settings
) -> None:
    own = ChromaServer(tmp_path / "own")
    here = settings.model_copy(update={"chroma_url": own.url})
    build(here, embedder)
    store = opened(here, embedder)
    query = asked(embedder)
    expected = store.search_passages(query, k=2)
    own.stop()
    for use in (
        lambda: store.search_passages(query, k=2),
        lambda: current(here),
        lambda: build(here, embedder),
    ):
        with pytest.raises(StoreError, match=r"cannot be reached\. Start it"):
            use()
    own.start()
    assert store.search_passages(query, k=2) == expected
    store.close()
    own.stop()
    shutil.rmtree(tmp_path / "own")


def test_what_is_withdrawn_is_known_to_all_who_use_the_server(server: ChromaServer) -> None:
    entry = Withdrawal("a" * 16, "a.txt", "Über A", "Falsch.", "2026-03-14T08:00:00+00:00")
    other = replace(entry, document_id="b" * 16, source="b.txt")
    with closing(ServerSnapshots(server.url)) as one, closing(ServerSnapshots(server.url)) as two:
        assert one.withdrawn() == {}
        one.withdraw([entry])
        two.withdraw([other])
        assert one.withdrawn() == {entry.document_id: entry, other.document_id: other}
        two.reinstate([entry.document_id])
        assert one.withdrawn() == {other.document_id: other}
        one.reinstate([other.document_id])
