"""Runs the clients against a service, samples what it holds, and disturbs it."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Final

from tests.bench.endurance.clients import (
    Client,
    Reply,
    api_client,
    page_client,
    program_client,
    widget_client,
)
from tests.bench.endurance.disturbing import Disturbance, disturb
from tests.bench.endurance.plan import Clock, Questions, questions
from tests.bench.endurance.processes import engine_of, usage
from tests.bench.endurance.service import Service
from tests.bench.endurance.targets import Asked, Sample

_SAMPLES: Final = 60
"""Of a run, evenly distributed."""
_BAD_EVERY: Final = 50
_NEW_READER_EVERY: Final = 5

Result = Asked | Sample | Disturbance


def drive(
    service: Service, site: str, clock: Clock, every: float, record: Callable[[Result], None]
) -> None:
    """Everything until the end of the run.

    Args:
        service: ready to answer.
        site: a page with the widget.
        clock: of the run.
        every: seconds between two questions of a client.
        record: called with each result, from several threads.
    """
    clients: dict[str, AbstractContextManager[Client]] = {
        "page": page_client(service.address),
        "widget": widget_client(site),
        "API": api_client(service.address),
        "gradio_client": program_client(service.address),
    }
    numbers, everything = count(1), questions()
    work: list[Callable[[], Iterable[Result]]] = [
        partial(_samples, service, clock),
        partial(disturb, service, clock),
    ]
    for number, (name, opened) in enumerate(clients.items()):
        own = Questions(everything, number, len(clients))
        begin = every * number / len(clients)
        asking = _Asking(name, opened, own, clock, numbers)
        work.append(partial(asking.run, begin, every))

    def record_all(results: Callable[[], Iterable[Result]]) -> None:
        for result in results():
            record(result)

    with ThreadPoolExecutor(len(work)) as threads:
        for done in [threads.submit(record_all, results) for results in work]:
            done.result()


@dataclass(frozen=True, slots=True)
class _Asking:
    """One client with its questions."""

    name: str
    opened: AbstractContextManager[Client]
    questions: Questions
    clock: Clock
    numbers: Iterator[int]
    """Of the questions of all clients."""

    def run(self, begin: float, every: float) -> Iterator[Asked]:
        phase, asked, turn = self.clock.phase, 0, begin
        with self.opened as client:
            while self.clock.sleep_until(turn):
                turn = max(turn + every, self.clock.now())
                if self.clock.phase != phase:
                    # Both measured phases have the same conversations.
                    phase, asked = self.clock.phase, 0
                new, asked = asked % _NEW_READER_EVERY == 0, asked + 1
                yield self._ask(client, self.questions.next(phase), new=new)
                number = next(self.numbers)
                if number % _BAD_EVERY == 0:
                    yield self._ask_badly(client, number // _BAD_EVERY)

    def _ask(self, client: Client, question: str, *, new: bool) -> Asked:
        at, phase = self.clock.now(), self.clock.phase
        try:
            if new:
                client.renew()
            reply = client.ask(question)
        except Exception as error:  # noqa: BLE001 - whatever it is, the question has failed
            reply = Reply(_said(error), None, None, None)
        return Asked(
            at, phase, self.name, question, True,
            reply.outcome, reply.sources, reply.words, reply.whole,
        )  # fmt: skip

    def _ask_badly(self, client: Client, number: int) -> Asked:
        at, phase = self.clock.now(), self.clock.phase
        try:
            outcome = client.ask_badly(number)
        except Exception as error:  # noqa: BLE001 - as above
            outcome = _said(error)
        return Asked(at, phase, self.name, f"bad {number}", False, outcome)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _samples(service: Service, clock: Clock) -> Iterator[Sample]:
    for number in range(_SAMPLES):
        if not clock.sleep_until((number + 0.5) * clock.seconds / _SAMPLES):
            return
        engine = engine_of(service.process.pid)
        yield Sample(
            clock.now(),
            clock.phase,
            os.getloadavg()[0],
            usage(service.process.pid),
            usage(engine) if engine else None,
        )
