"""LangChain's own calls on the assistant, and what its callbacks see."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.documents import Document
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage
from pydantic import SecretStr

from index.errors import QuestionError
from index.settings import Settings
from rag.assistant import Assistant
from rag.langchain import BriefingRetriever, BriefingRunnable, Question
from rag.llm.client import Abilities, LanguageModel
from rag.llm.connection import of_url
from rag.types import Done, Sources, Status, Token, Turn
from tests.rag.conftest import SetWeights
from tests.rag.memory import article, retriever_of
from tests.rag.scripted import Opened, ScriptedModel, found, gone

TEXT = "Die Fähre Aurora sank 1994 vor Utö. An Bord waren 989 Menschen."
OTHER = "Der Hafen von Turku wird im nächsten Jahr für 20 Millionen Euro ausgebaut."
ASKED = "Wann sank die Fähre Aurora vor Utö?"
Make = Callable[[LanguageModel], Assistant]


class Trace(BaseCallbackHandler):
    """What a tracing tool gets: each run's name, and that of the run it belongs to."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, str | None]] = []
        self.documents: list[Document] = []
        self.ended: list[str] = []
        self.outputs: object = None
        self._names: dict[UUID, str] = {}

    def _began(self, name: str, run_id: UUID, parent_run_id: UUID | None) -> None:
        self._names[run_id] = name
        self.runs.append((name, self._names[parent_run_id] if parent_run_id else None))

    def on_chain_start(self, *_: Any, run_id: UUID, **more: Any) -> None:
        self._began(more["name"], run_id, more["parent_run_id"])

    def on_retriever_start(self, *_: Any, run_id: UUID, **more: Any) -> None:
        self._began("search", run_id, more["parent_run_id"])

    def on_chat_model_start(
        self, serialized: dict[str, Any], messages: list[list[BaseMessage]], **more: Any
    ) -> None:
        assert serialized is not None
        assert messages
        self._began("model", more["run_id"], more["parent_run_id"])

    def on_retriever_end(self, documents: Sequence[Document], **_: Any) -> None:
        self.documents = list(documents)
        self.ended.append("search")

    def on_retriever_error(self, *_: Any, **__: Any) -> None:
        self.ended.append("search failed")

    def on_llm_end(self, *_: Any, **__: Any) -> None:
        self.ended.append("model")

    def on_chain_end(self, outputs: object, **_: Any) -> None:
        self.outputs = outputs
        self.ended.append("briefing")

    def on_chain_error(self, *_: Any, **__: Any) -> None:
        self.ended.append("briefing failed")


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, set_weights: SetWeights) -> Make:
    """The real assistant over two articles, answering whatever the model says."""
    set_weights({"bias": 5.0}, {"bias": 5.0})

    def made(model: LanguageModel) -> Assistant:
        assistant = Assistant(Settings(data=tmp_path))
        retriever = retriever_of(article("faehre.txt", TEXT), article("hafen.txt", OTHER))
        monkeypatch.setattr(assistant, "_index", Opened(retriever))
        monkeypatch.setattr(assistant._model, "model", model)
        return assistant

    return made


def test_the_retriever_tells_where_each_passage_stands(make: Make) -> None:
    trace = Trace()
    retriever = BriefingRetriever(assistant=make(ScriptedModel()), count=1)
    (document,) = retriever.invoke(ASKED, {"callbacks": [trace]})
    score = document.metadata.pop("score")
    assert document.metadata == {
        "source": "faehre.txt", "paragraph": 1, "start": 0, "end": len(TEXT),
    }  # fmt: skip
    assert document.page_content == TEXT
    assert isinstance(score, float)
    assert (trace.runs, trace.documents) == ([("search", None)], [document])


def test_the_retriever_keeps_to_the_articles_named(make: Make) -> None:
    retriever = BriefingRetriever(assistant=make(ScriptedModel()), sources=("hafen.txt",))
    assert [document.page_content for document in retriever.invoke(ASKED)] == [OTHER]


def test_invoke_gives_the_whole_answer(make: Make) -> None:
    briefing = BriefingRunnable(make(ScriptedModel(found("1994"))))
    answer = briefing.invoke(ASKED).answer
    assert (answer.question, answer.status) == (ASKED, Status.ANSWERED)
    assert answer.text.startswith("1994. [1]")


def test_stream_gives_the_events_as_they_come(make: Make) -> None:
    model = ScriptedModel(found("1994"))
    events = BriefingRunnable(make(model)).stream(ASKED)
    assert isinstance(next(events), Sources)
    assert model.asked == []
    *tokens, last = events
    assert isinstance(last, Done)
    assert "".join(token.text for token in tokens if isinstance(token, Token)) == last.answer.text


def test_a_stream_that_is_closed_stops_the_model(make: Make) -> None:
    model = ScriptedModel(found("1994"))
    events = BriefingRunnable(make(model)).stream(ASKED)
    next(events)
    next(events)
    events.close()
    assert model.ended == len(model.asked) == 1


def test_a_batch_is_answered_in_order(make: Make) -> None:
    briefing = BriefingRunnable(make(ScriptedModel()))
    ended = briefing.batch(["Hallo!", "Thanks a lot!"])
    answers = [event.answer for event in ended if isinstance(event, Done)]
    assert [answer.question for answer in answers] == ["Hallo!", "Thanks a lot!"]
    assert [answer.text.split("!")[0] for answer in answers] == ["Guten Tag", "You are welcome"]


def test_a_question_carries_language_conversation_and_articles(make: Make) -> None:
    model = ScriptedModel(found("20"), [gone()])
    asked = Question("Und wann?", "en", (Turn("Wird der Hafen ausgebaut?", "Ja."),), ("hafen.txt",))
    first, *_, last = BriefingRunnable(make(model)).stream(asked)
    assert isinstance(first, Sources)
    assert isinstance(last, Done)
    assert {item.passage.source for item in first.evidence} == {"hafen.txt"}
    assert last.answer.language == "en"
    assert last.answer.decisions[0].searched == "Wird der Hafen ausgebaut? Und wann?"


def test_callbacks_see_the_search_and_the_calls_to_the_model(make: Make) -> None:
    trace = Trace()
    said = GenericFakeChatModel(messages=iter([AIMessage("1994")]))
    fake = of_url("http://127.0.0.1:9/v1", "fake", SecretStr("k"), 1.0)
    model = LanguageModel(replace(fake, chat=said), "fake")
    model._abilities = Abilities(logprobs=False, grammar=False)
    done = BriefingRunnable(make(model)).invoke(ASKED, {"callbacks": [trace]})
    assert trace.runs == [("briefing", None), ("search", "briefing"), ("model", "briefing")]
    assert trace.ended == ["search", "model", "briefing"]
    assert trace.outputs is done
    assert TEXT in [document.page_content for document in trace.documents]
    assert "1994" in done.answer.text


def test_callbacks_see_a_failure(make: Make) -> None:
    trace = Trace()
    with pytest.raises(QuestionError):
        BriefingRunnable(make(ScriptedModel())).invoke("?", {"callbacks": [trace]})
    assert trace.ended == ["search failed", "briefing failed"]
