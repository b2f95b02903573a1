"""Files are read apart: whatever one does, the others are read and it becomes a named problem."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.formats import Fault
from index.reading import worker as worker_module
from index.reading.folder import read, scan
from index.reading.parsing import Article, Problem, parse
from index.reading.pool import Limits, ReadPool
from tests.index.formats import making
from tests.index.hostile_files import body, hostile_files

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
    ("name", "data", "fault"),
    [
        ("slow.html", making.html("<p>" + "Wort<br>" * 300_000), Fault.TOO_SLOW),
        ("large.docx", body("<w:p/>" * 15_000_000), Fault.TOO_LARGE),
        ("long.docx", body(f"<w:p><w:r><w:t>{'x' * 5_000_001}</w:t></w:r></w:p>"), Fault.TOO_LARGE),
    ],
)
def test_a_file_beyond_the_limits_is_a_problem_and_the_next_one_is_read(
    pool: ReadPool, name: str, data: bytes, fault: Fault
) -> None:
    found = pool.read(name, data)
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
def test_a_process_that_a_file_ends_makes_it_a_problem(pool: ReadPool) -> None:
    found: list[Article | Problem] = []
    slow = making.html("<p>" + "Wort<br>" * 300_000)
    reading = threading.Thread(target=lambda: found.append(pool.read("slow.html", slow)))
    pool.read("a.txt", GOOD)
    (pid,) = processes(pool)
    reading.start()
    while processes(pool):
        time.sleep(0.01)
    os.kill(pid, signal.SIGSEGV)
    reading.join()
    (problem,) = found
    assert isinstance(problem, Problem)
    # The fresh process that confirms it may also find the file too slow.
    assert problem.source == "slow.html"
    assert problem.fault in {Fault.DAMAGED, Fault.TOO_SLOW}


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
def test_hostile_files_stop_nothing(tmp_path: Path) -> None:
    files = hostile_files()
    assert len(files) > 60
    for name, data in {**files, "gut.txt": GOOD}.items():
        (tmp_path / name).write_bytes(data)
    reading = read(scan(tmp_path))
    documents = {article.document.source: article for article in reading.articles}
    assert documents["gut.txt"] == parse("gut.txt", GOOD)
    named = {problem.source for problem in reading.problems}
    assert named | documents.keys() == {*files, "gut.txt"}
    assert all(problem.message.endswith(".") for problem in reading.problems)
    # None of what was once too much is refused today.
    for name in ("m01 base 60.md", "m02 aliases.md", "m05 heading.md", "p01 lines.pdf",
                 "w01 tables.docx", "w02 boxes.docx"):  # fmt: skip
        assert name in documents
