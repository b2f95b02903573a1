"""Bodies of requests: how much of one is read, how long it is waited for, and what is JSON."""

import asyncio
import json
from math import isfinite
from typing import Any, Final

from starlette.types import Message, Receive

IDLE_S: Final = 8.0
"""Seconds without a further byte, after which a body is taken not to come."""


class TooLargeError(Exception):
    """More has come than is allowed; whoever reads it says so."""


class TooSlowError(Exception):
    """A body has stopped coming before its end."""


class GoneError(Exception):
    """Whoever sent it has left before its end."""


def limited(receive: Receive, limit: int) -> Receive:
    """``receive`` for a body of at most ``limit`` bytes that keeps coming.

    What comes is counted, not what a header claims. It raises the errors of this module.
    """
    left = limit
    more = True

    async def counting() -> Message:
        nonlocal left, more
        if not more:  # now it tells that the client has left, whenever that is
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
    """All of a body."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body)


def replay(body: bytes, receive: Receive) -> Receive:
    """``receive`` for an application that has not seen the body yet."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return pending.pop() if pending else await receive()

    return again


def is_strict_json_object(body: bytes) -> bool:
    """No NaN, no number beyond all bounds, no lone surrogates, no nesting without an end."""
    try:
        value = json.loads(body.decode(), parse_constant=_no_constant, parse_float=_finite)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict)


def _finite(written: str) -> float:
    if not isfinite(value := float(written)):
        raise ValueError(f"{written} is beyond all bounds.")
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON.")
