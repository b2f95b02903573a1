"""The assistant for programs built on LangChain: a retriever and a runnable.

The only place where our types become LangChain's. Callbacks of the caller see one run per question
and, below it, the search and each call to the language model.

::

    retriever = BriefingRetriever(assistant=assistant)
    documents = retriever.invoke("Wer lud ein?")

    briefing = BriefingRunnable(assistant)
    answer = briefing.invoke("Wer lud ein?", {"callbacks": [tracer]}).answer
    for event in briefing.stream(Question("Who invited them?", sources=("summit.txt",))):
        ...
"""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from langchain_core.callbacks import CallbackManagerForChainRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig

from index.types import Passage
from rag.assistant import Assistant
from rag.types import Done, Event, Language, Sources, Turn


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what :meth:`rag.assistant.Assistant.ask` takes beside it."""

    text: str
    language: Language | None = None
    """Of the answer; that of the question if None."""
    history: tuple[Turn, ...] = ()
    sources: tuple[str, ...] = ()
    """Only these articles, if any are named."""


class BriefingRetriever(BaseRetriever):
    """The passages that fit a question, best first.

    The metadata of a document are ``source``, ``paragraph`` (from 1), ``start`` and ``end``
    (characters of the article's text) and ``score`` (the search's; only good for an order).
    Raises what :meth:`rag.assistant.Assistant.search` raises.
    """

    assistant: Assistant
    count: int = 4
    """How many passages at most."""
    sources: tuple[str, ...] = ()
    """Only these articles, if any are named."""

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - the base class calls with it
    ) -> list[Document]:
        found = self.assistant.search(query, count=self.count, sources=self.sources)
        return [_document(candidate.passage, candidate.score) for candidate in found]


class BriefingRunnable(Runnable[Question | str, Event]):
    """Answers questions: ``stream`` gives all events, ``invoke`` and ``batch`` the last one.

    Raises what :meth:`rag.assistant.Assistant.ask` raises.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.name = "briefing"
        self._assistant = assistant

    def invoke(
        self,
        input: Question | str,  # noqa: A002 - the base class names it so
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Done:
        """The last event, which holds the whole answer."""
        *_, last = self.stream(input, config, **kwargs)
        assert isinstance(last, Done)
        return last

    def stream(
        self,
        input: Question | str,  # noqa: A002 - the base class names it so
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Generator[Event]:
        """``Sources``, then ``Token``s, then ``Done``. Closing it early stops the model."""
        yield from self._transform_stream_with_config(iter([input]), self._events, config, **kwargs)

    def _events(
        self, inputs: Iterator[Question | str], run_manager: CallbackManagerForChainRun
    ) -> Generator[Event]:
        """The assistant's events; calls to the language model find the run in their context."""
        asked = next(inputs)
        question = Question(asked) if isinstance(asked, str) else asked
        events = self._assistant.ask(
            question.text,
            language=question.language,
            history=question.history,
            sources=question.sources,
        )
        with closing(events):
            yield _searched(events, question, run_manager)
            yield from events


def _searched(
    events: Iterator[Event], question: Question, run_manager: CallbackManagerForChainRun
) -> Sources:
    """The first event; callbacks see a search with the evidence as its documents."""
    searching = run_manager.get_child().on_retriever_start(
        None, question.text, name="briefing search"
    )
    try:
        first = next(events)
    except BaseException as error:
        searching.on_retriever_error(error)
        raise
    assert isinstance(first, Sources)
    searching.on_retriever_end([_document(item.passage, item.score) for item in first.evidence])
    return first


def _document(passage: Passage, score: float) -> Document:
    metadata = {
        "source": passage.source,
        "paragraph": passage.paragraph,
        "start": passage.start,
        "end": passage.end,
        "score": score,
    }
    return Document(page_content=passage.text, id=passage.id, metadata=metadata)
