"""Counts the tokens of every call to the engine, whoever makes it, by watching the HTTP client."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx2

from tests.bench.timing import Spent


class Meter:
    """Reads llama.cpp's ``timings`` out of the OpenAI client's chat completions.

    It requests ``timings_per_token``, so that calls stopped half-way are counted, too.
    """

    def __init__(self) -> None:
        self._calls: list[dict[str, Any]] = []
        self._lock = threading.Lock()

    def install(self) -> None:
        """Meter every later call of this process."""
        send, meter = httpx2.HTTPTransport.handle_request, self

        def handle_request(self: httpx2.HTTPTransport, request: httpx2.Request) -> httpx2.Response:
            if not request.url.path.endswith("/chat/completions"):
                return send(self, request)
            response = send(self, _asking_for_timings(request))
            if isinstance(response.stream, httpx2.SyncByteStream):
                response.stream = _Watched(response.stream, meter._call())
            return response

        httpx2.HTTPTransport.handle_request = handle_request  # type: ignore[method-assign]

    def take(self) -> Spent:
        """The counts since the last call of this method."""
        with self._lock:
            calls, self._calls = self._calls, []
        read = sum(call.get("prompt_n", 0) for call in calls)
        return Spent(
            calls=len(calls),
            tokens_sent=read + sum(call.get("cache_n", 0) for call in calls),
            tokens_read=read,
            tokens_written=sum(call.get("predicted_n", 0) for call in calls),
        )

    def _call(self) -> dict[str, Any]:
        call: dict[str, Any] = {}
        with self._lock:
            self._calls.append(call)
        return call


class _Watched(httpx2.SyncByteStream):
    """Passes a response body through and remembers its last ``timings``."""

    def __init__(self, stream: httpx2.SyncByteStream, call: dict[str, Any]) -> None:
        self._stream, self._call, self._rest = stream, call, b""

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            *lines, self._rest = (self._rest + chunk).split(b"\n")
            for line in lines:
                self._look(line)
            yield chunk
        self._look(self._rest)

    def close(self) -> None:
        self._stream.close()

    def _look(self, line: bytes) -> None:
        line = line.removeprefix(b"data: ").strip()
        if line.startswith(b"{"):
            self._call.update(json.loads(line).get("timings", {}))


def _asking_for_timings(request: httpx2.Request) -> httpx2.Request:
    body = {**json.loads(request.read()), "timings_per_token": True}
    headers = {k: v for k, v in request.headers.items() if k.lower() != "content-length"}
    return httpx2.Request(
        request.method, request.url, headers=headers, json=body, extensions=request.extensions
    )
