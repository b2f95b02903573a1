"""The HTTP service: page, API, health checks and metrics."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

import gradio as gr
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from index.settings import Settings
from rag.answer.quoting.changed import change_of
from rag.runtime.suggestions import SuggestionStore
from rag.storage.feedback import FeedbackStore
from rag.web.access.editors import editors_of
from rag.web.access.guard import Guard
from rag.web.access.identity import identified
from rag.web.access.rates import PersonRate
from rag.web.api.briefing import Briefing
from rag.web.api.description import add_documentation
from rag.web.api.routes import Api
from rag.web.assistant import Helper, report
from rag.web.conversation.routes import ReaderRoutes
from rag.web.conversation.tabs import Conversations
from rag.web.http.framing import CrossOrigin, frame_head, widget_script
from rag.web.http.policies import WIDGET
from rag.web.http.proxies import Proxied, below
from rag.web.monitoring.logs import AskedLog
from rag.web.monitoring.metrics import CONTENT_TYPE, Metrics
from rag.web.page.gradio_calls import GradioCalls
from rag.web.page.head import Head
from rag.web.page.layout import labels
from rag.web.page.page import Page
from rag.web.queue.answering import Answering
from rag.web.texts.languages import language_of
from rag.web.view.cards import known

_STATIC: Final = Path(__file__).parent / "static"
_SESSIONS: Final = 1_000
"""Number of pages whose state Gradio caches, some 27 kB each; others are recreated on demand."""

_COMPRESSED: Final = 10_000
"""Smallest reply that is compressed, in bytes."""


def create_app(
    helper: Helper, settings: Settings | None = None, answering: Answering | None = None
) -> ASGIApp:
    """The whole service for a started assistant, which is closed at shutdown."""
    settings = settings or Settings()
    answering = answering or Answering(settings.at_once, settings.waiting)
    metrics = Metrics()
    metrics.look_at(answering.queue, helper.state)
    answering.tell(metrics.asked)
    answering.tell(AskedLog(with_questions=settings.log_questions == "on").asked)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        yield
        answering.close()
        await asyncio.to_thread(helper.close)

    app = FastAPI(lifespan=running, docs_url=None, redoc_url=None, openapi_url=None)
    # The list of 10,000 articles has 2.5 MB. Event streams are left alone.
    app.add_middleware(GZipMiddleware, minimum_size=_COMPRESSED)

    @app.get("/health", summary="api.health")
    async def health() -> dict[str, str]:
        return {"status": "live"}

    @app.get("/ready", summary="api.ready", responses={503: {"description": "api.not_ready"}})
    async def ready(request: Request) -> JSONResponse:
        body = report(
            helper.state(), answering.queue(), language_of(request), ending=answering.draining
        )
        return JSONResponse(body, 200 if body["ready"] else 503)

    @app.get("/metrics", include_in_schema=False)
    def figures() -> Response:
        return Response(metrics.text(), media_type=CONTENT_TYPE)

    conversations = Conversations(
        withdrawal=helper.withdrawal,
        change=partial(change_of, articles=helper),
        correction=helper.correction,
    )
    documents = known(helper)
    Api(helper, answering).add_to(app)
    ReaderRoutes(conversations, documents, FeedbackStore(settings.data)).add_to(app)
    suggestions = SuggestionStore(settings.data)
    app.include_router(Briefing(helper, editors_of(settings, helper), suggestions).routes())
    add_documentation(app)

    script = widget_script()

    @app.get(WIDGET, include_in_schema=False)
    async def widget() -> Response:
        # Short, so that a new version reaches all sites within minutes.
        return Response(script, 200, {"Cache-Control": "max-age=300"}, "text/javascript")

    if settings.sign_in == "oidc":
        # Imported here because the import takes seconds.
        from rag.web.access.oidc import add_sign_in

        add_sign_in(app, settings)
    app.mount("/web", GZipMiddleware(StaticFiles(directory=_STATIC)))
    blocks = Page(helper, answering, conversations, documents, suggestions).blocks
    blocks.state_session_capacity = _SESSIONS
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        i18n=labels(),
        theme=gr.themes.Default(),
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        max_file_size=0,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    origins = settings.embed_origins
    gradio = GradioCalls(below(app, settings.root_path), blocks)
    page = Head(gradio, frame_head(origins))
    inner = identified(PersonRate(page, settings.rate_person), settings)
    guarded = CrossOrigin(Guard(inner, settings.rate_address, origins), origins)
    believed = [settings.user_header, settings.groups_header]
    return Proxied(guarded, settings.trusted_proxies, believed, settings.root_path)
