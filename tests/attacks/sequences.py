"""Sound requests in an order, or at a time, that no page would send them in."""

import json
from collections.abc import Iterator
from typing import Any

from tests.attacks.requests import posted, request
from tests.attacks.wire import Attack, Reply, send

HOST = [("Host", "127.0.0.1")]
FUNCTIONS = 9
"""The page has so many."""


def sequences(port: int, record: dict[str, Any]) -> Iterator[tuple[Attack, Reply]]:
    """Every sequence once."""
    one = Attack("open", posted("/api/conversations", json.dumps(record).encode()))
    reply = send(port, one)
    yield one, reply
    key = json.loads(reply.text.partition(b"\r\n\r\n")[2])["id"]
    for steps in (_saved(key), _called(key), _asked(key), _left(key), _slow()):
        for name, pieces in steps:
            one = Attack(name, pieces)
            yield one, send(port, one)


Steps = Iterator[tuple[str, tuple[bytes, ...]]]


def _data(session: str) -> tuple[bytes, ...]:
    return request("GET", f"/gradio_api/queue/data?session_hash={session}", HOST)


def _join(session: str, function: int, values: list[str]) -> tuple[bytes, ...]:
    body = {"fn_index": function, "session_hash": session, "data": values}
    return posted("/gradio_api/queue/join", json.dumps(body).encode())


def _saved(key: str) -> Steps:
    """Exports of every kind, in time zones that are none, and verdicts on turns that are none."""
    where = f"/api/conversations/{key}"
    for kind in ("md", "html", "docx", "pdf", "MD", "../md"):
        for zone in ("Europe/Berlin", "..", "Europe", "", "x" * 300, "%00", "%2Fetc%2Fpasswd"):
            target = f"{where}/export.{kind}?zone={zone}"
            yield f"export {kind} {zone}", request("GET", target, HOST)
    for turn in (0, 1, 2, 3, 49, 50, -1):
        for thumb in ("up", "down", None):
            body = json.dumps({"turn": turn, "thumb": thumb, "comment": "\u202e" * 9}).encode()
            yield f"verdict {turn} {thumb}", posted(f"{where}/verdicts", body)


def _called(key: str) -> Steps:
    """Every function with every number of values, read twice."""
    for function in range(FUNCTIONS + 3):
        for size in range(5):
            session = f"s{function}-{size}"
            yield f"join {session}", _join(session, function, [key, "", "", ""][:size])
            yield f"data {session}", _data(session)
            yield f"data {session} again", _data(session)


def _asked(key: str) -> Steps:
    """Questions that are none, with wishes that are none."""
    all_wishes = ("x", "[]", '{"turn": 99, "again": true}', '{"turn": -1}', '{"sources": [1]}')
    for wish, wishes in enumerate(all_wishes):
        for n, question in enumerate(("", "Wer?", "x" * 5_000, "\u0000", "{question}")):
            session = f"w{wish}-{n}"
            yield f"ask {wishes}", _join(session, 0, [question, key, wishes])
            yield f"data {wishes}", _data(session)


def _left(key: str) -> Steps:
    """More sessions than are kept for nobody, and ends of what has ended."""
    for n in range(150):
        yield "join and leave", _join(f"left{n}", 7, [key])
    for body in ({"event_id": None}, {"event_id": "x"}, {}):
        for session in ("left1", "left149", "nobody"):
            call = {"session_hash": session, "fn_index": 7} | body
            yield "cancel", posted("/gradio_api/cancel", json.dumps(call).encode())
    yield "data of a session that was let go", _data("left0")


def _slow() -> Steps:
    """Bodies in odd pieces, and such as never end."""
    ask = json.dumps({"question": "Wer?"}).encode()
    whole = posted("/api/ask", ask)
    yield "byte by byte", tuple(bytes([byte]) for byte in b"".join(whole))
    yield "two in one", (b"".join(whole) * 2,)
    length = ("Content-Length", "9999")
    yield "a body that stops", request("POST", "/api/ask", [*HOST, length], b'{"question"')
    form = ("Content-Type", "multipart/form-data; boundary=x")
    begun = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nWorte'
    yield "an upload that stops", request("POST", "/api/articles", [*HOST, form, length], begun)
    wait = ("Expect", "100-continue")
    yield "a body after 100-continue", posted("/api/ask", ask, "application/json", wait)
