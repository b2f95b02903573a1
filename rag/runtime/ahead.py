"""Translations made ahead of time, while nobody asks.

A reader who asks in the other language then waits for none. ``python -m rag translate`` does the
same at once and for all articles; this does the newest ones and gives way to every question.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Protocol

from filelock import FileLock

from rag.runtime.idle import IDLE_S, IdleWorker, Watched

SENTENCES: Final = 600
"""About half an hour of an idle machine."""


class Translatable(Watched, Protocol):
    """What is needed of an assistant."""

    def translate(self, most: int | None, go_on: Callable[[], bool]) -> Iterator[tuple[int, int]]:
        """Translate what is not kept yet; yields done and all."""


class TranslatorAhead(IdleWorker):
    """Translates the sentences of the newest articles."""

    name = "translating"
    failure = "Nothing is translated ahead of time."

    def __init__(self, assistant: Translatable, data: Path, idle_s: float = IDLE_S) -> None:
        super().__init__(assistant, idle_s)
        self._assistant = assistant
        self._data = data

    def lock(self) -> FileLock:
        return FileLock(self._data / "translating.lock")

    def work(self, snapshot: str) -> bool:  # noqa: ARG002 - what is kept is kept for all
        return all(self.goes_on() for _ in self._assistant.translate(SENTENCES, self.goes_on))
