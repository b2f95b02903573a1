"""A briefing to build from; the embedding model comes from the fixture of all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.building.build import build
from index.embedding.embedder import BUILT_IN, Embedder
from index.settings import Settings
from index.snapshots.disk import DiskSnapshots
from index.store import Store

ARTICLES = {
    "treffen.txt": "Minister aus mehr als 30 Ländern kamen nach Brüssel. Frankreich lud ein.\n\n"
    "Polen, wie z. B. auch Italien, schickt keine Truppen.\n",
    "2025-04-10 summit.md": "---\ntitle: The summit\n---\n# Heading\n\n"
    "The ministers met in Brussels.\n",
}


def write_articles(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_articles(tmp_path / "sources")
    return Settings(sources=tmp_path / "sources", data=tmp_path / "data", embedding=BUILT_IN)


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Settings:
    """A built index for tests that only read it or copy it."""
    folder = tmp_path_factory.mktemp("built")
    write_articles(folder / "sources")
    settings = Settings(sources=folder / "sources", data=folder / "data", embedding=BUILT_IN)
    build(settings, embedder)
    return settings


@pytest.fixture
def store(built_once: Settings, embedder: Embedder) -> Iterator[Store]:
    with Store.open(DiskSnapshots(built_once.data), embedder.name) as opened:
        yield opened
