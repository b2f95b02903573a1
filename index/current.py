"""Shared access to the current store, which can be replaced while questions are running."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from index.errors import StoreError


class Closable(Protocol):
    """Anything with a ``close`` method."""

    def close(self) -> None: ...


T = TypeVar("T", bound=Closable)


class Current(Generic[T]):
    """Lends the newest store, or another closable value.

    A replaced value is closed as soon as nobody reads it any more.

    ::

        current.replace(Store.open(…))
        with current.reading() as store:
            hits = store.search_passages(…)
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._store: T | None = None
        self._readers: Counter[T] = Counter()

    @property
    def newest(self) -> T | None:
        """The newest value, for look-ups only: these still work if it is closed meanwhile."""
        return self._store

    @contextmanager
    def reading(self) -> Iterator[T]:
        """The newest value; it stays open until the end of the block.

        Raises:
            StoreError: nothing has been loaded yet.
        """
        with self._lock:
            store = self._store
            if store is None:
                raise StoreError("The index is still being loaded.", "Ask again in a moment.")
            self._readers[store] += 1
        try:
            yield store
        finally:
            with self._lock:
                self._readers[store] -= 1
                self._close_if_unused(store)

    @property
    def is_read(self) -> bool:
        """Whether any value is being read right now."""
        with self._lock:
            return any(self._readers.values())

    def replace(self, store: T | None) -> None:
        """Lend ``store`` from now on. None only closes the previous one."""
        with self._lock:
            before, self._store = self._store, store
            if before is not None:
                self._close_if_unused(before)

    def _close_if_unused(self, store: T) -> None:
        if store is not self._store and not self._readers[store]:
            del self._readers[store]
            store.close()
