"""The API documentation in both languages, without external resources.

FastAPI's own page loads its script from another host and starts it with an inline script. The
routes have keys of :mod:`rag.web.texts.api` as descriptions, which are replaced by texts here.
"""

from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from rag.types import Language
from rag.web.texts.api import API_TEXTS
from rag.web.texts.languages import language_of

_TEMPLATES: Final = Jinja2Templates(Path(__file__).parent.parent / "templates")
VERSION: Final = "1"


def add_documentation(app: FastAPI) -> None:
    """Serve the documentation at ``/api/docs`` and the schema at ``/api/openapi.json``."""
    app.mount("/web/swagger", StaticFiles(packages=[("fastapi_offline", "static")]))

    @app.get("/api/openapi.json", include_in_schema=False)
    def description(request: Request) -> JSONResponse:
        described = get_openapi(
            title="api.title",
            version=VERSION,
            description="api.about",
            routes=app.routes,
            servers=[{"url": request.scope.get("root_path") or "/"}],
        )
        return JSONResponse(_said(described, language_of(request)))

    @app.get("/api/docs", include_in_schema=False)
    def page(request: Request) -> HTMLResponse:
        language = language_of(request)
        values = {"language": language, "title": API_TEXTS["api.title"][language]}
        return _TEMPLATES.TemplateResponse(request, "api.html", values)


def _said(part: Any, language: Language) -> Any:
    """The schema with text keys replaced by texts."""
    match part:
        case dict():
            return {key: _said(value, language) for key, value in part.items()}
        case list():
            return [_said(value, language) for value in part]
        case str() if part in API_TEXTS:
            return API_TEXTS[part][language]
        case _:
            return part
