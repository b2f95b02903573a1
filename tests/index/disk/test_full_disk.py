"""A full or a read-only disk is said to be that, and a sound index on it is answered from."""

import errno
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from index.building.build import build
from index.disk.full_disk import why_unwritable
from index.embedding.embedder import Embedder
from index.errors import StoreError
from index.settings import Settings
from index.snapshots.disk import DiskSnapshots
from index.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 20 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", folder], check=False
        ).returncode
    )
    if not mounted:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path) -> None:
    with (folder / "fill").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def copies() -> set[str]:
    return {path.name for path in Path(tempfile.gettempdir()).glob("briefing-index-*")}


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("stamped", [True, False])
def test_an_index_on_a_disk_that_cannot_be_written_is_read(
    small_disk: Path, built_once: Settings, embedder: Embedder, full: bool, stamped: bool
) -> None:
    data = small_disk / "data"
    shutil.copytree(built_once.data, data)
    snapshots = DiskSnapshots(data)
    if not stamped:
        (snapshots.folder(snapshots.current() or "") / "verified.json").unlink()
    if full:
        fill(small_disk)
    else:
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    before = copies()
    with Store.open(snapshots, embedder.name) as store:
        query = embedder.embed_question("Wer lud ein?").dense.tolist()
        texts = [hit.passage.text for hit in store.search_passages(query, 3)]
        assert any("Frankreich lud ein." in text for text in texts)
        store.check_contents()
    del store
    assert copies() == before
    why = "No space left on device" if full else "Read-only file system"
    with pytest.raises(StoreError, match=rf"cannot be written \({why}\).*Free some space"):
        build(built_once.model_copy(update={"data": data}), embedder, fresh=True)


@pytest.mark.parametrize("room", [0, 500_000], ids=["no room", "room for a part"])
def test_a_copy_that_does_not_fit_leaves_nothing(
    small_disk: Path, built_once: Settings, embedder: Embedder, room: int
) -> None:
    """The way of a build that changes a copy of the index."""
    data, sources = small_disk / "data", small_disk / "sources"
    shutil.copytree(built_once.data, data)
    shutil.copytree(built_once.sources, sources)
    for number in range(3):
        text = f"Artikel {number} steht hier, ganz gleich, wovon er handelt."
        (sources / f"{number}.txt").write_text(text, encoding="utf-8")
    settings = built_once.model_copy(update={"data": data, "sources": sources})
    build(settings, embedder)
    (sources / "new.txt").write_text("Neu ist dieser Satz.", encoding="utf-8")
    before = {path.name for path in (data / "index").iterdir() if path.is_dir()}
    with (small_disk / "kept").open("wb") as kept:
        kept.write(bytes(room))
    fill(small_disk)
    (small_disk / "kept").unlink()
    with pytest.raises(StoreError) as raised:
        build(settings, embedder)
    assert "cannot be written (No space left on device). Free some space" in str(raised.value)
    assert {path.name for path in (data / "index").iterdir() if path.is_dir()} == before


def test_an_interrupted_copy_leaves_nothing(
    built_once: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    shutil.copytree(built_once.data, data)
    snapshots = DiskSnapshots(data)
    current = snapshots.current()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.snapshots.disk.copy_files", interrupt)
    with pytest.raises(KeyboardInterrupt):
        snapshots.create(current)
    assert [path.name for path in (data / "index").iterdir() if path.is_dir()] == [current]


def test_without_room_for_a_copy_it_is_said_what_is_wrong(
    built_once: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")

    def refuse(*_: object, **__: object) -> None:
        raise full

    monkeypatch.setattr("index.snapshots.disk.why_unwritable", lambda _: full)
    monkeypatch.setattr("shutil.copytree", refuse)
    before = copies()
    with pytest.raises(StoreError, match="cannot be written"):
        Store.open(DiskSnapshots(built_once.data), embedder.name)
    assert copies() == before


def test_a_folder_that_can_be_written(tmp_path: Path) -> None:
    assert why_unwritable(tmp_path) is None
    assert list(tmp_path.iterdir()) == []
    assert why_unwritable(tmp_path / "missing") is not None
