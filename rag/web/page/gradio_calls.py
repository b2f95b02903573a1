"""Calls of Gradio's queue, in the form that the page and Gradio's clients give them.

Gradio looks up functions and sessions by whatever it is sent and processes values of any kind:
what does not fit ends in a status of 500, or in a traceback in the log for each call. It also keeps
what a session was to be told until somebody reads it.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping
from typing import Annotated, Final

import gradio as gr
from gradio.server_messages import UnexpectedErrorMessage
from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.web.http.bodies import replay
from rag.web.page.session_stream import SessionStream
from rag.web.problems import refusal
from rag.web.queue.event_stream import EventStream

log = logging.getLogger(__name__)

_DATA: Final = "/gradio_api/queue/data"
MAX_UNREAD: Final = 100
"""Sessions that nobody listens to and that may still be told something. A page listens as soon as
it has joined, so this is far more than wait at any time."""
_Session = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
_Name = Annotated[str, BeforeValidator(lambda name: "" if name is None else name)]
"""The client ends a run by name before the server has told it the name. The run is found by its
session; the name only has to be text."""


class _Call(BaseModel):
    """What is passed on; anything else in a body is left out."""

    model_config = ConfigDict(strict=True)


class _Join(_Call):
    session_hash: _Session
    fn_index: int
    trigger_id: int | None = None
    data: list[str | None]
    """All that our functions take is text."""


class _Cancel(_Call):
    session_hash: _Session
    fn_index: int
    event_id: _Name = ""


class _Reset(_Call):
    event_id: _Name = ""


_CALLS: Final[Mapping[str, type[_Call]]] = {
    "/gradio_api/queue/join": _Join,
    "/gradio_api/cancel": _Cancel,
    "/gradio_api/reset": _Reset,
}


class GradioCalls:
    """ASGI middleware around Gradio. What the guard has let through gets here."""

    def __init__(self, app: ASGIApp, blocks: gr.Blocks) -> None:
        self._app = app
        self._blocks = blocks
        self._queue = blocks._queue  # noqa: SLF001 - what a session is told is kept in there
        self._streams: dict[str, SessionStream] = {}
        """By session, while it is read."""
        self._unread: OrderedDict[str, None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if path in _CALLS:
            await self._call(_CALLS[path], scope, receive, send)
        elif path == _DATA:
            await self._listen(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _call(self, kind: type[_Call], scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            call = kind.model_validate_json(await request.body())
        except ValidationError:
            call = None
        if call is None or not self._fits(call):
            await refusal("call_invalid", request, 422)(scope, receive, send)
            return
        if isinstance(call, _Join):
            await self._nobody_reads(call.session_hash)
        await self._app(scope, replay(call.model_dump_json().encode(), receive), send)

    def _fits(self, call: _Call) -> bool:
        """Whether the server has such a function, and it takes so many values."""
        if not isinstance(call, _Join):
            return True
        function = self._blocks.fns.get(call.fn_index)
        # Those without code only cancel others, which the page's client does by itself.
        if function is None or function.fn is None:
            return False
        return len(function.inputs) == len(call.data)

    async def _listen(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One reader per session: two would each get a part of what it is told."""
        session = QueryParams(scope["query_string"]).get("session_hash", "")
        before = self._streams.get(session)
        if before and await before.take(receive, send):
            await before.wait_for_end()
            return
        if session in self._streams or not self._knows(session):
            # As Gradio says it, which then raises an error of its own.
            told = UnexpectedErrorMessage(message="404", session_not_found=True)
            content = f"data: {told.model_dump_json()}\n\n"
            await Response(content, media_type=EventStream.media_type)(scope, receive, send)
            return
        self._streams[session] = stream = SessionStream(receive, send)
        self._unread.pop(session, None)
        watching = asyncio.create_task(stream.watch())
        try:
            await self._app(scope, stream.receive, stream.send)
        except Exception:
            if self._knows(session):
                raise
            log.info("A session ended while it was being read.")
            await stream.send({"type": "http.response.body"})
        finally:
            watching.cancel()
            del self._streams[session]
            # A page that goes on has joined again by now, or does so under the same name later.
            if stream.is_gone:
                await self._forget(session)
            elif self._queue.pending_event_ids_session.get(session):
                await self._nobody_reads(session)
            else:
                # At once: what is asked under this name from now on stays.
                self._drop(session)
            stream.end()

    def _knows(self, session: str) -> bool:
        return session in self._queue.pending_messages_per_session

    async def _nobody_reads(self, session: str) -> None:
        """Let go of the sessions that have had no reader for longest."""
        if session in self._streams:
            return
        self._unread[session] = None
        self._unread.move_to_end(session)
        while len(self._unread) > MAX_UNREAD:
            longest, _ = self._unread.popitem(last=False)
            await self._forget(longest)

    async def _forget(self, session: str) -> None:
        self._drop(session)
        await self._queue.clean_events(session_hash=session)

    def _drop(self, session: str) -> None:
        self._unread.pop(session, None)
        self._queue.pending_messages_per_session.pop(session, None)
        self._queue.pending_event_ids_session.pop(session, None)
