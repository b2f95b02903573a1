"""The service's log, as text or as JSON lines.

For privacy it never contains names of people, and questions only if that is switched on.
"""

import logging
import sys
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from index.settings import Settings
from index.terminal import PrintableFormatter
from rag.web.queue.asked import Asked

log = logging.getLogger(__name__)

_CHATTY = ("httpx", "httpx2", "httpcore", "chromadb", "sentence_transformers", "asyncio")
"""Libraries that log every call with its address."""


def configure_log(settings: Settings) -> None:
    """Send all log messages of this process to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonFormatter(
            ["levelname", "name", "message"],
            timestamp=True,
            rename_fields={"levelname": "level", "name": "logger"},
        )
        if settings.log == "json"
        else PrintableFormatter("%(asctime)s %(levelname)s %(message)s")
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


class AskedLog:
    """Logs one line per question that has ended."""

    def __init__(self, *, with_questions: bool) -> None:
        self._with_questions = with_questions

    def asked(self, asked: Asked) -> None:
        """Log a question that has ended."""
        fields: dict[str, Any] = {
            "outcome": asked.outcome.value,
            "waited_ms": _ms(asked.waited),
            "sources_ms": _ms(asked.sources),
            "first_words_ms": _ms(asked.first_words),
            "total_ms": _ms(asked.total),
        }
        if answer := asked.answer:
            fields |= {"answer": answer.id, "language": answer.language}
            if self._with_questions:
                fields["question"] = answer.question
        said = " ".join(f"{name}={value}" for name, value in fields.items() if value is not None)
        log.info("Asked: %s", said, extra=fields)


def _ms(seconds: float | None) -> int | None:
    return None if seconds is None else round(1000 * seconds)
