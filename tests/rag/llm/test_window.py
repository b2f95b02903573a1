"""How many tokens a model takes in one call."""

import json
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from rag.llm.window import OF_PROVIDER, OF_SERVICE, provider_window, service_window
from tests.serving import QuietHandler, serving


@pytest.fixture
def told() -> Iterator[dict[str, object]]:
    """The body of the service's list of models, and its address as ``url``."""
    state: dict[str, object] = {"body": b""}

    class Handler(QuietHandler):
        def do_GET(self) -> None:  # noqa: N802 - the library's name
            body = state["body"]
            assert isinstance(body, bytes)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with serving(Handler) as address:
        state["url"] = f"{address}/v1/"
        yield state


@pytest.mark.parametrize(
    ("body", "window"),
    [
        ({"data": [{"id": "x"}, {"id": "m", "max_model_len": 16384}]}, 16384),
        ({"data": [{"id": "m", "loaded_context_length": 8192}]}, 8192),
        ({"data": [{"id": "m", "max_model_len": "many"}]}, OF_SERVICE),
        ({"data": [{"id": "m", "max_model_len": 1}]}, OF_SERVICE),
        ({"data": [{"id": "x", "max_model_len": 16384}]}, OF_SERVICE),
        ({"data": None}, OF_SERVICE),
        (["m"], OF_SERVICE),
        ("no JSON", OF_SERVICE),
    ],
)
def test_a_service_tells_its_window(body: object, window: int, told: dict[str, object]) -> None:
    told["body"] = json.dumps(body).encode() if body != "no JSON" else b"<html>"
    assert service_window(str(told["url"]), "m", SecretStr("k")) == window


def test_a_service_that_is_gone() -> None:
    assert service_window("http://127.0.0.1:9/v1", "m", SecretStr("k")) == OF_SERVICE


def test_providers() -> None:
    assert provider_window("ollama:qwen3:8b") == OF_SERVICE
    assert provider_window("mistralai:mistral-small-latest") == OF_PROVIDER
