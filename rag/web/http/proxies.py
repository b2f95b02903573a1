"""Forwarding headers are trusted from configured proxies only.

The outermost middleware. Inside it, ``scope["client"]`` is the reader's address and
``scope["path"]`` has no prefix, whether the proxy strips it or not; :func:`below` adds the prefix
again for code that makes links.
"""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

PROXIED: Final = "proxied"
"""Key in a request's state: whether it has forwarding headers, trusted or not."""

Network = IPv4Network | IPv6Network

_STREAMING: Final = {
    # Keeps nginx and others from buffering, compressing or caching events.
    "X-Accel-Buffering": "no",
    "Cache-Control": "no-cache, no-transform",
}


class Proxied:
    """ASGI middleware that removes forwarding headers from untrusted clients.

    Args:
        app: the application.
        proxies: trusted proxies.
        believed: headers that only these may send, in addition to X-Forwarded-*.
        root_path: path prefix of the service, without a trailing slash.
    """

    def __init__(
        self, app: ASGIApp, proxies: Sequence[Network], believed: Sequence[str], root_path: str
    ) -> None:
        names = [str(network) for network in proxies]
        self._app: ASGIApp = ProxyHeadersMiddleware(app, names)  # type: ignore[arg-type, assignment]
        self._proxies = proxies
        self._believed = {name.lower().encode() for name in ("Forwarded", "X-Real-IP", *believed)}
        self._root = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        if self._root and path == self._root:
            await RedirectResponse(f"{self._root}/", 308)(scope, receive, send)
            return
        if self._root and path.startswith(f"{self._root}/"):
            path = path.removeprefix(self._root)
        headers = [(name, value) for name, value in scope["headers"] if not self._is_claim(name)]
        state = {**scope.get("state", {}), PROXIED: len(headers) < len(scope["headers"])}
        if self._trusts(scope):
            headers = scope["headers"]
        scope = {**scope, "path": path, "headers": headers, "state": state}
        await self._app(scope, receive, _unbuffered(send))

    def _trusts(self, scope: Scope) -> bool:
        try:
            peer = ip_address((scope.get("client") or ("",))[0])
        except ValueError:
            return False
        return any(peer in network for network in self._proxies)

    def _is_claim(self, name: bytes) -> bool:
        return name.startswith(b"x-forwarded-") or name in self._believed


def below(app: ASGIApp, root_path: str) -> ASGIApp:
    """The innermost middleware: adds the path prefix for routes and links."""

    async def prefixed(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "root_path": root_path, "path": root_path + scope["path"]}
        await app(scope, receive, send)

    return prefixed if root_path else app


def _unbuffered(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/event-stream"):
                headers.update(_STREAMING)
        await send(message)

    return sending
