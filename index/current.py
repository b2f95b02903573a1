"""The store in use, and its change to a newer one while questions run."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import StoreError
from index.store import Store


class Current:
    """Lends the newest store. One that was replaced is closed by its last reader.

    ::

        current.replace(Store.open(…))
        with current.reading() as store:
            hits = store.search_passages(…)
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._readers: Counter[Store] = Counter()

    @property
    def store(self) -> Store | None:
        """The newest store, for look-ups, which work when it is closed too."""
        return self._store

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The newest store, open until the end of the block.

        Raises:
            StoreError: there is none yet.
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

    def replace(self, store: Store | None) -> None:
        """Lend ``store`` from now on; None closes the last one, too."""
        with self._lock:
            before, self._store = self._store, store
            if before is not None:
                self._close_if_unused(before)

    def _close_if_unused(self, store: Store) -> None:
        if store is not self._store and not self._readers[store]:
            del self._readers[store]
            store.close()
