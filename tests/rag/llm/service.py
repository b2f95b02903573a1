"""An OpenAI-compatible service that answers what it is told to."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.serving import QuietHandler, serving


@dataclass
class Reply:
    """One answer of the service."""

    texts: tuple[str, ...] = ("Ja", ".")
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    problem: str = "out of order"
    reasoning: tuple[str, ...] = ()
    usage: tuple[int, int] | None = None
    whole: bool = True
    pause_s: float = 0.0
    """Before it is sent."""


@dataclass
class Service:
    """What was asked, and what is answered: the last reply to all that comes after."""

    replies: list[Reply]
    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def scripted(*replies: Reply) -> Iterator[Service]:
    """Serve on loopback until the end of the block."""
    state = Service([*replies] or [Reply()])

    class Handler(QuietHandler):
        def do_POST(self) -> None:  # noqa: N802 - the library's name
            state.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            reply = state.replies.pop(0) if len(state.replies) > 1 else state.replies[0]
            time.sleep(reply.pause_s)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            body = b"".join(events(reply))
            if reply.status != 200:
                body = json.dumps({"error": {"message": reply.problem}}).encode()
            self.send_header("Content-Length", str(len(body) + (not reply.whole)))
            self.end_headers()
            self.wfile.write(body)

    with serving(Handler) as address:
        state.url = f"{address}/v1"
        yield state


def events(reply: Reply) -> Iterator[bytes]:
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    deltas = [{"reasoning_content": text} for text in reply.reasoning]
    deltas += [{"content": text} for text in reply.texts]
    for delta in deltas:
        text = next(iter(delta.values()))
        token = {"token": text, "logprob": -0.1, "bytes": None}
        token |= {"top_logprobs": [{"token": text, "logprob": -0.1, "bytes": None}]}
        choice = {"index": 0, "delta": delta, "finish_reason": None}
        yield event(head | {"choices": [choice | {"logprobs": {"content": [token]}}]})
    if reply.usage:
        read, written = reply.usage
        usage = {"prompt_tokens": read, "completion_tokens": written}
        yield event(head | {"choices": [], "usage": usage | {"total_tokens": read + written}})
    if reply.whole:
        yield b"data: [DONE]\n\n"


def event(value: object) -> bytes:
    return f"data: {json.dumps(value)}\n\n".encode()
