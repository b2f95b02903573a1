"""Sends requests byte by byte as they are given, and judges what comes back."""

import re
import socket
import time
from dataclasses import dataclass

HANG_S = 20.0
"""After so long without a response, a request hangs: a body that stops is waited for 8 s."""
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attack:
    """One connection: what is sent over it, in pieces."""

    name: str
    pieces: tuple[bytes, ...]
    garbage: bool = False
    """Not HTTP at all: a connection that is closed without a word is answer enough."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; ``status`` is 0 if nothing did before the connection was closed."""

    status: int
    seconds: float
    text: bytes = b""
    hung: bool = False


def send(port: int, attack: Attack) -> Reply:
    """Send it to 127.0.0.1 and read the response, of a stream of events the beginning."""
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=HANG_S) as connection:
        try:
            for piece in attack.pieces:
                connection.sendall(piece)
        except (ConnectionError, TimeoutError):
            pass  # it may have heard enough
        received = b""
        try:
            while not _is_whole(received):
                if not (more := connection.recv(65_536)):
                    break
                received += more
        except TimeoutError:
            if not _STATUS.search(received):
                return Reply(0, time.monotonic() - start, received, hung=True)
        except ConnectionError:
            pass
    found = _STATUS.findall(received)
    statuses = [int(status) for status in found if status != b"100"]
    return Reply(statuses[0] if statuses else 0, time.monotonic() - start, received)


def fault(attack: Attack, reply: Reply) -> str | None:
    """What is wrong with the reply, or None."""
    if reply.hung or reply.seconds > HANG_S:
        return f"hung for {reply.seconds:.0f} s"
    if reply.status == 0 and not attack.garbage:
        return "was closed without a response"
    if reply.status >= 500 and reply.status != 503:
        return f"got status {reply.status}"
    if b"Traceback" in reply.text:
        return "was shown a traceback"
    return None


def _is_whole(received: bytes) -> bool:
    """Whether a response is there, or as much of one as is needed."""
    head, end, body = received.partition(b"\r\n\r\n")
    if not end or head.startswith(b"HTTP/1.1 100"):
        return False
    if b"text/event-stream" in head.lower():
        return b"data:" in body or b": " in body
    length = _LENGTH.search(head + b"\r\n")
    if length:
        return len(body) >= int(length[1])
    return received.endswith(b"0\r\n\r\n") or b" 204 " in head or b" 304 " in head
