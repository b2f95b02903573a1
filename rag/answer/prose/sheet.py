"""The numbered evidence in the prompt for writing: as much of the articles as fits the window.

First the passages that answer, then the other sources, then the rest of these articles, nearest
passages first, until the model's window is full. In the prompt, passages are in reading order below
the headline of their article.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from index.reading.dateline import without_date
from index.types import Document, Passage
from rag.evidence.candidates import Candidate
from rag.evidence.outcome import Verdict
from rag.evidence.retrieval import Retriever
from rag.evidence.search import SubQuestion
from rag.evidence.speakers import speaker_of

ANSWER_TOKENS: Final = 320
"""Maximum length of an answer of five sentences; guess."""
PROMPT_TOKENS: Final = 900
"""Length of the rest of the prompt: its fixed part has 730 tokens in German and 640 in English with
the embedded model's tokenizer; the remainder is for question and headlines."""
CHARACTERS_PER_TOKEN: Final = 3
"""German news has 3.1 with the embedded model's tokenizer; English has more."""
LEAST_CHARACTERS: Final = 1_500
"""Minimum amount of evidence even for a small window: one long passage."""
MOST_PASSAGES: Final = 120
"""Maximum number of passages; guess. Markers have at most three digits."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered passage in the prompt."""

    n: int
    text: str
    article: str = ""
    """The headline with outlet and date."""
    aside: str = ""
    """Words of another paragraph that name the speaker quoted in this one."""

    @property
    def shown(self) -> str:
        """The text as it appears in the prompt."""
        return " ".join(f"{self.text} {self.aside}".split())

    @property
    def held(self) -> str:
        """The evidence for sentences that cite this number."""
        text = without_date(self.text)
        return f"{text}\n{self.aside}" if self.aside else text


@dataclass(frozen=True, slots=True)
class Sheet:
    """All evidence for one question, grouped by article."""

    entries: tuple[Entry, ...]

    @property
    def text(self) -> str:
        """The text that goes into the prompt."""
        blocks = []
        for article, entries in groupby(self.entries, key=lambda entry: entry.article):
            lines = [f"[{entry.n}] {entry.shown}" for entry in entries]
            blocks.append("\n".join([article, *lines] if article else lines))
        return "\n\n".join(blocks)

    def only(self, numbers: Sequence[int]) -> "Sheet":
        """The passages with these numbers; all passages if none has one of them."""
        kept = tuple(entry for entry in self.entries if entry.n in numbers)
        return Sheet(kept) if kept else self

    def held(self, n: int) -> str | None:
        """The evidence for a number; None for an unknown number."""
        return next((entry.held for entry in self.entries if entry.n == n), None)


def evidence_characters(window: int) -> int:
    """Number of characters of evidence that fit into a window of ``window`` tokens."""
    tokens = window - PROMPT_TOKENS - ANSWER_TOKENS
    return max(LEAST_CHARACTERS, tokens * CHARACTERS_PER_TOKEN)


@dataclass(slots=True)
class Numbers:
    """Numbers of passages in one answer: those of the sources shown, then new ones."""

    _known: dict[str, int] = field(default_factory=dict)
    _passages: dict[int, Passage] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Sequence[SubQuestion]) -> "Numbers":
        """The numbers of the sources shown for the parts of a question."""
        made = cls()
        for item in (item for part in parts for item in part.evidence):
            made._add(item.passage, item.n)
        return made

    def number(self, passage: Passage) -> int:
        """The number of a passage; assigns the next free one if it has none."""
        if passage.id not in self._known:
            self._add(passage, max(self._passages, default=0) + 1)
        return self._known[passage.id]

    def passage(self, n: int) -> Passage:
        """The passage with a number. Raises KeyError for an unknown number."""
        return self._passages[n]

    def _add(self, passage: Passage, n: int) -> None:
        self._known[passage.id] = n
        self._passages[n] = passage


def sheet_for(
    part: SubQuestion,
    verdict: Verdict,
    retriever: Retriever,
    numbers: Numbers,
    described: Callable[[Document], str],
    window: int,
) -> Sheet:
    """The evidence for a part of a question.

    Args:
        part: with its search results.
        verdict: the passages that answer it, most probable first.
        retriever: over the index.
        numbers: of this answer; passages without a number get one.
        described: returns an article's headline with outlet and date.
        window: the model's context length in tokens, prompt and answer together.
    """
    free = evidence_characters(window)
    chosen: list[Passage] = []
    for passage in _wanted(part, verdict, retriever):
        if len(chosen) == MOST_PASSAGES:
            break
        if passage not in chosen and (not chosen or len(passage.text) <= free):
            chosen.append(passage)
            free -= len(passage.text)
    order = list(dict.fromkeys(passage.document_id for passage in chosen))
    chosen.sort(key=lambda passage: (order.index(passage.document_id), passage.start))
    store = retriever.store
    entries = []
    for passage in chosen:
        article = described(store.document(passage.document_id))
        aside = _speaker(passage, store.passages(passage.document_id))
        entries.append(Entry(numbers.number(passage), passage.text, article, aside))
    return Sheet(tuple(entries))


def _wanted(part: SubQuestion, verdict: Verdict, retriever: Retriever) -> Iterator[Passage]:
    """The passages by priority; some are yielded twice."""
    weighed = [item.candidate for item in verdict.passages]
    yield from (candidate.passage for candidate in weighed)
    shown = {item.passage.id for item in part.evidence}
    yield from (c.passage for c in part.candidates if c.passage.id in shown)
    for candidate in weighed:
        yield from _rest(candidate, retriever)


def _rest(candidate: Candidate, retriever: Retriever) -> list[Passage]:
    """The other passages of the article, nearest first, without headings."""
    passages = retriever.store.passages(candidate.passage.document_id)
    near = sorted(passages, key=lambda other: abs(other.start - candidate.passage.start))
    return [passage for passage in near if not passage.is_heading]


def _speaker(passage: Passage, passages: Sequence[Passage]) -> str:
    found = speaker_of(passage, passages)
    return found[0].quote(found[1]) if found else ""
