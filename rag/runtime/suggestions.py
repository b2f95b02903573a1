"""First questions drawn from the briefing, each of which the chain has answered before it is shown.

They are made in the background by the language model, a passage at a time, and only while nobody
asks: a reader's question ends the work at once. They are kept beside the index, with the
snapshot that they belong to, and read from there in no time. Without a model there are none.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from pathlib import Path
from typing import Annotated, Final, Protocol

from filelock import FileLock
from pydantic import AliasChoices, Field, TypeAdapter, ValidationError

from index.language.detection import detect
from index.types import Document, Passage
from rag.llm.prompts import load_prompt, prompt_name
from rag.question.followup import leans
from rag.runtime.idle import IDLE_S, IdleWorker, Watched
from rag.types import LANGUAGES, Done, Event, Language, Status

log = logging.getLogger(__name__)

WANTED: Final = 3
"""Questions in each language."""
TRIES: Final = 8
"""Passages tried for each language at most: the model is slow, and the rest would be no better."""
_FILE: Final = "suggestions.json"
_PASSAGE: Final = range(80, 700)
"""Characters of a passage that is worth a question and short enough to be read quickly."""
_MAX_TOKENS: Final = 40
_GRAMMAR: Final = r'root ::= [^\n?]+ "?"'
_QUESTION: Final = re.compile(r"[^\n?]{12,120}\?")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that was answered from a passage."""

    question: str
    language: Language
    passage_id: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was made for one snapshot of the index."""

    snapshot: Annotated[str, Field(validation_alias=AliasChoices("snapshot", "generation"))]
    """Earlier versions called it a generation."""
    made: tuple[Suggestion, ...] = ()
    tried: tuple[str, ...] = ()
    """Passages that a question was sought for, as ``language/passage id``."""

    def of(self, language: Language) -> tuple[Suggestion, ...]:
        """Those of a language, in the order in which they were made."""
        return tuple(item for item in self.made if item.language == language)

    def wants(self, language: Language) -> bool:
        """Whether more should be made."""
        tries = sum(key.startswith(f"{language}/") for key in self.tried)
        return len(self.of(language)) < WANTED and tries < TRIES


_KEPT = TypeAdapter(Suggestions)


class SuggestionStore:
    """The suggestions below one data folder."""

    def __init__(self, data: Path) -> None:
        self._path = data / _FILE

    def read(self, snapshot: str) -> Suggestions:
        """What is kept for a snapshot of the index; nothing if that is of another one."""
        try:
            kept = _KEPT.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return Suggestions(snapshot)
        return kept if kept.snapshot == snapshot else Suggestions(snapshot)

    def write(self, suggestions: Suggestions) -> None:
        """Raises OSError where the folder cannot be written."""
        temporary = self._path.with_suffix(".new")
        temporary.write_bytes(_KEPT.dump_json(suggestions))
        temporary.replace(self._path)

    def lock(self) -> FileLock:
        """Held by the one process that makes them."""
        return FileLock(self._path.with_suffix(".lock"))


class Suggested(Watched, Protocol):
    """What is needed of an assistant."""

    def passages(self) -> tuple[tuple[Document, tuple[Passage, ...]], ...]:
        """All articles with their passages. Raises StoreError while there is no index."""

    def ask(
        self, question: str, *, language: Language | None = None, background: bool = False
    ) -> Iterator[Event]:
        """Answer a question, in the background without counting as a reader."""


class _InterruptedError(Exception):
    """A reader asks, or the service ends."""


class Suggester(IdleWorker):
    """Makes suggestions, as many as are wanted or as can be made."""

    name = "suggesting"
    failure = "No first questions are suggested."

    def __init__(
        self, assistant: Suggested, store: SuggestionStore, idle_s: float = IDLE_S
    ) -> None:
        super().__init__(assistant, idle_s)
        self.assistant = assistant
        self.store = store

    def lock(self) -> FileLock:
        return self.store.lock()

    def work(self, snapshot: str) -> bool:
        self.make(snapshot)
        kept = self.store.read(snapshot)
        return not any(kept.wants(language) for language in LANGUAGES) or self._all_tried(kept)

    def make(self, snapshot: str) -> None:
        """Make what is missing for a snapshot.

        Ends early when a reader asks; what was made by then is kept, and the next call goes on.

        Raises:
            BriefingError: model or index failed.
            OSError: the data folder cannot be written.
        """
        kept = self.store.read(snapshot)
        try:
            for language, passage in self._candidates():
                key = f"{language}/{passage.id}"
                if not kept.wants(language) or key in kept.tried:
                    continue
                found = self._question(passage, language)
                known = {item.question for item in kept.made}
                made = kept.made
                if found and found not in known and self._answered(found, passage, language):
                    made = (*made, Suggestion(found, language, passage.id))
                kept = replace(kept, made=made, tried=(*kept.tried, key))
                self.store.write(kept)
        except _InterruptedError:
            return

    def _all_tried(self, kept: Suggestions) -> bool:
        return all(
            f"{language}/{passage.id}" in kept.tried
            for language, passage in self._candidates()
            if kept.wants(language)
        )

    def _candidates(self) -> list[tuple[Language, Passage]]:
        """Passages to ask about, the languages in turn, each beginning at another place."""
        passages = list(spread(self.assistant.passages()))
        half = len(passages) // 2
        turned = {"de": passages, "en": passages[half:] + passages[:half]}
        return [
            (language, passage)
            for pair in zip(turned["de"], turned["en"], strict=True)
            for language, passage in zip(LANGUAGES, pair, strict=True)
        ]

    def _question(self, passage: Passage, language: Language) -> str | None:
        """What the model would ask about a passage; None if that cannot be offered."""
        model = self.assistant.model
        if model is None:
            raise _InterruptedError
        pieces = model.stream(
            load_prompt("suggest", language).messages(passage=passage.text),
            max_tokens=_MAX_TOKENS,
            grammar=_GRAMMAR,
            purpose=prompt_name("suggest", language),
        )
        words = ""
        with closing(pieces):
            for piece in pieces:
                self._go_on()
                words += piece.text
        question = words.strip()
        fit = _QUESTION.fullmatch(question) and detect(question) == language
        return question if fit and not leans(question) else None

    def _answered(self, question: str, passage: Passage, language: Language) -> bool:
        """Whether the chain answers from the passage that the question was made of."""
        events = self.assistant.ask(question, language=language, background=True)
        try:
            for event in events:
                self._go_on()
                if isinstance(event, Done):
                    answer = event.answer
                    cited = {citation.passage_id for citation in answer.citations}
                    claimed = answer.status in (Status.ANSWERED, Status.QUOTED)
                    return claimed and passage.id in cited
        finally:
            if close := getattr(events, "close", None):
                close()
        return False

    def _go_on(self) -> None:
        if not self.goes_on():
            raise _InterruptedError


def spread(
    articles: Sequence[tuple[Document, Sequence[Passage]]],
) -> Iterator[Passage]:
    """Passages that are worth a question, one of each article in turn, the newest first."""
    newest = sorted(
        articles, key=lambda item: item[0].date.toordinal() if item[0].date else 0, reverse=True
    )
    columns = [
        [p for p in passages if len(p.text) in _PASSAGE and p.text != document.title]
        for document, passages in newest
    ]
    return (p for p in chain.from_iterable(zip_longest(*columns)) if p is not None)
