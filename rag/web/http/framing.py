"""The chat inside other sites' pages: their script, the frame's head, and who may call across.

``BRIEFING_EMBED_ORIGINS`` is the one list behind all of it: ``frame-ancestors``
(:mod:`rag.web.http.policies`), CORS, and the frame's own check of who sends it messages.
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
    """``/widget.js``: one plain script, with its style and its strings in both languages."""
    style = (_STATIC / "css" / "widget.css").read_text(encoding="utf-8")
    script = (_STATIC / "js" / "widget.js").read_text(encoding="utf-8")
    for place, value in (("__TEXTS__", widget_texts()), ("__STYLE__", style)):
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        script = script.replace(place, written, 1)
    return script


def frame_head(embed_origins: Sequence[str]) -> bytes:
    """What ends the framed page's head: whom it listens to, and the script that does."""
    return (
        f'<meta name="embed-origins" content="{escape(" ".join(embed_origins))}">'
        '<script src="web/js/embed.js"></script><link rel="stylesheet" href="web/css/embed.css">'
    ).encode()


class CrossOrigin:
    """ASGI middleware: scripts of the listed origins may read the API, without credentials.

    What is not listed here stays closed, Gradio's own routes above all.
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
