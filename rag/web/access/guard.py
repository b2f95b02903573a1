"""Filters all HTTP requests and responses, independently of the routes.

Gradio has routes that are not needed here (uploads, fetching of remote files, calls that bypass the
queue), accepts bodies of any size, and sends no headers against framing. Therefore only known paths
and small bodies of valid JSON are let through, and every response gets our headers.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.web.access.rates import Rate, too_many
from rag.web.http.bodies import (
    GoneError,
    TooLargeError,
    TooSlowError,
    is_strict_json_object,
    limited,
    replay,
    whole,
)
from rag.web.http.policies import security_headers
from rag.web.texts import text
from rag.web.texts.languages import interface_language

MAX_BODY: Final = 16_384
"""Bytes: enough for the longest question, escaped."""
MAX_RECORD: Final = 1 << 20
"""Bytes: enough for the record of a conversation with the maximum number of turns."""

_READ: Final = re.compile(
    r"/|/embed(?:/config)?|/widget\.js|/config/?|/theme\.css|/favicon\.ico|/robots\.txt"
    r"|/manifest\.json|/health|/ready|/metrics|/sign-in(?:/back)?|/sign-out"
    r"|/(?:assets|static|svelte|web)/[\w./@+-]{0,250}"  # the limit of file systems
    r"|/api/(?:texts|docs|openapi\.json)|/api/passages/[0-9a-f-]{1,400}"
    r"|/api/conversations/[0-9a-f]{32}(?:/export\.(?:md|html|docx))?"
    r"|/api/articles(?:/indexing)?|/api/suggestions"
    r"|/gradio_api/(?:info/?|startup-events|theme\.css|queue/data|heartbeat/\w{1,64})",
    re.ASCII,
)
MAX_UPLOAD: Final = 30_000_000
"""Bytes: enough for the largest supported file in a form."""
_UPLOAD: Final = "/api/articles"
_WRITE: Final = re.compile(
    r"/api/ask|/api/articles/(?:withdraw|reinstate)|/api/conversations/[0-9a-f]{32}/verdicts|/gradio_api/(?:queue/join|cancel|reset)"
)
_RECORD: Final = re.compile(r"/api/conversations")


class Guard:
    """ASGI middleware around the application.

    Args:
        app: the application.
        rate: limit of POST requests per address, in the notation of the ``limits`` package.
        embed_origins: origins whose pages may frame the chat.
    """

    def __init__(
        self, app: ASGIApp, rate: str = "120/minute", embed_origins: Sequence[str] = ()
    ) -> None:
        self._app = app
        self._embed_origins = embed_origins
        self._rate = Rate(rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            headers = security_headers(scope["path"], self._embed_origins)
            await self._guarded(scope, receive, _with_headers(send, headers))
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, path = scope["method"], scope["path"]
        if not _has_sound_addresses(Headers(scope=scope)):
            await _refuse(400, "headers_invalid", scope, receive, send)
        elif method in ("GET", "HEAD") and _READ.fullmatch(path) and ".." not in path:
            await self._app(scope, receive, send)
        elif method == "POST" and path == _UPLOAD:
            await self._counted(scope, receive, send)
        elif method == "POST" and (limit := _limit(path)):
            await self._checked(scope, receive, send, limit)
        else:
            await _refuse(404, "not_found", scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Limit rate and size of an upload; the route checks the permission before reading it."""
        if wait := await self._rate.wait(_address(scope)):
            await too_many("too_many_requests", wait, scope, receive, send)
        else:
            await self._app(scope, limited(receive, MAX_UPLOAD), send)

    async def _checked(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        """Check rate, size and content of a POST request."""
        if wait := await self._rate.wait(_address(scope)):
            await too_many("too_many_requests", wait, scope, receive, send)
            return
        try:
            body = await whole(limited(receive, limit))
        except TooLargeError:
            await _refuse(413, "body_too_large", scope, receive, send)
        except TooSlowError:
            await _refuse(408, "body_slow", scope, receive, send)
        except GoneError:
            return
        else:
            await self._read(body, scope, receive, send)

    async def _read(self, body: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_json(Headers(scope=scope).get("content-type", "")):
            await _refuse(415, "body_invalid", scope, receive, send)
        elif not is_strict_json_object(body):
            await _refuse(400, "body_invalid", scope, receive, send)
        else:
            await self._app(scope, replay(body, receive), send)


def _limit(path: str) -> int:
    """Maximum size in bytes of a body for a path; 0 if POST is not allowed."""
    if _WRITE.fullmatch(path):
        return MAX_BODY
    return MAX_RECORD if _RECORD.fullmatch(path) else 0


def _address(scope: Scope) -> str:
    return str((scope.get("client") or ("unknown", 0))[0])


def _has_sound_addresses(headers: Headers) -> bool:
    """Whether Host, Origin and Referer are valid; our libraries would fail on others."""
    host = headers.get("host", "")
    addresses = [f"http://{host}", headers.get("origin", ""), headers.get("referer", "")]
    try:
        _ = [urlsplit(address).port for address in addresses]
    except ValueError:
        return False
    return True


def _is_json(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().casefold() == "application/json"


def _with_headers(send: Send, wanted: Mapping[str, str]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in wanted.items():
                headers[name] = value
            # Gradio allows any origin; ours are set in rag/web/http/framing.py.
            for name in ("access-control-allow-origin", "access-control-allow-credentials"):
                del headers[name]
        await send(message)

    return sending


async def _refuse(status: int, key: str, scope: Scope, receive: Receive, send: Send) -> None:
    language = interface_language(None, Headers(scope=scope).get("accept-language"))
    await JSONResponse({"detail": text(key, language)}, status)(scope, receive, send)
