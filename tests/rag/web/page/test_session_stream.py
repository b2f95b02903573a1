"""A stream of Gradio's that is read by one reader after the other."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.types import Message

from rag.web.page import session_stream
from rag.web.page.session_stream import SessionStream

START: Message = {"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]}


class Reader:
    """A client that stays until it is told to leave."""

    def __init__(self) -> None:
        self.told: list[Message] = []
        self.leave = asyncio.Event()

    async def receive(self) -> Message:
        await self.leave.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.told.append(message)
        if "headers" in message:
            message["headers"].append((b"by", b"the outer layers"))

    @property
    def bodies(self) -> list[bytes]:
        return [message["body"] for message in self.told if "body" in message]


def body(words: bytes) -> Message:
    return {"type": "http.response.body", "body": words, "more_body": True}


def run(what: Coroutine[Any, Any, None]) -> None:
    """In a thread: the browser of other tests may hold this one's loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, asyncio.wait_for(what, 20)).result()


def test_the_next_reader_takes_the_place_of_one_that_left_and_misses_nothing() -> None:
    async def reads() -> None:
        first, second = Reader(), Reader()
        stream = SessionStream(first.receive, first.send)
        watching = asyncio.create_task(stream.watch())
        await stream.send(START)
        await stream.send(body(b"1"))
        first.leave.set()
        await asyncio.sleep(0.01)
        await stream.send(body(b"2"))
        assert await stream.take(second.receive, second.send)
        await stream.send(body(b"3"))
        assert first.bodies == [b"1"]
        assert second.bodies == [b"2", b"3"]
        headers = [(b"a", b"b"), (b"by", b"the outer layers")]
        assert [m["headers"] for m in (*first.told, *second.told) if "headers" in m] == [
            headers
        ] * 2
        assert not stream.is_gone
        watching.cancel()

    run(reads())


def test_a_reader_that_stays_keeps_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_stream, "HANDOVER_S", 0.05)

    async def reads() -> None:
        first, second = Reader(), Reader()
        stream = SessionStream(first.receive, first.send)
        watching = asyncio.create_task(stream.watch())
        assert not await stream.take(second.receive, second.send)
        await stream.send(body(b"1"))
        assert (first.bodies, second.told) == ([b"1"], [])
        watching.cancel()

    run(reads())


def test_without_another_reader_gradio_is_told_that_it_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(session_stream, "HANDOVER_S", 0.05)

    async def reads() -> None:
        first, second = Reader(), Reader()
        stream = SessionStream(first.receive, first.send)
        watching = asyncio.create_task(stream.watch())
        first.leave.set()
        assert await stream.receive() == {"type": "http.disconnect"}
        assert stream.is_gone
        assert not await stream.take(second.receive, second.send)
        await watching

    run(reads())


def test_nobody_takes_a_stream_that_has_ended() -> None:
    async def reads() -> None:
        first, second = Reader(), Reader()
        stream = SessionStream(first.receive, first.send)
        stream.end()
        await stream.wait_for_end()
        assert not await stream.take(second.receive, second.send)

    run(reads())
