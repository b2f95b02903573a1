"""Parts of an assistant that are loaded once, in the background."""

import threading
from abc import ABC, abstractmethod


class LoadedOnce(ABC):
    """Loads itself in a thread, and never again."""

    def __init__(self, name: str) -> None:
        self._loading = threading.Thread(target=self._load, name=name, daemon=True)

    @abstractmethod
    def _load(self) -> None:
        """Load what is configured; logs what goes wrong."""

    def start(self) -> None:
        """Load what is configured in the background; returns at once."""
        self._loading.start()

    def wait(self) -> None:
        """Block until loading has finished."""
        if self._loading.is_alive():
            self._loading.join()
