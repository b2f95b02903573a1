"""Requests that are sound but for one thing which a library below may read otherwise than we do.

Framing of bodies, ranges and conditions, content types, the fields of the interface for programs,
forms, and calls of Gradio's queue that overtake each other; from a seed, as in ``requests``.
"""

import json
import random
from collections.abc import Iterator
from typing import Any, Final

from tests.attacks.requests import posted, request
from tests.attacks.wire import Attack

HOST: Final = [("Host", "127.0.0.1")]
ASK: Final = json.dumps({"question": "Wer?"}).encode()
RECORD: Final = "0" * 32
PASSAGE: Final = "0123456789abcdef-0-5"
STATIC: Final = (
    "/web/js/page.js", "/web/css/base.css", "/web/fonts/OFL-source-sans-3.txt", "/widget.js",
    "/web/swagger/swagger-ui.css", "/robots.txt", "/theme.css", "/assets/index.js", "/config",
)  # fmt: skip
QUESTIONS: Final = (
    "\u200b" * 50, "\u0301" * 900, "?" * 900, "\U0001f468\u200d" * 200, "\ufeffWer?", "W\x00er?",
    "Wer\u2028\u2029\x85\x0b\x0c?", "<|im_end|>" * 50, "[1] [2] [٣]", "${question} {0} %s {{x}}",
    "\u202eWer?\u202c", "a" * 1_000, "ä" * 1_000, "x" * 1_001, "und " * 240, "Wer und " * 120,
    "1e999 NaN 9" + "9" * 800, "\ud800", "\udfff\ud83d", "'; DROP TABLE feedback; --", "\\" * 900,
    "Fasse " + "zusammen " * 90, "Summarize " + "the article about " * 50, "(" * 900, " " * 900,
    "Was ist in " + "den Artikeln " * 60, "Danke! " * 140, "1.1.1.1. " * 100, "z. B. " * 160,
)  # fmt: skip


def variations(seed: int, count: int) -> Iterator[Attack]:
    """So many requests."""
    chance = random.Random(seed)
    kinds = (
        _framing, _chunks, _target, _range, _condition, _accepted, _typed, _asked, _asked, _record,
        _verdict, _export, _form, _form, _called, _pipelined, _credentials, _pieces,
    )  # fmt: skip
    for _ in range(count):
        yield chance.choice(kinds)(chance)


def _framing(chance: random.Random) -> Attack:
    """Lengths and encodings of a body that contradict each other or themselves."""
    size = str(len(ASK))
    headers = chance.choice((
        [("Content-Length", f"+{size}")], [("Content-Length", f"0x{len(ASK):x}")],
        [("Content-Length", f"{size}, {size}")], [("Content-Length", f" {size} ")],
        [("Content-Length", f"{size}_0")], [("Content-Length", "9" * 30)], [("Content-Length", "")],
        [("Content-Length", "-1")], [("Content-Length", f"{size}.0")],
        [("Content-Length", size), ("Transfer-Encoding", "identity")],
        [("Content-Length", size), ("Transfer-Encoding", "gzip, chunked")],
        [("Transfer-Encoding", "chunked, chunked")], [("Transfer-Encoding", "xchunked")],
        [("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "identity")],
        [("Transfer-Encoding", "\x0bchunked")], [("Transfer-Encoding ", "chunked")],
        [("Content-Length", size), ("Content-Encoding", "gzip")],
        [("Content-Length", size), ("Expect", "200-maybe")], [("Content-Length", size * 2)],
    ))  # fmt: skip
    all_headers = [*HOST, ("Content-Type", "application/json"), *headers]
    return Attack(f"framing {headers}", request("POST", "/api/ask", all_headers, ASK), garbage=True)


def _chunks(chance: random.Random) -> Attack:
    """A body in chunks, one of which is not as it should be."""
    length = f"{len(ASK):x}".encode()
    body = chance.choice((
        length + b"\r\n" + ASK + b"\r\n0\r\n\r\n",
        length + b";a=b\r\n" + ASK + b"\r\n0\r\n\r\n", length + b'; x="\r\n"\r\n' + ASK + b"\r\n",
        b"0" * 40 + length + b"\r\n" + ASK + b"\r\n0\r\n\r\n", b"f" * 17 + b"\r\n" + ASK,
        b"-1\r\n" + ASK, b"0x" + length + b"\r\n" + ASK, length + b"\n" + ASK + b"\n0\n\n",
        length + b"\r\n" + ASK + b"0\r\n\r\n", b" \r\n", b"\r\n\r\n", b"0\r\nHost: y\r\n\r\n",
        b"0\r\nContent-Length: 5\r\n\r\nhello", b"".join(b"1\r\n%c\r\n" % c for c in ASK),
        b"1\r\n{\r\n" * 3_000, b"0\r\n" + b"X: y\r\n" * 50 + b"\r\n",
        b"".join(b"1\r\n%c\r\n" % c for c in ASK) + b"0\r\n\r\n",
    ))  # fmt: skip
    headers = [*HOST, ("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")]
    return Attack(f"chunks {body[:40]!r}", request("POST", "/api/ask", headers, body), garbage=True)


def _target(chance: random.Random) -> Attack:
    """Ways to write a path: more than once encoded, with parameters, with an authority."""
    path = chance.choice((*STATIC, "/api/texts", "/", f"/api/passages/{PASSAGE}"))
    target = chance.choice((
        path.replace("/", "%2f"), path.replace("/", "/./"), path.replace("/", "//"), path + ";a=b",
        path + "%00.js", path + "%c0%af..%c0%af", "/web/%252e%252e/%252e%252e/app.py", path + "%20",
        "/web/..%5c..%5capp.py", "/static/%2e%2e/app.py", f"http://user:pw@127.0.0.1:1{path}",
        f"http://[::1%25lo]{path}", f"ftp://x{path}", f"//x{path}", f"{path}/%7f",
        f"{path}?%00=%ff",
        f"{path}?lang=de&lang=en&lang=%f0%9f%92%a9", f"{path}?lang={'x' * 8_000}", path + "?" * 200,
        path + "%u0041", path + "%", f"/web/{'a/' * 120}b", "/web/js/page.js/.", "/web/js/",
        "/web//etc/passwd", "/assets/" + "%61" * 200, "/svelte/" + "x/" * 100, path.upper() + "~",
    ))  # fmt: skip
    method = chance.choice(("GET", "GET", "HEAD"))
    whole = target.startswith("/") and not target.startswith("//")
    return Attack(f"{method} {target}", request(method, target, HOST), garbage=not whole)


def _range(chance: random.Random) -> Attack:
    """Parts of a file, of which there are too many, or none."""
    wanted = chance.choice((
        "bytes=0-0", "bytes=-0", "bytes=-1", "bytes=5-1", "bytes=99999999999999999999-", "bytes=0-",
        "bytes=" + ",".join(f"{n}-{n + 1}" for n in range(0, 3_000, 2)), "bytes=" + "0-," * 1_500,
        "bytes=,", "bytes=0-0,-1", "bytes==0-1", "bytes 0-1", "octets=0-1", "bytes=a-b", "bytes=",
        "bytes=0-18446744073709551616", "bytes=--1", "bytes=1-2-3", "BYTES=0-1", "bytes=\t0-1",
    ))  # fmt: skip
    more = chance.choice(([], [("If-Range", '"x"')], [("If-Range", "Thu, 99 Foo 0000")]))
    path = chance.choice(STATIC)
    return Attack(f"{path} {wanted:.40}", request("GET", path, [*HOST, ("Range", wanted), *more]))


def _condition(chance: random.Random) -> Attack:
    name = chance.choice(("If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since"))
    value = chance.choice((
        "*", '"', 'W/"', "W/W/W/", ",", '"a",' * 900, "Sun, 06 Nov 1994 08:49:37 GMT", "0", "-1",
        "Sun, 06 Nov 9999999 08:49:37 GMT", "Sun, 31 Feb 2026 25:61:61 +9999", "\xff", "1e999",
        "Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:60 -2400",
    ))  # fmt: skip
    path = chance.choice(STATIC)
    return Attack(f"{path} {name}: {value:.40}", request("GET", path, [*HOST, (name, value)]))


def _accepted(chance: random.Random) -> Attack:
    """What the reader's browser says it likes, at length."""
    name, value = chance.choice((
        ("Accept-Language", ",".join(f"x{n};q=0.{n}" for n in range(900))),
        ("Accept-Language", "de;q=1.0000,en;q=-1"), ("Accept-Language", "de-" * 500),
        ("Accept-Language", "en;q=" + "9" * 4_301), ("Accept-Language", ";;;,,,q=;q"),
        ("Accept-Language", "de;q=1e5"), ("Accept-Language",
        "de;q=\u0661".encode().decode("latin-1")),
        ("Accept-Encoding", "gzip;q=nan, br, *;q=0"), ("Accept-Encoding", "gzip," * 900),
        ("Accept", "*/*;q=0"), ("Accept", "text/" * 900), ("Cookie", "a=b; " * 1_200),
        ("Cookie", "session=" + "x" * 4_000), ("Cookie", '="; =;;; "'), ("Cookie", "\xff=\xfe"),
        ("User-Agent", "\xff" * 900), ("Sec-Fetch-Site", "cross-site"), ("DNT", "2"),
        ("Origin", "null"), ("Origin", "file://"), ("Referer", "about:blank"), ("Via", "x" * 900),
        ("X-Forwarded-For", "1," * 900), ("X-Forwarded-For", "[::1]:x"), ("Forwarded", 'for="_x"'),
        ("X-Forwarded-Proto", "javascript"), ("X-Forwarded-Host", "evil\\@x"),
    ))  # fmt: skip
    path = chance.choice(("/", "/embed", "/api/texts", "/api/articles", "/api/suggestions"))
    return Attack(f"{path} {name}: {value:.40}", request("GET", path, [*HOST, (name, value)]))


def _typed(chance: random.Random) -> Attack:
    """A question in other clothes."""
    kind = chance.choice((
        "application/json; charset=utf-16", "application/json; charset=utf-7", "APPLICATION/JSON",
        'application/json; charset="', "application/json;" * 300, "application/json, text/html",
        "application/problem+json", "text/json", "application/json\t", "application/json\x0b", "",
        "application/x-ndjson", "multipart/form-data", "application/json; boundary=x", "*/*",
    ))  # fmt: skip
    body = chance.choice((
        ASK, ASK.decode().encode("utf-16"), ASK.decode().encode("utf-32"), b"+" + ASK, b"[]", b"0",
        b'"x"', b"null", b"", b"{}" * 2, b"{} {}", b'{"question": "a", "question": "b"}', b"{,}",
        b'{"question": "\xff"}', b'{"question": "\\u0000"}', b'{"question": "\\ud83d"}',
        b"// x\n{}",
        b'{"question": 1}', b"{'question': 'x'}", b'{"a":' * 4_000 + b"1" + b"}" * 4_000,
    ))  # fmt: skip
    return Attack(f"{kind:.40} {body[:30]!r}", posted("/api/ask", body, kind))


def _asked(chance: random.Random) -> Attack:
    """The interface for programs with fields of the right name."""
    body: dict[str, Any] = {"question": chance.choice(QUESTIONS)}
    fields: dict[str, tuple[Any, ...]] = {
        "language": ("de", "en", "DE", "fr", "", None, 1, ["de"], "de\x00"),
        "history": (
            [], [{"question": "Wer?", "answer": "[1] " * 200}] * 30, [{"question": ""}], [[]], {},
            [{"question": "\ud83d", "answer": "\x00"}], [{"question": "Wer?", "answer": None}], "x",
        ),
        "sources": (
            [], ["x"], ["../app.py"], ["\x00"], ["a" * 300] * 20, [""], [None], "x", [["x"]],
            [f"{n}" for n in range(900)], ["\ud83d"],
        ),
        "stream": (True, False, "yes", 1, None),
        "use_cache": (True, "no"),
        "id": ("x",),
    }  # fmt: skip
    for name in chance.sample(list(fields), chance.randrange(4)):
        body[name] = chance.choice(fields[name])
    accept = chance.choice(("application/json", "text/event-stream", "text/html", ""))
    written = json.dumps(body).encode()
    sent = posted("/api/ask", written, "application/json", ("Accept", accept))
    return Attack(f"ask {body!a:.120}", sent)


def _record(chance: random.Random) -> Attack:
    """Conversations that no browser has kept."""
    exchange: dict[str, Any] = {"question": "Wer?", "progress": "done"}
    body: Any = chance.choice((
        {"exchanges": [exchange] * 60}, {"exchanges": [exchange | {"extent": {"articles": -1}}]},
        {"exchanges": [exchange | {"asked_at": "9999-12-31T23:59:59+23:59"}]},
        {"exchanges": [exchange | {"asked_at": "0001-01-01T00:00:00-23:59"}]},
        {"exchanges": [exchange | {"asked_at": 1e18}]}, {"exchanges": [exchange | {"thumb": "x"}]},
        {"exchanges": [exchange | {"progress": "WAITING"}]}, {"exchanges": {"0": exchange}},
        {"exchanges": [exchange | {"ahead": 10**30}]}, {"exchanges": [exchange | {"question": ""}]},
        {"exchanges": [exchange | {"problem": "<b>x</b>" * 90, "progress": "failed"}]},
        {"exchanges": [exchange | {"text": "[1] " * 9_000}]}, [], {"exchanges": [None]}, {"x": 1},
        {"exchanges": [exchange | {"question": "\ud83d"}]}, {"exchanges": [{}] * 900},
    ))  # fmt: skip
    return Attack(f"record {body!a:.80}", posted("/api/conversations", json.dumps(body).encode()))


def _verdict(chance: random.Random) -> Attack:
    key = chance.choice((RECORD, "f" * 32, "F" * 32, "0" * 31, "0" * 33, "%30" * 32))
    body = {
        "turn": chance.choice((0, 49, 50, -1, 10**20, 0.0, 0.5, True, "0", None)),
        "thumb": chance.choice(("up", "down", None, "UP", "", 1, ["up"])),
        "reason": chance.choice((None, "wrong", "x", "", 1)),
        "comment": chance.choice(("", "x" * 2_001, "\x00\ud83d", None, 1)),
    }
    where = f"/api/conversations/{key}/verdicts"
    return Attack(f"verdict {body!a:.80}", posted(where, json.dumps(body).encode()))


def _export(chance: random.Random) -> Attack:
    kind = chance.choice(("md", "html", "docx", "pdf", "docx%00", "DOCX", "md/", "md%2f", ""))
    zone = chance.choice((
        "Europe/Berlin", "Etc/GMT+12", "%0d%0aX:%20y", "/usr/share/zoneinfo/UTC", "Europe%2FBerlin",
        "posixrules", "localtime", "../../etc/localtime", "\\", "%E2%80%AE", "UTC&zone=x", "C:",
        ".",
        "right/UTC", "zone.tab", "tzdata.zi", "leapseconds", "%2e%2e", "x" * 250, "%ff",
    ))  # fmt: skip
    target = f"/api/conversations/{RECORD}/export.{kind}?zone={zone}"
    return Attack(f"GET {target}", request("GET", target, HOST))


def _form(chance: random.Random) -> Attack:
    """Uploads whose form, names or fields are odd; each text is one that may be added."""
    words = f"Der Hafen meldet die Zahl {chance.random()}. Mehr war nicht bekannt.".encode()
    name = chance.choice((
        'filename="x.txt"', 'filename="../../x.txt"', 'filename="C:\\x.txt"', 'filename="CON.txt"',
        "filename*=UTF-8''%2e%2e%2fx.txt", "filename*=UTF-16''x", "filename*=x", 'filename=""',
        'filename="x.txt"; filename="y.md"', 'filename="' + "x" * 4_000 + '.txt"', "filename=x.txt",
        'filename="x.txt\\""', 'filename=".txt"', 'filename="x.html"', 'filename="x.docx"',
        'filename="x.pdf"', 'filename="x.md"', 'filename="x\x00.txt"', 'filename="\u202etxt.exe"',
        'filename="x.txt."', 'filename="x.txt "', 'filename="a;b=c.txt"', 'filename="\xff.txt"',
    ))  # fmt: skip
    head = chance.choice((
        f'Content-Disposition: form-data; name="files"; {name}',
        f"content-disposition:form-data;name=files;{name}",
        f'Content-Disposition: form-data; name="files"; {name}\r\nContent-Transfer-Encoding: 7bit',
        f'Content-Disposition: attachment; name="files"; {name}',
        f'Content-Disposition: form-data;\r\n name="files"; {name}',
        f"Content-Disposition: form-data; {name}", "Content-Disposition: form-data; name=text",
        'Content-Disposition: form-data; name="text"\r\nContent-Type: text/html; charset=utf-7',
        'Content-Disposition: form-data; name="date"',
        'Content-Disposition: form-data; name="title"',
        f"Content-Type: multipart/mixed; boundary=y\r\nContent-Disposition: form-data; {name}",
    )).encode("utf-8")  # fmt: skip
    end = chance.choice((b"\r\n", b"\r\n", b"\r\n", b"\n"))
    part = b"--x" + end + head + end + end + words + end
    dates = (b"2026-02-30", b"0000-01-01", b"-2026-01-01", b"99999-01-01", b"2026-W01-1", b"today")
    day = b"--x\r\nContent-Disposition: form-data; name=date\r\n\r\n%s\r\n" % chance.choice(dates)
    body = chance.choice((part, part * 2, part + day, part * 30, b"preamble\r\n" + part, day)) + (
        chance.choice((b"--x--\r\n", b"--x--", b"--x", b"", b"--x--\r\nepilogue" * 9))
    )
    return Attack(
        f"form {body[:110]!r}", posted("/api/articles", body, "multipart/form-data; boundary=x")
    )


def _called(chance: random.Random) -> Attack:
    """Calls of Gradio's queue, for sessions that others use at the same time."""
    session = chance.choice(("a", "a", "b", "c", "x" * 64, "-_", "A"))
    call: dict[str, Any] = {"session_hash": session, "fn_index": chance.choice((0, 1, 4, 7, 8))}
    size = {0: 3, 1: 3, 4: 1, 7: 1, 8: 2}[call["fn_index"]]
    call["data"] = [chance.choice(("", "Wer?", RECORD, "{}", None, "x" * 900)) for _ in range(size)]
    call |= chance.choice((
        {}, {"event_data": {"x": 1}}, {"trigger_id": -1}, {"trigger_id": 2**70},
        {"simple_format": True},
        {"batched": True}, {"request": {"headers": {}}}, {"event_id": "x"}, {"fn_index": True},
    ))  # fmt: skip
    body = json.dumps(call).encode()
    sent = chance.choice((
        posted("/gradio_api/queue/join", body), posted("/gradio_api/queue/join", body),
        posted("/gradio_api/cancel", body), posted("/gradio_api/reset", body),
        request("GET", f"/gradio_api/queue/data?session_hash={session}", HOST),
        request("HEAD", f"/gradio_api/queue/data?session_hash={session}", HOST),
        request("GET", f"/gradio_api/queue/data?session_hash={session}&session_hash=b", HOST),
        request("HEAD", f"/gradio_api/heartbeat/{session}", HOST),
    ))  # fmt: skip
    # What listens may have nothing to hear for long; that it was taken is answer enough.
    return Attack(f"call {call!a:.90}", sent)


def _pipelined(chance: random.Random) -> Attack:
    """Several requests at once, one of which is none."""
    sound = b"".join(request("GET", "/health", HOST))
    odd = chance.choice((
        b"".join(posted("/api/ask", ASK)), b"GET / HTTP/1.1\r\n\r\n", b"\r\n\r\n\r\n", b"GET",
        b"".join(posted("/api/ask", b"{")), b"".join(request("TRACE", "/", HOST)), b"\x00" * 90,
        b"GET /health HTTP/1.0\r\n\r\n", b"HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ))  # fmt: skip
    return Attack(f"pipelined {odd[:40]!r}", (sound * chance.randrange(1, 9) + odd + sound,))


def _credentials(chance: random.Random) -> Attack:
    """Who somebody claims to be."""
    name = chance.choice(("Authorization", "X-Forwarded-User", "Remote-User", "X-Forwarded-Groups",
                          "X-Auth-Request-User", "X-Remote-User",
                          "Proxy-Authorization"))  # fmt: skip
    value = chance.choice((
        "Basic", "Basic =", "Basic " + "A" * 4_000, "Bearer " + "e30." * 900, "Bearer \xff",
        "admin",
        "group:redaktion", "a,b," * 500, "\u202ex".encode().decode("latin-1"), "Digest x=", "x\ty",
    ))  # fmt: skip
    path = chance.choice(("/api/articles", "/sign-in", "/sign-in/back?code=x&state=y", "/sign-out"))
    method = "POST" if path == "/api/articles" and chance.random() < 0.5 else "GET"
    return Attack(f"{path} {name}", request(method, path, [*HOST, (name, value)]))


def _pieces(chance: random.Random) -> Attack:
    """A question cut in the middle of a character, a header, or its length."""
    whole = b"".join(posted("/api/ask", json.dumps({"question": "Über wen?"}).encode()))
    cuts = sorted(chance.sample(range(1, len(whole)), chance.randrange(1, 6)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    return Attack(f"pieces {cuts}", tuple(pieces))
