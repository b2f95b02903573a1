"""Inserts our script and style at the start of the page's ``<head>``.

Gradio's ``head=`` is inserted by its own script, which is too late to choose the language and shows
a flash of unstyled content. Gradio's inline scripts and styles are removed: the security policy
would block them, with an error each in the console; Gradio's client then requests ``/config``.
"""

import re
from pathlib import Path
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.web.http.policies import EMBED

_OPENING: Final = b"<head>"
_INLINE: Final = re.compile(
    rb"<script(?![^>]*\ssrc=)[^>]*>.*?</script\s*>|<style[^>]*>.*?</style\s*>", re.DOTALL
)
_INSERTED: Final = Path(__file__).parent.parent / "templates" / "head.html"


class Head:
    """ASGI middleware that modifies the page at ``/``, and the framed one at ``/embed``.

    Args:
        app: the application, which serves the page at ``/`` only.
        framed: additional markup for the framed page.
    """

    def __init__(self, app: ASGIApp, framed: bytes) -> None:
        self._app = app
        ours = b" ".join(_INSERTED.read_bytes().split())
        self._inserted = {"/": ours, EMBED: ours + framed}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else None
        if path in self._inserted:
            # Without compression, so that the head can be found.
            plain = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
            page = {**scope, "path": "/", "raw_path": b"/", "headers": plain}
            await self._app(page, receive, self._completing(send, self._inserted[path]))
        elif path == f"{EMBED}/config":
            # Gradio's client requests its configuration relative to the page's address.
            await self._app({**scope, "path": "/config", "raw_path": b"/config"}, receive, send)
        else:
            await self._app(scope, receive, send)

    def _completing(self, send: Send, inserted: bytes) -> Send:
        """Buffers the whole response, then sends it with the insertion."""
        start: Message = {}
        body = bytearray()

        async def collecting(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body", False):
                return
            page = _INLINE.sub(b"", body).replace(_OPENING, _OPENING + inserted, 1)
            if body:  # a response to HEAD has the page's headers but no body
                MutableHeaders(scope=start)["content-length"] = str(len(page))
            await send(start)
            await send({"type": "http.response.body", "body": page})

        return collecting
