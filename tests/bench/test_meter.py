import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import httpx2
import pytest
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from tests.bench.meter import Meter
from tests.bench.timing import Spent

PIECES = ("Guten", " Tag", ".")


class Server(BaseHTTPRequestHandler):
    """Streams three tokens, each with ``timings`` if requested."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for number, text in enumerate(PIECES, 1):
            chunk = {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 0,
                "model": "m",
                "choices": [{"index": 0, "delta": {"role": "assistant", "content": text}}],
            }
            if asked.get("timings_per_token"):
                chunk["timings"] = {"prompt_n": 7, "cache_n": 100, "predicted_n": number}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatOpenAI]:
    transport = httpx2.HTTPTransport
    monkeypatch.setattr(
        transport, "handle_request", transport.handle_request
    )  # restored afterwards
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/v1"
        client = ChatOpenAI(base_url=url, api_key=SecretStr("k"), model="m", max_retries=0)
        try:
            yield client
        finally:
            client.root_client.close()
            server.shutdown()
            thread.join()


def test_counts_every_call_also_one_that_is_stopped(model: ChatOpenAI) -> None:
    meter = Meter()
    meter.install()
    assert "".join(chunk.text for chunk in model.stream("Hallo")) == "Guten Tag."
    assert meter.take() == Spent(calls=1, tokens_sent=107, tokens_read=7, tokens_written=3)

    stopped = model.stream("Hallo")
    assert next(stopped).text == "Guten"
    del stopped
    spent = meter.take()
    assert (spent.calls, spent.tokens_sent, spent.tokens_read) == (1, 107, 7)
    assert spent.tokens_written >= 1
    assert meter.take() == Spent(0, 0, 0, 0)
