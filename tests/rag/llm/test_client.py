"""The client against a service of our own on loopback that speaks the OpenAI stream format."""

import json
import math
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

import pytest
from langchain_core.messages import HumanMessage, SystemMessage
from pydantic import SecretStr

from index.errors import ModelError
from rag.llm.client import Abilities, LanguageModel, Piece, Slot
from rag.llm.stopping import stoppable

HINT = (
    "The embedded one restarts by itself; start another one again, or check BRIEFING_LLM_URL. "
    "Until then answers are quotes."
)
TOP = [{"token": "Ja", "logprob": -0.1}, {"token": "Nein", "logprob": -2.5}]
Option = Literal["yes", "refused", "ignored"]
Fault = Literal["cut", "500", "404", "event", "garbage", "html", "slow"]


@dataclass
class Service(ThreadingHTTPServer):
    """Says "Ja genau." to everything, or fails as told."""

    logprobs: Option = "yes"
    grammar: Option = "yes"
    fault: Fault | None = None
    endless: bool = False
    bodies: list[dict[str, Any]] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    busy: int = 0
    busiest: int = 0
    counting: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    __hash__ = object.__hash__


class Handler(BaseHTTPRequestHandler):
    server: Service
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append(body | {"key": self.headers["Authorization"]})
        with self.server.counting:
            self.server.busy += 1
            self.server.busiest = max(self.server.busiest, self.server.busy)
        try:
            self._reply(body)
        except (BrokenPipeError, ConnectionResetError):
            self.server.hung_up.set()
        finally:
            with self.server.counting:
                self.server.busy -= 1

    def _reply(self, body: dict[str, Any]) -> None:
        server = self.server
        refused = [
            name
            for name in ("logprobs", "grammar")
            if name in body and getattr(server, name) == "refused"
        ]
        if refused:
            self._whole(400, {"error": {"message": f"unknown option {refused[0]}"}})
        elif server.fault in ("500", "404"):
            self._whole(int(server.fault), {"error": {"message": "out of order"}})
        elif server.fault == "html":
            self._begin("text/html")
            self._chunk("<html><body>Welcome!</body></html>")
            self._chunk("")
        else:
            if server.fault == "slow":
                server.go_on.wait(30)
            self._begin("text/event-stream")
            self._stream(body)

    def _stream(self, body: dict[str, Any]) -> None:
        server = self.server
        texts = ["Ja", " genau", "."]
        if "grammar" in body and server.grammar == "yes":
            texts = [body["grammar"].split('"')[1]]
        with_logprobs = "logprobs" in body and server.logprobs == "yes"
        self._delta({"role": "assistant", "content": ""})
        for text in texts:
            self._delta({"content": text}, TOP if with_logprobs else None)
            time.sleep(0.01)
        if server.fault == "cut":
            return
        if server.fault == "event":
            self._event({"error": {"message": "context too long"}})
        if server.fault == "garbage":
            self._chunk("data: {no json\n\n")
        while server.endless:
            self._delta({"content": "x"})
            time.sleep(0.01)
        self._delta({}, finish="stop")
        self._chunk("data: [DONE]\n\n")
        self._chunk("")

    def _begin(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()

    def _delta(
        self, delta: dict[str, str], top: list[Any] | None = None, finish: str | None = None
    ) -> None:
        choice: dict[str, Any] = {"index": 0, "delta": delta, "finish_reason": finish}
        if top:
            entry = {"token": delta["content"], "logprob": -0.1, "bytes": None}
            choice["logprobs"] = {"content": [entry | {"top_logprobs": top}]}
        head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        self._event(head | {"choices": [choice]})

    def _event(self, event: dict[str, Any]) -> None:
        self._chunk(f"data: {json.dumps(event)}\n\n")

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _whole(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[Service]:
    server = Service()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.go_on.set()
    server.endless = False
    server.shutdown()
    thread.join()
    server.server_close()


def client(service: Service, **options: Any) -> LanguageModel:
    return LanguageModel(service.url, "m", SecretStr("s3cret"), **options)


def ask(model: LanguageModel, **options: Any) -> list[Piece]:
    return list(model.stream([SystemMessage("S"), HumanMessage("Q")], max_tokens=9, **options))


@pytest.mark.parametrize("logprobs", ["yes", "refused", "ignored"])
@pytest.mark.parametrize("grammar", ["yes", "refused", "ignored"])
def test_what_a_service_can_do_is_found_out_once(
    logprobs: Option, grammar: Option, service: Service
) -> None:
    service.logprobs, service.grammar = logprobs, grammar
    model = client(service)
    assert model.abilities == Abilities(logprobs == "yes", grammar == "yes")
    probes = len(service.bodies)
    pieces = ask(model, logprobs=True, grammar='root ::= "Nein"')
    alternatives = (("Ja", -0.1), ("Nein", -2.5)) if logprobs == "yes" else ()
    said = ["Nein"] if grammar == "yes" else ["Ja", " genau", "."]
    assert pieces == [Piece(text, alternatives, -0.1 if alternatives else None) for text in said]
    assert model.abilities == Abilities(logprobs == "yes", grammar == "yes")
    assert len(service.bodies) == probes + 1
    assert ("logprobs" in service.bodies[-1]) is (logprobs == "yes")
    assert ("grammar" in service.bodies[-1]) is (grammar == "yes")


def test_what_is_sent(service: Service) -> None:
    model = client(service, slots={"answer.de": Slot(3, adapter=1), "translate.en": Slot(1)})
    ask(model, logprobs=True, grammar='root ::= "x"', purpose="answer.de")
    assert service.bodies[-1] == {
        "key": "Bearer s3cret",
        "model": "m",
        "messages": [{"content": "S", "role": "system"}, {"content": "Q", "role": "user"}],
        "stream": True,
        "temperature": 0.0,
        "max_completion_tokens": 9,
        "logprobs": True,
        "top_logprobs": 20,
        "grammar": 'root ::= "x"',
        "id_slot": 3,
        "lora": [{"id": 1, "scale": 1.0}],
        "chat_template_kwargs": {"enable_thinking": False},
        "stream_options": {"include_usage": True},
    }
    ask(model, purpose="translate.en")
    assert service.bodies[-1]["id_slot"] == 1
    assert "lora" not in service.bodies[-1]
    ask(model, purpose="translate.de")
    assert {"id_slot", "lora", "logprobs", "top_logprobs", "grammar"}.isdisjoint(service.bodies[-1])


@pytest.mark.parametrize("fault", ["cut", "500", "404", "event", "garbage", "html", "slow"])
def test_a_service_that_fails(fault: Fault, service: Service) -> None:
    model = client(service, timeout_s=0.5)
    assert model.abilities == Abilities(logprobs=True, grammar=True)
    service.fault = fault
    with pytest.raises(ModelError) as raised:
        ask(model)
    assert raised.value.problem.startswith(f"The language model at {service.url} failed: ")
    assert raised.value.hint == HINT


def test_what_came_before_a_cut_is_passed_on(service: Service) -> None:
    model = client(service)
    assert model.abilities.logprobs
    service.fault = "cut"
    pieces = model.stream([HumanMessage("Q")], max_tokens=9)
    assert [next(pieces).text for _ in range(3)] == ["Ja", " genau", "."]
    with pytest.raises(ModelError):
        next(pieces)


def test_a_port_where_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    model = LanguageModel(f"http://127.0.0.1:{port}/v1", "m", SecretStr("k"))
    with pytest.raises(ModelError) as raised:
        ask(model)
    assert str(raised.value).startswith(f"The language model at http://127.0.0.1:{port}/v1 failed:")


def test_a_service_that_was_away_is_asked_again(service: Service) -> None:
    model = client(service)
    service.fault = "500"
    with pytest.raises(ModelError):
        ask(model)
    service.fault = None
    assert "".join(piece.text for piece in ask(model)) == "Ja genau."


def test_closing_stops_the_service(service: Service) -> None:
    model = client(service)
    assert model.abilities.grammar
    service.endless = True
    pieces = model.stream([HumanMessage("Q")], max_tokens=9)
    assert next(pieces).text == "Ja"
    pieces.close()
    assert service.hung_up.wait(10)
    service.endless = False
    assert ask(model)[0].text == "Ja"


def test_a_reader_who_stops_ends_the_call_and_the_wait_for_a_turn(service: Service) -> None:
    model = client(service)
    assert model.abilities.grammar
    service.endless = True
    stopped = threading.Event()
    with stoppable(stopped.is_set):
        held = model.stream([HumanMessage("Q")], max_tokens=9)
        assert next(held).text == "Ja"
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(wait_stopped, model, stopped.is_set)
            stopped.set()
            with pytest.raises(ModelError, match="stopped"):
                waiting.result(10)
        with pytest.raises(ModelError, match="stopped"):
            list(held)
        asked = len(service.bodies)
        with pytest.raises(ModelError, match="stopped"):
            ask(model)
    assert len(service.bodies) == asked
    assert service.hung_up.wait(10)
    service.endless = False
    assert ask(model)[0].text == "Ja"


def wait_stopped(model: LanguageModel, stopped: Callable[[], bool]) -> None:
    with stoppable(stopped):
        ask(model)


@pytest.mark.parametrize("parallel", [1, 2])
def test_calls_wait_their_turn(parallel: int, service: Service) -> None:
    model = client(service, parallel=parallel)
    assert model.abilities.grammar
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: ask(model), range(4)))
    assert ["".join(piece.text for piece in answer) for answer in answers] == ["Ja genau."] * 4
    assert service.busiest == parallel


def test_waiting_for_a_turn_has_an_end(service: Service) -> None:
    model = client(service, turn_s=0.2)
    assert model.abilities.grammar
    service.endless = True
    held = model.stream([HumanMessage("Q")], max_tokens=9)
    assert next(held).text == "Ja"
    began = time.monotonic()
    with pytest.raises(ModelError, match=r"busy with other questions for 0\.2 seconds") as raised:
        ask(model)
    assert 0.2 <= time.monotonic() - began < 20
    assert "answers are quotes" in raised.value.hint
    held.close()
    service.endless = False
    assert ask(model)[0].text == "Ja"


def test_a_call_that_fails_gives_its_turn_back(service: Service) -> None:
    model = client(service, turn_s=5)
    assert model.abilities.grammar
    for _ in range(3):
        service.fault = "500"
        with pytest.raises(ModelError, match="failed"):
            ask(model)
        service.fault = None
        assert ask(model)[0].text == "Ja"


def test_many_who_find_out_what_a_mute_service_can_do_do_not_wait_for_each_other(
    service: Service,
) -> None:
    service.fault = "slow"
    model = client(service, timeout_s=1.5, turn_s=0.2)
    began = time.monotonic()

    def fails(_: int) -> str:
        with pytest.raises(ModelError) as raised:
            ask(model)
        return raised.value.problem

    with ThreadPoolExecutor(8) as pool:
        problems = list(pool.map(fails, range(8)))
    assert sum("busy" in problem for problem in problems) >= 4
    assert time.monotonic() - began < 8 * 1.5


def test_log_probabilities_are_natural(service: Service) -> None:
    first, *_ = ask(client(service), logprobs=True)
    assert math.isclose(sum(math.exp(p) for _, p in first.alternatives), 0.987, abs_tol=0.001)
