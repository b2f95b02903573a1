"""Changed bytes are noticed: before anything is quoted, and by the next build."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.building.build import build
from index.chroma.files import stored_records
from index.embedding.embedder import Embedder
from index.errors import StoreError
from index.records import KINDS
from index.settings import Settings
from index.snapshots.disk import DiskSnapshots
from index.store import Store

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("verified_here")]

MILLIONS = "Der Umbau kostet 12,4 Millionen Euro. Das sagte der Bürgermeister am Montag."
OTHER = "Der Zoo von Leipzig hat einen Pinguin namens Otto bekommen."


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Settings:
    folder = tmp_path_factory.mktemp("contents")
    (folder / "sources").mkdir()
    (folder / "sources" / "umbau.txt").write_text(MILLIONS, encoding="utf-8")
    (folder / "sources" / "zoo.txt").write_text(OTHER, encoding="utf-8")
    settings = Settings(sources=folder / "sources", data=folder / "data")
    build(settings, embedder)
    return settings


@pytest.fixture
def settings(indexed: Settings, tmp_path: Path) -> Settings:
    """A copy to be damaged."""
    shutil.copytree(indexed.data, tmp_path / "data")
    return indexed.model_copy(update={"data": tmp_path / "data"})


def database(settings: Settings) -> Path:
    snapshots = DiskSnapshots(settings.data)
    return snapshots.folder(snapshots.current() or "") / "chroma" / "chroma.sqlite3"


def change(settings: Settings, before: str, after: str) -> None:
    """Other bytes of the same length, as a bad disk or a hand would write them."""
    data = database(settings).read_bytes()
    assert before.encode() in data
    database(settings).write_bytes(data.replace(before.encode(), after.encode()))


@pytest.fixture
def changed(settings: Settings, embedder: Embedder) -> Iterator[Store]:
    change(settings, "12,4 Millionen", "72,4 Millionen")
    with Store.open(DiskSnapshots(settings.data), embedder.name) as store:
        yield store


def test_a_changed_document_is_not_quoted_and_the_others_are(
    changed: Store, embedder: Embedder
) -> None:
    ids = {document.source: document.id for document in changed.documents()}
    query = embedder.embed_question("Was kostet der Umbau?").dense.tolist()
    for look in (
        lambda: changed.document(ids["umbau.txt"]),
        lambda: changed.passages(ids["umbau.txt"]),
        lambda: changed.search_passages(query, 1),
        changed.check_contents,
    ):
        with pytest.raises(StoreError, match=r"umbau\.txt .*changed.*python -m index build"):
            look()
    assert changed.document(ids["zoo.txt"]).text == OTHER
    assert changed.search_passages(query, 5, ["zoo.txt"])[0].passage.text == OTHER


@pytest.mark.parametrize(
    ("before", "after"),
    [("12,4 Millionen", "72,4 Millionen"), ("umbau.txt", "ausbau.tx")],
)
def test_a_build_mends_changed_bytes(
    settings: Settings, embedder: Embedder, before: str, after: str
) -> None:
    assert not build(settings, embedder).built
    change(settings, before, after)
    assert build(settings, embedder).built
    with Store.open(DiskSnapshots(settings.data), embedder.name) as store:
        store.check_contents()
        assert [document.text for document in store.documents()] == [MILLIONS, OTHER]
        assert store.documents()[0].source == "umbau.txt"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE embedding_metadata SET string_value = 'Mahnung' WHERE key = 'title'",
        "UPDATE embedding_metadata SET string_value = '2020-01-01' WHERE key = 'date'",
        "UPDATE embedding_metadata SET string_value = '0:9' WHERE key = 'sentences'",
        "UPDATE embedding_metadata SET int_value = 7 WHERE key = 'paragraph'",
    ],
)
def test_all_that_is_stored_of_a_document_counts(
    settings: Settings, embedder: Embedder, statement: str
) -> None:
    with closing(sqlite3.connect(database(settings))) as opened, opened:
        opened.execute(statement)
    with (
        Store.open(DiskSnapshots(settings.data), embedder.name) as store,
        pytest.raises(StoreError, match="has changed"),
    ):
        store.check_contents()
    assert build(settings, embedder).built


def test_a_sound_index_is_read_without_chroma_as_with_it(settings: Settings) -> None:
    snapshots = DiskSnapshots(settings.data)
    with closing(snapshots.collections(snapshots.current() or "")) as collections:
        for kind in KINDS:
            ids = [record.id for record in collections.records(kind)]
            with_it = {record.id: record for record, _ in collections.get(kind, ids)}
            without = {record.id: record for record in stored_records(database(settings), kind)}
            assert {key: (r.text, dict(r.metadata)) for key, r in with_it.items()} == {
                key: (r.text, dict(r.metadata)) for key, r in without.items()
            }
            assert with_it
