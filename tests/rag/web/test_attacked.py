"""The service under malformed requests. For more of them: ``python -m tests.attacks.service``."""

import json
import logging
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from rag.web.conversation.tabs import to_record
from rag.web.http.bodies import is_strict_json_object
from rag.web.http.connection import MAX_HEAD
from rag.web.page.gradio_calls import MAX_UNREAD
from tests.attacks.requests import posted, request
from tests.attacks.sequences import FUNCTIONS
from tests.attacks.service import attack
from tests.attacks.wire import Attack, Reply, send
from tests.rag.web.conftest import serving
from tests.rag.web.conversation.test_tabs import conversation
from tests.rag.web.fake import FakeAssistant

pytestmark = pytest.mark.slow

HOST = [("Host", "127.0.0.1")]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Of one service for all attacks: it has to outlive them together."""
    no_limit = {"rate_address": "1000000/minute", "rate_person": "1000000/minute"}
    data = tmp_path_factory.mktemp("attacked")
    with serving(data) as serve:
        address = serve(FakeAssistant(), sources=data, **no_limit)
        # The first call of Gradio imports what takes seconds: no attack's fault.
        call = {"fn_index": FUNCTIONS - 1, "session_hash": "first", "data": ["Wer?", ""]}
        httpx.post(f"{address}gradio_api/queue/join", json=call, timeout=60).raise_for_status()
        yield urlsplit(address).port or 0


def said(port: int, *pieces: bytes) -> Reply:
    return send(port, Attack("", pieces))


# Starlette leaves the file of a part without an end to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_nothing_that_is_sent_ends_in_an_error_or_never(
    port: int, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    fake = FakeAssistant()
    record = json.loads(to_record(conversation(fake, "Wer kam?", "Teils wer?", "Wetter morgen?")))
    wrong = [
        (one.name[:200], problem)
        for one, _, problem in attack(port, seed=11, count=250, record=record)
        if problem
    ]
    assert wrong == []
    assert httpx.get(f"http://127.0.0.1:{port}/health").json() == {"status": "live"}
    printed = "".join(capfd.readouterr())
    assert "Traceback" not in printed
    assert [entry for entry in caplog.records if entry.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("folder", ["assets", "static", "web", "svelte"])
@pytest.mark.parametrize("name", ["x" * 256, "x" * 5_000, "x" * 250, "./" * 120])
def test_long_names_are_not_found(port: int, folder: str, name: str) -> None:
    assert said(port, *request("GET", f"/{folder}/{name}", HOST)).status in (403, 404)


@pytest.mark.parametrize("name", ["Host", "Origin", "Referer"])
@pytest.mark.parametrize("address", ["http://[", "http://[::1", "http://x:y/", "http://x:99999/"])
@pytest.mark.parametrize("path", ["/api/articles", "/", "/config", "/api/texts"])
def test_headers_that_are_no_addresses_are_refused(
    port: int, name: str, address: str, path: str
) -> None:
    value = address.removeprefix("http://") if name == "Host" else address
    headers = [header for header in HOST if name != "Host"]
    assert said(port, *request("GET", path, [*headers, (name, value)])).status == 400


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "1e400"])
def test_a_number_beyond_all_bounds_is_no_json(port: int, number: str) -> None:
    assert not is_strict_json_object(f'{{"a": [{number}]}}'.encode())
    body = f'{{"session_hash": "abc", "fn_index": {number}, "data": [], "event_id": null}}'
    for path in ("queue/join", "cancel"):
        assert said(port, *posted(f"/gradio_api/{path}", body.encode())).status == 400


@pytest.mark.parametrize(
    "body",
    [
        {"fn_index": 99, "data": []},
        {"fn_index": -1, "data": []},
        {"fn_index": None, "data": []},
        {"fn_index": 1.0, "data": ["", "", ""]},
        {"fn_index": 7, "data": []},
        {"fn_index": 7, "data": ["", ""]},
        {"fn_index": 7, "data": [7]},
        {"fn_index": 7, "data": [{"path": "/etc/passwd"}]},
        {"fn_index": 7, "data": [""], "session_hash": "x" * 65},
        {"fn_index": 7, "data": [""], "session_hash": None},
        {"fn_index": 7, "data": [""], "trigger_id": "x"},
    ],
)
def test_a_call_that_no_page_makes_is_refused(port: int, body: dict[str, object]) -> None:
    written = json.dumps({"session_hash": "abc"} | body).encode()
    assert said(port, *posted("/gradio_api/queue/join", written)).status == 422


def test_a_session_that_is_not_known_is_told_so(
    port: int, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    reply = said(port, *request("GET", "/gradio_api/queue/data?session_hash=unknown", HOST))
    assert reply.status == 200
    assert b'"session_not_found":true' in reply.text
    assert capfd.readouterr().err == ""
    assert [entry for entry in caplog.records if entry.levelno > logging.INFO] == []


def test_what_nobody_reads_is_let_go(port: int) -> None:
    body = {"fn_index": 7, "data": [""]}
    for n in range(MAX_UNREAD + 5):
        call = json.dumps(body | {"session_hash": f"left{n}"}).encode()
        assert said(port, *posted("/gradio_api/queue/join", call)).status == 200

    def knows(session: str) -> bool:
        where = f"/gradio_api/queue/data?session_hash={session}"
        return b'session_not_found":true' not in said(port, *request("GET", where, HOST)).text

    assert [knows(f"left{n}") for n in (0, 4, 5, MAX_UNREAD + 4)] == [False, False, True, True]


def test_the_second_reader_of_a_session_does_not_wait(
    port: int, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Neither while the first reads nor after it has left or was told that its stream ends."""
    stream = request("GET", "/gradio_api/queue/data?session_hash=twice", HOST)

    def join(question: str) -> None:
        call = {"fn_index": FUNCTIONS - 1, "session_hash": "twice", "data": [question, ""]}
        body = json.dumps(call).encode()
        assert said(port, *posted("/gradio_api/queue/join", body)).status == 200

    def reads(question: str) -> bool:
        """Whether the stream tells what became of the question, up to its end."""
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            connection.sendall(b"".join(stream))
            told = b""
            while b"close_stream" not in told and (more := connection.recv(65_536)):
                told += more
        return question.encode() in told and b'"process_completed"' in told

    def is_told_at_once() -> bool:
        second = said(port, *stream)
        return b'session_not_found":true' in second.text and second.seconds < 5

    join("Langsam?")
    with socket.create_connection(("127.0.0.1", port), timeout=20) as first:
        first.sendall(b"".join(stream))
        assert b"data:" in first.recv(65_536) + first.recv(65_536)
        assert is_told_at_once()
    assert is_told_at_once()
    join("Wer kam?")
    assert reads("Wer kam?")
    assert is_told_at_once()
    join("Wer kam noch?")
    assert reads("Wer kam noch?")
    assert capfd.readouterr().err == ""
    assert [entry for entry in caplog.records if entry.levelno > logging.INFO] == []


def test_a_function_that_only_cancels_is_not_called(
    port: int, capfd: pytest.CaptureFixture[str]
) -> None:
    statuses = []
    for index in range(FUNCTIONS):
        for size in range(4):
            call = {"fn_index": index, "session_hash": f"f{index}", "data": [""] * size}
            body = json.dumps(call).encode()
            statuses.append(said(port, *posted("/gradio_api/queue/join", body)).status)
    assert statuses.count(200) == 5
    time.sleep(0.5)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("end", [b"GET / HTTP/1.1\x00\r\n\r\n", b""], ids=["400", "left"])
def test_of_several_requests_at_once_none_writes_to_who_has_left(
    end: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fake = FakeAssistant()
    ask = b"".join(posted("/api/ask", b'{"question": "Warte auf mich."}'))
    with serving(tmp_path) as serve:
        port = urlsplit(serve(fake)).port or 0
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            connection.sendall(ask + b"".join(request("GET", "/health", HOST)))
            while not fake.asked:
                time.sleep(0.01)
            connection.sendall(end)
            if end:
                assert b" 400 " in connection.recv(1_000)
        time.sleep(0.2)
        fake.go_on.set()
        assert fake.closed.wait(20)
        time.sleep(0.2)
    assert [entry for entry in caplog.records if entry.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("upgrade", ["websocket", "h2c", "websocket, h2c"])
@pytest.mark.parametrize(("method", "status"), [("GET", 404), ("POST", 400), ("PUT", 404)])
def test_an_upgrade_is_answered_without_its_body(
    port: int, method: str, status: int, upgrade: str
) -> None:
    headers = [
        *HOST, ("Connection", "Upgrade"), ("Upgrade", upgrade), ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Content-Type", "application/json"),
        ("Content-Length", "19"),
    ]  # fmt: skip
    asked = request(method, "/api/ask", headers, b'{"question":"Wer?"}')
    reply = said(port, *asked)
    assert (reply.status, reply.seconds < 5) == (status, True)


@pytest.mark.parametrize(
    "pieces",
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: ", b"y" * MAX_HEAD, b"y" * MAX_HEAD),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 2 * MAX_HEAD + b"\r\n\r\n",),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", *(b"X: y\r\n" * 1_000 for _ in range(20)), b"\r\n"),
        (b"GET /", b"y" * 2 * MAX_HEAD, b" HTTP/1.1\r\nHost: x\r\n\r\n"),
    ],
    ids=["line", "line at once", "many", "target"],
)
def test_a_head_has_a_limit(port: int, pieces: tuple[bytes, ...]) -> None:
    assert said(port, *pieces).status in (431, 0)  # 0: cut off while it still sent


@pytest.mark.parametrize(
    "rest", [b"5;" + b"e" * 4 * MAX_HEAD, b"0\r\nT: " + b"t" * 4 * MAX_HEAD], ids=["chunk", "tail"]
)
def test_what_follows_in_chunks_has_a_limit(port: int, rest: bytes) -> None:
    head = b"POST /api/ask HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        start = time.monotonic()
        try:
            for at in range(0, len(rest), 20_000):
                connection.sendall(head + rest[:20_000] if not at else rest[at : at + 20_000])
            assert b" 200 " not in connection.recv(1_000)
        except ConnectionError:
            pass
        assert time.monotonic() - start < 5
