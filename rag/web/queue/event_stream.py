"""Sends the chain's events as server-sent events."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import asdict
from typing import Any, Final

from fastapi.responses import StreamingResponse
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event

from rag.contract import to_json
from rag.types import Done, Event, Evidence, Sources, Token
from rag.web.queue.answering import Ahead

PING_S: Final = 15.0
"""Interval of keep-alive comments: proxies close idle connections, nginx after 60 s."""


class EventStream(StreamingResponse):
    """A response that sends each event at once, and a comment at intervals without events."""

    media_type = "text/event-stream"

    def __init__(
        self, events: AsyncGenerator[tuple[str, dict[str, Any]]], ping_s: float = PING_S
    ) -> None:
        super().__init__(_written(events, ping_s))


def named(event: Event | Ahead) -> tuple[str, dict[str, Any]]:
    """An event's name and data."""
    match event:
        case Ahead(count):
            return "waiting", {"ahead": count}
        case Sources(language, evidence):
            found = [_evidence(item) for item in evidence]
            return "sources", {"language": language, "evidence": found}
        case Token(text):
            return "token", {"text": text}
        case Done(answer):
            return "done", to_json(answer)


def _evidence(evidence: Evidence) -> dict[str, Any]:
    passage = evidence.passage
    return {
        "n": evidence.n,
        "passage_id": passage.id,
        "source": passage.source,
        "paragraph": passage.paragraph,
        "page": passage.page,
        "score": round(evidence.score, 4),
        "quotes": [asdict(span) | {"quote": passage.quote(span)} for span in evidence.spans],
    }


async def _written(
    events: AsyncGenerator[tuple[str, dict[str, Any]]], ping_s: float
) -> AsyncIterator[bytes]:
    async with aclosing(events):
        while True:
            coming = asyncio.ensure_future(anext(events, None))
            try:
                while not (await asyncio.wait([coming], timeout=ping_s))[0]:
                    yield KEEPALIVE_COMMENT
            finally:
                if not coming.done():
                    coming.cancel()
                    await asyncio.wait([coming])
            if (event := coming.result()) is None:
                return
            name, data = event
            yield format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False))
