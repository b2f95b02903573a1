"""The HTTP service: page, reading view, and the two questions an operator asks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp

from index.errors import StoreError
from rag.types import Language
from rag.web.answering import Answering
from rag.web.guard import Guard
from rag.web.head import Head
from rag.web.helper import Helper, report
from rag.web.languages import interface_language
from rag.web.page import Page, labels
from rag.web.reading import Reference, read
from rag.web.texts import page_texts, text

_STATIC: Final = Path(__file__).parent / "static"


def create_app(helper: Helper, answering: Answering | None = None) -> ASGIApp:
    """The whole service over an assistant that has been started; it is closed at the end."""
    answering = answering or Answering()

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        yield
        answering.close()
        await asyncio.to_thread(helper.close)

    app = FastAPI(lifespan=running, docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "live"}

    @app.get("/ready")
    async def ready(request: Request) -> JSONResponse:
        state = helper.state()
        return JSONResponse(report(state, _language(request)), 200 if state.answers else 503)

    @app.get("/api/texts")
    async def texts(request: Request) -> dict[str, str]:
        return page_texts(_language(request))

    @app.get("/api/passages/{reference}")
    def passage(reference: str, request: Request) -> JSONResponse:
        try:
            wanted = Reference.parse(reference)
            reading = read(helper.document(wanted.document_id), wanted.spans)
        except (ValueError, KeyError):
            return _missing("text_changed", request, 404)
        except StoreError:
            return _missing("not_ready_article", request, 503)
        return JSONResponse(asdict(reading))

    app.mount("/web", StaticFiles(directory=_STATIC))
    gr.mount_gradio_app(
        app,
        Page(helper, answering).blocks,
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
    return Guard(Head(app))


def _language(request: Request) -> Language:
    return interface_language(
        request.query_params.get("lang"), request.headers.get("accept-language")
    )


def _missing(key: str, request: Request, status: int) -> JSONResponse:
    body: dict[str, Any] = {"detail": text(key, _language(request))}
    return JSONResponse(body, status)
