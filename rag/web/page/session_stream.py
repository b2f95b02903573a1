"""Keeps the event stream of a Gradio session open while its reader reconnects.

A page that stops a question closes its stream and opens the next one at once. On the disconnect,
Gradio would drop the session with the question that was just asked. So the disconnect is only
passed on if no other reader connects within a short time.
"""

import asyncio
from typing import Final

from starlette.types import Message, Receive, Send

HANDOVER_S: Final = 1.0
"""Seconds to wait for the next reader after one has left, and for a reader to leave before the next
one is rejected. A page opens its next stream at once; a guess."""


class SessionStream:
    """Passes one response of Gradio to the successive readers of a session.

    Gradio uses ``receive`` and ``send``; ``watch`` has to run concurrently.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._reader: Receive = receive
        self._send: Send | None = send
        self._start: Message | None = None
        self._kept: list[Message] = []
        self._left = asyncio.Event()
        self._taken = asyncio.Event()
        self._gone = asyncio.Event()
        self._ended = asyncio.Event()

    @property
    def is_gone(self) -> bool:
        """Whether the last reader has left and no other has connected."""
        return self._gone.is_set()

    async def watch(self) -> None:
        """Handle disconnects; returns when the last reader has left."""
        while True:
            while (await self._reader())["type"] != "http.disconnect":
                pass
            self._send = None
            self._left.set()
            try:
                await asyncio.wait_for(self._taken.wait(), HANDOVER_S)
            except TimeoutError:
                self._gone.set()
                return
            self._taken.clear()

    async def receive(self) -> Message:
        """The disconnect, once the last reader has left."""
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Send to the current reader, or buffer for the next one."""
        if message["type"] == "http.response.start":
            # Copied because outer middleware modifies the headers.
            self._start = {**message, "headers": list(message["headers"])}
        if self._send is None:
            self._kept.append(message)
        else:
            await self._send(message)

    def end(self) -> None:
        """Mark Gradio's response as complete."""
        self._ended.set()

    async def wait_for_end(self) -> None:
        await self._ended.wait()

    async def take(self, receive: Receive, send: Send) -> bool:
        """Become the reader; False if the current one stays, or if the response is complete."""
        waiting = [asyncio.ensure_future(one.wait()) for one in (self._left, self._ended)]
        try:
            await asyncio.wait(waiting, timeout=HANDOVER_S, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waiting:
                one.cancel()
        if self._ended.is_set() or self.is_gone or not self._left.is_set():
            return False
        self._left.clear()
        self._reader = receive
        self._taken.set()
        if self._start:
            await send({**self._start, "headers": list(self._start["headers"])})
        while self._kept:
            message = self._kept.pop(0)
            if message["type"] != "http.response.start":
                await send(message)
        self._send = send
        return True
