"""Work in the background that waits until nobody asks, and gives way to every reader."""

import logging
import threading
from abc import ABC, abstractmethod
from typing import ClassVar, Final, Protocol

from filelock import FileLock, Timeout

from index.errors import BriefingError
from rag.llm.client import LanguageModel

log = logging.getLogger(__name__)

IDLE_S: Final = 15.0
"""How long nobody has to have asked anything."""
_POLL_S: Final = 5.0
_RETRY_S: Final = 600.0
"""After a failure, which most often lasts: no room on the disk, a model that is gone."""


class Watched(Protocol):
    """:class:`rag.assistant.Assistant`, or one of the tests."""

    @property
    def model(self) -> LanguageModel | None:
        """None until it is ready, and for good where there is none."""

    @property
    def idle_s(self) -> float:
        """How long no reader has been waiting for an answer; 0 while one is."""

    @property
    def snapshot(self) -> str | None:
        """Of the index in use; None while there is none."""


class IdleWorker(ABC):
    """Works whenever there is a model, a new index, and nobody asks; in one process at a time."""

    name: ClassVar[str]
    """Of the thread."""
    failure: ClassVar[str]
    """What a reader of the log has to know if it fails: a sentence."""

    def __init__(self, watched: Watched, idle_s: float = IDLE_S) -> None:
        self._watched = watched
        self._idle_s = idle_s
        self._closing = threading.Event()

    def start(self) -> None:
        """Work in the background until :meth:`close`."""
        threading.Thread(target=self._run, name=self.name, daemon=True).start()

    def close(self) -> None:
        """Stop within a word of the model's."""
        self._closing.set()

    @abstractmethod
    def lock(self) -> FileLock:
        """Held by the one process that works."""

    @abstractmethod
    def work(self, snapshot: str) -> bool:
        """Do what is missing for a snapshot of the index; whether nothing is left to do.

        Raises:
            BriefingError: model or index failed.
            OSError: the data folder cannot be written.
        """

    def goes_on(self) -> bool:
        """Whether to go on working; not if a reader asks, or the service ends."""
        return not self._closing.is_set() and self._watched.idle_s > 0

    def _run(self) -> None:
        finished: str | None = None
        while not self._closing.wait(_POLL_S):
            try:
                snapshot = self._watched.snapshot
                if not snapshot or snapshot == finished or not self._watched.model:
                    continue
                if self._watched.idle_s < self._idle_s:
                    continue
                with self.lock().acquire(blocking=False):
                    if self.work(snapshot):
                        finished = snapshot
            except Timeout:
                continue  # another process does it
            except Exception as error:  # noqa: BLE001 - this thread has to outlive every defect
                known = isinstance(error, (BriefingError, OSError))
                log.warning("%s %s", self.failure, error if known else f"A defect: {error!r}.")
                self._closing.wait(_RETRY_S)
