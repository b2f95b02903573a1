"""Suggested questions about the briefing; each was answered by the chain before it is shown.

The language model generates them in the background, one passage at a time, only while no question
is being answered. They are stored with the ID of the index snapshot that they belong to. Without a
model there are none.
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
from rag.question.followup import needs_context
from rag.runtime.idle import IDLE_S, IdleWorker, Watched
from rag.types import LANGUAGES, Done, Event, Language, Status

log = logging.getLogger(__name__)

WANTED: Final = 3
"""Number of questions per language."""
TRIES: Final = 8
"""Maximum number of passages tried per language, because the model is slow."""
_FILE: Final = "suggestions.json"
_PASSAGE: Final = range(80, 700)
"""Length in characters of a passage with enough content that the model can read quickly."""
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
    """The suggestions for one snapshot of the index."""

    snapshot: Annotated[str, Field(validation_alias=AliasChoices("snapshot", "generation"))]
    """Earlier versions called it a generation."""
    made: tuple[Suggestion, ...] = ()
    tried: tuple[str, ...] = ()
    """Passages tried so far, as ``language/passage id``."""

    def of(self, language: Language) -> tuple[Suggestion, ...]:
        """The suggestions in a language, oldest first."""
        return tuple(item for item in self.made if item.language == language)

    def wants(self, language: Language) -> bool:
        """Whether more suggestions in a language are needed."""
        tries = sum(key.startswith(f"{language}/") for key in self.tried)
        return len(self.of(language)) < WANTED and tries < TRIES


_KEPT = TypeAdapter(Suggestions)


class SuggestionStore:
    """The stored suggestions in a data folder."""

    def __init__(self, data: Path) -> None:
        self._path = data / _FILE

    def read(self, snapshot: str) -> Suggestions:
        """The suggestions for a snapshot; empty if those stored belong to another one."""
        try:
            kept = _KEPT.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return Suggestions(snapshot)
        return kept if kept.snapshot == snapshot else Suggestions(snapshot)

    def write(self, suggestions: Suggestions) -> None:
        """Store suggestions. Raises OSError if the folder cannot be written."""
        temporary = self._path.with_suffix(".new")
        temporary.write_bytes(_KEPT.dump_json(suggestions))
        temporary.replace(self._path)

    def lock(self) -> FileLock:
        """The lock that only one process holds at a time."""
        return FileLock(self._path.with_suffix(".lock"))


class Suggested(Watched, Protocol):
    """What is needed of an assistant."""

    def passages(self) -> tuple[tuple[Document, tuple[Passage, ...]], ...]:
        """All articles with their passages. Raises StoreError while there is no index."""

    def ask(
        self, question: str, *, language: Language | None = None, background: bool = False
    ) -> Iterator[Event]:
        """Answer a question; a background one does not count as a reader's."""


class _InterruptedError(Exception):
    """Raised to stop the work: a reader asks, or the service ends."""


class Suggester(IdleWorker):
    """Generates suggestions until there are enough or all passages were tried."""

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
        """Generate the missing suggestions for a snapshot.

        Stops when a reader asks; the results so far are stored, and the next call continues.

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
        """Passages to try, alternating between languages.

        Those of articles in the language itself come first: a question about the others is a
        translation, and small models translate badly. The others start elsewhere, so that the two
        languages do not ask the same.
        """
        articles = self.assistant.passages()
        tried = []
        for language in LANGUAGES:
            own = [one for one in articles if one[0].language == language]
            others = list(spread([one for one in articles if one[0].language != language]))
            half = len(others) // 2
            tried.append([*spread(own), *others[half:], *others[:half]])
        return [
            (language, passage)
            for pair in zip(*tried, strict=True)
            for language, passage in zip(LANGUAGES, pair, strict=True)
        ]

    def _question(self, passage: Passage, language: Language) -> str | None:
        """The model's question about a passage; None if it cannot be used."""
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
        return question if fit and not needs_context(question) else None

    def _answered(self, question: str, passage: Passage, language: Language) -> bool:
        """Whether the chain's answer cites the passage that the question was made from."""
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
    """Suitable passages, round-robin over the articles, newest first."""
    newest = sorted(
        articles, key=lambda item: item[0].date.toordinal() if item[0].date else 0, reverse=True
    )
    columns = [
        [p for p in passages if len(p.text) in _PASSAGE and p.text != document.title]
        for document, passages in newest
    ]
    return (p for p in chain.from_iterable(zip_longest(*columns)) if p is not None)
