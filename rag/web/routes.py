"""Routes that the page's script calls: its texts, and the record of a conversation."""

import asyncio

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from rag.web.cards import Documents
from rag.web.conversations import Conversations, from_record, to_record
from rag.web.languages import language_of
from rag.web.problems import refusal
from rag.web.texts import page_texts


def reader_routes(conversations: Conversations, documents: Documents) -> APIRouter:
    """What a reader's page needs beside Gradio."""
    router = APIRouter(prefix="/api", include_in_schema=False)

    @router.get("/texts")
    async def texts(request: Request) -> dict[str, str]:
        return page_texts(language_of(request))

    @router.post("/conversations")
    async def opened(request: Request) -> JSONResponse:
        record = await request.body()
        try:
            kept = await asyncio.to_thread(from_record, record, documents)
        except ValueError:
            return refusal("record_invalid", request, 400)
        return JSONResponse({"id": conversations.add(kept)})

    @router.get("/conversations/{conversation_id}")
    def record(conversation_id: str, request: Request) -> Response:
        try:
            conversation = conversations.get(conversation_id)
        except KeyError:
            return refusal("conversation_gone", request, 404)
        return Response(to_record(conversation), media_type="application/json")

    return router
