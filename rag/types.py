"""What answering is made of, in the order in which it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from index.language.lexicon import Language as Language  # noqa: PLC0414 - handed on to all of rag
from index.types import Passage, Span

LANGUAGES: tuple[Language, ...] = ("de", "en")


class Status(StrEnum):
    """How an answer ended."""

    ANSWERED = "answered"
    QUOTED = "quoted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a conversation and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, with what the question's embedding says of it, 0 to 1."""

    passage: Passage
    score: float
    """Both similarities, weighted."""
    whole: float
    """Similarity of the passage as a whole."""
    sentences: tuple[tuple[Span, float], ...]
    """Similarity of each sentence that was found, best first."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that may answer, with the sentences of it that matter."""

    n: int
    """Label inside one answer, from 1: the number a reader sees as ``[n]``."""
    passage: Passage
    spans: tuple[Span, ...]
    """The best sentences, in reading order, as document offsets."""
    score: float
    """Fused passage and sentence similarity, 0 to 1."""
    why: str
    """How it was found, for the trace."""
    worth: tuple[float, ...] = ()
    """How well each span fits the question, parallel to ``spans``; 0 for a mere neighbour."""

    @property
    def text(self) -> str:
        """The best sentences, verbatim, joined by a space."""
        return " ".join(self.passage.quote(span) for span in self.spans)


def best_first(evidence: Sequence[Evidence]) -> list[tuple[Evidence, Span, float]]:
    """All sentences of the evidence with what each is worth."""
    found = [
        (item, span, worth)
        for item in evidence
        for span, worth in zip(item.spans, item.worth, strict=True)
    ]
    return sorted(found, key=lambda entry: entry[2], reverse=True)


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote that stands behind ``[n]``."""

    n: int
    passage_id: str
    source: str
    paragraph: int
    start: int
    end: int
    quote: str
    translation: str | None = None
    """A machine's translation, never to be printed as a quote."""


class Check(StrEnum):
    """What verification did with a sentence."""

    KEPT = "kept"
    REPLACED = "replaced"
    """by the quote it stands on"""
    QUOTE = "quote"
    """verbatim from the start, nothing to check"""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer and the evidence it was checked against."""

    text: str
    cites: tuple[int, ...]
    check: Check
    reasons: tuple[str, ...] = ()
    """Why it was replaced."""


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds after the question came in."""

    sources_ms: float
    first_token_ms: float
    total_ms: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader gets."""

    id: str
    question: str
    language: Language
    text: str
    """The answer with ``[n]`` behind each sentence."""
    status: Status
    citations: tuple[Citation, ...]
    """Only what the text uses."""
    nearest: tuple[Citation, ...]
    """For a refusal: what came closest."""
    timings: Timings
    claims: tuple[Claim, ...] = ()
    missing: tuple[str, ...] = ()
    """Parts of the question that the briefing does not answer, though it answers others."""
    trace: Mapping[str, str | float | int | bool | None] = field(default_factory=dict)
    """What was searched, decided and checked, for the fold under the answer."""


@dataclass(frozen=True, slots=True)
class Sources:
    """First event: the evidence, before any word."""

    language: Language
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of checked answer text, in order."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """Last event: the whole answer."""

    answer: Answer


Event = Sources | Token | Done
