"""The interface for programs: ``/api/ask``, ``/api/passages/…``, and its description.

It keeps nothing between two requests: what a follow-up leans on comes with the question.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import asdict, dataclass
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, FastAPI, Path, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from index.errors import BriefingError, QuestionError, StoreError
from rag.contract import to_json
from rag.types import Done, Event, Genre, Language, Mode, Status, Turn
from rag.web.assistant import Helper
from rag.web.problems import refusal, sentence
from rag.web.queue.answering import Ahead, Answering, BusyError, ClosingError
from rag.web.queue.event_stream import EventStream, named
from rag.web.texts import text
from rag.web.texts.languages import language_of
from rag.web.view.article import ArticleView, Reference
from rag.web.view.opening import GoneError, opened

RETRY_S: Final = 10
"""When to ask again, for programs that were turned away."""


class Question(BaseModel):
    """What to answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"question": "Wer hat das Treffen einberufen?"}},
    )

    question: str = Field(description="api.question")
    language: Language | None = Field(None, description="api.language")
    history: tuple[Turn, ...] = Field((), description="api.history", max_length=50)
    sources: tuple[str, ...] = Field((), description="api.sources", max_length=1_000)


class TranslatedSentenceBody(BaseModel):
    """One sentence of a quote: the article's ``text[start:end]``."""

    start: int
    end: int
    quote: str = Field(description="api.quote")
    translation: str | None = Field(description="api.translation")


class PrintBody(BaseModel):
    """An article that prints the same text."""

    source: str
    outlet: str | None = Field(description="api.outlet")


class ResolvedDateBody(BaseModel):
    """A relative day of a quote and its date."""

    start: int
    end: int
    date: str


class CitationBody(BaseModel):
    """A verbatim quote: the article's ``text[start:end]``."""

    n: int = Field(description="api.n")
    passage_id: str
    source: str = Field(description="api.source")
    paragraph: int = Field(description="api.paragraph")
    start: int
    end: int
    quote: str = Field(description="api.quote")
    translation: str | None = Field(description="api.translation")
    sentences: list[TranslatedSentenceBody] = Field(description="api.sentences")
    date: str | None = Field(description="api.date")
    outlet: str | None = Field(description="api.outlet")
    link: str | None = Field(description="api.link")
    page: int | None = Field(description="api.page")
    embargo: str | None = Field(description="api.embargo")
    withdrawn: str | None = Field(description="api.withdrawn")
    marks: list[tuple[int, int]] = Field(description="api.marks")
    dates: list[ResolvedDateBody] = Field(description="api.dates")
    also: list[PrintBody] = Field(description="api.also")
    genre: Genre | None = Field(description="api.genre")


class TimingsBody(BaseModel):
    """Milliseconds after the question's turn came."""

    sources_ms: float
    first_token_ms: float
    total_ms: float


class CostsBody(BaseModel):
    """What the calls of the language model took for this answer."""

    calls: int
    tokens_in: int = Field(description="api.tokens_in")
    tokens_out: int = Field(description="api.tokens_out")
    seconds: float
    estimated: bool = Field(description="api.costs_estimated")


class ShortAnswerBody(BaseModel):
    """What the model read out of a passage, unchecked."""

    text: str
    confidence: float | None = Field(description="api.confidence")
    opening: float | None = Field(description="api.opening")


class ConsideredBody(BaseModel):
    """A passage that was weighed."""

    n: int = Field(description="api.considered_n")
    passage_id: str
    source: str = Field(description="api.source")
    paragraph: int = Field(description="api.paragraph")
    late: float = Field(description="api.late")
    dense: float = Field(description="api.dense")
    words: float = Field(description="api.words")
    log_odds: float | None = Field(description="api.log_odds")
    probability: float = Field(description="api.passage_probability")
    short: ShortAnswerBody | None = Field(description="api.short")


class DecisionBody(BaseModel):
    """How one part of the question was decided."""

    searched: str = Field(description="api.searched")
    outcome: str = Field(description="api.outcome")
    probability: float | None = Field(description="api.probability")
    passages: list[ConsideredBody] = Field(description="api.considered")
    unmatched: list[str] = Field(description="api.unmatched")
    mode: Mode | None = Field(description="api.mode")


class AnswerBody(BaseModel):
    """The contract, as ``python -m rag ask --json`` prints it too."""

    id: str
    question: str
    language: Language
    answer: str = Field(description="api.answer")
    status: Status = Field(description="api.status")
    refused: bool = Field(description="api.refused")
    citations: list[CitationBody] = Field(description="api.citations")
    nearest: list[CitationBody] = Field(description="api.nearest")
    timings: TimingsBody
    missing: list[str] = Field(description="api.missing")
    model: str | None = Field(description="api.model")
    decisions: list[DecisionBody] = Field(description="api.decisions")
    costs: CostsBody = Field(description="api.costs")


class ProblemBody(BaseModel):
    """What is wrong, and the next step, in the language asked for."""

    detail: str


_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": ProblemBody, "description": f"api.{status}"} for status in (422, 429, 503)
}
_EVENTS: Final = {"schema": {"type": "string"}, "example": 'event: token\ndata: {"text": "…"}\n\n'}


@dataclass(frozen=True, slots=True)
class Api:
    """The routes over one assistant and the one queue in front of it."""

    helper: Helper
    answering: Answering

    def add_to(self, app: FastAPI) -> None:
        """Give the service these routes."""
        routes = APIRouter(tags=["api"])
        routes.post(
            "/api/ask",
            summary="api.ask",
            description="api.ask_more",
            response_class=JSONResponse,
            response_model=None,
            responses={
                200: {
                    "model": AnswerBody,
                    "description": "api.ask_200",
                    "content": {EventStream.media_type: _EVENTS},
                },
                **_PROBLEMS,
            },
        )(self.ask)
        routes.get(
            "/api/passages/{reference}",
            summary="api.passage",
            description="api.passage_more",
            response_model=ArticleView,
            responses={
                404: {"model": ProblemBody, "description": "api.404"},
                503: _PROBLEMS[503],
            },
        )(self.passage)
        app.include_router(routes)
        app.exception_handler(RequestValidationError)(_not_as_described)

    async def ask(self, asked: Question, request: Request) -> Response:
        """Answer as JSON, or as events for those who accept only these."""
        events = self._events(asked)
        try:
            # Whoever is turned away gets a status that says so, events or not.
            first = await anext(events)
        except (BriefingError, BusyError) as error:
            return self._problem(error, asked, language_of(request))
        if _wants_events(request):
            return EventStream(self._named(first, events, asked, language_of(request)))
        answer = asyncio.ensure_future(_answer(events))
        left = asyncio.ensure_future(_left(request))
        try:
            await asyncio.wait([answer, left], return_when=asyncio.FIRST_COMPLETED)
            return JSONResponse(answer.result() if answer.done() else None)
        except (BriefingError, BusyError) as error:
            return self._problem(error, asked, language_of(request))
        finally:
            # The model need not finish for somebody who does not wait any more.
            for task in (answer, left):
                task.cancel()
            await asyncio.wait([answer, left])

    def passage(
        self,
        reference: Annotated[str, Path(description="api.reference")],
        request: Request,
    ) -> Response:
        """An article with the passage's words marked, or what has become of them."""
        try:
            reading = opened(self.helper, Reference.parse(reference), language_of(request))
        except ValueError:
            return refusal("passage_unknown", request, 404)
        except GoneError as error:
            return JSONResponse({"detail": str(error)}, 404)
        except StoreError:
            return refusal("not_ready_article", request, 503)
        return JSONResponse(asdict(reading))

    def _events(self, asked: Question) -> AsyncGenerator[Event | Ahead]:
        ask = partial(
            self.helper.ask,
            asked.question,
            language=asked.language,
            history=asked.history,
            sources=asked.sources,
        )
        return self.answering.events(ask)

    async def _named(
        self,
        first: Event | Ahead,
        events: AsyncGenerator[Event | Ahead],
        asked: Question,
        language: Language,
    ) -> AsyncGenerator[tuple[str, dict[str, Any]]]:
        try:
            async with aclosing(events):
                yield named(first)
                async for event in events:
                    yield named(event)
        except (BriefingError, BusyError) as error:
            yield "error", {"detail": self._sentence(error, asked, language)}

    def _problem(
        self, error: BriefingError | BusyError, asked: Question, language: Language
    ) -> JSONResponse:
        body = {"detail": self._sentence(error, asked, language)}
        return JSONResponse(body, _status(error), _RETRY if _passes(error) else None)

    def _sentence(
        self, error: BriefingError | BusyError, asked: Question, language: Language
    ) -> str:
        state = self.helper.state()
        return sentence(error, asked.question, state, asked.language or language)


async def _answer(events: AsyncGenerator[Event | Ahead]) -> dict[str, Any]:
    async with aclosing(events):
        async for event in events:
            if isinstance(event, Done):
                return to_json(event.answer)
    raise RuntimeError("The assistant ended without an answer.")


async def _left(request: Request) -> None:
    """Ends when whoever asked has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _not_as_described(request: Request, error: Exception) -> JSONResponse:
    """A body of another form, said in the reader's language and not in the library's words."""
    assert isinstance(error, RequestValidationError)
    place = ".".join(str(part) for part in error.errors()[0]["loc"] if part != "body")
    said = text("ask_invalid", language_of(request), field=place[:100] or "JSON")
    return JSONResponse({"detail": said}, 422)


_RETRY: Final[Mapping[str, str]] = {"Retry-After": str(RETRY_S)}


def _passes(error: BriefingError | BusyError) -> bool:
    """Whether asking again later may help."""
    return not isinstance(error, QuestionError)


def _status(error: BriefingError | BusyError) -> int:
    match error:
        case ClosingError():
            return 503
        case BusyError():
            return 429
        case QuestionError():
            return 422
        case _:
            return 503


def _wants_events(request: Request) -> bool:
    return EventStream.media_type in request.headers.get("accept", "")
