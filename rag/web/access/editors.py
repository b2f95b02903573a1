"""Permission to add and withdraw articles over HTTP.

``BRIEFING_EDITING=local``, the default, allows users of this machine: the service listens on the
loopback address, the Host header is a loopback name (against DNS rebinding), and there is no proxy
in between. ``on`` allows everybody with the role of an editor, ``off`` nobody. Requests from other
sites' pages and from the widget are never allowed.
"""

import ipaddress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request

from index.settings import Settings
from rag.runtime.uploads import Indexed, Uploads
from rag.web.access.identity import may_edit
from rag.web.http.proxies import PROXIED

_WIDGET: Final = "/embed"


@dataclass(frozen=True, slots=True)
class Editors:
    """The uploads of a service, and who may use them."""

    editing: Uploads
    local_only: bool = True

    def may_add(self, request: Request) -> bool:
        """Whether a request may add or withdraw articles."""
        near = not self.local_only or _at_this_machine(request)
        return near and may_edit(request) and _from_own_page(request.headers)


def editors_of(settings: Settings, assistant: Indexed) -> Editors | None:
    """The configured editors; None if nobody may add articles."""
    if settings.editing == "off" or (settings.editing == "local" and not loopback(settings.host)):
        return None
    editing = Uploads(settings.sources, assistant)
    return Editors(editing, local_only=settings.editing == "local")


def loopback(host: str) -> bool:
    """Whether a host name or address is a loopback one."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def _at_this_machine(request: Request) -> bool:
    direct = not getattr(request.state, PROXIED)
    client = request.client.host if request.client else ""
    return direct and loopback(client) and loopback(_host(request.headers.get("host", "")))


def _from_own_page(headers: Headers) -> bool:
    """Whether a request comes neither from another site's page nor from the widget's frame."""
    origin = headers.get("origin")
    if (
        origin is not None
        and urlsplit(origin).netloc.casefold() != headers.get("host", "").casefold()
    ):
        return False
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    return not urlsplit(headers.get("referer", "")).path.rstrip("/").endswith(_WIDGET)


def _host(named: str) -> str:
    try:
        return urlsplit(f"//{named}").hostname or ""
    except ValueError:
        return ""
