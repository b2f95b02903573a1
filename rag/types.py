"""What answering is made of, in the order in which it is made."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from index.language.lexicon import Language as Language  # noqa: PLC0414 - handed on to all of rag
from index.types import Passage, Span
from rag.costs import Costs
from rag.decisions import UNSOURCED, Decision, Mode, Outcome

LANGUAGES: tuple[Language, ...] = ("de", "en")


Genre = Literal["opinion", "interview", "analysis"]


@dataclass(frozen=True, slots=True)
class Change:
    """What has become of quoted words, since their article is another one now."""

    words: str | None
    """What stands there now; None if the article is not in the briefing any more."""
    kept: bool = False
    """Whether these are still the quoted ones."""


@dataclass(frozen=True, slots=True)
class Print:
    """An article that prints the same text as another one."""

    source: str
    outlet: str | None = None


class Status(StrEnum):
    """How an answer ended."""

    ANSWERED = "answered"
    QUOTED = "quoted"
    UNSURE = "unsure"
    """The passages that come nearest, nothing stated as fact."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a conversation and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """One thing that is asked, or the whole question."""

    question: str
    """Standing alone: what is searched."""
    own: str
    """What has to be answered: without the question that it leans on, where it is clear so."""
    name: str
    """What it is called where its answer is missing: as the reader put it."""
    several: bool = False
    """Whether it asks for several things, which may stand in several passages."""

    @classmethod
    def alone(cls, question: str, *, several: bool = False) -> "QuestionPart":
        """A question that leans on nothing."""
        return cls(question, question, question, several)


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
    relevance: tuple[float, ...] = ()
    """How well each span fits the question, parallel to ``spans``; 0 for a mere neighbour."""
    also: tuple[Print, ...] = ()
    """Other articles with the same text."""

    @property
    def text(self) -> str:
        """The best sentences, verbatim, joined by a space."""
        return " ".join(self.passage.quote(span) for span in self.spans)


def best_first(evidence: Sequence[Evidence]) -> list[tuple[Evidence, Span, float]]:
    """All sentences of the evidence with the relevance of each."""
    found = [
        (item, span, relevance)
        for item in evidence
        for span, relevance in zip(item.spans, item.relevance, strict=True)
    ]
    return sorted(found, key=lambda entry: entry[2], reverse=True)


@dataclass(frozen=True, slots=True)
class TranslatedSentence:
    """One sentence of a quote beside its translation."""

    start: int
    end: int
    """Characters of the document, as in :class:`Citation`."""
    quote: str
    translation: str | None
    """None if there is no reliable one."""


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """A relative day of a quote ("am Freitag") and the date that it means."""

    start: int
    end: int
    """Characters of the document, as in :class:`Citation`."""
    date: str
    """ISO 8601"""


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
    """A machine's translation, never to be printed as a quote. "[…]" stands for sentences that
    have no reliable one; None if none has."""
    sentences: tuple[TranslatedSentence, ...] = ()
    """The quote sentence by sentence, if it was to be translated."""
    date: str | None = None
    """Of the article, ISO 8601; as are the next two, None if unknown."""
    outlet: str | None = None
    link: str | None = None
    """Where the article was published."""
    page: int | None = None
    """Of the original, on which the passage begins; None for formats without pages."""
    embargo: str | None = None
    """ISO 8601 with time zone: not to be published before. It may have passed."""
    withdrawn: str | None = None
    """Why the article was withdrawn from the briefing; None if it was not."""
    marks: tuple[Span, ...] = ()
    """The words that answer, in reading order, as document offsets inside ``start:end``; empty
    where they cannot be told."""
    dates: tuple[ResolvedDate, ...] = ()
    """Of the relative days in the quote, as far as the date of the article tells them."""
    also: tuple[Print, ...] = ()
    """Other articles with the same text: with this one they count as one source."""
    genre: Genre | None = None
    """Of the article, if it is no plain report."""
    changed: Change | None = None
    """What has become of the words, if the article was changed after the answer."""

    @property
    def document_id(self) -> str:
        """Of the article."""
        return self.passage_id.partition("-")[0]

    @property
    def is_untranslatable(self) -> bool:
        """Whether a translation was wanted and there is no reliable one."""
        return bool(self.sentences) and self.translation is None


class Check(StrEnum):
    """What verification did with a sentence."""

    KEPT = "kept"
    REPLACED = "replaced"
    """by the quote it stands on"""
    RETRIED = "retried"
    """Asked for once more; what came of that is the next claim."""
    DROPPED = "dropped"
    """Nothing takes its place."""
    QUOTE = "quote"
    """verbatim from the start, nothing to check"""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer and the evidence it was checked against."""

    text: str
    cites: tuple[int, ...]
    check: Check
    reasons: tuple[str, ...] = ()
    """Why it is not shown."""


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
    decisions: tuple[Decision, ...] = ()
    """One for each part of the question."""
    model: str | None = None
    """The language model that had its say; None where one part had to do without."""
    costs: Costs = field(default_factory=Costs)
    """Of this answer; nothing if it was kept from an earlier time."""

    @property
    def is_prose(self) -> bool:
        """Whether sentences of the model's own answer, and the quotes below only support them."""
        return {decision.mode for decision in self.decisions if decision.mode} == {Mode.WRITE}

    @property
    def shown(self) -> tuple[Citation, ...]:
        """The passages shown with the answer: what it cites, or for a refusal what came closest."""
        return self.nearest if self.status is Status.REFUSED else self.citations

    @property
    def unsourced(self) -> str | None:
        """The badge of a question whose kind needs no source."""
        outcomes = {decision.outcome for decision in self.decisions}
        kind = next(iter(outcomes & UNSOURCED), None) if len(outcomes) == 1 else None
        return f"kind_{kind}" if kind else None

    @property
    def shown_as(self) -> str:
        """What these passages are: ``sources``, ``possible`` ones or the ``nearest``.

        Texts have it as a key.
        """
        if self.unsourced:
            return "sources"
        return {Status.REFUSED: "nearest", Status.UNSURE: "possible"}.get(self.status, "sources")

    @property
    def badge(self) -> str:
        """What a reader is told the answer is worth: its status, ``partial``, its kind, or
        ``withdrawn`` or ``changed``: an article that it cites was withdrawn since, or does not
        read any more as it is quoted.

        An answer is partial if it claims one part of the question, and another part is missing or
        uncertain. Of one without sources its kind is told: nothing in it was checked, and nothing
        refused. Texts and styles have the badge as a key.
        """
        if self.unsourced:
            return self.unsourced
        if any(citation.withdrawn for citation in self.citations):
            return "withdrawn"
        if any(citation.changed and not citation.changed.kept for citation in self.citations):
            return "changed"
        claimed = self.status in (Status.ANSWERED, Status.QUOTED)
        uncertain = any(decision.outcome == Outcome.UNSURE for decision in self.decisions)
        return "partial" if claimed and (self.missing or uncertain) else self.status.value


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
