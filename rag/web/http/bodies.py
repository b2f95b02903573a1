"""Request bodies: limits of size and time, and a check for strict JSON."""

import asyncio
import json
from math import isfinite
from typing import Any, Final

from starlette.types import Message, Receive

IDLE_S: Final = 8.0
"""Seconds without further data after which reading a body is given up."""


class TooLargeError(Exception):
    """The body exceeds the limit; the caller sends the response."""


class TooSlowError(Exception):
    """No further data of an incomplete body arrived in time."""


class GoneError(Exception):
    """The client disconnected before the end of the body."""


def limited(receive: Receive, limit: int) -> Receive:
    """Wrap ``receive`` with limits of size (``limit`` bytes) and idle time.

    The received bytes count, not the Content-Length header. Raises the errors of this module.
    """
    left = limit
    more = True

    async def counting() -> Message:
        nonlocal left, more
        if not more:  # the next message is the disconnect, which may come at any time
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), IDLE_S)
        except TimeoutError as error:
            raise TooSlowError from error
        if message["type"] == "http.disconnect":
            raise GoneError
        left -= len(message.get("body", b""))
        if left < 0:
            raise TooLargeError
        more = message.get("more_body", False)
        return message

    return counting


async def whole(receive: Receive) -> bytes:
    """The complete body."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body)


def replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that passes an already read body to an application."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return pending.pop() if pending else await receive()

    return again


def is_strict_json_object(body: bytes) -> bool:
    """Whether a body is a JSON object without NaN, infinite numbers, lone surrogates or excessive
    nesting.
    """
    try:
        value = json.loads(body.decode(), parse_constant=_no_constant, parse_float=_finite)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict)


def _finite(written: str) -> float:
    if not isfinite(value := float(written)):
        raise ValueError(f"{written} is too large.")
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON.")
