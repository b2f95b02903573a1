"""Malformed requests for every route of the service, from a seed: the same for the same seed."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any, Final

from tests.attacks.wire import Attack

READ: Final = (
    "/", "/embed", "/embed/config", "/config", "/widget.js", "/theme.css", "/health", "/ready",
    "/metrics", "/assets/x", "/static/x", "/svelte/x", "/web/js/page.js", "/api/texts", "/api/docs",
    "/api/openapi.json", "/api/passages/0123456789abcdef-0-5", "/api/articles", "/api/suggestions",
    "/api/articles/indexing", "/api/conversations/" + "0" * 32, "/gradio_api/info",
    "/api/conversations/" + "0" * 32 + "/export.md", "/gradio_api/queue/data",
    "/gradio_api/heartbeat/abc", "/gradio_api/startup-events", "/sign-in", "/sign-in/back",
    "/robots.txt", "/favicon.ico", "/manifest.json",
)  # fmt: skip
WRITE: Final = (
    "/api/ask", "/api/conversations", "/api/conversations/" + "0" * 32 + "/verdicts",
    "/gradio_api/queue/join", "/gradio_api/cancel", "/gradio_api/reset", "/api/articles",
)  # fmt: skip
METHODS: Final = (
    "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND",
    "get", "PRI", "M-SEARCH", "X" * 300, "",
)  # fmt: skip
WORDS: Final = (
    "", "x", "0", "-1", "\x00", "ä", "\ud83d", "日本", "../" * 8,
    "%", "%zz", "%00", "%ff%fe", "%2e%2e%2f",
    "x" * 255, "x" * 256, "x" * 4097, "[", "]", "[::1", "http://[", "//[x", "http://x:99999999/",
    "http://x:y/", "\u2100.x", "null", "true", "NaN", "1e999", "9" * 400, "'", '"', "<script>",
    "{{1}}",
    "${1}", "%s%n", "\r\nx: y", "group:x", ";q=nan", "*;q=1e999", "a" * 70_000, "bytes=0-, -1,",
    "Thu, 99 Foo 0000", "Europe/..", "/etc/passwd", "\u202e", "=;=;", "\u2028",
)  # fmt: skip
NUMBERS: Final = (
    "0", "-0", "-1", "1", "2", "8", "9", "1.5", "1e2", "1e308", "1e309", "1e999", "-1e999", "1E400",
    "9" * 30, "9" * 400, "9" * 4301, "0.1e-400", "NaN", "Infinity", "01", "1.", "+1", "0x10",
)  # fmt: skip
HEADERS: Final = (
    "Host", "Origin", "Referer", "Accept-Language", "Accept", "Cookie", "Content-Type", "Range",
    "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Expect", "If-None-Match",
    "If-Modified-Since", "Accept-Encoding", "X-Forwarded-For", "X-Forwarded-Proto", "Forwarded",
    "X-Forwarded-Host", "X-Forwarded-User", "X-Forwarded-Groups", "Sec-Fetch-Site", "Authorization",
    "X-Gradio-User", "Content-Encoding", "X-Real-IP", "Sec-WebSocket-Key", "TE", "Trailer", "Date",
    "X-HTTP-Method-Override", "Max-Forwards", "HTTP2-Settings", "Keep-Alive",
    "A\u00e4", "", " ", ":",
)  # fmt: skip
PARAMETERS: Final = (
    "lang", "zone", "session_hash", "deep_link", "view", "__theme", "article", "host", "theme",
    "accent", "all_endpoints", "serialize", "vibe", "code", "state", "serialized", "event_id", "",
)  # fmt: skip


class Written(str):
    """A number or word of JSON, to be written as it stands."""

    __slots__ = ()


def attacks(seed: int, count: int, record: dict[str, Any]) -> Iterator[Attack]:
    """So many requests. ``record`` is a conversation as a browser keeps it, to be spoilt."""
    chance = random.Random(seed)
    kinds: tuple[Callable[[random.Random], Attack], ...] = (
        _path, _header, _json, _json, _call, _call, lambda c: _record(c, record), _upload, _upgrade,
        _garbage,
    )  # fmt: skip
    for _ in range(count):
        yield chance.choice(kinds)(chance)


def request(
    method: str, target: str, headers: list[tuple[str, str]], body: bytes = b""
) -> tuple[bytes, ...]:
    """A request with nothing checked. Text that cannot be sent as Latin-1 goes as UTF-8."""
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    return _bytes("\r\n".join(lines) + "\r\n\r\n"), body


def posted(
    target: str, body: bytes, content_type: str = "application/json", *more: tuple[str, str]
) -> tuple[bytes, ...]:
    """A sound POST with a body of any kind."""
    headers = [("Host", "127.0.0.1"), ("Content-Type", content_type)]
    return request("POST", target, [*headers, ("Content-Length", str(len(body))), *more], body)


def _bytes(text: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _word(chance: random.Random) -> str:
    if chance.random() < 0.7:
        return chance.choice(WORDS)
    return "".join(chr(chance.randrange(1, 0x250)) for _ in range(chance.randrange(40)))


def _in_target(word: str) -> str:
    """Without what ends a request line, most of the time a server's own affair."""
    return word.translate(dict.fromkeys(map(ord, " \r\n"))).replace("\x00", "%00")


def _path(chance: random.Random) -> Attack:
    path = chance.choice(READ + WRITE)
    word = _in_target(_word(chance))
    target = chance.choice(
        (path + word, f"{path}/{word}", word, f"/{word}", path.rpartition("/")[0] + "/" + word,
         f"http://127.0.0.1{path}{word}", f"//{word}{path}", path.upper(), f"{path}#{word}",
         f"{path}?{chance.choice(PARAMETERS)}={word}&{chance.choice(PARAMETERS)}={word}",
         f"{path}?{word}", "*", f"/assets/{word}", f"/static/{word}", f"/web/{word}")
    )  # fmt: skip
    method = chance.choice(METHODS if chance.random() < 0.3 else ("GET", "HEAD"))
    odd = method not in METHODS[:8] or not target.startswith("/") or not target.isascii()
    return Attack(f"{method} {target}", request(method, target, [("Host", "x")]), garbage=odd)


def _header(chance: random.Random) -> Attack:
    name, value = chance.choice(HEADERS), _word(chance)
    path = chance.choice(READ + WRITE)
    headers = [("Host", "127.0.0.1")] if name != "Host" else []
    headers += [(name, value)] * chance.choice((1, 1, 2, 90))
    method = "POST" if path in WRITE else "GET"
    body = b"{}" if method == "POST" else b""
    if name not in ("Content-Length", "Transfer-Encoding"):
        headers += [("Content-Length", str(len(body)))] * bool(body)
        headers += [("Content-Type", "application/json")] * (name != "Content-Type")
    framing = name in ("Content-Length", "Transfer-Encoding", "Host", "", " ", ":", "A\u00e4")
    odd = framing or not value.isprintable() or len(value) > 9_000
    # Nothing more comes: a body that is announced and never sent ends so.
    return Attack(f"{path} {name}: {value}", (*request(method, path, headers, body),), garbage=odd)


def _value(chance: random.Random, depth: int = 0) -> Any:
    match chance.randrange(8):
        case 0:
            return Written(chance.choice(NUMBERS))
        case 1 if depth < 3:
            return [_value(chance, depth + 1) for _ in range(chance.randrange(4))]
        case 2 if depth < 3:
            return {_word(chance)[:20]: _value(chance, depth + 1) for _ in range(3)}
        case 3:
            return chance.choice((None, True, False))
        case _:
            return _word(chance)[:5_000]


def written(value: Any) -> str:
    """JSON, or nearly."""
    match value:
        case Written():
            return str(value)
        case dict():
            return "{" + ",".join(f"{json.dumps(k)}:{written(v)}" for k, v in value.items()) + "}"
        case list() | tuple():
            return "[" + ",".join(map(written, value)) + "]"
        case _:
            return json.dumps(value)


BODIES: Final[dict[str, dict[str, Any]]] = {
    "/api/ask": {"question": "Wer?", "language": "de", "history": [], "sources": []},
    "/api/conversations": {"exchanges": []},
    WRITE[2]: {"turn": 0, "thumb": "up", "reason": None, "comment": ""},
    "/gradio_api/queue/join": {"data": ["Wer?", ""], "fn_index": 8, "session_hash": "abc"},
    "/gradio_api/cancel": {"session_hash": "abc", "fn_index": 0, "event_id": None},
    "/gradio_api/reset": {"event_id": ""},
}


def _json(chance: random.Random) -> Attack:
    path = chance.choice(list(BODIES))
    body = dict(BODIES[path])
    for _ in range(chance.randrange(3)):
        key = chance.choice([*body, _word(chance)[:30]])
        body[key] = _value(chance)
    text = written(body).encode("utf-8", "surrogatepass")
    match chance.randrange(12):
        case 0:
            text = text[: chance.randrange(len(text))]
        case 1:
            text = chance.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"[" * 9_000)) + text
        case 2:
            text = text.decode("utf-8", "replace").encode("utf-16")
        case 3:
            at = chance.randrange(len(text))
            text = text[:at] + bytes([chance.randrange(256)]) + text[at + 1 :]
    kind = chance.choice(
        ("application/json",) * 6
        + ("text/plain", "application/json; charset=utf-16", "multipart/form-data", "", "\u00e4")
    )
    return Attack(f"{path} {text[:120]!r}", posted(path, text, kind))


def _call(chance: random.Random) -> Attack:
    """Of Gradio's queue, sound or nearly so, and of any of its functions."""
    session = chance.choice(("abc", "s1", "s2", "", "x" * 65, "ä", "../x"))
    if chance.random() < 0.4:
        target = f"/gradio_api/queue/data?session_hash={session}"
        return Attack(target, request("GET", target, [("Host", "x")]), garbage=not target.isascii())
    path = chance.choice(("/gradio_api/queue/join", "/gradio_api/cancel"))
    function = chance.choice([*range(11), Written("8.0"), Written("1e2"), "8", None])
    values: tuple[object, ...] = ("Wer?", "", None, "0" * 32, Written("1"), [])
    data = [chance.choice(values) for _ in range(chance.randrange(4))]
    body = {"fn_index": function, "session_hash": session, "data": data, "event_id": None}
    if chance.random() < 0.3:
        key = chance.choice(("trigger_id", "event_data", "simple_format", "batched", "event_id"))
        body[key] = _value(chance)
    return Attack(f"{path} {written(body)[:150]}", posted(path, written(body).encode()))


def _record(chance: random.Random, record: dict[str, Any]) -> Attack:
    """A conversation in which one value has become another."""
    spoilt = json.loads(json.dumps(record))
    at: Any = spoilt
    while True:
        key = chance.choice(list(at) if isinstance(at, dict) else range(len(at)))
        if isinstance(at[key], dict | list) and at[key] and chance.random() < 0.9:
            at = at[key]
            continue
        at[key] = _value(chance)
        break
    text = written(spoilt).encode("utf-8", "surrogatepass")
    return Attack(f"record with {key}: {at[key]!r:.80}", posted("/api/conversations", text))


def _upload(chance: random.Random) -> Attack:
    edge = chance.choice(("x", "-" * 70, "ä", ""))
    parts = []
    for _ in range(chance.choice((0, 1, 2, 25))):
        name = chance.choice(("files", "text", "title", "date", _word(chance)))
        file = chance.choice(("", f'; filename="{_word(chance)}.txt"', '; filename="a.docx"'))
        head = f'Content-Disposition: form-data; name="{name}"{file}'
        head = chance.choice((head, head, head + "\r\nContent-Type: x", _word(chance), ""))
        parts.append(f"--{edge}\r\n{head}\r\n\r\n{_word(chance)}\r\n")
    body = _bytes("".join(parts) + chance.choice((f"--{edge}--\r\n", "", "--", f"--{edge}")))
    kind = chance.choice(
        (f"multipart/form-data; boundary={edge}",) * 4
        + ("multipart/form-data", 'multipart/form-data; boundary="',
           "multipart/form-data; boundary=y", "application/x-www-form-urlencoded",
           "multipart/mixed; boundary=x", "text/plain")
    )  # fmt: skip
    return Attack(f"upload {kind} {body[:80]!r}", posted("/api/articles", body, kind))


def _upgrade(chance: random.Random) -> Attack:
    path = chance.choice(READ + WRITE)
    method = chance.choice(("GET", "POST", "POST", "HEAD", "OPTIONS"))
    headers = [
        ("Host", "x"), ("Connection", chance.choice(("Upgrade", "keep-alive, Upgrade", "close"))),
        ("Upgrade", chance.choice(("websocket", "h2c", "TLS/1.0", "websocket, x", _word(chance)))),
        ("Sec-WebSocket-Version", chance.choice(("13", "0", "x"))),
        ("Sec-WebSocket-Key", chance.choice(("dGhlIHNhbXBsZSBub25jZQ==", "x"))),
    ]  # fmt: skip
    body = b"{}" if method == "POST" else b""
    if body:
        headers += [("Content-Length", "2"), ("Content-Type", "application/json")]
    odd = not all(value.isprintable() and len(value) < 9_000 for _, value in headers)
    return Attack(
        f"{method} {path} as {headers[2][1]!r:.40}", request(method, path, headers, body), odd
    )


def _garbage(chance: random.Random) -> Attack:
    sent = chance.choice((
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/1.1\nHost: x\n\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n", b"GET \xff\xfe HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        b"GET /" + b"y" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /api/ask HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /api/ask HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;"
        + b"e" * 300_000 + b"\r\n",
        b"POST /api/ask HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nT: "
        + b"t" * 300_000 + b"\r\n\r\n",
        b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}}",
        (b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked"
        b"\r\n\r\n0\r\n\r\n"),
        b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n" * 50,
        chance.randbytes(chance.randrange(1, 2_000)) + b"\r\n\r\n",
    ))  # fmt: skip
    return Attack(f"garbage {sent[:60]!r}", (sent,), garbage=True)
