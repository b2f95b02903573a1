"""The guard around the service, over real HTTP where the bytes matter."""

import json
import socket
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from rag.web.access.guard import MAX_BODY, Guard
from rag.web.http.policies import security_headers
from rag.web.texts import TEXTS
from tests.rag.web.conftest import Serve
from tests.rag.web.fake import FakeAssistant

JOIN = "/gradio_api/queue/join"


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """What the application behind the guard gets."""
    request = Request(scope, receive)
    body = (await request.body()).decode()
    headers = {"access-control-allow-origin": "*", "access-control-allow-credentials": "true"}
    await PlainTextResponse(f"{request.method} {body}", headers=headers)(scope, receive, send)


@pytest.fixture
def client() -> TestClient:
    return TestClient(Guard(echo), headers={"accept-language": "de"})


@pytest.mark.parametrize(
    "path",
    ["/", "/embed", "/embed/config", "/widget.js", "/config", "/health", "/ready",
     "/web/js/page.js", "/assets/a-B_1.js", "/theme.css",
     "/api/texts", "/api/passages/0123456789abcdef-0-5",
     "/api/conversations/0123456789abcdef0123456789abcdef", "/gradio_api/info",
     "/gradio_api/queue/data", "/gradio_api/heartbeat/abc1"],
)  # fmt: skip
def test_known_paths_get_through(client: TestClient, path: str) -> None:
    assert client.get(path).text == "GET "


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/docs"), ("GET", "/openapi.json"), ("GET", "/gradio_api/openapi.json"),
        ("GET", "/gradio_api/file=https://evil.invalid/x"), ("GET", "/gradio_api/file/etc/passwd"),
        ("GET", "/file=/etc/passwd"), ("GET", "/gradio_api/proxy=https://evil.invalid"),
        ("GET", "/monitoring"), ("GET", "/gradio_api/monitoring"), ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/deep_link"), ("GET", "/assets/../app.py"),
        ("GET", "/assets/%2e%2e/app.py"), ("GET", "/health/x"), ("GET", "/gradio_api/call/ask/1"),
        ("POST", "/gradio_api/upload"), ("POST", "/gradio_api/run/ask"), ("POST", "/"),
        ("POST", "/gradio_api/api/ask"), ("POST", "/gradio_api/call/ask"), ("POST", "/login"),
        ("POST", "/gradio_api/process_recording"), ("POST", "/gradio_api/vibe-edit"),
        ("PUT", JOIN), ("DELETE", "/"), ("OPTIONS", JOIN), ("TRACE", "/"), ("PATCH", "/config"),
    ],
)  # fmt: skip
def test_everything_else_is_not_there(client: TestClient, method: str, path: str) -> None:
    response = client.request(method, path)
    assert (response.status_code, response.json()) == (404, {"detail": TEXTS["not_found"]["de"]})


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b'{"data": ["\xc3\xa4 \xf0\x9f\x98\x80"]}', "application/json", 200),
        (b'{"data": ["x"]}', "application/json; charset=utf-8", 200),
        (b'{"data": []}', "text/plain", 415),
        (b'{"data": []}', "", 415),
        (b'{"data": ["\xff"]}', "application/json", 400),
        (b'{"data": ["\xed\xa0\x80"]}', "application/json", 400),
        (b'{"data": ["\\ud800"]}', "application/json", 400),
        (b'{"data": [NaN]}', "application/json", 400),
        (b'{"data": [-Infinity]}', "application/json", 400),
        (b'{"data": [' + b"9" * 5_000 + b"]}", "application/json", 400),
        (b"[" * 16_000, "application/json", 400),
        (b'{"a":' * 3_000, "application/json", 400),
        (b"[]", "application/json", 400),
        (b"", "application/json", 400),
        (b'{"data": ["' + b"x" * MAX_BODY + b'"]}', "application/json", 413),
    ],
)
def test_bodies_are_small_and_strict_json(
    client: TestClient, body: bytes, content_type: str, status: int
) -> None:
    response = client.post(JOIN, content=body, headers={"content-type": content_type})
    assert response.status_code == status
    expected = {
        200: f"POST {body.decode(errors='replace')}",
        400: json.dumps({"detail": TEXTS["body_invalid"]["de"]}, ensure_ascii=False),
        413: json.dumps({"detail": TEXTS["body_too_large"]["de"]}, ensure_ascii=False),
        415: json.dumps({"detail": TEXTS["body_invalid"]["de"]}, ensure_ascii=False),
    }[status]
    assert response.text.replace('":"', '": "') == expected


@pytest.mark.parametrize("path", ["cancel", "reset"])
def test_a_run_is_ended_before_its_name_is_known(serve: Serve, path: str) -> None:
    """Gradio's client does so if the reader stops at once; Gradio alone answers it with 422."""
    unnamed = {"event_id": None, "session_hash": "abc", "fn_index": 0}
    response = httpx.post(f"{serve(FakeAssistant())}gradio_api/{path}", json=unnamed)
    assert response.json() == {"success": True}


def test_too_many_requests_are_told_to_wait() -> None:
    client = TestClient(Guard(echo, rate="2/minute"))
    send = [client.post(JOIN, json={"data": []}) for _ in range(3)]
    assert [response.status_code for response in send] == [200, 200, 429]
    assert send[2].json() == {"detail": TEXTS["too_many_requests"]["en"]}


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_every_response_has_our_headers_and_no_foreign_origin(
    client: TestClient, path: str
) -> None:
    headers = client.get(path, headers={"origin": "https://evil.invalid"}).headers
    wanted = security_headers(path, ())
    assert {name: headers[name] for name in wanted} == wanted
    assert "access-control-allow-origin" not in headers
    assert "access-control-allow-credentials" not in headers


def test_websockets_are_closed(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/"):
        pass


def test_a_body_in_chunks_is_counted_as_it_comes(serve: Serve) -> None:
    """A megabyte without a length in the header, to the real server."""
    where = urlsplit(serve(FakeAssistant()))
    with socket.create_connection((where.hostname, where.port or 0), timeout=10) as connection:
        head = f"POST {JOIN} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        connection.sendall(head.encode() + b"Transfer-Encoding: chunked\r\n\r\n")
        answer = b""
        try:
            for _ in range(128):
                connection.sendall(b"2000\r\n" + b"x" * 8192 + b"\r\n")
            connection.sendall(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass
        answer = connection.recv(65_536)
    assert (
        answer.split(b"\r\n")[0] == b"HTTP/1.1 413 Request Entity Too Large" or b" 413 " in answer
    )


def test_the_real_service_fetches_nothing_and_takes_no_files(serve: Serve) -> None:
    address = serve(FakeAssistant())
    with httpx.Client(base_url=address) as client:
        statuses = [
            client.get("gradio_api/file=https://example.org/").status_code,
            client.get("gradio_api/file=/etc/passwd").status_code,
            client.post("gradio_api/upload", files={"files": b"x"}).status_code,
            client.post("gradio_api/run/page_answer", json={"data": ["x", None]}).status_code,
            client.get("docs").status_code,
            client.post(JOIN[1:], content=b"{" * (1 << 20)).status_code,
        ]
    assert statuses == [404, 404, 404, 404, 404, 413]
