"""Background work that runs only while no question is being answered."""

import logging
import threading
from abc import ABC, abstractmethod
from typing import ClassVar, Final, Protocol

from filelock import FileLock, Timeout

from index.errors import BriefingError
from rag.llm.client import LanguageModel

log = logging.getLogger(__name__)

IDLE_S: Final = 15.0
"""Seconds without a question after which background work starts."""
_POLL_S: Final = 5.0
_RETRY_S: Final = 600.0
"""Pause after a failure, which usually persists: a full disk, a model that is gone."""


class Watched(Protocol):
    """What is needed of :class:`rag.assistant.Assistant`."""

    @property
    def model(self) -> LanguageModel | None:
        """The language model; None until it is loaded, or if there is none."""

    @property
    def idle_s(self) -> float:
        """Seconds since the last reader's question was answered; 0 while one is in progress."""

    @property
    def snapshot(self) -> str | None:
        """ID of the index in use; None while there is none."""


class IdleWorker(ABC):
    """Runs once per index snapshot, when idle and with a model, in one process at a time."""

    name: ClassVar[str]
    """Name of the thread."""
    failure: ClassVar[str]
    """Sentence that is logged with an error: the consequence of the failure."""

    def __init__(self, watched: Watched, idle_s: float = IDLE_S) -> None:
        self._watched = watched
        self._idle_s = idle_s
        self._closing = threading.Event()

    def start(self) -> None:
        """Start the background thread; it runs until :meth:`close`."""
        threading.Thread(target=self._run, name=self.name, daemon=True).start()

    def close(self) -> None:
        """Stop; running work ends at the model's next token."""
        self._closing.set()

    @abstractmethod
    def lock(self) -> FileLock:
        """The lock that only one process holds at a time."""

    @abstractmethod
    def work(self, snapshot: str) -> bool:
        """Do what is missing for a snapshot of the index; returns whether all is done.

        Raises:
            BriefingError: model or index failed.
            OSError: the data folder cannot be written.
        """

    def goes_on(self) -> bool:
        """Whether to continue; False if a reader asks or the service ends."""
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
            except Exception as error:  # noqa: BLE001 - this thread has to survive every error
                known = isinstance(error, (BriefingError, OSError))
                said = error if known else f"Unexpected error: {error!r}."
                log.warning("%s %s", self.failure, said)
                self._closing.wait(_RETRY_S)
