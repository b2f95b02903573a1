"""Whose word about a request counts, and paths below a prefix."""

from ipaddress import ip_network

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from rag.web.http.proxies import Proxied, below

CLAIMS = {
    "x-forwarded-for": "198.51.100.7, 10.0.0.9",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "evil.example",
    "x-remote": "anna",
    "forwarded": "for=1.2.3.4",
    "accept": "*/*",
}


async def seen(scope: Scope, receive: Receive, send: Send) -> None:
    """What the application is told."""
    request = Request(scope)
    told = {
        "client": request.client.host if request.client else None,
        "scheme": request.url.scheme,
        "path": scope["path"],
        "claims": sorted(set(CLAIMS) & set(request.headers)),
    }
    await JSONResponse(told)(scope, receive, send)


def client(peer: str, root_path: str = "") -> TestClient:
    networks = [ip_network("10.0.0.0/8"), ip_network("2001:db8::1/128")]
    return TestClient(Proxied(seen, networks, ["X-Remote"], root_path), client=(peer, 1))


@pytest.mark.parametrize("peer", ["10.1.2.3", "2001:db8::1"])
def test_a_named_proxy_is_believed(peer: str) -> None:
    assert client(peer).get("/a", headers=CLAIMS).json() == {
        "client": "198.51.100.7",
        "scheme": "https",
        "path": "/a",
        "claims": sorted(CLAIMS),
    }


@pytest.mark.parametrize("peer", ["198.51.100.8", "127.0.0.1", "2001:db8::2", "testclient", ""])
def test_nobody_else_is(peer: str) -> None:
    assert client(peer).get("/a", headers=CLAIMS).json() == {
        "client": peer,
        "scheme": "http",
        "path": "/a",
        "claims": ["accept"],
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/briefing/", "/"),
        ("/briefing/api/ask", "/api/ask"),  # the proxy passes the prefix on
        ("/api/ask", "/api/ask"),  # the proxy strips it
        ("/briefings", "/briefings"),
    ],
)
def test_the_prefix_is_stripped_once(asked: str, found: str) -> None:
    assert client("1.1.1.1", "/briefing").get(asked).json()["path"] == found


def test_without_its_slash_the_prefix_leads_to_the_page() -> None:
    response = client("1.1.1.1", "/briefing").get("/briefing", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (308, "/briefing/")


def test_links_know_the_prefix() -> None:
    async def link(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(request.url_for("there")))

    app = Starlette(routes=[Route("/a", link), Route("/b", link, name="there")])
    behind = TestClient(Proxied(below(app, "/briefing"), [], [], "/briefing"))
    assert behind.get("/a").text == "http://testserver/briefing/b"
    assert behind.get("/briefing/a").text == "http://testserver/briefing/b"


def test_streams_are_not_to_be_held_back() -> None:
    async def stream(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("", media_type="text/event-stream")(scope, receive, send)

    headers = TestClient(Proxied(stream, [], [], "")).get("/").headers
    assert headers["x-accel-buffering"] == "no"
    assert headers["cache-control"] == "no-cache, no-transform"
    assert "x-accel-buffering" not in client("1.1.1.1").get("/").headers
