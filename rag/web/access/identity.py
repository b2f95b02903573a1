"""The identity and role of the sender of a request.

``BRIEFING_SIGN_IN`` selects the method: no sign-in (``none``), a header set by the intranet's proxy
(``header``), or an OpenID Connect provider (``oidc``, :mod:`rag.web.access.oidc`).
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import gradio as gr
from starlette.datastructures import Headers
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from index.settings import Settings
from rag.web.texts import text
from rag.web.texts.languages import interface_language


class Role(StrEnum):
    """The role of a person."""

    READER = "reader"
    EDITOR = "editor"
    """May also add and withdraw articles, if that is switched on."""


@dataclass(frozen=True, slots=True)
class Person:
    """The sender of a request. The name is empty without sign-in."""

    name: str
    role: Role


EVERYBODY: Final = Person("", Role.EDITOR)
"""Without sign-in everybody is an editor; ``BRIEFING_EDITING`` still applies."""

GROUP: Final = "group:"
"""Prefix of a group in ``BRIEFING_EDITORS``, so that no person's name can match a group."""
SESSION_KEY: Final = "person"
_SESSION_S: Final = 12 * 3600

Find = Callable[[Scope], Person | None]

_OPEN: Final = re.compile(
    r"/health|/ready|/metrics|/robots\.txt|/favicon\.ico|/widget\.js|/sign-in(?:/back)?|/sign-out"
)
"""Paths that need no sign-in."""


def person_in(scope: Scope) -> Person | None:
    """The person that :class:`Identified` found for a request."""
    person: Person | None = scope.get("state", {}).get("person")
    return person


def may_edit(request: HTTPConnection | gr.Request) -> bool:
    """Whether the sender of a request may change the briefing."""
    person: Person | None = getattr(request.state, "person", None)
    return person is not None and person.role is Role.EDITOR


def asker(request: HTTPConnection | gr.Request | None) -> str:
    """The person for the fair queue: the name if signed in, or else the client's address."""
    person: Person | None = getattr(request.state, "person", None) if request else None
    if person and person.name:
        return person.name
    return request.client.host if request and request.client else "unknown"


class Identified:
    """ASGI middleware: identifies the person, or redirects to the sign-in."""

    def __init__(self, app: ASGIApp, find: Find, *, signs_in_here: bool) -> None:
        self._app = app
        self._find = find
        self._signs_in_here = signs_in_here

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            person = self._find(scope)
            if person is None and not _OPEN.fullmatch(scope["path"]):
                await self._refuse(scope, receive, send)
                return
            scope = {**scope, "state": {**scope.get("state", {}), "person": person}}
        await self._app(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if self._signs_in_here and "text/html" in headers.get("accept", ""):
            # Relative to the requested page, because the external prefix is unknown here.
            up = "../" * (scope["path"].count("/") - 1)
            away = {"Location": f"{up}sign-in", "Cache-Control": "no-store"}
            await Response(None, 303, away)(scope, receive, send)
            return
        language = interface_language(None, headers.get("accept-language"))
        body = {"detail": text("sign_in_needed", language)}
        await JSONResponse(body, 401)(scope, receive, send)


def identified(app: ASGIApp, settings: Settings) -> ASGIApp:
    """``app`` with the configured method of identification."""
    match settings.sign_in:
        case "none":
            return Identified(app, lambda _: EVERYBODY, signs_in_here=False)
        case "header":
            return Identified(app, _by_header(settings), signs_in_here=False)
        case "oidc":
            return SessionMiddleware(
                Identified(app, _by_session(settings), signs_in_here=True),
                settings.session_key.get_secret_value(),
                session_cookie="briefing_session",
                max_age=_SESSION_S,
                path=f"{settings.root_path}/",
                # In a frame, the cookie is only sent if the embedding page is of the same site.
                same_site="lax",
                https_only=settings.oidc_issuer.startswith("https://"),
            )


def _by_header(settings: Settings) -> Find:
    """Finds the person in a trusted proxy's headers; others' are removed before."""

    def find(scope: Scope) -> Person | None:
        headers = Headers(scope=scope)
        name = headers.get(settings.user_header, "").strip()
        groups = headers.get(settings.groups_header, "").split(",")
        return _person(name, groups, settings.editors) if name else None

    return find


def _by_session(settings: Settings) -> Find:
    """Finds the person in the signed session cookie."""

    def find(scope: Scope) -> Person | None:
        known = scope["session"].get(SESSION_KEY)
        return _person(known["name"], known["groups"], settings.editors) if known else None

    return find


def _person(name: str, groups: Iterable[str], editors: Collection[str]) -> Person:
    """A person with the role according to name and groups."""
    known = {f"{GROUP}{group.strip()}" for group in groups}
    if not name.startswith(GROUP):
        known.add(name)
    return Person(name, Role.READER if known.isdisjoint(editors) else Role.EDITOR)
