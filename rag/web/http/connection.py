"""A client connection, with limits that uvicorn lacks.

uvicorn's parser buffers a header line of any length and waits indefinitely for the end of a
request's head. When a connection with several pipelined requests is closed, it only notifies the
last one; each of the others would fail with an error on writing. WebSockets are not supported: an
upgrade request is answered as a normal request without a body.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

MAX_HEAD: Final = 65_536
"""Bytes: request line and headers together; also the limit for trailers after a chunked body."""
HEAD_S: Final = 20.0
"""Seconds for a head to arrive."""
_AROUND: Final = 4
"""Bytes of a header line in addition to name and value."""
_TOO_LARGE: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"connection: close\r\ncontent-length: 0\r\n\r\n"
)


class Connection(HttpToolsProtocol):
    """uvicorn's protocol with limits. The methods are callbacks of transport and parser."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._head = 0
        """Bytes of the head that the parser has reported so far."""
        self._untold = 0
        """Bytes received since the parser last reported any."""
        self._deadline: asyncio.TimerHandle | None = None
        self._begun: list[RequestResponseCycle] = []
        """Requests without a complete response, oldest first."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_there()
        self._abandon()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._untold += len(data)
        super().data_received(data)
        if self._too_large and not self.transport.is_closing():
            begun: RequestResponseCycle | None = self.cycle
            if begun is None or begun.response_complete:
                self.transport.write(_TOO_LARGE)
            self.transport.close()
        if self.transport.is_closing():
            self._abandon()

    def on_message_begin(self) -> None:
        self._head = 0
        self._await_head()
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        self._told(len(url))
        if not self._too_large:
            super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._told(len(name) + len(value) + _AROUND)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._head_is_there()
        if self._too_large:
            return
        super().on_headers_complete()
        self._begun = [*(one for one in self._begun if not one.response_complete), self.cycle]
        if self.parser.should_upgrade():
            # The parser treats all further data as another protocol.
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        self._untold = 0
        if not self._too_large:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self._too_large:
            super().on_message_complete()

    def _unsupported_upgrade_warning(self) -> None:
        """Log nothing: anybody can send upgrade requests."""

    @property
    def _too_large(self) -> bool:
        return max(self._head, self._untold) > MAX_HEAD

    def _told(self, size: int) -> None:
        self._head += size
        self._untold = 0

    def _await_head(self) -> None:
        self._head_is_there()
        self._deadline = self.loop.call_later(HEAD_S, self._give_up)

    def _give_up(self) -> None:
        self.transport.close()
        self._abandon()

    def _abandon(self) -> None:
        """Mark all open requests as disconnected."""
        for cycle in self._begun:
            if not cycle.response_complete:
                cycle.disconnected = True
                cycle.message_event.set()

    def _head_is_there(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


SPOKEN: Final[Mapping[str, Any]] = {
    "http": Connection,
    "ws": "none",
    # Trusted proxies are handled in rag/web/http/proxies.py.
    "proxy_headers": False,
    "server_header": False,
    "date_header": False,
}
"""Protocol options for ``uvicorn.Config``."""
