"""The folder is followed; what is waited for are events, never a time."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.building import watching
from index.building.watching import follow, is_at_rest

LONG_S = 120


@contextmanager
def followed(folder: Path, build: Callable[[], bool]) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=(folder, build, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "REST_S", 0.05)
    monkeypatch.setattr(watching, "RETRY_S", 0.05)
    monkeypatch.setattr(watching, "_LOOK_MS", 50)


def test_each_change_is_built_and_a_failure_tried_again(tmp_path: Path) -> None:
    seen: queue.Queue[set[str]] = queue.Queue()
    fails = [False, True, False]

    def build() -> bool:
        seen.put({path.name for path in tmp_path.iterdir()})
        return not (fails.pop(0) if fails else False)

    (tmp_path / "a.txt").write_text("Es kamen viele.", encoding="utf-8")
    with followed(tmp_path, build):
        assert seen.get(timeout=LONG_S) == {"a.txt"}
        (tmp_path / "b.txt").write_text("Es kamen mehr.", encoding="utf-8")
        assert seen.get(timeout=LONG_S) == {"a.txt", "b.txt"}  # fails
        assert seen.get(timeout=LONG_S) == {"a.txt", "b.txt"}
        (tmp_path / "a.txt").unlink()
        assert seen.get(timeout=LONG_S) == {"b.txt"}


def test_a_folder_that_is_missing_is_waited_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    built = threading.Event()

    def build() -> bool:
        built.set()
        return True

    with followed(tmp_path / "later", build):
        (tmp_path / "later").mkdir()
        assert built.wait(LONG_S)
    assert len([r for r in caplog.records if "cannot be watched" in r.message]) <= 1


class Writing(threading.Event):
    """Whenever somebody waits, a file grows, until it is whole."""

    def __init__(self, path: Path, pieces: int) -> None:
        super().__init__()
        self.path, self.pieces = path, pieces

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002 - nothing is waited for
        if self.pieces:
            self.pieces -= 1
            with self.path.open("a", encoding="utf-8") as file:
                file.write("Noch ein Satz. ")
        return self.is_set()


def test_a_file_that_is_being_written_is_left_until_it_is_whole(tmp_path: Path) -> None:
    writing = Writing(tmp_path / "lang.txt", pieces=4)
    assert is_at_rest(tmp_path, writing)
    assert (tmp_path / "lang.txt").read_text(encoding="utf-8") == "Noch ein Satz. " * 4
    writing.set()
    assert not is_at_rest(tmp_path, writing)
