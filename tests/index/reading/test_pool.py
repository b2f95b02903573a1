"""Files are read apart: whatever one does, the others are read and it becomes a named problem."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.formats import Fault
from index.reading import worker as worker_module
from index.reading.folder import read, scan
from index.reading.parsing import Article, Parsed, Problem, parse
from index.reading.pool import Limits, ReadPool
from tests.index.formats import making
from tests.index.hostile_files import body, hostile_files
from tests.index.hostile_structures import hostile_structures

GOOD = "Die Minister tagen in Brüssel. Eine Einigung gab es nicht.".encode()


@pytest.fixture
def pool() -> Iterator[ReadPool]:
    made = ReadPool(Limits(memory=400_000_000, cpu_s=2, wait_s=60))
    yield made
    made.close()


def processes(pool: ReadPool) -> list[int]:
    return [worker._process.pid for worker in pool._idle]


def test_a_process_reads_one_file_after_another(pool: ReadPool) -> None:
    assert pool.read("a.txt", GOOD) == parse("a.txt", GOOD)
    first = processes(pool)
    assert len(first) == 1
    assert pool.read("b.md", b"---\ntitle: x\n---\n") == parse("b.md", b"---\ntitle: x\n---\n")
    assert processes(pool) == first
    pool.close()
    assert processes(pool) == []
    assert isinstance(pool.read("a.txt", GOOD), Article)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "made", "fault"),
    [
        ("slow.html", lambda: making.html("<p>" + "Wort<br>" * 300_000), Fault.TOO_SLOW),
        ("large.docx", lambda: body("<w:p/>" * 15_000_000), Fault.TOO_LARGE),
        (
            "long.docx",
            lambda: body(f"<w:p><w:r><w:t>{'x' * 5_000_001}</w:t></w:r></w:p>"),
            Fault.TOO_LARGE,
        ),
    ],
)
def test_a_file_beyond_the_limits_is_a_problem_and_the_next_one_is_read(
    pool: ReadPool, name: str, made: Callable[[], bytes], fault: Fault
) -> None:
    found = pool.read(name, made())
    assert isinstance(found, Problem)
    assert (found.source, found.fault) == (name, fault)
    assert found.message.endswith(".")
    assert isinstance(pool.read("a.txt", GOOD), Article)


def test_a_process_that_is_gone_is_replaced(pool: ReadPool) -> None:
    pool.read("a.txt", GOOD)
    (pid,) = processes(pool)
    os.kill(pid, signal.SIGKILL)
    assert isinstance(pool.read("a.txt", GOOD), Article)
    assert processes(pool) != [pid]


@pytest.mark.slow
def test_a_file_that_ends_every_process_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that waited, and the fresh one that is asked to confirm it."""
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr("index.reading.pool.subprocess.Popen", Noted)
    # Too long for the file to be found slow instead.
    pool = ReadPool(Limits(cpu_s=600, wait_s=600))
    pool.read("a.txt", GOOD)
    found: list[Parsed | Problem] = []
    slow = making.html("<p>" + "Wort<br>" * 300_000)
    reading = threading.Thread(target=lambda: found.append(pool.read("slow.html", slow)))
    reading.start()
    for number in range(2):
        while len(started) == number or processes(pool):
            time.sleep(0.01)
        started[number].send_signal(signal.SIGSEGV)
    reading.join(60)
    [problem] = found
    assert isinstance(problem, Problem)
    assert (problem.source, problem.fault) == ("slow.html", Fault.DAMAGED)
    assert f"status {-signal.SIGSEGV}" in problem.message
    assert isinstance(pool.read("a.txt", GOOD), Article)
    assert len(started) == 3
    pool.close()


class Panic(BaseException):
    """No Exception."""


@pytest.mark.parametrize(
    ("error", "fault", "sound"),
    [
        (ZeroDivisionError("x"), Fault.DAMAGED, True),
        (RecursionError("x"), Fault.DAMAGED, True),
        (MemoryError(), Fault.TOO_LARGE, False),
        (Panic("x"), Fault.DAMAGED, False),
    ],
)
def test_any_error_of_a_reader_is_a_problem(
    error: BaseException, fault: Fault, sound: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(worker_module, "parse", fail)
    found, goes_on = worker_module._answer("a.txt", GOOD)
    assert isinstance(found, Problem)
    assert (found.source, found.fault, goes_on) == ("a.txt", fault, sound)
    assert found.message.endswith(".")


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_hostile_files_stop_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Less time than the program gives them, so that the slow ones take little of the tests'.
    small = ReadPool(Limits(cpu_s=3, wait_s=60))
    monkeypatch.setattr("index.reading.folder.shared_pool", lambda: small)
    files = hostile_files() | hostile_structures()
    assert len(files) > 180
    for name, data in {**files, "gut.txt": GOOD}.items():
        (tmp_path / name).write_bytes(data)
    reading = read(scan(tmp_path))
    small.close()
    documents = {article.document.source: article for article in reading.articles}
    assert documents["gut.txt"] == parse("gut.txt", GOOD)
    named = {problem.source for problem in reading.problems}
    # An archive's or a feed's articles carry its name in front of theirs.
    told = {source.partition("/")[0] for source in named | documents.keys()}
    assert told == {*files, "gut.txt"}
    assert all(problem.message.endswith(".") for problem in reading.problems)
    # None of what was once too much is refused today.
    for name in ("m01 base 60.md", "m02 aliases.md", "m05 heading.md"):
        assert name in documents
