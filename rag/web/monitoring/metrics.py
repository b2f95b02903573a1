"""Metrics for Prometheus. None of them contains a question, an answer or a name."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from rag.costs import Costs
from rag.runtime.state import Phase, State
from rag.types import Status
from rag.web.queue.answering import Queue
from rag.web.queue.asked import Asked, Outcome

_SECONDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0)
"""Histogram buckets, from the time to sources (hundredths of a second) to that in a long queue."""

_CALLS: Final = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32)
_TOKENS: Final = (0, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts questions as they end; reads queue and components when metrics are collected.

    Each service has its own registry, so that several can run in one process.
    """

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._outcomes = Counter(
            "briefing_questions",
            "Questions that have ended, by the answer's status or the outcome without an answer",
            ["outcome"],
            registry=self._registry,
        )
        for outcome in (*Status, *Outcome):
            self._outcomes.labels(outcome.value)
        self._waited = self._histogram("waiting", "it left the queue")
        self._sources = self._histogram("sources", "the sources were found")
        self._words = self._histogram("first_words", "the first words were written")
        self._whole = self._histogram("answer", "the answer was complete")
        self._calls = self._per_answer("calls", "Model calls per answer", _CALLS)
        self._read = self._per_answer("tokens_in", "Prompt tokens per answer", _TOKENS)
        self._written = self._per_answer("tokens_out", "Generated tokens per answer", _TOKENS)
        self._model_time = self._per_answer(
            "model_seconds", "Duration of model calls per answer", _SECONDS
        )

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
        if asked.answer:
            costs = asked.answer.costs
            self._calls.observe(costs.calls)
            self._read.observe(costs.tokens_in)
            self._written.observe(costs.tokens_out)
            self._model_time.observe(costs.seconds)

    def look_at(self, queue: Callable[[], Queue], state: Callable[[], State]) -> None:
        """Register queue and state, which are read for each collection."""
        self._registry.register(_Now(queue, state))

    def text(self) -> bytes:
        """All metrics in Prometheus' text format."""
        return generate_latest(self._registry)

    def _histogram(self, name: str, until: str) -> Histogram:
        return Histogram(
            f"briefing_{name}_seconds",
            f"Time from a question's arrival until {until}",
            buckets=_SECONDS,
            registry=self._registry,
        )

    def _per_answer(self, name: str, about: str, buckets: Sequence[float]) -> Histogram:
        return Histogram(f"briefing_answer_{name}", about, buckets=buckets, registry=self._registry)


class _Now(Collector):
    def __init__(self, queue: Callable[[], Queue], state: Callable[[], State]) -> None:
        self._queue = queue
        self._state = state

    def collect(self) -> Iterator[Metric]:
        queue, state = self._queue(), self._state()
        yield GaugeMetricFamily("briefing_running", "Questions being answered", value=queue.running)
        yield GaugeMetricFamily(
            "briefing_waiting", "Questions waiting in the queue", value=queue.waiting
        )
        yield GaugeMetricFamily(
            "briefing_documents", "Articles in the index in use", value=state.documents
        )
        parts = GaugeMetricFamily(
            "briefing_part", "1 for the current phase of a component", labels=["part", "phase"]
        )
        for part, phase in (("index", state.index.phase), ("model", state.model.phase)):
            for possible in Phase:
                parts.add_metric([part, possible.value], float(possible is phase))
        yield parts
        yield from _of_model(state.costs)


def _of_model(costs: Costs) -> Iterator[Metric]:
    """Usage since the start, including stopped answers and background work."""
    yield CounterMetricFamily("briefing_model_calls", "Model calls", value=costs.calls)
    tokens = CounterMetricFamily(
        "briefing_model_tokens", "Tokens that the model read and generated", labels=["direction"]
    )
    tokens.add_metric(["in"], costs.tokens_in)
    tokens.add_metric(["out"], costs.tokens_out)
    yield tokens
    yield CounterMetricFamily(
        "briefing_model_seconds", "Duration of model calls", value=costs.seconds
    )
