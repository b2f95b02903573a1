"""Translates the newest articles in advance, while no question is being answered.

Readers who ask in the other language then need not wait. ``python -m rag translate`` does the same
for all articles at once.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final, Protocol

from filelock import FileLock

from index.types import Document, Passage
from rag.answer.translation.faults import other
from rag.runtime.idle import IDLE_S, IdleWorker, Watched
from rag.types import Language

SENTENCES: Final = 600
"""Maximum number of sentences; takes about half an hour on an idle machine."""


class Translatable(Watched, Protocol):
    """What is needed of :class:`rag.assistant.Assistant`."""

    def translate(self, most: int | None, go_on: Callable[[], bool]) -> Iterator[tuple[int, int]]:
        """Translate sentences that are not stored yet; yields (done, total)."""


class TranslatorAhead(IdleWorker):
    """Translates the sentences of the newest articles, the most important ones first."""

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


def newest_first(
    articles: Sequence[tuple[Document, tuple[Passage, ...]]],
) -> Iterator[tuple[str, Language]]:
    """All sentences with their target language, the most important first.

    Newest day first; within a day, first the headlines of all articles, then the leads, and so on.
    """
    by_day: dict[str, list[tuple[Document, tuple[Passage, ...]]]] = {}
    for document, passages in articles:
        by_day.setdefault(str(document.date or ""), []).append((document, passages))
    for day in sorted(by_day, reverse=True):
        leads_first = zip_longest(*(passages for _, passages in by_day[day]))
        for row in leads_first:
            for (document, _), passage in zip(by_day[day], row, strict=True):
                for span in passage.sentences if passage else ():
                    yield passage.quote(span), other(document.language)
