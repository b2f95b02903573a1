"""LangChain adapters of the assistant: a retriever and a runnable.

Only this module converts our types to LangChain's. A caller's callbacks see one run per question
with the search and each call to the language model as child runs.

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
    """A question with the other arguments of :meth:`rag.assistant.Assistant.ask`."""

    text: str
    language: Language | None = None
    """Language of the answer; None for that of the question."""
    history: tuple[Turn, ...] = ()
    sources: tuple[str, ...] = ()
    """Paths of the articles to search; empty for all."""


class BriefingRetriever(BaseRetriever):
    """Retrieves the best passages for a question, best first.

    The metadata of a document are ``source``, ``paragraph`` (from 1), ``start`` and ``end``
    (character offsets in the article's text) and ``score`` (only meaningful for ranking).
    Raises what :meth:`rag.assistant.Assistant.search` raises.
    """

    assistant: Assistant
    count: int = 4
    """Maximum number of passages."""
    sources: tuple[str, ...] = ()
    """Paths of the articles to search; empty for all."""

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - the base class calls with it
    ) -> list[Document]:
        found = self.assistant.search(query, count=self.count, sources=self.sources)
        return [_document(candidate.passage, candidate.score) for candidate in found]


class BriefingRunnable(Runnable[Question | str, Event]):
    """Answers questions: ``stream`` yields all events, ``invoke`` and ``batch`` return the last.

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
        """The last event, which contains the answer."""
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
        """The assistant's events; model calls pick up the run from the LangChain context."""
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
    """The first event; callbacks see it as a retriever run that returns the evidence."""
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
