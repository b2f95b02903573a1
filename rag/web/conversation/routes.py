"""Routes for the page's script: texts, and the records, export and feedback of conversations."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import APIRouter, FastAPI, Path, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from index.errors import StoreError
from rag.exporting import Kind, export
from rag.storage.feedback import MAX_COMMENT, Feedback, FeedbackStore, Reason, Thumb, Verdict
from rag.web.conversation.record import SHOWN, Conversation
from rag.web.conversation.tabs import Conversations, from_record
from rag.web.problems import refusal
from rag.web.texts import page_texts
from rag.web.texts.languages import language_of
from rag.web.view.article import permalink
from rag.web.view.cards import Documents

ConversationId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


class Judgement(BaseModel):
    """A reader's feedback on one answer; without a thumb, earlier feedback is deleted."""

    model_config = ConfigDict(extra="forbid")

    turn: int = Field(ge=0, lt=SHOWN)
    thumb: Thumb | None
    reason: Reason | None = None
    comment: str = Field("", max_length=MAX_COMMENT)


@dataclass(frozen=True, slots=True)
class ReaderRoutes:
    """The routes that a reader's page needs in addition to Gradio's."""

    conversations: Conversations
    documents: Documents
    feedback: FeedbackStore

    def add_to(self, app: FastAPI) -> None:
        """Add the routes to the service."""
        routes = APIRouter(prefix="/api", include_in_schema=False)
        one = "/conversations/{conversation_id}"
        routes.get("/texts")(self.texts)
        routes.post("/conversations")(self.open)
        routes.get(one)(self.record)
        routes.get(f"{one}/export.{{kind}}")(self.export)
        routes.post(f"{one}/verdicts")(self.judge)
        app.include_router(routes)

    async def texts(self, request: Request) -> dict[str, str]:
        """The texts of the script."""
        return page_texts(language_of(request))

    async def open(self, request: Request) -> JSONResponse:
        """Load a record stored by the browser, or an empty one; returns the conversation's ID."""
        record = await request.body()
        try:
            kept = await asyncio.to_thread(from_record, record, self.documents)
        except ValueError:
            return refusal("record_invalid", request, 400)
        return JSONResponse({"id": self.conversations.add(kept)})

    def record(self, conversation_id: ConversationId, request: Request) -> Response:
        """The record of a conversation, for the browser to store."""
        try:
            record = self.conversations.record(conversation_id)
        except KeyError:
            return refusal("conversation_gone", request, 404)
        return Response(record, media_type="application/json")

    def export(
        self, conversation_id: ConversationId, kind: Kind, request: Request, zone: str = "UTC"
    ) -> Response:
        """All answers as a file for download."""
        try:
            conversation = self.conversations.get(conversation_id)
        except KeyError:
            return refusal("conversation_gone", request, 404)
        answers = [one.answer for one in conversation.exchanges if one.answer]
        if not answers:
            return refusal("export_empty", request, 409)
        file = export(
            answers,
            self.documents,
            kind,
            language=language_of(request),
            made=_now(zone),
            link=lambda cited: f"{request.base_url}{permalink(cited)}",
        )
        saved_as = f'attachment; filename="{quote(file.name)}"'
        return Response(file.data, 200, {"Content-Disposition": saved_as}, file.media_type)

    def judge(
        self, conversation_id: ConversationId, given: Judgement, request: Request
    ) -> Response:
        """Store a reader's feedback on an answer."""
        try:
            conversation = self.conversations.get(conversation_id)
            _keep(self.feedback, conversation, given)
        except (KeyError, ValueError):
            return refusal("conversation_gone", request, 404)
        except StoreError:
            return refusal("verdict_lost", request, 503)
        self.conversations.put(conversation_id, conversation.judged(given.turn, given.thumb))
        return Response(status_code=204)


def _keep(feedback: FeedbackStore, conversation: Conversation, given: Judgement) -> None:
    """Raises ValueError if the turn has no answer, StoreError if feedback cannot be stored."""
    exchange = conversation.before(given.turn + 1).last
    answer = exchange.answer if exchange else None
    if exchange is None or answer is None or given.turn >= len(conversation.exchanges):
        raise ValueError(f"Turn {given.turn} has no answer.")
    # Stays the same after a reload, which gives the conversation a new ID.
    key = sha256(f"{exchange.asked_at.isoformat()} {answer.id}".encode()).hexdigest()[:32]
    if given.thumb is None:
        feedback.remove(key)
        return
    feedback.put(
        Feedback.of(
            answer,
            Verdict(given.thumb, given.reason, given.comment),
            key=key,
            snapshot=exchange.extent.snapshot if exchange.extent else "",
            history=conversation.before(given.turn).history(),
            sources=exchange.extent.sources if exchange.extent else (),
        )
    )


def _now(zone: str) -> datetime:
    """The current time in a time zone; in UTC if the zone is invalid."""
    try:
        return datetime.now(ZoneInfo(zone))
    except (ValueError, OSError, KeyError):
        return datetime.now(UTC)
