"""Figures for Prometheus. None of them holds a question, an answer or a name."""

from collections.abc import Callable, Iterator
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from rag.runtime.state import Phase, State
from rag.types import Status
from rag.web.queue.answering import Queue
from rag.web.queue.asked import Asked, Outcome

_SECONDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0)
"""From sources (hundredths of a second) to the end of a long queue."""

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts questions as they end; looks at queue and parts when it is read.

    Each service has a registry of its own, so that several fit into one process.
    """

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._outcomes = Counter(
            "briefing_questions",
            "Questions that have ended, by the answer's status or what came instead of one",
            ["outcome"],
            registry=self._registry,
        )
        for outcome in (*Status, *Outcome):
            self._outcomes.labels(outcome.value)
        self._waited = self._histogram("waiting", "a question's turn came")
        self._sources = self._histogram("sources", "the sources were found")
        self._words = self._histogram("first_words", "the first words were written")
        self._whole = self._histogram("answer", "the answer was whole")

    def asked(self, asked: Asked) -> None:
        """Count a question that has ended."""
        self._outcomes.labels(asked.outcome.value).inc()
        for histogram, seconds in (
            (self._waited, asked.waited),
            (self._sources, asked.sources),
            (self._words, asked.first_words),
            (self._whole, asked.total if asked.answer else None),
        ):
            if seconds is not None:
                histogram.observe(seconds)

    def look_at(self, queue: Callable[[], Queue], state: Callable[[], State]) -> None:
        """Where queue and parts stand is asked anew for each reading."""
        self._registry.register(_Now(queue, state))

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self._registry)

    def _histogram(self, name: str, until: str) -> Histogram:
        return Histogram(
            f"briefing_{name}_seconds",
            f"Time after a question came in until {until}",
            buckets=_SECONDS,
            registry=self._registry,
        )


class _Now(Collector):
    def __init__(self, queue: Callable[[], Queue], state: Callable[[], State]) -> None:
        self._queue = queue
        self._state = state

    def collect(self) -> Iterator[Metric]:
        queue, state = self._queue(), self._state()
        yield GaugeMetricFamily(
            "briefing_running", "Questions that are being answered", value=queue.running
        )
        yield GaugeMetricFamily(
            "briefing_waiting", "Questions that wait for their turn", value=queue.waiting
        )
        yield GaugeMetricFamily(
            "briefing_documents", "Articles in the index in use", value=state.documents
        )
        parts = GaugeMetricFamily(
            "briefing_part", "1 for the phase that a part is in", labels=["part", "phase"]
        )
        for part, phase in (("index", state.index.phase), ("model", state.model.phase)):
            for possible in Phase:
                parts.add_metric([part, possible.value], float(possible is phase))
        yield parts
