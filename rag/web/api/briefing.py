"""Routes for the briefing: list, add and withdraw articles, and suggested questions.

``GET /api/suggestions`` returns suggested questions in the language of the interface.
``GET /api/articles`` lists the articles; ``POST /api/articles`` adds files and pasted text from a
form; ``GET /api/articles/indexing`` returns the progress of indexing.
``POST /api/articles/withdraw`` hides an article at once; ``/api/articles/reinstate`` undoes it.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from index.building.adding import Outcome, Upload, pasted
from index.errors import SourceError, StoreError
from index.formats import FORMATS
from index.reading.parsing import FileNote, Problem
from index.types import Document
from index.withdrawals import Withdrawal
from rag.runtime.suggestions import SuggestionStore
from rag.runtime.uploads import Indexing, Uploads
from rag.types import Language
from rag.web.access.editors import Editors
from rag.web.assistant import Helper
from rag.web.http.bodies import GoneError, TooLargeError, TooSlowError
from rag.web.texts.briefing import say
from rag.web.texts.languages import language_of

log = logging.getLogger(__name__)

MAX_FILES: Final = 20
_MAX_FIELDS: Final = 5
_MAX_TEXT: Final = 5_000_000


class ToReinstate(BaseModel):
    """The path of an article."""

    model_config = ConfigDict(extra="forbid")

    source: str = Field(min_length=1, max_length=500)


class ToWithdraw(ToReinstate):
    """The path of an article, with the reason that is shown wherever it was quoted."""

    why: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


@dataclass(frozen=True, slots=True)
class Briefing:
    """The routes; without ``editors`` the briefing is read-only."""

    helper: Helper
    editors: Editors | None
    suggestions: SuggestionStore

    def routes(self) -> APIRouter:
        router = APIRouter(prefix="/api", include_in_schema=False)
        router.get("/suggestions")(self.suggested)
        router.get("/articles")(self.articles)
        router.get("/articles/indexing")(self.indexing)
        router.post("/articles")(self.add)
        router.post("/articles/withdraw")(self.withdraw)
        router.post("/articles/reinstate")(self.reinstate)
        return router

    def suggested(self, request: Request) -> dict[str, list[str]]:
        """Suggested questions; empty for a new index."""
        snapshot = self.helper.state().snapshot
        found = self.suggestions.read(snapshot).of(language_of(request)) if snapshot else ()
        return {"questions": [item.question for item in found]}

    def articles(self, request: Request) -> JSONResponse:
        """All articles, and what may be added."""
        language = language_of(request)
        try:
            documents, left_out = self.helper.documents(), self.helper.left_out()
            notes = self.helper.notes()
        except StoreError:
            documents, left_out, notes = (), (), ()
        return JSONResponse(
            {
                "articles": [_article(document) for document in documents],
                "left_out": [_problem(one, language) for one in left_out],
                "notes": [_note(one, language) for one in notes],
                "withdrawn": [_withdrawal(one) for one in self.helper.withdrawals()],
                "may_add": self._may_add(request),
                "formats": {suffix: kind.max_bytes for suffix, kind in FORMATS.items()},
                "max_files": MAX_FILES,
                "indexing": self._indexing(language),
            }
        )

    def indexing(self, request: Request) -> JSONResponse:
        """The progress of indexing."""
        return JSONResponse(self._indexing(language_of(request)))

    async def add(self, request: Request) -> JSONResponse:
        """Add files (``files``) and pasted text (``text``, ``title``, ``date``).

        Unreadable files are returned with the reason; the rest is added.
        """
        language = language_of(request)
        if self.editors is None or not self._may_add(request):
            return _refusal("add_forbidden", language, 403)
        try:
            async with request.form(
                max_files=MAX_FILES, max_fields=_MAX_FIELDS, max_part_size=_MAX_TEXT
            ) as form:
                uploads = await _uploads(form)
        except (TooLargeError, TooSlowError, GoneError, HTTPException, ValueError) as error:
            return _not_read(error, language)
        if not uploads:
            return _refusal("add_nothing", language, 422)
        try:
            outcome = await asyncio.to_thread(self.editors.editing.add, uploads)
        except SourceError:
            return _refusal("add_unwritable", language, 503)
        return JSONResponse(_told(outcome, language) | {"indexing": self._indexing(language)})

    def withdraw(self, asked: ToWithdraw, request: Request) -> JSONResponse:
        """Withdraw an article; returns all withdrawals."""
        return self._changed(
            request, lambda uploads: uploads.withdraw(asked.source, asked.why), "withdraw_unknown"
        )

    def reinstate(self, asked: ToReinstate, request: Request) -> JSONResponse:
        """Undo the withdrawal of an article; returns all withdrawals."""
        return self._changed(
            request, lambda uploads: uploads.reinstate(asked.source), "reinstate_unknown"
        )

    def _changed(
        self, request: Request, change: Callable[[Uploads], None], unknown: str
    ) -> JSONResponse:
        language = language_of(request)
        if self.editors is None or not self._may_add(request):
            return _refusal("withdraw_forbidden", language, 403)
        try:
            change(self.editors.editing)
        except SourceError:
            return _refusal(unknown, language, 404)
        except StoreError as error:
            log.error("%s", error)
            return _refusal("withdraw_failed", language, 503)
        withdrawn = [_withdrawal(one) for one in self.helper.withdrawals()]
        return JSONResponse({"withdrawn": withdrawn, "indexing": self._indexing(language)})

    def _may_add(self, request: Request) -> bool:
        return self.editors is not None and self.editors.may_add(request)

    def _indexing(self, language: Language) -> dict[str, Any]:
        state = self.editors.editing.indexing() if self.editors else Indexing()
        message = say(f"step_{state.step}", language, done=state.done, total=state.total)
        return {
            "running": state.running,
            "step": state.step,
            "done": state.done,
            "total": state.total,
            "message": message,
        }


def _article(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "source": document.source,
        "title": document.title,
        "outlet": document.outlet or None,
        "date": document.date.isoformat() if document.date else None,
        "language": document.language,
        "characters": len(document.text),
        "words": len(document.text.split()),
    }


async def _uploads(form: FormData) -> list[Upload]:
    """The uploads in a form. Raises ValueError for an invalid date."""
    uploads = [
        Upload(entry.filename or "", await entry.read())
        for _, entry in form.multi_items()
        if isinstance(entry, UploadFile)
    ]
    words, title, day = (form.get(name, "") for name in ("text", "title", "date"))
    if isinstance(words, str) and words.strip():
        when = date.fromisoformat(day) if isinstance(day, str) and day else None
        uploads.append(pasted(words, title if isinstance(title, str) else "", when))
    return uploads


def _told(outcome: Outcome, language: Language) -> dict[str, Any]:
    """The outcome of an upload, in the reader's language."""
    return {
        "added": [_article(document) for document in outcome.added],
        "problems": [_problem(problem, language) for problem in outcome.problems],
    }


def _withdrawal(one: Withdrawal) -> dict[str, str]:
    return {
        "id": one.document_id,
        "source": one.source,
        "title": one.title,
        "why": one.why,
        "at": one.at,
    }


def _problem(problem: Problem, language: Language) -> dict[str, str]:
    fault = problem.fault.value
    return {
        "name": problem.source,
        "fault": fault,
        "message": say(f"fault_{fault}", language, formats=", ".join(FORMATS)),
    }


def _note(one: FileNote, language: Language) -> dict[str, str]:
    remark = one.note.remark.value
    message = say(f"note_{remark}", language, detail=one.note.detail)
    return {"name": one.source, "remark": remark, "message": message}


def _not_read(error: Exception, language: Language) -> JSONResponse:
    match error:
        case TooLargeError():
            return _refusal("add_too_large", language, 413)
        case TooSlowError() | GoneError():
            return _refusal("add_interrupted", language, 408)
        case _:
            return _refusal("add_invalid", language, 422, files=MAX_FILES)


def _refusal(key: str, language: Language, status: int, **values: int) -> JSONResponse:
    return JSONResponse({"detail": say(key, language, **values)}, status)
