"""Translations made ahead of time, while nobody asks.

A reader who asks in the other language then waits for none. ``python -m rag translate`` does the
same at once and for all articles; this does the newest ones and gives way to every question.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from filelock import FileLock, Timeout

from index.errors import BriefingError
from rag.model import LanguageModel
from rag.suggesting import IDLE_S

log = logging.getLogger(__name__)

SENTENCES: Final = 600
"""About half an hour of an idle machine."""
_POLL_S: Final = 5.0


class Translatable(Protocol):
    """What is needed of an assistant."""

    @property
    def generation(self) -> str | None:
        """Of the index in use."""

    @property
    def model(self) -> LanguageModel | None:
        """What translates, if it is ready."""

    @property
    def idle_s(self) -> float:
        """Seconds since a reader was last served; 0 while one waits."""

    def translate(self, most: int | None, go_on: Callable[[], bool]) -> Iterator[tuple[int, int]]:
        """Translate what is not kept yet; yields done and all."""


@dataclass
class TranslatorAhead:
    """Translates whenever there is a model, a new index, and nobody asks."""

    assistant: Translatable
    data: Path
    idle_s: float = IDLE_S
    _closing: threading.Event = field(default_factory=threading.Event, init=False)

    def start(self) -> None:
        """Work in the background until :meth:`close`."""
        threading.Thread(target=self._run, name="translating", daemon=True).start()

    def close(self) -> None:
        """Stop within a word."""
        self._closing.set()

    def _run(self) -> None:
        finished: str | None = None
        while not self._closing.wait(_POLL_S):
            generation = self.assistant.generation
            if not generation or generation == finished or not self.assistant.model:
                continue
            if self.assistant.idle_s < self.idle_s:
                continue
            try:
                with FileLock(self.data / "translating.lock").acquire(blocking=False):
                    if self.make():
                        finished = generation
            except Timeout:
                continue  # another process makes them
            except (BriefingError, OSError) as error:
                log.warning("Nothing is translated ahead of time. %s", error)
                return

    def make(self) -> bool:
        """Translate what is missing; whether that came to an end, and no reader asked.

        Raises:
            BriefingError: model or index failed; what was made is kept.
        """
        return all(self._go_on() for _ in self.assistant.translate(SENTENCES, self._go_on))

    def _go_on(self) -> bool:
        return not self._closing.is_set() and self.assistant.idle_s > 0
