"""Security headers for every response.

``docs/security-headers.md`` gives the reason for each directive.
"""

from collections.abc import Mapping, Sequence
from typing import Final

EMBED: Final = "/embed"
"""The framed chat."""
WIDGET: Final = "/widget.js"
"""The script that other sites include."""

_CONTENT: Final[Mapping[str, str]] = {
    "default-src": "'none'",
    "script-src": "'self'",
    # The hash is of ".cls-1 { fill: none; }" in one of Gradio's icons.
    "style-src-elem": "'self' 'sha256-g1bHISw0wC5zPcnfBxdUydnwBkCuBpNPwannoyMIG3M='",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'none'",
}
_SHARED: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), "
    "payment=(), usb=()",
}


def security_headers(path: str, embed_origins: Sequence[str]) -> dict[str, str]:
    """The headers of the response to ``path``.

    Args:
        path: of the request.
        embed_origins: origins whose pages may frame the chat, in addition to our own.
    """
    framed_by = ["'self'", *embed_origins] if path == EMBED else ["'self'"]
    content = {**_CONTENT, "frame-ancestors": " ".join(framed_by)}
    headers = {
        **_SHARED,
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in content.items()),
    }
    if path == EMBED:
        # A cross-origin isolated site can only frame pages that send COEP as well.
        headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    else:
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
    shared = path in (EMBED, WIDGET)
    headers["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
    return headers
