"""Converts errors to sentences in the reader's language, each with a next step."""

import logging

from starlette.requests import Request
from starlette.responses import JSONResponse

from index.errors import BriefingError, ModelError, QuestionError, StoreError
from rag.question.cleaning import MAX_CHARACTERS
from rag.runtime.state import Phase, State
from rag.types import Language
from rag.web.queue.answering import BusyError, ClosingError
from rag.web.texts import number, text
from rag.web.texts.languages import language_of

log = logging.getLogger(__name__)


def sentence(error: Exception, question: str, state: State, language: Language) -> str:
    """The sentence for a reader whose question failed; unexpected errors are logged."""
    if isinstance(error, QuestionError):
        return _about_question(question, language)
    return text(_key(error, state), language)


def _key(error: Exception, state: State) -> str:
    match error:
        case ClosingError():
            return "closing"
        case BusyError():
            return "busy"
        case StoreError() if state.index.phase is Phase.LOADING:
            return "not_ready"
        case ModelError():
            return "model_gone"
        case BriefingError():
            return "index_failed"
        case _:
            log.error("A question failed with an unexpected error.", exc_info=error)
            return "defect"


def _about_question(question: str, language: Language) -> str:
    if len(question) > MAX_CHARACTERS:
        return text(
            "question_long",
            language,
            length=number(len(question), language),
            limit=number(MAX_CHARACTERS, language),
        )
    if question.strip():
        return text("question_no_text", language)
    return text("question_empty", language)


def refusal(key: str, request: Request, status: int) -> JSONResponse:
    """An error response whose ``detail`` is a sentence for the reader."""
    return JSONResponse({"detail": text(key, language_of(request))}, status)
