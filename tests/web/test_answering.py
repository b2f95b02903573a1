"""Threads behind asynchronous code: order, waiting, stopping, errors."""

import asyncio
import threading
from collections.abc import Callable, Generator
from contextlib import aclosing

import pytest

from index.errors import StoreError
from rag.types import Event, Token
from rag.web.answering import Ahead, Answering, BusyError


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
    return [event async for event in answering.events(ask)]


def test_events_come_in_order() -> None:
    talk = Talk("a", "b", "c").go()
    assert asyncio.run(everything(Answering(), talk)) == [Token("a"), Token("b"), Token("c")]
    assert talk.closed.is_set()


def test_errors_come_after_the_events_before_them() -> None:
    async def scene() -> list[object]:
        talk = Talk("a", error=StoreError("Damaged.", "Rebuild.")).go()
        events = Answering().events(talk)
        seen: list[object] = [await anext(events)]
        with pytest.raises(StoreError, match="Damaged"):
            await anext(events)
        return seen

    assert asyncio.run(scene()) == [Token("a")]


def test_leaving_early_closes_the_generator() -> None:
    talk = Talk("a", "b", "c")

    async def scene() -> None:
        async with aclosing(Answering().events(talk)) as events:
            talk.go(1)
            assert await anext(events) == Token("a")
        talk.go(1)
        assert await asyncio.to_thread(talk.closed.wait, 5)

    asyncio.run(scene())
    assert talk.may.acquire(blocking=False) is False


def test_the_third_waits_and_the_fourth_is_turned_away() -> None:
    async def scene() -> list[object]:
        answering = Answering(at_once=1, waiting=1)
        first, second = Talk("a"), Talk("b").go()
        running = answering.events(first)
        began = asyncio.ensure_future(anext(running))
        await asyncio.sleep(0.05)
        waiting = answering.events(second)
        ahead = await anext(waiting)
        with pytest.raises(BusyError):
            await everything(answering, Talk("c"))
        first.go()
        told = [ahead, await began, *[e async for e in running], *[e async for e in waiting]]
        return [*told, *await everything(answering, Talk("d").go())]

    assert asyncio.run(scene()) == [Ahead(1), Token("a"), Token("b"), Token("d")]


def test_closing_ends_what_runs_and_starts_nothing() -> None:
    async def scene() -> None:
        answering, talk = Answering(), Talk("a", "b")
        events = answering.events(talk)
        talk.go(1)
        assert await anext(events) == Token("a")
        answering.close()
        talk.go(1)
        assert [event async for event in events] == []
        with pytest.raises(BusyError):
            await everything(answering, Talk("c"))

    asyncio.run(scene())
