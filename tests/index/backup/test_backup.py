"""A backup gives back what was there, is refused when it is damaged, and never half restored."""

import json
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from index.__main__ import app
from index.backup import restore as restoring
from index.backup.restore import restore, undo_interrupted
from index.backup.save import backup
from index.embedding.embedder import Embedder
from index.errors import BackupError, LockedError, StoreError
from index.passages import splitting
from index.settings import Settings, load_settings
from index.snapshots.disk import DiskSnapshots
from index.store import Store

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("verified_here")]


def write_rows(path: Path, count: int) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE IF NOT EXISTS rows (number INTEGER)")
        database.executemany("INSERT INTO rows VALUES (?)", [(n,) for n in range(count)])


def rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute("SELECT count(*) FROM rows").fetchone()[0])


def state(data: Path) -> dict[str, object]:
    """All that counts in a data folder."""
    names = {path.name for path in data.iterdir() if path.is_file()}
    found: dict[str, object] = {
        name: rows(data / name) if name.endswith(".sqlite3") else (data / name).read_text("utf-8")
        for name in names
        if not name.endswith(("-wal", "-shm", ".lock"))
    }
    return found | {"index": DiskSnapshots(data).current()}


@pytest.fixture
def used(built_once: Settings, tmp_path: Path) -> Settings:
    """An index, and what a service keeps beside it."""
    data = tmp_path / "data"
    shutil.copytree(built_once.data, data)
    write_rows(data / "feedback.sqlite3", 3)
    (data / "suggestions.json").write_text('{"snapshot": "a"}', encoding="utf-8")
    (data / "translating.lock").touch()
    (data / "slots").mkdir()
    return built_once.model_copy(update={"data": data})


@pytest.fixture
def small(tmp_path: Path) -> Settings:
    """A data folder without an index: nothing of it takes time to verify."""
    data = tmp_path / "data"
    data.mkdir()
    write_rows(data / "feedback.sqlite3", 3)
    (data / "suggestions.json").write_text("old", encoding="utf-8")
    return Settings(data=data, sources=tmp_path / "sources")


def test_what_was_backed_up_comes_back(used: Settings, embedder: Embedder, tmp_path: Path) -> None:
    before = state(used.data)
    made = backup(used, tmp_path, articles=True)
    assert made.path.parent == tmp_path
    assert made.path.stat().st_mode & 0o077 == 0
    assert (made.snapshot, made.articles) == (before["index"], 2)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    moved = used.model_copy(update={"data": tmp_path / "elsewhere"})
    done = restore(moved, made.path, articles=tmp_path / "articles")
    assert (done.snapshot, done.articles, done.aside) == (before["index"], 2, None)
    assert state(moved.data) == before
    assert {path.name: path.read_bytes() for path in (tmp_path / "articles").iterdir()} == {
        path.name: path.read_bytes() for path in used.sources.iterdir()
    }
    with Store.open(DiskSnapshots(moved.data), embedder.name) as store:
        store.check_contents()
        assert len(store.tokens)


def test_what_was_there_is_kept_aside(used: Settings, tmp_path: Path) -> None:
    archive = backup(used, tmp_path / "a.zip").path
    snapshot = DiskSnapshots(used.data).current() or ""
    before = state(used.data)
    write_rows(used.data / "feedback.sqlite3", 2)
    write_rows(used.data / "answers.sqlite3", 1)
    shutil.rmtree(used.data / "index" / snapshot / "chroma")
    done = restore(used, archive)
    assert state(used.data) == before
    DiskSnapshots(used.data).ensure_sound(snapshot)
    assert done.aside is not None
    assert rows(done.aside / "feedback.sqlite3") == 5
    assert rows(done.aside / "answers.sqlite3") == 1
    assert (done.aside / "index" / snapshot).is_dir()


def test_an_index_of_another_version_is_kept_as_it_is(used: Settings, tmp_path: Path) -> None:
    snapshots = DiskSnapshots(used.data)
    snapshot = snapshots.current() or ""
    older = {"splitting": splitting.VERSION - 1, "contents": {}}
    snapshots.manifest(snapshot).model_copy(update=older).write(snapshots.folder(snapshot))
    done = restore(used, backup(used, tmp_path / "a.zip").path)
    assert done.snapshot == snapshot
    assert snapshots.manifest(snapshot).contents == {}


def test_changed_bytes_in_the_index_are_not_backed_up(used: Settings, tmp_path: Path) -> None:
    snapshots = DiskSnapshots(used.data)
    folder = snapshots.folder(snapshots.current() or "")
    with closing(sqlite3.connect(folder / "chroma" / "chroma.sqlite3")) as database, database:
        database.execute(
            "UPDATE embedding_metadata SET string_value = 'Spanien lud ein.' "
            "WHERE string_value LIKE '%Frankreich lud ein.%'"
        )
    with pytest.raises(StoreError, match="has changed"):
        backup(used, tmp_path / "a.zip")
    backup(used, tmp_path / "a.zip", index=False)


def test_a_database_is_copied_while_it_is_written(small: Settings, tmp_path: Path) -> None:
    path, ended = small.data / "answers.sqlite3", threading.Event()
    write_rows(path, 0)

    def write_pairs() -> None:
        with closing(sqlite3.connect(path, timeout=10)) as database:
            while not ended.is_set():
                with database:
                    database.executemany("INSERT INTO rows VALUES (?)", [(1,)] * 2)

    writer = threading.Thread(target=write_pairs)
    writer.start()
    try:
        archives = [backup(small, tmp_path / f"{n}.zip").path for n in range(3)]
    finally:
        ended.set()
        writer.join()
    counts = []
    for number, archive in enumerate(archives):
        restored = small.model_copy(update={"data": tmp_path / f"data{number}"})
        restore(restored, archive)
        counts.append(rows(restored.data / "answers.sqlite3"))
    assert counts == sorted(counts)
    assert [count % 2 for count in counts] == [0, 0, 0]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def change_a_byte(path: Path) -> None:
    with ZipFile(path) as opened:
        at = opened.getinfo("data/feedback.sqlite3").header_offset + 120
    written = bytearray(path.read_bytes())
    written[at] ^= 0xFF
    path.write_bytes(bytes(written))


def rewrite(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with ZipFile(path) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    change(files)
    with ZipFile(path, "w") as opened:
        for name, content in files.items():
            opened.writestr(name, content)


def with_head(**fields: object) -> Callable[[Path], None]:
    def change(files: dict[str, bytes]) -> None:
        files["backup.json"] = json.dumps(json.loads(files["backup.json"]) | fields).encode()

    return lambda path: rewrite(path, change)


def without(name: str) -> Callable[[Path], None]:
    def change(files: dict[str, bytes]) -> None:
        del files[name]

    return lambda path: rewrite(path, change)


def exchanged(path: Path) -> None:
    rewrite(path, lambda files: files.update({"data/suggestions.json": b"odd"}))


OUTSIDE = {"data/../../out": {"size": 1, "sha256": "0" * 64}}


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (cut, "is damaged"),
        (change_a_byte, "is damaged"),
        (exchanged, "is not the file that was backed up"),
        (without("data/suggestions.json"), "is damaged"),
        (without("backup.json"), "no list of files"),
        (with_head(format=2), "has format 2"),
        (with_head(files=OUTSIDE), "outside the folder"),
        (with_head(snapshot="a"), "not the one it lists"),
        (lambda path: path.write_text("no archive"), "is damaged"),
        (Path.unlink, "cannot be opened"),
    ],
)
def test_a_damaged_archive_changes_nothing(
    small: Settings, tmp_path: Path, harm: Callable[[Path], None], said: str
) -> None:
    archive = backup(small, tmp_path / "a.zip").path
    before = state(small.data)
    harm(archive)
    with pytest.raises(BackupError, match=said):
        restore(small, archive)
    assert state(small.data) == before
    assert {path.name for path in small.data.iterdir() if path.is_dir()} == {"index"}
    assert not (tmp_path / "out").exists()


class KilledError(BaseException):
    pass


@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("moves", range(4))
def test_an_interrupted_switch_leaves_the_old_state(
    small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int, killed: bool
) -> None:
    """Interrupted before each of its four moves; killed: without time to clean up."""
    archive = backup(small, tmp_path / "a.zip").path
    (small.data / "suggestions.json").write_text("newer", encoding="utf-8")
    before, move, left = state(small.data), restoring._move, iter(range(moves))

    def interrupted(source: Path, target: Path) -> None:
        if next(left, None) is None:
            monkeypatch.setattr(restoring, "_move", move)
            raise KilledError
        move(source, target)

    monkeypatch.setattr(restoring, "_move", interrupted)
    with monkeypatch.context() as dead:
        if killed:
            undo, plans = restoring._undo, [True]
            dead.setattr(restoring, "_undo", lambda data: undo(data) if plans.pop(0) else None)
            plans.append(False)
            dead.setattr("shutil.rmtree", lambda *_, **__: None)
        with pytest.raises(KilledError):
            restore(small, archive)
    if killed and moves:
        assert state(small.data) != before
    undo_interrupted(small.data)
    assert state(small.data) == before
    restore(small, archive)
    assert state(small.data)["suggestions.json"] == "old"


def test_a_running_service_or_build_is_not_disturbed(small: Settings, tmp_path: Path) -> None:
    archive = backup(small, tmp_path / "a.zip").path
    with closing(sqlite3.connect(small.data / "feedback.sqlite3")) as service:
        service.execute("PRAGMA journal_mode = WAL")
        service.execute("SELECT * FROM rows").fetchall()
        with pytest.raises(BackupError, match=r"in use: the service is running\. Stop the service"):
            restore(small, archive)
    with DiskSnapshots(small.data).writing():
        for attempt in (
            lambda: restore(small, archive),
            lambda: backup(small, tmp_path / "b.zip"),
        ):
            with pytest.raises(LockedError, match="Another build, backup or restore"):
                attempt()
    assert not (tmp_path / "b.zip").exists()


def test_an_archive_is_replaced_only_by_force(small: Settings, tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    archive.write_text("kept", encoding="utf-8")
    with pytest.raises(BackupError, match="already exists"):
        backup(small, archive)
    assert archive.read_text(encoding="utf-8") == "kept"
    backup(small, archive, force=True)
    restore(small, archive)


def test_refusals_say_what_to_do(small: Settings, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="in the data folder"):
        backup(small, small.data / "a.zip")
    with pytest.raises(BackupError, match="does not exist"):
        backup(small, tmp_path / "no" / "a.zip")
    nowhere = small.model_copy(update={"data": tmp_path / "nowhere"})
    with pytest.raises(BackupError, match="nothing to back up"):
        backup(nowhere, tmp_path / "a.zip")
    (small.data / "feedback.sqlite3").write_bytes(b"no database at all" * 99)
    with pytest.raises(BackupError, match="it is damaged"):
        backup(small, tmp_path / "a.zip")
    assert list(tmp_path.glob("*.zip")) == []


def test_a_full_disk_leaves_no_archive(
    small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BackupError, match=r"cannot be written \(No space left on device\)"):
        backup(small, tmp_path / "a.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def test_no_room_is_said_before_anything_is_unpacked(
    small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = backup(small, tmp_path / "a.zip").path
    monkeypatch.setattr("index.backup.restore._free", lambda _: 1)
    with pytest.raises(BackupError, match="Free some space"):
        restore(small, archive)


def test_the_index_of_a_server_is_said_to_be_missing(
    small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_DATA", str(small.data))
    monkeypatch.setenv("BRIEFING_CHROMA_URL", "http://127.0.0.1:9")
    load_settings.cache_clear()
    try:
        result = CliRunner().invoke(app, ["backup", str(tmp_path / "a.zip")])
    finally:
        load_settings.cache_clear()
    assert result.exit_code == 0, result.output
    assert "It does not contain the index on http://127.0.0.1:9." in result.stdout
    assert "It does not contain the articles; --articles includes them." in result.stdout
