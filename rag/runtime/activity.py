"""Is anybody waiting for an answer? What works in the background stays out of their way."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Activity:
    """Counts readers who wait. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting = 0
        self._last = time.monotonic()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """A reader waits as long as this is open."""
        with self._lock:
            self._waiting += 1
        try:
            yield
        finally:
            with self._lock:
                self._waiting -= 1
                self._last = time.monotonic()

    @property
    def idle_s(self) -> float:
        """Seconds since the last reader was served; 0 while one waits."""
        with self._lock:
            return 0.0 if self._waiting else time.monotonic() - self._last
