"""What a session of Gradio is told, whoever reads it.

A page that stops a question closes its stream and opens the next one at once. Gradio, told that the
first reader has left, would drop the session with the question that was just asked. So it is not
told before nobody has taken the reader's place for a moment.
"""

import asyncio
from typing import Final

from starlette.types import Message, Receive, Send

HANDOVER_S: Final = 1.0
"""How long the place of a reader that left is kept, and how long the next one waits for it. A page
opens its next stream at once; a guess."""


class SessionStream:
    """One answer of Gradio's to all readers of a session, one after the other.

    Gradio's side is ``receive`` and ``send``; ``watch`` has to run beside it.
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
        """Whether the last reader left and nobody took its place."""
        return self._gone.is_set()

    async def watch(self) -> None:
        """Wait for readers to leave, until nobody takes the place of one."""
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
        """A disconnect, once nobody reads any more."""
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """To whoever reads; kept for the next reader while there is none."""
        if message["type"] == "http.response.start":
            # What stands before us adds headers to what it is given.
            self._start = {**message, "headers": list(message["headers"])}
        if self._send is None:
            self._kept.append(message)
        else:
            await self._send(message)

    def end(self) -> None:
        """Gradio has said all."""
        self._ended.set()

    async def wait_for_end(self) -> None:
        await self._ended.wait()

    async def take(self, receive: Receive, send: Send) -> bool:
        """Take the place of a reader that left; False if it stays, or if all has been said."""
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
