"""The language of the reader's interface."""

from starlette.requests import Request

from rag.types import LANGUAGES, Language

FALLBACK: Language = "en"


def interface_language(wanted: str | None, accepted: str | None) -> Language:
    """The language given by ``?lang=``, or else the browser's first supported one.

    Args:
        wanted: value of the ``lang`` parameter.
        accepted: value of the ``Accept-Language`` header.
    """
    tags = [wanted or "", *_by_preference(accepted or "")]
    for tag in tags:
        for language in LANGUAGES:
            if tag.split("-")[0].casefold() == language:
                return language
    return FALLBACK


def language_of(request: Request) -> Language:
    """The language for responses to a request."""
    return interface_language(
        request.query_params.get("lang"), request.headers.get("accept-language")
    )


def _by_preference(accepted: str) -> list[str]:
    """Language tags of an ``Accept-Language`` header, in order of preference."""
    weighted = []
    for entry in accepted.split(","):
        tag, _, quality = entry.strip().partition(";q=")
        weighted.append((_weight(quality), tag.strip()))
    return [tag for weight, tag in sorted(weighted, key=lambda item: -item[0]) if weight > 0]


def _weight(quality: str) -> float:
    try:
        return float(quality or "1")
    except ValueError:
        return 0.0
