"""The chat embedded in other sites' pages: widget script, head of the framed page, and CORS.

All of it uses the list ``BRIEFING_EMBED_ORIGINS``: ``frame-ancestors``
(:mod:`rag.web.http.policies`), CORS, and the frame's check of message senders.
"""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.web.http.policies import WIDGET
from rag.web.texts import widget_texts

_STATIC: Final = Path(__file__).parent.parent / "static"


def widget_script() -> str:
    """The content of ``/widget.js``: a script with its style and its texts in both languages."""
    style = (_STATIC / "css" / "widget.css").read_text(encoding="utf-8")
    script = (_STATIC / "js" / "widget.js").read_text(encoding="utf-8")
    for place, value in (("__TEXTS__", widget_texts()), ("__STYLE__", style)):
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        script = script.replace(place, written, 1)
    return script


def frame_head(embed_origins: Sequence[str]) -> bytes:
    """Markup for the head of the framed page: allowed message senders, script and style."""
    return (
        f'<meta name="embed-origins" content="{escape(" ".join(embed_origins))}">'
        '<script src="web/js/embed.js"></script><link rel="stylesheet" href="web/css/embed.css">'
    ).encode()


class CrossOrigin:
    """ASGI middleware: scripts of the listed origins may read the API, without credentials.

    All other paths stay closed to other origins, above all Gradio's routes.
    """

    def __init__(self, app: ASGIApp, embed_origins: Sequence[str]) -> None:
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=embed_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["content-type"],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        crossable = scope["type"] == "http" and (path == WIDGET or path.startswith("/api/"))
        await (self._open if crossable else self._app)(scope, receive, send)
