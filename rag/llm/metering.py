"""Adding up what calls of a language model cost."""

import threading
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace

from rag.costs import Costs
from rag.types import Done, Event


class Meter:
    """The costs of several calls. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._costs = Costs()

    @property
    def costs(self) -> Costs:
        """Until now."""
        return self._costs

    def add(self, costs: Costs) -> None:
        """Add one call."""
        with self._lock:
            self._costs += costs


def with_costs(events: Generator[Event], meter: Meter) -> Generator[Event]:
    """The events; the answer tells what it cost.

    The costs are added last, so that an answer that is kept costs nothing the next time.
    """
    with closing(events):
        for event in events:
            if isinstance(event, Done):
                yield Done(replace(event.answer, costs=meter.costs))
            else:
                yield event
