"""Threads behind asynchronous code: order, waiting, stopping, errors."""

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, suppress
from typing import TypeVar

import pytest

from index.errors import StoreError
from rag.llm.stopping import is_stopped
from rag.types import Event, Token
from rag.web.queue.answering import Ahead, Answering, BusyError, ClosingError, Queue
from rag.web.queue.asked import Asked, Outcome

T = TypeVar("T")


def queue(at_once: int = 4, waiting: int = 60) -> Answering:
    return Answering(at_once, waiting)


def run(scene: Coroutine[object, object, T]) -> T:
    """In a thread of its own: a browser that other tests use keeps a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, scene).result()


class Talk:
    """A generator of tokens that pauses before each until it may go on."""

    def __init__(self, *words: str, error: Exception | None = None) -> None:
        self.may = threading.Semaphore(0)
        self.closed = threading.Event()
        self._words = words
        self._error = error

    def __call__(self) -> Generator[Event]:
        try:
            for word in self._words:
                assert self.may.acquire(timeout=10)
                yield Token(word)
            if self._error:
                raise self._error
        finally:
            self.closed.set()

    def go(self, steps: int = 100) -> "Talk":
        self.may.release(steps)
        return self


async def everything(answering: Answering, ask: Callable[[], Generator[Event]]) -> list[object]:
    return [event async for event in answering.events(ask, "Anna")]


def test_events_come_in_order() -> None:
    talk = Talk("a", "b", "c").go()
    assert run(everything(queue(), talk)) == [
        Token("a"),
        Token("b"),
        Token("c"),
    ]
    assert talk.closed.is_set()


def test_errors_come_after_the_events_before_them() -> None:
    async def scene() -> list[object]:
        talk = Talk("a", error=StoreError("Damaged.", "Rebuild.")).go()
        events = queue().events(talk, "Anna")
        seen: list[object] = [await anext(events)]
        with pytest.raises(StoreError, match="Damaged"):
            await anext(events)
        return seen

    assert run(scene()) == [Token("a")]


def test_what_works_deep_inside_learns_that_the_reader_has_left() -> None:
    """As a call of the model does, which yields no event for seconds."""
    begun, learnt = threading.Event(), threading.Event()

    def ask() -> Generator[Event]:
        yield Token("a")
        begun.set()
        for _ in range(1_000):
            if is_stopped():
                learnt.set()
                return
            time.sleep(0.01)

    async def scene() -> None:
        async with aclosing(queue().events(ask, "Anna")) as events:
            assert await anext(events) == Token("a")
            assert await asyncio.to_thread(begun.wait, 5)
            assert not is_stopped()
        assert await asyncio.to_thread(learnt.wait, 5)

    run(scene())
    assert not is_stopped()


def test_leaving_early_closes_the_generator() -> None:
    talk = Talk("a", "b", "c")

    async def scene() -> None:
        async with aclosing(queue().events(talk, "Anna")) as events:
            talk.go(1)
            assert await anext(events) == Token("a")
        talk.go(1)
        assert await asyncio.to_thread(talk.closed.wait, 5)

    run(scene())
    assert talk.may.acquire(blocking=False) is False


def test_the_third_waits_and_the_fourth_is_turned_away() -> None:
    async def scene() -> list[object]:
        answering = Answering(at_once=1, waiting=1)
        first, second = Talk("a"), Talk("b").go()
        running = answering.events(first, "Anna")
        began = asyncio.ensure_future(anext(running))
        await asyncio.sleep(0.05)
        waiting = answering.events(second, "Anna")
        ahead = await anext(waiting)
        with pytest.raises(BusyError):
            await everything(answering, Talk("c"))
        first.go()
        told = [ahead, await began, *[e async for e in running], *[e async for e in waiting]]
        return [*told, *await everything(answering, Talk("d").go())]

    assert run(scene()) == [Ahead(1), Token("a"), Token("b"), Token("d")]


def test_closing_ends_what_runs_and_starts_nothing() -> None:
    async def scene() -> None:
        answering, talk, never = queue(at_once=1), Talk("a", "b"), Talk("c").go()
        events, waiting = answering.events(talk, "Anna"), answering.events(never, "Anna")
        talk.go(1)
        assert await anext(events) == Token("a")
        assert await anext(waiting) == Ahead(1)
        answering.close()
        talk.go(1)
        for ended in (events, waiting, answering.events(Talk("d"), "Anna")):
            with pytest.raises(ClosingError):
                await anext(ended)
        assert never.may.acquire(blocking=False)

    run(scene())


def test_draining_lets_answers_end_and_takes_no_new_one() -> None:
    async def scene() -> list[object]:
        answering, talk, late = queue(at_once=1), Talk("a", "b"), Talk("c").go()
        events, waiting = answering.events(talk, "Anna"), answering.events(late, "Anna")
        talk.go(1)
        seen: list[object] = [await anext(events), await anext(waiting)]
        drained = asyncio.ensure_future(answering.drain(10))
        await asyncio.sleep(0.1)
        with pytest.raises(ClosingError):
            await anext(answering.events(Talk("d"), "Anna"))
        assert not drained.done()
        talk.go()
        seen += [*[e async for e in events], *[e async for e in waiting]]
        assert await drained
        assert answering.queue() == Queue(0, 0)
        return seen

    assert run(scene()) == [Token("a"), Ahead(1), Token("b"), Token("c")]


def test_draining_ends_in_time() -> None:
    async def scene() -> None:
        answering, talk = queue(), Talk("a")
        events = answering.events(talk, "Anna")
        first = asyncio.ensure_future(anext(events))
        await asyncio.sleep(0.05)
        assert not await asyncio.wait_for(answering.drain(0.2), 5)
        assert answering.queue() == Queue(1, 0)
        talk.go()
        assert await first == Token("a")
        await events.aclose()

    run(scene())


def test_nobodys_second_question_is_begun_before_anothers_first() -> None:
    """And whoever is moved back is told so."""
    begun: list[str] = []

    def asking(question: str, talk: Talk) -> Callable[[], Generator[Event]]:
        def ask() -> Generator[Event]:
            begun.append(question)
            return talk()

        return ask

    async def scene() -> dict[str, list[object]]:
        answering, first = queue(at_once=1), Talk("a")
        running = answering.events(asking("Anna 0", first), "Anna")
        began = asyncio.ensure_future(anext(running))
        await asyncio.sleep(0)
        waiting, told = {}, dict[str, list[object]]()
        for question in ("Anna 1", "Anna 2", "Ben 0", "Ben 1", "Cem 0"):
            talk = asking(question, Talk("b").go())
            waiting[question] = answering.events(talk, question.split()[0])
            told[question] = [await anext(waiting[question])]
        first.go()
        await began
        rest = [everything_left(events) for events in (running, *waiting.values())]
        for question, events in zip(told, (await asyncio.gather(*rest))[1:], strict=True):
            told[question] += events
        return told

    told = run(scene())
    assert begun == ["Anna 0", "Ben 0", "Cem 0", "Anna 1", "Ben 1", "Anna 2"]
    places = [2, 3, 4, 5, 4, 3, 2, 1]
    assert told["Anna 2"] == [*map(Ahead, places), Token("b")]


async def everything_left(events: AsyncGenerator[Event | Ahead]) -> list[object]:
    return [event async for event in events]


def test_those_who_wait_are_told_each_time_they_move_up() -> None:
    async def scene() -> list[list[object]]:
        answering = Answering(at_once=1, waiting=3)
        talks = [Talk(str(number)) for number in range(4)]
        seen: list[list[object]] = [[] for _ in talks]

        async def listen(number: int) -> None:
            async with aclosing(answering.events(talks[number], "Anna")) as events:
                async for event in events:
                    seen[number].append(event)
                    if number == 2 and event == Ahead(1):
                        return  # the third loses patience and makes room for the fourth

        tasks = []
        for number in range(4):
            tasks.append(asyncio.ensure_future(listen(number)))
            await asyncio.sleep(0.05)
        assert answering.queue() == Queue(1, 3)
        for talk in talks:
            talk.go()
            await asyncio.sleep(0.05)
        await asyncio.gather(*tasks)
        return seen

    assert run(scene()) == [
        [Token("0")],
        [Ahead(1), Token("1")],
        [Ahead(2), Ahead(1)],
        [Ahead(3), Ahead(2), Ahead(1), Token("3")],
    ]


@pytest.mark.parametrize(
    ("talk", "outcome", "seen"),
    [
        (Talk("a").go(), Outcome.STOPPED, (True, False, True)),
        (Talk(error=StoreError("Damaged.", "Rebuild.")).go(), Outcome.FAILED, (True, False, False)),
    ],
)
def test_every_end_is_told(talk: Talk, outcome: Outcome, seen: tuple[bool, bool, bool]) -> None:
    told: list[Asked] = []

    async def scene() -> None:
        answering = queue()
        answering.tell(told.append)
        with suppress(StoreError):
            async with aclosing(answering.events(talk, "Anna")) as events:
                await anext(events)

    run(scene())
    [asked] = told
    assert (asked.outcome, asked.answer) == (outcome, None)
    times = (asked.waited, asked.sources, asked.first_words)
    assert tuple(time is not None for time in times) == seen
    assert asked.total >= (asked.first_words or 0) >= (asked.waited or 0) or not asked.first_words


def test_being_turned_away_is_told_too() -> None:
    told: list[Asked] = []

    async def scene() -> None:
        answering = queue()
        answering.tell(told.append)
        answering.close()
        with pytest.raises(ClosingError):
            await anext(answering.events(Talk("a"), "Anna"))

    run(scene())
    assert [(asked.outcome, asked.waited) for asked in told] == [(Outcome.TURNED_AWAY, None)]
