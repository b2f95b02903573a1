"""Tracks whether readers are waiting for answers, so that background work can give way."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Activity:
    """Counts waiting readers. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting = 0
        self._last = time.monotonic()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Within the block, a reader counts as waiting."""
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
        """Seconds since the last reader's question was answered; 0 while a reader waits."""
        with self._lock:
            return 0.0 if self._waiting else time.monotonic() - self._last
