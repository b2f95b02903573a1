"""Shared by all tests: no call outside this machine, and the real parts, each loaded once."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings

from index.building.build import build
from index.embedding.embedder import BUILT_IN, Embedder, load_embedder
from index.errors import REBUILD, BriefingError, DamagedError
from index.settings import Settings
from index.snapshots import integrity
from index.snapshots.disk import DiskSnapshots
from index.snapshots.verify import verify
from index.store import Store
from rag.llm.client import LanguageModel
from rag.llm.embedded.engine import Engine
from rag.llm.embedded.prefix_cache import slots_of, warm
from rag.llm.embedded.weights import fetch
from rag.llm.prompts import load_prompts

# How long an example takes is the machine's business.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


REAL_PARTS = frozenset({"embedder", "serve", "serving", "service", "verified_here", "weights"})
"""Fixtures that load real models, build an index or start a server: their tests are slow."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks tests with real parts; those of the language model, which take longest, come first."""
    for item in items:
        if REAL_PARTS & set(getattr(item, "fixturenames", ())):
            item.add_marker("slow")
    items.sort(key=lambda item: item.get_closest_marker("model") is None)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Files are no names: archives hold the time at which they were made, so both processes would
    have names of their own for the same test.
    """
    return argname if isinstance(val, bytes) and not val.isascii() else None


class OutsideCallError(AssertionError):
    """A test tried to reach something outside this machine."""


def _is_outside(family: int, address: object) -> bool:
    if family not in (socket.AF_INET, socket.AF_INET6) or not isinstance(address, tuple):
        return False
    host = str(address[0])
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


@pytest.fixture(scope="session", autouse=True)
def no_calls_outside() -> Iterator[None]:
    """Connections and name look-ups that leave this machine fail the test that makes them."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if _is_outside(self.family, address):
            raise OutsideCallError(f"A test called {address}.")
        connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host and _is_outside(socket.AF_INET, (host,)):
            raise OutsideCallError(f"A test looked {host} up.")
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


class _CheckHere:
    """Verifies a snapshot as :class:`index.snapshots.integrity.Check` does, without a process."""

    def __init__(self, _: Path) -> None:
        pass

    def pass_or_raise(self, folder: Path) -> None:
        try:
            verify(folder)
        except BriefingError as error:
            raise DamagedError(error.problem, REBUILD) from error
        integrity._write_stamp(folder)

    def cancel(self) -> None:
        pass


@pytest.fixture
def verified_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds verify what they wrote in this process: two seconds less for each of them.

    For tests of anything but the verification itself.
    """
    monkeypatch.setattr(integrity, "Check", _CheckHere)
    monkeypatch.setattr("index.snapshots.disk.Check", _CheckHere)


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return load_embedder(BUILT_IN)


@pytest.fixture(scope="session")
def seed_store(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Store]:
    """The index of ``seeds/``, built once."""
    settings = Settings(data=tmp_path_factory.mktemp("seeds"))
    build(settings, embedder)
    with Store.open(DiskSnapshots(settings.data), embedder.name) as store:
        yield store


@pytest.fixture(scope="session")
def weights() -> Path:
    """The real weights, fetched before if need be: ``make test`` and ``make run`` do that."""
    return fetch(Settings())


@pytest.fixture(scope="session")
def slots(weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the model has read of the prompts, a minute or two; once for all test processes."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # shared by the processes of a run
    folder /= "slots"
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            folder.mkdir()
            with Engine.start(weights, threads=2, slots_folder=folder) as started:
                _warm(started, weights, folder)
    return folder


def _warm(engine: Engine, weights: Path, slots: Path) -> None:
    prompts = load_prompts()
    model = LanguageModel(engine.url, "real", engine.key, slots=slots_of(prompts, engine.adapters))
    warm(engine, model, prompts, weights, slots)


@pytest.fixture(scope="session")
def engine(weights: Path, slots: Path) -> Iterator[Engine]:
    """The real model in its process; tests that ask for it carry ``@pytest.mark.model``."""
    with Engine.start(weights, threads=2, slots_folder=slots) as started:
        _warm(started, weights, slots)
        yield started
