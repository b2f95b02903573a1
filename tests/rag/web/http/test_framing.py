"""Who may frame the chat and call across: headers and scripts, over HTTP."""

import gzip
import re
from collections.abc import Iterator

import httpx
import pytest

from index.settings import ROOT
from rag.types import LANGUAGES
from rag.web.http.framing import widget_script
from rag.web.http.policies import security_headers
from rag.web.texts import TEXTS
from tests.rag.web.conftest import Serve, serving
from tests.rag.web.fake import FakeAssistant

LISTED = "https://intranet.example.org"
STRANGER = "https://evil.invalid"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with serving(tmp_path_factory.mktemp("embedding")) as start:
        address = start(FakeAssistant(), embed_origins=(LISTED, "http://127.0.0.1:1"))
        with httpx.Client(base_url=address) as client:
            yield client


def framed_by(headers: httpx.Headers) -> str:
    directive = headers["content-security-policy"].rpartition("; ")[2]
    name, _, sources = directive.partition(" ")
    assert name == "frame-ancestors"
    return str(sources)


@pytest.mark.parametrize(
    ("path", "ancestors"),
    [
        ("embed", f"'self' {LISTED} http://127.0.0.1:1"),
        ("", "'self'"),
        ("widget.js", "'self'"),
        ("api/texts", "'self'"),
        ("nowhere", "'self'"),
    ],
)
def test_only_the_framed_chat_can_be_framed(
    client: httpx.Client, path: str, ancestors: str
) -> None:
    assert framed_by(client.get(path).headers) == ancestors


def test_without_a_list_only_the_same_origin_frames(serve: Serve) -> None:
    response = httpx.get(serve(FakeAssistant()) + "embed")
    assert framed_by(response.headers) == "'self'"
    assert '<meta name="embed-origins" content="">' in response.text


def test_the_framed_chat_knows_whom_it_listens_to(client: httpx.Client) -> None:
    html = client.get("embed").text
    assert f'<meta name="embed-origins" content="{LISTED} http://127.0.0.1:1">' in html
    assert html.index("js/early.js") < html.index("embed-origins") < html.index("js/embed.js")
    assert "embed-origins" not in client.get("").text


@pytest.mark.parametrize("path", ["", "embed"])
def test_no_page_has_inline_code(client: httpx.Client, path: str) -> None:
    html = client.get(path).text
    assert re.findall(r"<script(?![^>]*\ssrc=)|<style|javascript:|\son\w+=", html) == []


@pytest.mark.parametrize(
    ("path", "origin", "allowed"),
    [
        ("widget.js", LISTED, LISTED),
        ("api/texts", LISTED, LISTED),
        ("api/texts", STRANGER, None),
        ("widget.js", STRANGER, None),
        ("config", LISTED, None),
        ("embed", LISTED, None),
        ("gradio_api/info", LISTED, None),
    ],
)
def test_listed_origins_may_read_script_and_api(
    client: httpx.Client, path: str, origin: str, allowed: str | None
) -> None:
    headers = client.get(path, headers={"origin": origin}).headers
    assert headers.get("access-control-allow-origin") == allowed
    assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize(
    ("path", "origin", "allowed"),
    [
        ("api/texts", LISTED, LISTED),
        ("api/texts", STRANGER, None),
        ("gradio_api/queue/join", LISTED, None),
    ],
)
def test_only_listed_origins_may_post_across(
    client: httpx.Client, path: str, origin: str, allowed: str | None
) -> None:
    asked = {"origin": origin, "access-control-request-method": "POST"}
    response = client.options(
        path, headers=asked | {"access-control-request-headers": "content-type"}
    )
    assert response.is_success is bool(allowed)
    assert response.headers.get("access-control-allow-origin") == allowed


def test_no_cookies(client: httpx.Client) -> None:
    for path in ("", "embed", "widget.js", "embed/config", "api/texts", "gradio_api/info"):
        assert "set-cookie" not in client.get(path).headers, path


def test_the_script_is_small_and_speaks_both_languages(client: httpx.Client) -> None:
    response = client.get("widget.js")
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.text == widget_script()
    assert len(gzip.compress(response.content)) <= 8_192
    for language in LANGUAGES:
        assert f'"open":"{TEXTS["widget_open"][language]}"' in response.text


def test_the_script_builds_no_markup_from_text() -> None:
    """Under Trusted Types, and beside any text of the page, there is nothing to inject into."""
    sinks = r"innerHTML|outerHTML|insertAdjacent|document\.write|srcdoc|\beval\b|new Function"
    assert re.findall(sinks, widget_script()) == []


@pytest.mark.parametrize(
    ("path", "resource", "opener", "embedder"),
    [
        ("/", "same-origin", "same-origin", None),
        ("/embed", "cross-origin", None, "require-corp"),
        ("/widget.js", "cross-origin", "same-origin", None),
    ],
)
def test_isolation_headers(
    path: str, resource: str, opener: str | None, embedder: str | None
) -> None:
    headers = security_headers(path, (LISTED,))
    assert headers["Cross-Origin-Resource-Policy"] == resource
    assert headers.get("Cross-Origin-Opener-Policy") == opener
    assert headers.get("Cross-Origin-Embedder-Policy") == embedder


def test_the_guide_names_all_that_the_script_knows() -> None:
    guide = (ROOT / "docs" / "widget.md").read_text(encoding="utf-8")
    [listed] = re.findall(r"const ATTRIBUTES = \[(.*?)\];", widget_script(), re.DOTALL)
    attributes = re.findall(r'"(\w+)"', listed)
    assert len(attributes) == 10
    assert [name for name in attributes if f"\n| `{name}` |" not in guide] == []
    for event in ("opened", "closed", "answered", "citation"):
        assert f"`briefing-{event}`" in guide


@pytest.mark.parametrize("path", ["/", "/embed", "/widget.js"])
def test_every_header_has_its_reason(path: str) -> None:
    reasons = (ROOT / "docs" / "security-headers.md").read_text(encoding="utf-8")
    headers = security_headers(path, ())
    policy = headers.pop("Content-Security-Policy")
    named = [directive.partition(" ")[0] for directive in policy.split("; ")]
    assert [name for name in (*named, *headers) if f"\n| `{name}` |" not in reasons] == []
