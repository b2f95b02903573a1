import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from index.settings import ROOT
from rag.storage.table import Table

WRITER = """
import sys
from pathlib import Path
from rag.storage.table import Table
table = Table(Path(sys.argv[1]))
for number in range(200):
    table.put(f"{sys.argv[2]}-{number}", f"value {number}")
"""


def test_texts_outlive_the_process_that_kept_them(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "table.sqlite3"
    first = Table(path)
    first.put("key", "old")
    first.put("key", "Größe „neu“ 🙂\u2028")
    first.close()
    second = Table(path)
    assert (second.get("key"), second.get("other")) == ("Größe „neu“ 🙂\u2028", None)
    second.close()


def test_several_are_kept_together_or_none(tmp_path: Path) -> None:
    table = Table(tmp_path / "table.sqlite3")
    table.put_all([("a", "1"), ("b", "2"), ("a", "3")])
    assert (table.get("a"), table.get("b")) == ("3", "2")

    def broken() -> Iterator[tuple[str, str]]:
        yield "c", "4"
        raise KeyError("d")

    with pytest.raises(KeyError):
        table.put_all(broken())
    assert table.get("c") is None
    table.close()


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "table.sqlite3"
    here = Table(path)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, path, name], cwd=ROOT) for name in "ab"
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    kept = {f"{name}-{n}": here.get(f"{name}-{n}") for name in "ab" for n in range(200)}
    assert kept == {f"{name}-{n}": f"value {n}" for name in "ab" for n in range(200)}
    here.close()


def test_threads_share_a_shelf(tmp_path: Path) -> None:
    table = Table(tmp_path / "table.sqlite3")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: table.put(str(n), f"value {n}"), range(100)))
        assert list(pool.map(lambda n: table.get(str(n)), range(100))) == [
            f"value {n}" for n in range(100)
        ]
    table.close()


def test_the_oldest_are_dropped(tmp_path: Path) -> None:
    table = Table(tmp_path / "table.sqlite3", limit=3)
    for n in range(10):
        table.put(str(n), "x")
    assert [n for n in range(10) if table.get(str(n))] == [7, 8, 9]
    table.close()


def folder_in_the_way(path: Path) -> None:
    path.mkdir()


def no_database(path: Path) -> None:
    path.write_bytes(b"this is no database at all" * 100)


@pytest.mark.parametrize("spoil", [folder_in_the_way, no_database])
def test_what_cannot_be_used_is_replaced_by_memory(
    spoil: Callable[[Path], None], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "table.sqlite3"
    spoil(path)
    before = path.is_dir() or path.read_bytes()
    with caplog.at_level(logging.WARNING):
        table = Table(path)
    assert f"{path} cannot be used; storing in memory instead" in caplog.text
    table.put("key", "value")
    assert table.get("key") == "value"
    table.close()
    assert (path.is_dir() or path.read_bytes()) == before


def test_a_parent_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    table = Table(tmp_path / "file" / "table.sqlite3")
    table.put("key", "value")
    assert table.get("key") == "value"
    table.close()


def test_a_shelf_that_fails_later_costs_no_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    table = Table(tmp_path / "table.sqlite3")
    table.close()
    table.put("key", "value")
    assert table.get("key") is None
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE shelf SET value = replace(value, '12,4', '72,4')",
        "UPDATE shelf SET value = CAST(x'ff00' AS BLOB)",
        "UPDATE shelf SET value = CAST(x'ff00' AS TEXT)",
        "UPDATE shelf SET key = 'key', checksum = 'x'",
    ],
)
def test_a_changed_row_is_as_good_as_none(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "table.sqlite3"
    table = Table(path)
    table.put("key", "12,4 Millionen")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(damage)
    assert table.get("key") is None
    table.put("key", "12,4 Millionen")
    assert table.get("key") == "12,4 Millionen"
    table.close()


def test_rows_of_an_earlier_version_are_used(tmp_path: Path) -> None:
    path = tmp_path / "table.sqlite3"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE shelf (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        database.execute("INSERT INTO shelf VALUES ('old', 'value')")
    for _ in range(2):
        table = Table(path)
        table.put("new", "value")
        assert (table.get("old"), table.get("new")) == ("value", "value")
        table.close()
