"""Prepares the newest articles in advance, while no question is being answered.

First the embedded model reads them, so that an answer need not wait for that; then they are
translated for readers who ask in the other language. ``python -m rag translate`` does the same for
all articles at once.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from pathlib import Path
from typing import Final, Protocol

from filelock import FileLock

from index.types import Document, Passage
from rag.answer.reader import read_ahead
from rag.answer.translation.faults import other
from rag.llm.client import LanguageModel
from rag.llm.prompts import prompt_name
from rag.llm.states import States
from rag.runtime.idle import IDLE_S, IdleWorker, Watched
from rag.types import Language

SENTENCES: Final = 600
"""Maximum number of sentences to translate; takes about half an hour on an idle machine."""


class Preparable(Watched, Protocol):
    """What is needed of :class:`rag.assistant.Assistant`."""

    def read_ahead(self, go_on: Callable[[], bool]) -> Iterator[tuple[int, int]]:
        """Read passages that were not read yet; yields (done, total)."""

    def translate(self, most: int | None, go_on: Callable[[], bool]) -> Iterator[tuple[int, int]]:
        """Translate sentences that are not stored yet; yields (done, total)."""


class Preparer(IdleWorker):
    """Reads and translates the newest articles, the most important passages first."""

    name = "preparing"
    failure = "Nothing is read or translated ahead of time."

    def __init__(self, assistant: Preparable, data: Path, idle_s: float = IDLE_S) -> None:
        super().__init__(assistant, idle_s)
        self._assistant = assistant
        self._data = data

    def lock(self) -> FileLock:
        return FileLock(self._data / "preparing.lock")

    def work(self, snapshot: str) -> bool:  # noqa: ARG002 - what is kept is kept for all
        return self._to_the_end(self._assistant.read_ahead(self.goes_on)) and self._to_the_end(
            self._assistant.translate(SENTENCES, self.goes_on)
        )

    def _to_the_end(self, work: Iterable[tuple[int, int]]) -> bool:
        reached = (0, 0)
        for progress in work:
            reached = progress
            if not self.goes_on():
                return False
        done, total = reached
        return done == total


def read(
    model: LanguageModel,
    states: States,
    passages: Iterable[tuple[Passage, Language]],
    go_on: Callable[[], bool],
) -> Iterator[tuple[int, int]]:
    """Let the embedded model read passages, and keep only its states after these.

    Args:
        model: the embedded model.
        states: what it has read; as many passages are read as there is room for.
        passages: with their language, the most important first; headings alone are left out.
        go_on: called before each part of a passage; once it returns False, reading ends.

    Yields:
        (done, total)

    Raises:
        ModelError: the model failed, or the disk is full; what it has read is kept.
    """
    languages = {
        (prompt_name("answer", language), passage.in_context): language
        for passage, language in passages
        if not passage.is_heading
    }
    chosen = states.affordable(languages)
    states.keep_only(chosen)
    for done, (prompt, text) in enumerate(chosen, start=1):
        known = states.holds(prompt, text)
        if not (known or read_ahead(model, languages[prompt, text], text, go_on)):
            yield done - 1, len(chosen)  # so that nobody takes it for finished
            return
        yield done, len(chosen)


def newest_first(
    articles: Sequence[tuple[Document, tuple[Passage, ...]]],
) -> Iterator[tuple[Document, Passage]]:
    """All passages, the most important first.

    Newest day first; within a day, first the headlines of all articles, then the leads, and so on.
    """
    by_day: dict[str, list[tuple[Document, tuple[Passage, ...]]]] = {}
    for document, passages in articles:
        by_day.setdefault(str(document.date or ""), []).append((document, passages))
    for day in sorted(by_day, reverse=True):
        leads_first = zip_longest(*(passages for _, passages in by_day[day]))
        for row in leads_first:
            for (document, _), passage in zip(by_day[day], row, strict=True):
                if passage:
                    yield document, passage


def sentences_of(
    passages: Iterable[tuple[Document, Passage]], most: int | None
) -> list[tuple[str, Language]]:
    """The sentences of passages, each with the language into which it has to be translated.

    Args:
        passages: with their documents; no more are taken than it needs.
        most: maximum number of sentences; None for all.
    """
    found = (
        (passage.quote(span), other(document.language))
        for document, passage in passages
        for span in passage.sentences
    )
    return list(islice(found, most))
