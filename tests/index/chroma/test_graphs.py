"""What is in the files of Chroma's graphs beside the vectors of the index."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from index.chroma.collections import Collections
from index.chroma.files import CHROMA, DATABASE, erase_removed
from index.chroma.graphs import erase_removed_vectors, erase_unused
from index.embedding.late_interaction import Floats
from index.records import Record
from tests.index.chroma.slots import as_stored

pytestmark = pytest.mark.slow

ROOM = 100
"""Slots in the files of a new graph."""


def vectors(count: int, dimension: int = 16) -> Floats:
    found: Floats = np.random.default_rng(0).normal(size=(count, dimension)).astype(np.float32)
    return found


def written(folder: Path, rows: Floats) -> None:
    collections = Collections.create(folder)
    records = [Record(str(n), str(n), {"source": "a.txt"}) for n in range(len(rows))]
    collections.add("passages", records, list(rows))
    collections.close()


def beyond(folder: Path, used: int) -> bytes:
    """The bytes of all graphs' files behind the slots in use."""
    left = b""
    for path in folder.rglob("*.bin"):
        if path.name in {"data_level0.bin", "length.bin"}:
            slots = path.read_bytes()
            in_use = used if (path.parent / "link_lists.bin").stat().st_size else 0
            left += slots[len(slots) // ROOM * in_use :]
    return left


def test_files_with_room_hold_nothing_of_the_process(tmp_path: Path) -> None:
    written(tmp_path, vectors(3))
    opened = Collections.open(tmp_path)
    opened.check({"passages": 3, "documents": 0}, 3)
    assert not any(beyond(tmp_path, 3))
    opened.close()
    assert not any(beyond(tmp_path, 3))

    for path in tmp_path.rglob("length.bin"):
        path.write_bytes(path.read_bytes()[:-4] + b"keys")
    assert any(beyond(tmp_path, 3))
    erase_unused(tmp_path / CHROMA)
    assert not any(beyond(tmp_path, 3))
    assert len(as_stored(tmp_path, vectors(3))) == 3


def test_removed_vectors_are_in_no_file_and_the_others_are_found_through_their_slots(
    tmp_path: Path,
) -> None:
    rows = vectors(400)
    written(tmp_path, rows)
    secret = as_stored(tmp_path, rows[::5]) | {row.tobytes() for row in rows[::5]}
    opened = Collections.open(tmp_path)
    opened.remove("passages", [str(n) for n in range(0, 400, 5)])
    opened.close()

    def holding() -> list[str]:
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        return [path.name for path in files if any(one in path.read_bytes() for one in secret)]

    assert "data_level0.bin" in holding()
    erase_removed(tmp_path / CHROMA / DATABASE)
    erase_removed_vectors(tmp_path / CHROMA)
    for _ in range(2):
        assert holding() == []
        opened = Collections.open(tmp_path)
        opened.check({"passages": 320}, 320)
        opened.add("passages", [Record("new", "new", {"source": "a.txt"})], [rows[0] * -1])
        opened.remove("passages", ["new"])
        opened.close()
    assert len(as_stored(tmp_path, rows)) == 320


def test_removed_vectors_that_are_linked_to_no_other_are_zeros(tmp_path: Path) -> None:
    rows = vectors(4)
    written(tmp_path, rows)
    opened = Collections.open(tmp_path)
    opened.remove("passages", ["0", "1", "2", "3"])
    opened.close()
    erase_removed_vectors(tmp_path / CHROMA)
    (slots,) = tmp_path.rglob("data_level0.bin")
    assert not any(row.tobytes()[:12] in slots.read_bytes() for row in rows)


@pytest.mark.parametrize("header", [b"", b"\2" * 100, b"\1" + bytes(99)])
def test_graphs_of_another_layout_are_left_alone(tmp_path: Path, header: bytes) -> None:
    written(tmp_path, vectors(3))
    (path,) = tmp_path.rglob("header.bin")
    path.write_bytes(header)
    slots = path.with_name("data_level0.bin").read_bytes()
    with pytest.raises(ValueError, match="header has another"):
        erase_removed_vectors(tmp_path / CHROMA)
    erase_unused(tmp_path / CHROMA)
    assert path.with_name("data_level0.bin").read_bytes() == slots


def test_a_graph_that_is_gone_is_left_alone(tmp_path: Path) -> None:
    written(tmp_path, vectors(3))
    (header,) = tmp_path.rglob("header.bin")
    header.with_name("length.bin").unlink()
    erase_unused(tmp_path / CHROMA)
    shutil.rmtree(header.parent)
    erase_unused(tmp_path / CHROMA)
