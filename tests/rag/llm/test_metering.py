"""What an answer cost is told once; the same answer, kept, costs nothing."""

from collections.abc import Generator
from pathlib import Path

from rag.costs import Costs
from rag.llm.metering import Meter, with_costs
from rag.storage.answers import AnswerCache
from rag.storage.table import Table
from rag.types import Done, Event, Sources
from tests.rag.scripted import answer


def test_a_kept_answer_costs_nothing(tmp_path: Path) -> None:
    meter = Meter()

    def events() -> Generator[Event]:
        yield Sources("de", ())
        meter.add(Costs(1, 40, 7, 0.5))
        yield Done(answer())

    cache = AnswerCache(Table(tmp_path / "answers.sqlite3"))
    *_, first = with_costs(cache.record("key", events(), "scripted"), meter)
    assert first == Done(answer(costs=Costs(1, 40, 7, 0.5)))
    kept = cache.replay("key")
    assert kept is not None
    *_, again = kept
    assert isinstance(again, Done)
    assert again.answer.costs == Costs()


def test_stopping_stops_what_is_metered() -> None:
    stopped = []

    def events() -> Generator[Event]:
        try:
            yield Sources("de", ())
            yield Done(answer())
        finally:
            stopped.append(True)

    open_events = with_costs(events(), Meter())
    next(open_events)
    open_events.close()
    assert stopped == [True]
