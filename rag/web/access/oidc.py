"""Sign-in with an OpenID Connect provider: authorization code flow with PKCE, by authlib.

All session state is in a signed cookie, so that any replica can handle any request, also during
sign-in.
"""

import logging

import httpx2
from authlib.integrations.starlette_client import OAuth, OAuthError  # type: ignore[import-untyped]
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from joserfc.errors import JoseError

from index.settings import Settings
from rag.web.access.identity import GROUP, SESSION_KEY
from rag.web.texts import text
from rag.web.texts.languages import language_of

# Errors of authlib and of the libraries that it uses for HTTP and signatures.
_FAILURES = (OAuthError, JoseError, httpx2.HTTPError)

log = logging.getLogger(__name__)


def add_sign_in(app: FastAPI, settings: Settings) -> None:
    """Add the routes for sign-in, the provider's redirect, and sign-out."""
    oauth = OAuth()
    oauth.register(
        "provider",
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_id=settings.oidc_client,
        client_secret=settings.oidc_secret.get_secret_value() or None,
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256"},
    )

    @app.get("/sign-in", include_in_schema=False)
    async def sign_in(request: Request) -> Response:
        try:
            away: Response = await oauth.provider.authorize_redirect(
                request, str(request.url_for("sign_in_back"))
            )
        except _FAILURES as error:
            return _failed(request, error)
        return away

    @app.get("/sign-in/back", include_in_schema=False)
    async def sign_in_back(request: Request) -> Response:
        try:
            token = await oauth.provider.authorize_access_token(request)
        except _FAILURES as error:
            return _failed(request, error)
        claims = token.get("userinfo") or {}
        claimed = claims.get(settings.oidc_groups_claim) or []
        groups = [claimed] if isinstance(claimed, str) else claimed
        request.session.clear()
        request.session[SESSION_KEY] = {
            "name": claims.get("preferred_username") or claims["sub"],
            # Only groups that affect the role: some people's groups exceed a cookie's 4 kB.
            "groups": [group for group in groups if f"{GROUP}{group}" in settings.editors],
        }
        return RedirectResponse(f"{settings.root_path}/", 303)

    @app.get("/sign-out", include_in_schema=False)
    async def sign_out(request: Request) -> Response:
        request.session.clear()
        return JSONResponse({"detail": text("signed_out", language_of(request))})


def _failed(request: Request, error: Exception) -> JSONResponse:
    log.warning("A sign-in failed: %s", error)
    return JSONResponse({"detail": text("sign_in_failed", language_of(request))}, 502)
