"""Adding up what calls of a language model cost."""

import threading

from rag.types import Costs


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
