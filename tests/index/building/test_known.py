"""What an index holds of unchanged files is what reading them again would give."""

import os
import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from index.building.build import build
from index.building.known import known_files
from index.building.status import status
from index.building.withdrawing import undo, withdraw
from index.embedding.embedder import PassageText, Progress
from index.embedding.late_interaction import PassageVectors
from index.formats import Fault
from index.passages.antecedents import with_antecedents
from index.reading.folder import SourceFile, digests_of, read, scan
from index.reading.parsing import Parsed
from index.reading.pool import ReadPool
from index.settings import Settings
from index.snapshots.disk import DiskSnapshots
from index.snapshots.manifest import Manifest
from index.snapshots.token_vectors import FILES as TOKEN_FILES
from tests.index.kills import Cheap

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("verified_here")]

CASES = Path(__file__).parents[1] / "formats" / "cases"
BRIDGE = "Der Bau der Brücke kostet 12 Millionen Euro.\n\nSie wird im Mai fertig.\n"
HARBOUR = "Der Hafen wächst.\n\nAnna Keller leitet ihn.\n\nSie ist seit März im Amt.\n"


class Counting(Cheap):
    """Notes what it is asked for."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_passages(
        self, texts: Sequence[PassageText], progress: Progress | None = None
    ) -> list[PassageVectors]:
        self.embedded += [text for _, text in texts]
        plain = super().embed_passages(texts, progress)
        found = [replace(one, dense=one.dense / np.linalg.norm(one.dense)) for one in plain]
        numbers = np.frombuffer(b"".join(one.dense.tobytes() * 4 for one in found), np.int8)
        tokens = numbers.reshape(len(texts), 1, 128)
        places = np.zeros((1, 2), np.int32)
        return [
            replace(one, tokens=t, offsets=places) for one, t in zip(found, tokens, strict=True)
        ]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (sources / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    for number in range(8):
        text = f"Artikel {number} steht hier.\n\nDas ist Satz {number}.\n"
        (sources / f"{number}.txt").write_text(text, encoding="utf-8")
    return Settings(sources=sources, data=tmp_path / "data")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files that were parsed."""
    found: list[str] = []
    parse = ReadPool.read

    def noted(self: ReadPool, source: str, data: bytes) -> Parsed:
        found.append(source)
        return parse(self, source, data)

    monkeypatch.setattr(ReadPool, "read", noted)
    return found


def manifest(settings: Settings) -> Manifest:
    snapshots = DiskSnapshots(settings.data)
    return snapshots.manifest(snapshots.current() or "")


def stored(settings: Settings) -> dict[str, tuple[object, list[float], bytes]]:
    """Everything that is stored of each passage; Chroma makes vectors one long, and rounds."""
    snapshots = DiskSnapshots(settings.data)
    snapshot = snapshots.current() or ""
    with closing(snapshots.collections(snapshot)) as collections:
        tokens = snapshots.token_vectors(snapshot, collections)
        records = list(collections.get("passages", list(tokens.row)))
        assert len(records) == collections.count("passages")
        return {
            record.id: (
                (record.text, sorted(record.metadata.items())),
                rounded(dense),
                b"".join(part.tobytes() for part in tokens.of_passage(record.id)),
            )
            for record, dense in records
        }


def rounded(vector: Sequence[float]) -> list[float]:
    """A vector of length one."""
    array = np.asarray(vector, np.float64)
    found: list[float] = np.round(array / np.linalg.norm(array), 5).tolist()
    return found


def documents(settings: Settings) -> dict[str, list[float]]:
    """The vector of each document."""
    snapshots = DiskSnapshots(settings.data)
    with closing(snapshots.collections(snapshots.current() or "")) as collections:
        ids = [record.id for record in collections.records("documents")]
        return {record.id: rounded(dense) for record, dense in collections.get("documents", ids)}


@pytest.mark.parametrize("most_removed", [0.25, -1.0], ids=["copied", "made anew"])
def test_only_what_changed_is_parsed_embedded_and_stored(
    settings: Settings, parsed: list[str], most_removed: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.building.filling._REMOVED", most_removed)
    build(settings, Counting())
    before = stored(settings)
    parsed.clear()
    (settings.sources / "bridge.txt").write_text(f"{BRIDGE}\nEin Fest ist geplant.\n", "utf-8")
    (settings.sources / "3.txt").unlink()
    (settings.sources / "new.txt").write_text("Neu ist dieser Satz.\n", "utf-8")
    counting = Counting()
    report = build(settings, counting)
    assert sorted(parsed) == ["bridge.txt", "new.txt"]
    assert counting.embedded == ["Ein Fest ist geplant.", "Neu ist dieser Satz."]
    assert report.embedded == 2
    after, with_vectors = stored(settings), documents(settings)
    assert len(before.keys() & after.keys()) == len(before) - 2 - 2
    assert all(after[key] == before[key] for key in before.keys() & after.keys())
    assert manifest(settings).removed == (4 if most_removed > 0 else 0)

    build(settings, Counting(), fresh=True)
    assert stored(settings) == after
    assert documents(settings) == with_vectors


def test_a_store_with_many_removed_passages_is_made_anew(settings: Settings) -> None:
    build(settings, Counting())
    removed = []
    for number in range(3):
        (settings.sources / "bridge.txt").write_text(
            f"Fassung {number}.\n\nEnde {number}.", "utf-8"
        )
        build(settings, Counting())
        removed.append(manifest(settings).removed)
    assert removed == [2, 4, 0]


def test_nothing_but_a_removal(settings: Settings, parsed: list[str]) -> None:
    build(settings, Counting())
    parsed.clear()
    (settings.sources / "3.txt").unlink()
    counting = Counting()
    assert build(settings, counting).documents == 9
    assert parsed == counting.embedded == []
    after, dimension = stored(settings), manifest(settings).dimension
    build(settings, Counting(), fresh=True)
    assert (stored(settings), manifest(settings).dimension) == (after, dimension)


def test_a_renamed_article_keeps_its_vectors(settings: Settings, parsed: list[str]) -> None:
    build(settings, Counting())
    parsed.clear()
    (settings.sources / "bridge.txt").rename(settings.sources / "2026-03-01 bridge.txt")
    counting = Counting()
    build(settings, counting)
    assert (parsed, counting.embedded) == (["2026-03-01 bridge.txt"], [])
    after = stored(settings)
    build(settings, Counting(), fresh=True)
    assert stored(settings) == after


def test_other_code_or_libraries_parse_all_again(
    settings: Settings, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(settings, Counting())
    parsed.clear()
    monkeypatch.setattr("index.building.known.reading_version", lambda: "other")
    (settings.sources / "3.txt").unlink()
    build(settings, Counting())
    assert len(parsed) == 9


def test_other_cuts_make_all_new(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build(settings, Counting())
    monkeypatch.setattr("index.passages.splitting.VERSION", 99)
    counting = Counting()
    assert build(settings, counting).embedded == len(counting.embedded) == len(stored(settings))


def test_an_article_that_another_one_hid_comes_back(settings: Settings) -> None:
    (settings.sources / "copy of bridge.txt").write_text(BRIDGE, "utf-8")
    assert [one.fault for one in build(settings, Counting()).problems] == [Fault.DUPLICATE]
    (settings.sources / "bridge.txt").unlink()
    assert build(settings, Counting()).problems == ()
    (settings.sources / "a.txt").write_text(BRIDGE, "utf-8")
    (problem,) = build(settings, Counting()).problems
    assert (problem.source, problem.fault) == ("copy of bridge.txt", Fault.DUPLICATE)


def test_a_withdrawn_article_goes_and_comes_back(settings: Settings) -> None:
    build(settings, Counting())
    before = stored(settings)
    withdraw(settings, "bridge.txt", "Falsch.")
    assert [one.fault for one in build(settings, Counting()).problems] == [Fault.WITHDRAWN]
    assert len(stored(settings)) == len(before) - 2
    undo(settings, "bridge.txt")
    assert build(settings, Counting()).problems == ()
    assert stored(settings) == before


def test_a_copied_store_that_lost_a_passage_is_noticed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy is verified like a new store; instead of one that is unsound all is made anew."""
    build(settings, Counting())
    (settings.sources / "3.txt").unlink()
    monkeypatch.setattr("index.chroma.collections.Collections.remove", lambda *_: None)
    report = build(settings, Counting())
    after = stored(settings)
    assert report.embedded == len(after)
    assert not any("3.txt" in str(record) for record in after.values())


@pytest.mark.parametrize("step", [1, 10_000_000], ids=["every byte", "one byte"])
def test_a_graph_that_changed_without_a_trace_is_not_built_upon(
    settings: Settings, step: int
) -> None:
    """Nothing but a search finds that Chroma's graph holds other vectors than were stored."""
    # Chroma writes the graph to its file from 200 vectors on.
    many = "\n\n".join(f"Es kamen an diesem Tag {n} Boote in den Hafen." for n in range(230))
    (settings.sources / "many.txt").write_text(many, "utf-8")
    build(settings, Counting())
    sound = stored(settings)
    folder = DiskSnapshots(settings.data).folder(manifest(settings).snapshot)
    graphs = list(folder.rglob("data_level0.bin"))
    assert graphs
    for file in graphs:
        stat = file.stat()
        data = bytearray(file.read_bytes())
        data[::-step] = bytes(byte ^ 0x5A for byte in data[::-step])
        file.write_bytes(data)
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    (settings.sources / "new.txt").write_text("Neu ist dieser Satz.\n", "utf-8")
    report = build(settings, Counting())
    assert report.embedded == len(sound) + 1
    after = stored(settings)
    assert {key: after[key] for key in sound} == sound


def test_the_status_parses_what_changed_and_tells_the_same_of_the_rest(
    settings: Settings, parsed: list[str]
) -> None:
    (settings.sources / "empty.txt").write_bytes(b"")
    build(settings, Counting())
    before = status(settings)
    (settings.sources / "new.txt").write_text("Neu ist dieser Satz.\n", "utf-8")
    parsed.clear()
    after = status(settings)
    assert parsed == ["new.txt"]
    assert (after.problems, after.notes) == (before.problems, before.notes)
    assert [one.source for one in after.problems] == ["empty.txt"]
    assert not after.up_to_date


@pytest.mark.parametrize("name", TOKEN_FILES)
@pytest.mark.parametrize("changed", [True, False], ids=["another article", "nothing new"])
def test_damaged_token_vectors_are_not_built_upon(
    settings: Settings, name: str, changed: bool
) -> None:
    """Not even if the file's size and time say that it is what was verified."""
    build(settings, Counting())
    sound = stored(settings)
    file = DiskSnapshots(settings.data).folder(manifest(settings).snapshot) / name
    stat = file.stat()
    data = bytearray(file.read_bytes())
    data[200 : len(data) - 200] = bytes(len(data) - 400)
    file.write_bytes(data)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    if changed:
        (settings.sources / "new.txt").write_text("Neu ist dieser Satz.\n", "utf-8")
    report = build(settings, Counting())
    assert report.built
    assert report.embedded == len(sound) + changed
    after = stored(settings)
    assert {key: after[key] for key in sound} == sound


def test_every_kind_of_file_is_known_as_it_was_read(tmp_path: Path) -> None:
    """An archive with several articles, notes and lasting problems among them."""
    settings = Settings(sources=tmp_path / "sources", data=tmp_path / "data")
    shutil.copytree(CASES, settings.sources)
    (settings.sources / "bad.txt").write_bytes(b"\xff")
    (settings.sources / "empty.txt").write_bytes(b"")
    with ZipFile(settings.sources / "pack.zip", "w") as pack:
        pack.writestr("one.txt", BRIDGE)
        pack.writestr("two.txt", HARBOUR)
        pack.writestr("empty.txt", "")
    build(settings, Counting())
    files = scan(settings.sources)
    snapshots = DiskSnapshots(settings.data)
    found = manifest(settings)
    known = known_files(found, snapshots.articles(found), files)
    again, plain = read(files, known=known), read(files)
    assert {"bad.txt", "empty.txt", "pack.zip"} <= known.keys()
    assert again.problems == plain.problems
    assert set(again.notes) == set(plain.notes)
    assert plain.notes
    in_order = sorted(plain.documents, key=lambda one: one.id)
    assert sorted(again.documents, key=lambda one: one.id) == in_order
    with_names = with_antecedents(plain.passages, plain.documents)
    assert set(again.passages) >= {p for p in with_names if p.document_id not in again.parsed}
    left = {file for file in digests_of(files) if file not in known}
    assert {one.source for one in again.documents if one.id in again.parsed} <= left


def test_a_file_with_other_bytes_is_not_known(settings: Settings) -> None:
    build(settings, Counting())
    found = manifest(settings)
    articles = DiskSnapshots(settings.data).articles(found)
    files = [SourceFile("bridge.txt", found.files["bridge.txt"]), SourceFile("3.txt", "other")]
    assert list(known_files(found, articles, files)) == ["bridge.txt"]
