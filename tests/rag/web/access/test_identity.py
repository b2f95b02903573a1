"""Who is asking: nobody in particular, whom the proxy names, whom a provider vouches for."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import gradio as gr
import httpx
import pytest
from pydantic import ValidationError
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from index.settings import Settings
from rag.web.access.identity import Person, Role, asker, identified, may_edit, person_in
from rag.web.access.rates import PersonRate
from rag.web.http.proxies import Proxied
from rag.web.texts import TEXTS
from tests.rag.web.conftest import Serve
from tests.rag.web.fake import FakeAssistant
from tests.rag.web.provider import Provider

PROXY = "10.0.0.1"
HEADER = {
    "sign_in": "header",
    "trusted_proxies": PROXY,
    "user_header": "X-User",
    "groups_header": "X-Groups",
    "editors": "anna, group:desk",
}


async def who(scope: Scope, receive: Receive, send: Send) -> None:
    person = person_in(scope)
    told = [person and person.name, person and person.role, may_edit(Request(scope))]
    await JSONResponse(told)(scope, receive, send)


def behind(peer: str, rate: str = "100/minute", **values: str) -> TestClient:
    settings = Settings.model_validate(values)
    app = identified(PersonRate(who, rate), settings)
    believed = [settings.user_header, settings.groups_header]
    return TestClient(Proxied(app, settings.trusted_proxies, believed, ""), client=(peer, 1))


def test_without_a_sign_in_everybody_may_what_is_switched_on() -> None:
    assert behind("192.0.2.1").get("/").json() == ["", "editor", True]


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({"x-user": "anna"}, ["anna", "editor", True]),
        ({"x-user": "bert", "x-groups": "news, desk"}, ["bert", "editor", True]),
        ({"x-user": "carl", "x-groups": "news"}, ["carl", "reader", False]),
        # A name is not a group, whatever it is, nor a group a name.
        ({"x-user": "desk"}, ["desk", "reader", False]),
        ({"x-user": "group:desk"}, ["group:desk", "reader", False]),
        ({"x-user": "carl", "x-groups": "anna"}, ["carl", "reader", False]),
        ({"x-user": "carl", "x-groups": "group:desk"}, ["carl", "reader", False]),
    ],
)
def test_a_trusted_proxy_names_people(headers: dict[str, str], told: list[object]) -> None:
    assert behind(PROXY, **HEADER).get("/", headers=headers).json() == told


@pytest.mark.parametrize(
    ("peer", "headers"),
    [(PROXY, {}), (PROXY, {"x-user": " "}), ("192.0.2.1", {"x-user": "anna"})],
)
def test_strangers_are_told_to_sign_in(peer: str, headers: dict[str, str]) -> None:
    response = behind(peer, **HEADER).get("/", headers=headers | {"accept-language": "de"})
    assert response.status_code == 401
    assert response.json() == {"detail": TEXTS["sign_in_needed"]["de"]}


@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics", "/widget.js"])
def test_machines_need_no_sign_in(path: str) -> None:
    assert behind("192.0.2.1", **HEADER).get(path).json() == [None, None, False]


def test_each_person_has_a_limit_of_their_own() -> None:
    client = behind(PROXY, rate="2/minute", **HEADER)
    statuses = [
        client.post("/", headers={"x-user": name}).status_code
        for name in ("anna", "anna", "anna", "bert")
    ]
    assert statuses == [200, 200, 429, 200]
    response = client.post("/", headers={"x-user": "anna"})
    assert response.json() == {"detail": TEXTS["too_many_of_person"]["en"]}
    assert 0 < int(response.headers["retry-after"]) <= 60


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"sign_in": "header"}, "BRIEFING_TRUSTED_PROXIES"),
        ({"sign_in": "oidc", "oidc_client": "us"}, "BRIEFING_OIDC_ISSUER"),
        ({"root_path": "briefing"}, "root_path"),
        ({"root_path": "/briefing/"}, "root_path"),
        ({"trusted_proxies": "proxy.example"}, "trusted_proxies"),
        ({"rate_person": "often"}, "rate_person"),
    ],
)
def test_half_a_setting_is_refused(values: dict[str, str], missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        Settings.model_validate(values)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as started:
        yield started


def oidc(provider: Provider) -> dict[str, str]:
    return {
        "sign_in": "oidc",
        "oidc_issuer": provider.issuer,
        "oidc_client": "briefing",
        "oidc_secret": "s3cret",
        "session_key": "k" * 32,
        "editors": "group:desk",
        "root_path": "/briefing",
    }


@pytest.mark.slow
def test_a_provider_vouches_for_people(serve: Serve, provider: Provider) -> None:
    settings = oidc(provider)
    first, second = (serve(FakeAssistant(), **settings) for _ in range(2))
    provider.person = {"sub": "7", "preferred_username": "anna", "groups": ["desk", "x" * 5000]}
    with httpx.Client(headers={"accept": "text/html"}) as browser:
        assert browser.post(f"{first}api/ask", json={"question": "Wer?"}).status_code == 303
        asked = browser.get(f"{first}briefing/")
        assert (asked.status_code, asked.headers["location"]) == (303, "sign-in")
        away = browser.get(f"{first}briefing/sign-in")
        assert away.headers["location"].startswith(f"{provider.issuer}/authorize?")
        back = browser.get(away.headers["location"])
        # Halfway, the balancer may send a reader elsewhere: another replica goes on.
        other = back.headers["location"].replace(first, second)
        assert urlsplit(other).path == "/briefing/sign-in/back"
        home = browser.get(other)
        assert (home.status_code, home.headers["location"]) == (303, "/briefing/")
        cookie = home.headers["set-cookie"]
        assert "httponly" in cookie.lower()
        assert "samesite=lax" in cookie.lower()
        assert len(cookie) < 1000
        assert browser.get(f"{first}briefing/").status_code == 200
        answer = browser.post(f"{second}briefing/api/ask", json={"question": "Wer?"})
        assert answer.json()["status"] == "answered"
        assert browser.get(f"{first}briefing/sign-out").status_code == 200
        assert browser.get(f"{first}briefing/").status_code == 303
    assert httpx.post(f"{first}api/ask", json={"question": "Wer?"}).status_code == 401


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["state", "code", "nonce", "signature", "gone"])
def test_a_sign_in_that_is_not_right_fails(serve: Serve, provider: Provider, damage: str) -> None:
    where = serve(FakeAssistant(), **oidc(provider))
    with httpx.Client(headers={"accept-language": "de"}) as browser:
        away = browser.get(f"{where}sign-in").headers["location"]
        if damage in ("nonce", "signature"):
            provider.damage = damage
        back = browser.get(away).headers["location"]
        if damage in ("state", "code"):
            back = back.replace(f"{damage}=", f"{damage}=x")
        if damage == "gone":
            provider.stop()
        response = browser.get(back)
        assert response.status_code == 502
        assert response.json() == {"detail": TEXTS["sign_in_failed"]["de"]}
        assert browser.get(where).status_code == 401


@pytest.mark.parametrize(
    ("name", "client", "who"),
    [
        ("anna", ("10.0.0.7", 5), "anna"),
        ("", ("10.0.0.7", 5), "10.0.0.7"),
        (None, ("10.0.0.7", 5), "10.0.0.7"),
        (None, None, "unknown"),
    ],
)
def test_a_request_counts_for_a_name_or_else_an_address(
    name: str | None, client: tuple[str, int] | None, who: str
) -> None:
    person = None if name is None else Person(name, Role.READER)
    state = {"person": person}
    scope: dict[str, Any] = {"type": "http", "client": client, "headers": [], "state": state}
    assert asker(HTTPConnection(scope)) == who
    assert asker(gr.Request(Request(scope))) == who
