"""The API for programs: ``/api/ask`` and ``/api/passages/…``.

It is stateless: earlier turns are sent with a follow-up question.
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
from rag.contract import AnswerForm, to_json
from rag.types import Done, Event, Language, Turn
from rag.web.access.identity import asker
from rag.web.assistant import Helper
from rag.web.problems import refusal, sentence
from rag.web.queue.answering import Ahead, Answering, BusyError, ClosingError
from rag.web.queue.event_stream import EventStream, named
from rag.web.texts import text
from rag.web.texts.languages import language_of
from rag.web.view.article import ArticleView, Reference
from rag.web.view.opening import GoneError, opened

RETRY_S: Final = 10
"""Retry-After for programs when the queue is full."""


class Question(BaseModel):
    """The body of ``/api/ask``."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"question": "Wer hat das Treffen einberufen?"}},
    )

    question: str = Field(description="api.question")
    language: Language | None = Field(None, description="api.language")
    history: tuple[Turn, ...] = Field((), description="api.history", max_length=50)
    sources: tuple[str, ...] = Field((), description="api.sources", max_length=1_000)


class ProblemBody(BaseModel):
    """An error: what is wrong, and the next step, in the requested language."""

    detail: str


_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": ProblemBody, "description": f"api.{status}"} for status in (422, 429, 503)
}
_EVENTS: Final = {"schema": {"type": "string"}, "example": 'event: token\ndata: {"text": "…"}\n\n'}


@dataclass(frozen=True, slots=True)
class Api:
    """The routes for one assistant and its queue."""

    helper: Helper
    answering: Answering

    def add_to(self, app: FastAPI) -> None:
        """Add the routes to the service."""
        routes = APIRouter(tags=["api"])
        routes.post(
            "/api/ask",
            summary="api.ask",
            description="api.ask_more",
            response_class=JSONResponse,
            response_model=None,
            responses={
                200: {
                    "model": AnswerForm,
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
        """Answer as JSON, or as server-sent events if the client accepts them."""
        events = self._events(asked, request)
        try:
            # If the queue is full, the response has an error status, also for event streams.
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
            # Stops the model if the client has disconnected.
            for task in (answer, left):
                task.cancel()
            await asyncio.wait([answer, left])

    def passage(
        self,
        reference: Annotated[str, Path(description="api.reference")],
        request: Request,
    ) -> Response:
        """An article with the passage marked, or the changed article."""
        try:
            reading = opened(self.helper, Reference.parse(reference), language_of(request))
        except ValueError:
            return refusal("passage_unknown", request, 404)
        except GoneError as error:
            return JSONResponse({"detail": str(error)}, 404)
        except StoreError:
            return refusal("not_ready_article", request, 503)
        return JSONResponse(asdict(reading))

    def _events(self, asked: Question, request: Request) -> AsyncGenerator[Event | Ahead]:
        ask = partial(
            self.helper.ask,
            asked.question,
            language=asked.language,
            history=asked.history,
            sources=asked.sources,
        )
        return self.answering.events(ask, asker(request))

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
    """Returns when the client disconnects."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _not_as_described(request: Request, error: Exception) -> JSONResponse:
    """The response to an invalid body, in the reader's language instead of the library's text."""
    assert isinstance(error, RequestValidationError)
    place = ".".join(str(part) for part in error.errors()[0]["loc"] if part != "body")
    said = text("ask_invalid", language_of(request), field=place[:100] or "JSON")
    return JSONResponse({"detail": said}, 422)


_RETRY: Final[Mapping[str, str]] = {"Retry-After": str(RETRY_S)}


def _passes(error: BriefingError | BusyError) -> bool:
    """Whether the error may be temporary."""
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
