"""The interface for programs, over real HTTP."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser

from rag.contract import AnswerForm, CitationForm, TimingsForm
from rag.runtime.state import ComponentState, Phase, State
from rag.types import LANGUAGES, Language, Turn
from rag.web.queue.event_stream import EventStream
from rag.web.texts import TEXTS
from rag.web.texts.api import API_TEXTS
from tests.rag.web.conftest import Serve
from tests.rag.web.fake import FakeAssistant

EVENTS = {"accept": "text/event-stream"}


@pytest.fixture
def fake() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def client(serve: Serve, fake: FakeAssistant) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=serve(fake), timeout=20) as opened:
        yield opened


def events(response: httpx.Response) -> list[tuple[str, dict[str, object]]]:
    """Names and data of a stream that is read to its end."""
    blocks = response.read().decode().split("\n\n")[:-1]
    pairs = [block.split("\n") for block in blocks if not block.startswith(":")]
    return [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for name, data in pairs
    ]


def test_an_answer_is_the_contract(client: httpx.Client, fake: FakeAssistant) -> None:
    history = [{"question": "Wer kam?", "answer": "Minister. [1]"}]
    asked = {"question": "Which countries cannot?", "language": "en", "history": history}
    answer = client.post("api/ask", json=asked).raise_for_status().json()
    text = fake.document_.text
    assert list(answer) == list(AnswerForm.model_fields)
    assert list(answer["timings"]) == list(TimingsForm.model_fields)
    assert [list(cited) for cited in answer["citations"]] == [list(CitationForm.model_fields)] * 2
    assert [text[c["start"] : c["end"]] for c in answer["citations"]] == [
        c["quote"] for c in answer["citations"]
    ]
    assert (answer["status"], answer["refused"], answer["language"]) == ("answered", False, "en")
    assert fake.asked == [("Which countries cannot?", "en", (Turn("Wer kam?", "Minister. [1]"),))]


def test_events_come_as_they_happen(client: httpx.Client, fake: FakeAssistant) -> None:
    body = {"question": "Warte auf die Antwort."}
    with client.stream("POST", "api/ask", json=body, headers=EVENTS) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        lines = response.iter_lines()
        assert next(lines) == "event: sources"
        found = json.loads(next(lines).removeprefix("data: "))
        assert [item["n"] for item in found["evidence"]] == [1, 2, 3]
        quote = found["evidence"][0]["quotes"][0]
        assert fake.document_.text[quote["start"] : quote["end"]] == quote["quote"]
        fake.go_on.set()
        names = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    assert names == ["token", "token", "done"]


def test_the_last_event_is_the_answer(client: httpx.Client) -> None:
    body = {"question": "Wetter morgen?"}
    with client.stream("POST", "api/ask", json=body, headers=EVENTS) as response:
        *_, (name, streamed) = events(response)
    assert name == "done"
    assert streamed == client.post("api/ask", json=body).json()


@pytest.mark.parametrize("headers", [{}, EVENTS])
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"question": " "}, TEXTS["question_empty"]["de"]),
        ({"question": "Wer?", "language": "fr"}, TEXTS["ask_invalid"]["de"]),
        ({"question": "Wer?", "unknown": 1}, TEXTS["ask_invalid"]["de"]),
        ({"frage": "Wer?"}, TEXTS["ask_invalid"]["de"]),
        ({"question": 7}, TEXTS["ask_invalid"]["de"]),
        ({"question": "Wer?", "history": [{"question": "Wer?"}]}, TEXTS["ask_invalid"]["de"]),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(
    client: httpx.Client, body: dict[str, object], said: str, headers: dict[str, str]
) -> None:
    response = client.post("api/ask", json=body, headers={"accept-language": "de"} | headers)
    assert response.status_code == 422
    assert response.json()["detail"].startswith(said.partition("{")[0])


def test_an_error_in_mid_answer_is_an_event(client: httpx.Client) -> None:
    body = {"question": "Störung gerade?"}
    with client.stream("POST", "api/ask?lang=de", json=body, headers=EVENTS) as response:
        seen = events(response)
    assert [name for name, _ in seen] == ["sources", "error"]
    assert seen[-1][1] == {"detail": TEXTS["model_gone"]["de"]}
    again = client.post("api/ask?lang=en", json=body)
    assert (again.status_code, again.json()["detail"]) == (503, TEXTS["model_gone"]["en"])


def test_while_the_articles_load_it_says_so(serve: Serve) -> None:
    loading = State(ComponentState(Phase.LOADING), ComponentState(Phase.LOADING))
    response = httpx.post(
        serve(FakeAssistant(status=loading)) + "api/ask?lang=en", json={"question": "Who?"}
    )
    assert (response.status_code, response.json()["detail"]) == (503, TEXTS["not_ready"]["en"])
    assert response.headers["retry-after"] == "10"


def test_a_full_queue_is_a_sentence_and_429(client: httpx.Client, fake: FakeAssistant) -> None:
    """4 are answered, 60 wait, the next is turned away; in the end everybody has an answer."""
    body = {"question": "Warte bitte."}
    with ThreadPoolExecutor(64) as people:
        asked = [people.submit(client.post, "api/ask", json=body) for _ in range(64)]
        until(lambda: client.get("ready").json()["queue"] == {"running": 4, "waiting": 60})
        turned_away = client.post("api/ask?lang=de", json=body)
        fake.go_on.set()
        statuses = {answer.result().status_code for answer in asked}
    assert turned_away.status_code == 429
    assert turned_away.json() == {"detail": TEXTS["busy"]["de"]}
    assert turned_away.headers["retry-after"] == "10"
    assert statuses == {200}


def test_whoever_leaves_stops_the_work(client: httpx.Client, fake: FakeAssistant) -> None:
    with pytest.raises(httpx.ReadTimeout):
        client.post("api/ask", json={"question": "Warte bitte."}, timeout=0.5)
    stopped = 'briefing_questions_total{outcome="stopped"} 1.0'
    until(lambda: stopped in client.get("metrics").text)
    fake.go_on.set()
    assert fake.closed.wait(5)


def until(reached: Callable[[], bool]) -> None:
    """Wait for something that is to happen within seconds."""
    for _ in range(200):
        if reached():
            return
        time.sleep(0.05)
    raise AssertionError("It did not happen.")


def test_a_silent_stream_is_kept_open() -> None:
    async def slow() -> AsyncGenerator[tuple[str, dict[str, Any]]]:
        await asyncio.sleep(0.25)
        yield "token", {"text": "ä"}

    async def read() -> list[object]:
        return [part async for part in EventStream(slow(), ping_s=0.1).body_iterator]

    # In a thread of its own: in this one the browser of earlier tests has a loop running.
    with ThreadPoolExecutor(1) as thread:
        parts = thread.submit(asyncio.run, read()).result()
    assert parts == [
        b": ping\n\n",
        b": ping\n\n",
        'event: token\ndata: {"text": "ä"}\n\n'.encode(),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_is_complete_in_both_languages(
    client: httpx.Client, language: Language
) -> None:
    described = client.get(f"api/openapi.json?lang={language}").json()
    assert described["paths"].keys() == {
        "/api/ask", "/api/passages/{reference}", "/health", "/ready",
    }  # fmt: skip
    written = json.dumps(described, ensure_ascii=False)
    assert [key for key in API_TEXTS if f'"{key}"' in written] == []
    assert '"api.' not in written
    unused = [
        key
        for key, said in API_TEXTS.items()
        if json.dumps(said[language], ensure_ascii=False) not in written
    ]
    assert unused == []


@pytest.mark.browser
@pytest.mark.slow
def test_the_description_is_shown_without_a_call_elsewhere(
    browser: Browser, client: httpx.Client
) -> None:
    page = browser.new_page(locale="de-DE")
    requested: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{client.base_url}api/docs")
    page.wait_for_selector("text=Eine Frage stellen")
    page.click("text=Eine Frage stellen")
    page.wait_for_selector("text=Accept: text/event-stream")
    page.close()
    assert [u for u in requested if not u.startswith((str(client.base_url), "data:"))] == []
    assert complaints == []
