"""Load test: many people ask a running service at once.

``python -m tests.bench.crowd URL [--people 50]``. Each person asks one question of the seed's
development set, in order, with an added unique word, so that no answer comes from the cache. Only
services on this machine are accepted.
"""

import argparse
import asyncio
import json
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from index.settings import ROOT

_QUESTIONS = ROOT / "tests" / "eval" / "seed_dev.jsonl"
_LIMIT_S = 900


@dataclass(frozen=True, slots=True)
class Visit:
    """The experience of one person; times are seconds after the start of the test."""

    outcome: str
    places: tuple[int, ...]
    """The reported numbers of people ahead in the queue, in order."""
    sources: float | None
    words: float | None
    whole: float

    @property
    def orderly(self) -> bool:
        """Whether nobody who came later was served first."""
        return list(self.places) == sorted(self.places, reverse=True)


async def visit(client: httpx.AsyncClient, question: str, began: float) -> Visit:
    places: list[int] = []
    times: dict[str, float] = {}
    outcome, event = "cut off", ""
    async with client.stream("POST", "api/ask", json={"question": question}) as response:
        if response.is_error:
            return Visit(str(response.status_code), (), None, None, time.monotonic() - began)
        async for line in response.aiter_lines():
            name, _, value = line.partition(": ")
            if name == "event":
                event = value
                times.setdefault(event, time.monotonic() - began)
            elif name == "data" and event == "waiting":
                places.append(json.loads(value)["ahead"])
            elif name == "data" and event in ("done", "error"):
                outcome = json.loads(value).get("status", "error")
    whole = time.monotonic() - began
    return Visit(outcome, tuple(places), times.get("sources"), times.get("token"), whole)


async def crowd(url: str, people: int) -> list[Visit]:
    rows = _QUESTIONS.read_text(encoding="utf-8").splitlines()
    asked = [json.loads(rows[n % len(rows)])["question"] for n in range(people)]
    run = int(time.time())
    async with httpx.AsyncClient(
        base_url=url,
        headers={"accept": "text/event-stream"},
        timeout=_LIMIT_S,
        limits=httpx.Limits(max_connections=people),
    ) as client:
        began = time.monotonic()
        visits = (visit(client, f"{q} ({run}/{n})", began) for n, q in enumerate(asked))
        return await asyncio.gather(*visits)


def report(visits: list[Visit]) -> str:
    outcomes = ", ".join(f"{count} {name}" for name, count in Counter(
        visit.outcome for visit in visits
    ).most_common())  # fmt: skip
    lines = [f"{len(visits)} at once: {outcomes}; orderly: {all(v.orderly for v in visits)}"]
    for name in ("sources", "words", "whole"):
        times = sorted(t for v in visits if (t := getattr(v, name)) is not None)
        if times:
            lines.append(f"{name}: median {statistics.median(times):.1f} s, last {times[-1]:.1f} s")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="with a trailing slash")
    parser.add_argument("--people", type=int, default=50, choices=range(1, 201), metavar="1..200")
    wanted = parser.parse_args()
    if urlsplit(wanted.url).hostname not in ("127.0.0.1", "localhost", "::1"):
        parser.error("The service must be on this machine.")
    print(report(asyncio.run(crowd(wanted.url, wanted.people))))


if __name__ == "__main__":
    main()
