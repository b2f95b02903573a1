"""Routes of the service and the endpoint for programs."""

from dataclasses import replace

import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]
from gradio_client.exceptions import AppError  # type: ignore[import-untyped]

from index.passages.splitting import split
from rag.decisions import Mode
from rag.exam.results import Result, Share
from rag.runtime.state import ComponentState, Phase, State
from rag.web.texts import TEXTS
from tests.rag.web.conftest import Serve
from tests.rag.web.fake import FakeAssistant

LOADING = ComponentState(Phase.LOADING)
READY = ComponentState(Phase.READY)


def test_ready_tells_what_the_model_can(serve: Serve) -> None:
    exam = Result(
        "m", 1, "2026-11-26T08:00:00+00:00",
        form=Share(24, 24), right=Share(12, 14), cites=Share(12, 12), refuses=Share(5, 10),
        language=Share(24, 24), found=Share(14, 14), imagined=Share(5, 10),
        seconds=2.5, logprobs=True, grammar=False,
    )  # fmt: skip
    state = State(READY, READY, mode=Mode.EXTRACT, exam=exam)
    told = httpx.get(serve(FakeAssistant(status=state)) + "ready").json()["model"]
    assert told["mode"] == "extract"
    assert told["exam"] == {
        "form": 1.0, "right": 0.86, "cites": 1.0, "refuses": 0.5, "language": 1.0,
        "seconds": 2.5, "lacks": ["refuses"], "made": "2026-11-26T08:00:00+00:00",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("state", "status", "message"),
    [
        (State(LOADING, LOADING), 503, "Die Artikel werden geladen. Fragen sind gleich möglich."),
        (
            State(ComponentState(Phase.LOADING, 0.5), LOADING),
            503,
            "Die Artikel werden geladen (50\u00a0%). Fragen sind gleich möglich.",
        ),
        (
            State(ComponentState(Phase.FAILED, problem="Broken /secret/path."), READY),
            503,
            TEXTS["index_failed"]["de"],
        ),
        (
            State(READY, ComponentState(Phase.LOADING, 0.429), documents=1),
            200,
            "Das Sprachmodell wird geladen (43\u00a0%). Bis dahin bestehen Antworten aus Zitaten.",
        ),
        (State(READY, ComponentState(Phase.OFF)), 200, TEXTS["model_off"]["de"]),
        (
            State(READY, ComponentState(Phase.FAILED, problem="No /secret/path.")),
            200,
            TEXTS["model_failed"]["de"],
        ),
        (State(READY, READY), 200, ""),
    ],
)
def test_ready_tells_the_truth(serve: Serve, state: State, status: int, message: str) -> None:
    response = httpx.get(serve(FakeAssistant(status=state)) + "ready?lang=de")
    assert response.status_code == status
    assert response.json() == {
        "ready": status == 200,
        "index": {
            "phase": state.index.phase.value,
            "progress": state.index.progress,
            "documents": state.documents,
        },
        "model": {
            "phase": state.model.phase.value,
            "progress": state.model.progress,
            "mode": None,
            "exam": None,
        },
        "queue": {"running": 0, "waiting": 0},
        "message": message,
    }


def test_health_is_live_while_nothing_is_loaded(serve: Serve) -> None:
    response = httpx.get(serve(FakeAssistant(status=State(LOADING, LOADING))) + "health")
    assert (response.status_code, response.json()) == (200, {"status": "live"})


def test_passages_come_with_their_article(serve: Serve) -> None:
    fake = FakeAssistant()
    passage = split(fake.document_)[3]
    reading = httpx.get(serve(fake) + f"api/passages/{passage.id}").json()
    assert reading["title"] == fake.document_.title
    assert reading["paragraphs"][3] == {
        "number": 4,
        "pieces": [{"text": passage.text, "marked": True}],
        "near": False,
    }


@pytest.mark.parametrize(
    "reference", ["0123456789abcdef-0-5", "0123", "{id}-0-99999999", "{id}-7-7"]
)
def test_passages_that_are_not_there_are_said_to_be_gone(serve: Serve, reference: str) -> None:
    fake = FakeAssistant()
    where = serve(fake) + "api/passages/" + reference.replace("{id}", fake.document_.id)
    response = httpx.get(where, headers={"accept-language": "de"})
    assert (response.status_code, response.json()) == (
        404,
        {"detail": TEXTS["passage_unknown"]["de"]},
    )


def test_page_has_no_inline_script_and_ours_first(serve: Serve) -> None:
    page = httpx.get(serve(FakeAssistant()), headers={"accept-encoding": "br, gzip"})
    assert page.text.index('<head><script src="web/js/early.js">') > 0
    assert [tag for tag in page.text.split("<script")[1:] if " src=" not in tag.split(">")[0]] == []


def test_the_list_of_articles_is_compressed_if_it_is_long(serve: Serve) -> None:
    fake = FakeAssistant()
    url = serve(fake) + "api/articles"
    assert "content-encoding" not in httpx.get(url, headers={"accept-encoding": "gzip"}).headers
    fake.document_ = replace(fake.document_, title="Fähre " * 2_000)
    long = httpx.get(url, headers={"accept-encoding": "gzip"})
    assert long.headers["content-encoding"] == "gzip"
    assert fake.document_.title.strip() in long.text


@pytest.mark.slow
def test_endpoint_ask_gives_the_contract(serve: Serve) -> None:
    fake = FakeAssistant()
    client = Client(serve(fake), verbose=False)
    answer = client.predict("Which countries cannot?", "en", api_name="/ask")
    first, second = split(fake.document_)[2], split(fake.document_)[10]
    assert {key: answer[key] for key in ("id", "question", "language", "status", "refused")} == {
        "id": "0123456789abcdef",
        "question": "Which countries cannot?",
        "language": "en",
        "status": "answered",
        "refused": False,
    }
    assert [
        (cited["n"], cited["quote"], fake.document_.text[cited["start"] : cited["end"]])
        for cited in answer["citations"]
    ] == [(1, first.text, first.text), (2, second.text, second.text)]
    assert answer["nearest"] == []
    assert client.view_api(return_format="dict")["named_endpoints"].keys() == {"/ask"}
    client.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "language", "said"),
    [
        ("", "de", TEXTS["question_empty"]["de"]),
        ("Wer?", "fr", TEXTS["language_unknown"]["en"].format(name="fr")),
        ("Störung gerade?", "de", TEXTS["model_gone"]["de"]),
    ],
)
def test_endpoint_ask_tells_what_is_wrong(
    serve: Serve, question: str, language: str, said: str
) -> None:
    client = Client(serve(FakeAssistant()), verbose=False)
    with pytest.raises(AppError) as caught:
        client.predict(question, language, api_name="/ask")
    client.close()
    assert said in str(caught.value)
