"""Rate limits. Each process counts separately."""

import math
import time

from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.web.access.identity import person_in
from rag.web.texts import text
from rag.web.texts.languages import interface_language


class Rate:
    """A moving window per key, in the notation of the ``limits`` package: ``30/minute``."""

    def __init__(self, written: str) -> None:
        self._item = parse(written)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def wait(self, key: str) -> int:
        """Count a request; returns the seconds to wait if the limit is exceeded, or else 0."""
        if await self._limiter.hit(self._item, key):
            return 0
        window = await self._limiter.get_window_stats(self._item, key)
        return max(1, math.ceil(window.reset_time - time.time()))


class PersonRate:
    """ASGI middleware: a limit per signed-in person, whatever the address."""

    def __init__(self, app: ASGIApp, rate: str) -> None:
        self._app = app
        self._rate = Rate(rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        person = person_in(scope)
        if scope["type"] == "http" and scope["method"] == "POST" and person and person.name:
            wait = await self._rate.wait(person.name)
            if wait:
                await too_many("too_many_of_person", wait, scope, receive, send)
                return
        await self._app(scope, receive, send)


async def too_many(key: str, wait: int, scope: Scope, receive: Receive, send: Send) -> None:
    """Respond with status 429 and a sentence."""
    language = interface_language(None, Headers(scope=scope).get("accept-language"))
    body = {"detail": text(key, language)}
    await JSONResponse(body, 429, {"Retry-After": str(wait)})(scope, receive, send)
