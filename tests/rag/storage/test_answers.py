import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rag.decisions import Considered, Decision, Outcome, ShortAnswer
from rag.storage.answers import AnswerCache
from rag.storage.table import Table
from rag.types import Done, Event, Sources, Status, Token, Turn
from tests.rag.scripted import answer, evidence, passages

SOURCES = Sources("de", (evidence(passages("Es gab keine Einigung. Sie ist z. B. fern.")[0]),))
PARTS: dict[str, Any] = {
    "question": "Wer kam?",
    "language": None,
    "history": (Turn("Wann?", "Gestern."),),
    "sources": ("a.txt", "b.txt"),
    "snapshot": "g1",
    "model": "m",
}


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[AnswerCache]:
    table = Table(tmp_path / "answers.sqlite3")
    yield AnswerCache(table)
    table.close()


def told(**changed: object) -> Generator[Event]:
    """The events of an answer in two pieces."""
    yield SOURCES
    yield Token("Ne")
    yield Token("in. [1]")
    yield Done(answer(**changed))


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("question", "Wer kam nicht?"),
        ("language", "en"),
        ("history", ()),
        ("history", (Turn("Wo?", "Gestern."),)),
        ("sources", ("a.txt",)),
        ("snapshot", "g2"),
        ("model", None),
    ],
)
def test_each_part_makes_another_key(part: str, value: object) -> None:
    assert AnswerCache.key(**{**PARTS, part: value}) != AnswerCache.key(**PARTS)


@pytest.mark.parametrize(
    ("part", "value"),
    [("sources", ["b.txt", "a.txt"]), ("history", [Turn("Wann?", "Vorgestern.")])],
)
def test_what_does_not_change_an_answer_does_not_change_the_key(part: str, value: object) -> None:
    assert AnswerCache.key(**{**PARTS, part: value}) == AnswerCache.key(**PARTS)


def test_an_answer_is_played_again(cache: AnswerCache) -> None:
    assert cache.replay("key") is None
    assert list(cache.record("key", told(), "scripted")) == list(told())
    replayed = cache.replay("key")
    assert replayed is not None
    sources, token, done = replayed
    assert isinstance(done, Done)
    assert sources == SOURCES
    assert token == Token("Nein. [1]")
    assert replace(done.answer, timings=answer().timings) == answer()
    assert done.answer.timings.sources_ms == done.answer.timings.total_ms
    assert 0 <= done.answer.timings.total_ms < 1000


@pytest.mark.parametrize(
    ("made_with", "wanted", "kept"),
    [
        ("scripted", "scripted", True),
        (None, None, True),
        (None, "scripted", False),
        ("scripted", "other", False),
    ],
)
def test_an_answer_made_without_its_model_is_not_kept(
    made_with: str | None, wanted: str | None, kept: bool, cache: AnswerCache
) -> None:
    list(cache.record("key", told(model=made_with), wanted))
    assert (cache.replay("key") is not None) is kept


@pytest.mark.parametrize(
    "damaged",
    ["", "null", "[]", "{}", "{", "\x00", '{"sources": 1, "answer": {}}', "1e999", "[" * 5_000],
)
def test_a_damaged_row_is_none_and_is_replaced(
    damaged: str, cache: AnswerCache, tmp_path: Path
) -> None:
    list(cache.record("key", told(), "scripted"))
    with sqlite3.connect(tmp_path / "answers.sqlite3") as database:
        database.execute("UPDATE shelf SET value = ?", (damaged,))
    assert cache.replay("key") is None
    list(cache.record("key", told(), "scripted"))
    assert cache.replay("key") is not None


@pytest.mark.parametrize("value", [b"\xff\xfe", 7, 1e300, b""])
def test_a_row_that_is_no_text_is_none(
    value: bytes | float, cache: AnswerCache, tmp_path: Path
) -> None:
    list(cache.record("key", told(), "scripted"))
    with sqlite3.connect(tmp_path / "answers.sqlite3") as database:
        database.execute("UPDATE shelf SET value = ?", (value,))
        database.execute("UPDATE shelf SET value = CAST(value AS TEXT) WHERE value = x'fffe'")
    assert cache.replay("key") is None


def test_an_answer_that_was_stopped_is_not_kept_and_its_events_are_closed(
    cache: AnswerCache,
) -> None:
    events = told()
    recorded = cache.record("key", events, "scripted")
    next(recorded)
    assert isinstance(recorded, Generator)
    recorded.close()
    assert list(events) == []
    assert cache.replay("key") is None


def test_decisions_come_back_as_they_were(cache: AnswerCache) -> None:
    considered = Considered(
        1, "d-0-9", "artikel.txt", 4, 0.5, 0.8, 1.0, -2.5, 0.9, ShortAnswer("Sie", 0.8, 0.9)
    )
    decisions = (
        Decision("Wer kam?", Outcome.CLAIM, 0.9, (considered,), ("Wer",)),
        Decision("Wann?", Outcome.REFUSE, 0.01),
        Decision("", "summary"),
    )
    list(cache.record("key", told(decisions=decisions, status=Status.UNSURE), "scripted"))
    replayed = cache.replay("key")
    assert replayed is not None
    *_, done = replayed
    assert isinstance(done, Done)
    assert (done.answer.decisions, done.answer.status) == (decisions, Status.UNSURE)


@pytest.mark.parametrize("row", ["", "{}", "null", '{"sources": 1, "answer": []}'])
def test_a_row_that_is_no_answer_is_as_good_as_none(row: str, tmp_path: Path) -> None:
    table = Table(tmp_path / "answers.sqlite3")
    table.put("key", row)
    assert AnswerCache(table).replay("key") is None
    table.close()


def test_an_answer_with_changed_bytes_is_not_played(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite3"
    table = Table(path)
    cache = AnswerCache(table)
    list(cache.record("key", told(), "scripted"))
    assert cache.replay("key") is not None
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE shelf SET value = replace(value, 'Einigung', 'Eignung!')")
    assert cache.replay("key") is None
    table.close()
