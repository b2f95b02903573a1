"""Sums up the usage of a language model."""

import threading
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace

from rag.costs import Costs
from rag.types import Done, Event


class Meter:
    """The total usage of several calls. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._costs = Costs()

    @property
    def costs(self) -> Costs:
        """The total so far."""
        return self._costs

    def add(self, costs: Costs) -> None:
        """Add the usage of one call."""
        with self._lock:
            self._costs += costs


def with_costs(events: Generator[Event], meter: Meter) -> Generator[Event]:
    """Add the meter's usage to the answer in the last event.

    This runs after the answer was cached, so that a cached answer has no usage.
    """
    with closing(events):
        for event in events:
            if isinstance(event, Done):
                yield Done(replace(event.answer, costs=meter.costs))
            else:
                yield event
