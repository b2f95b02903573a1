"""Which weights and which services have the adapter for reading passages."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from index.errors import ModelError
from rag.llm.client import Slot
from rag.llm.embedded.adapter import ADAPTERS, adapters_for, slots_of_service
from rag.llm.embedded.weights import RELEASE
from tests.serving import QuietHandler, serving

KEY = SecretStr("k")
READING = {name: Slot(None, 0) for name in ("answer.de", "answer.en")}
BOTH = READING | {name: Slot(None, 1) for name in ("verify.de", "verify.en")}


@contextmanager
def service(body: str, status: int = 200) -> Iterator[str]:
    """The address of a service that says this about its adapters."""

    class Handler(QuietHandler):
        def do_GET(self) -> None:  # noqa: N802 - the library's name
            known = self.path == "/lora-adapters" and self.headers["Authorization"] == "Bearer k"
            self.send_response(status if known else 404)
            self.end_headers()
            self.wfile.write(body.encode())

    with serving(Handler) as address:
        yield f"{address}/v1"


def listed(*paths: object) -> str:
    return json.dumps([{"id": n, "path": path, "scale": 0.0} for n, path in enumerate(paths)])


@pytest.mark.parametrize(
    ("body", "slots"),
    [
        (listed("/opt/briefing/rag/llm/embedded/reading.gguf", "/opt/verifying.gguf"), BOTH),
        (listed("/opt/briefing/rag/llm/embedded/reading.gguf"), READING),  # an earlier version
        (listed("/opt/verifying.gguf", "reading.gguf"), {}),
        (listed("/models/other.gguf"), {}),
        (listed("/models/other.gguf", "reading.gguf"), {}),  # its number is not the one we send
        (listed(7), {}),
        (listed(), {}),
        ("{}", {}),
        ("[3]", {}),
        ("no JSON", {}),
    ],
)
def test_a_service_that_lists_the_adapter_is_asked_to_use_it(
    body: str, slots: dict[str, Slot]
) -> None:
    with service(body) as url:
        assert slots_of_service(url, KEY) == slots


def test_other_services_know_no_adapters() -> None:
    with service('{"error": "not found"}', status=404) as url:
        assert slots_of_service(url, KEY) == {}
    assert slots_of_service("http://127.0.0.1:9/v1", KEY) == {}


def test_the_adapter_is_for_the_default_weights_only(tmp_path: Path) -> None:
    other = tmp_path / "other.gguf"
    other.write_bytes(b"GGUF other weights")
    assert adapters_for(other) == ()
    assert adapters_for(tmp_path / "missing.gguf") == ()
    assert all(adapter.file.read_bytes().startswith(b"GGUF") for adapter in ADAPTERS)


def test_a_missing_adapter_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = tmp_path / "weights.gguf"
    with weights.open("wb") as file:
        file.truncate(RELEASE.size)  # takes no room on the disk
    assert adapters_for(weights) == tuple(adapter.file for adapter in ADAPTERS)
    gone = replace(ADAPTERS[1], file=tmp_path / "verifying.gguf")
    monkeypatch.setattr("rag.llm.embedded.adapter.ADAPTERS", (ADAPTERS[0], gone))
    with pytest.raises(ModelError, match=r"verifying\.gguf, is missing") as caught:
        adapters_for(weights)
    assert "Restore the file" in caught.value.hint
