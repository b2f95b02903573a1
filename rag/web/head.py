"""Our script and style at the very start of the page's ``<head>``.

What Gradio takes as ``head=`` is inserted by its own script, too late to choose the language and
not without a flash of unstyled content. Gradio's inline scripts leave: the security policy would
block each with an error in the console, and its client then asks for ``/config``.
"""

import re
from pathlib import Path
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OPENING: Final = b"<head>"
_INLINE_SCRIPT: Final = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>.*?</script\s*>", re.DOTALL)
_INSERTED: Final = Path(__file__).parent / "templates" / "head.html"


class Head:
    """ASGI middleware that completes the page at ``/``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._inserted = b" ".join(_INSERTED.read_bytes().split())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/":
            # Compressed, there would be no head to find.
            plain = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
            await self._app({**scope, "headers": plain}, receive, self._completing(send))
        else:
            await self._app(scope, receive, send)

    def _completing(self, send: Send) -> Send:
        """Holds the response back until it is whole, then sends it with the insertion."""
        start: Message = {}
        body = bytearray()

        async def collecting(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body", False):
                return
            page = _INLINE_SCRIPT.sub(b"", body).replace(_OPENING, _OPENING + self._inserted, 1)
            if body:  # not the answer to HEAD, which has the headers of the page and no body
                MutableHeaders(scope=start)["content-length"] = str(len(page))
            await send(start)
            await send({"type": "http.response.body", "body": page})

        return collecting
