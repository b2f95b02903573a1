"""Converts errors of a model service into this project's errors, without secrets."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from index.errors import ModelError

_BUSY: Final = frozenset({429, 503, 529})
"""529 is Anthropic's "overloaded"."""
_REFUSED: Final = frozenset({400, 422})
_NOT_ALLOWED: Final = frozenset({401, 403})
_LONGEST: Final = 600
_SHORTEST_SECRET: Final = 6
_SECRET_NAME: Final = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS)$")
_LOOKS_SECRET: Final = re.compile(
    r"\b(?:sk|pk|gsk|xai|hf|key)[-_][\w*.-]{6,}|(?<=Bearer )[\w.~+/=-]+|(?<=://)[^/\s@]+(?=@)"
    r"|(?<=[?&]key=)[^&\s]+",
    re.IGNORECASE,
)


class CallError(ModelError):
    """A call that failed or was not answered completely."""

    def __init__(
        self, problem: str, hint: str, *, status: int | None, after_s: float | None, busy: bool
    ) -> None:
        super().__init__(problem, hint)
        self.status = status
        self.after_s = after_s
        """Seconds after which to retry, if the service says so."""
        self.busy = busy

    @property
    def refused(self) -> bool:
        """Whether the service rejected the request, as for an unknown option."""
        return self.status in _REFUSED


@dataclass(frozen=True, slots=True)
class Service:
    """Details of a service for error messages."""

    place: str
    """Its address, or the name of model and provider."""
    restart: str
    """The step that fixes most errors."""
    key: str
    """The setting that has its key."""
    secrets: tuple[str, ...]
    """Texts that must never be shown."""

    def failure(self, error: Exception) -> CallError:
        """Convert a library's exception to an error that may be logged."""
        said = redacted(str(error) or type(error).__name__, self.secrets)[:_LONGEST].rstrip(".")
        status = _status(error)
        # An exhausted quota has the status of a busy service, but lasts for days.
        busy = status in _BUSY and getattr(error, "code", None) != "insufficient_quota"
        hint = self.restart
        if busy:
            hint = "Ask again in a moment; until then answers are quotes."
        elif status in _NOT_ALLOWED:
            hint = f"Check the key in {self.key}; until then answers are quotes."
        place = redacted(self.place, self.secrets)
        return CallError(
            f"The language model at {place} {'is busy' if busy else 'failed'}: {said}.",
            hint,
            status=status,
            after_s=_after_s(error),
            busy=busy,
        )


def redacted(text: str, secrets: Iterable[str]) -> str:
    """The text without secrets: those given, those in the environment, and what looks like one."""
    environment = (value for name, value in os.environ.items() if _SECRET_NAME.search(name))
    known = {value for value in (*secrets, *environment) if len(value) >= _SHORTEST_SECRET}
    for value in sorted(known, key=len, reverse=True):
        text = text.replace(value, "…")
    return _LOOKS_SECRET.sub("…", text)


def _status(error: Exception) -> int | None:
    """The HTTP status of an exception of any provider's library."""
    response = getattr(error, "response", None)
    for owner in (error, response):
        for name in ("status_code", "code"):
            if isinstance(status := getattr(owner, name, None), int):
                return status
    return None


def _after_s(error: Exception) -> float | None:
    """The Retry-After header, seconds or a date, in seconds from now."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    told = headers.get("retry-after")
    if not told:
        return None
    try:
        return max(0.0, float(told))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
