"""The types that pass between the stages of answering, in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from index.language.lexicon import Language as Language  # noqa: PLC0414 - handed on to all of rag
from index.types import Passage, Span, document_of
from rag.annotations import (
    Change,
    Correction,
    Genre,
    Print,
    Referent,
    ResolvedDate,
    TranslatedSentence,
)
from rag.costs import Costs
from rag.decisions import UNSOURCED, Decision, Mode, Outcome

LANGUAGES: tuple[Language, ...] = ("de", "en")


class Status(StrEnum):
    """The status of a finished answer."""

    ANSWERED = "answered"
    QUOTED = "quoted"
    UNSURE = "unsure"
    """The nearest passages; nothing is stated as fact."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a conversation and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """One of several things a question asks, or the whole question."""

    question: str
    """Standalone, for the search."""
    own: str
    """For the model: without the earlier question it refers to, if it is clear without."""
    name: str
    """The reader's words, to name the part if its answer is missing."""
    several: bool = False
    """Whether it asks for several things, which may be in several passages."""

    @classmethod
    def alone(cls, question: str, *, several: bool = False) -> "QuestionPart":
        """A question that needs no context."""
        return cls(question, question, question, several)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that may answer, with its relevant sentences."""

    n: int
    """Number within one answer, from 1, which a reader sees as ``[n]``."""
    passage: Passage
    spans: tuple[Span, ...]
    """The best sentences, in reading order, as document offsets."""
    score: float
    """Fused passage and sentence similarity, 0 to 1."""
    why: str
    """How it was found, for the trace."""
    relevance: tuple[float, ...] = ()
    """Score of each span, parallel to ``spans``; 0 for one included only as context."""
    also: tuple[Print, ...] = ()
    """Other articles with the same text."""

    @property
    def text(self) -> str:
        """The best sentences, verbatim, joined by a space."""
        return " ".join(self.passage.quote(span) for span in self.spans)


def best_first(evidence: Sequence[Evidence]) -> list[tuple[Evidence, Span, float]]:
    """All sentences of the evidence with their relevance, in descending order of it."""
    found = [
        (item, span, relevance)
        for item in evidence
        for span, relevance in zip(item.spans, item.relevance, strict=True)
    ]
    return sorted(found, key=lambda entry: entry[2], reverse=True)


@dataclass(frozen=True, slots=True)
class Citation:
    """The verbatim quote that ``[n]`` refers to."""

    n: int
    passage_id: str
    source: str
    paragraph: int
    start: int
    end: int
    quote: str
    translation: str | None = None
    """A machine translation, never to be shown as a quote. "[…]" replaces sentences without a
    reliable translation; None if no sentence has one."""
    sentences: tuple[TranslatedSentence, ...] = ()
    """The quote sentence by sentence; empty if no translation was wanted."""
    date: str | None = None
    """Date of the article, ISO 8601. Like the next two, None if unknown."""
    outlet: str | None = None
    link: str | None = None
    """URL at which the article was published."""
    page: int | None = None
    """Page of the original on which the passage begins; None for formats without pages."""
    embargo: str | None = None
    """Time before which the article must not be published, ISO 8601 with time zone. It may have
    passed."""
    withdrawn: str | None = None
    """Why the article was withdrawn from the briefing; None if it was not."""
    marks: tuple[Span, ...] = ()
    """The words that answer, in reading order, as document offsets inside ``start:end``; empty if
    they could not be determined."""
    dates: tuple[ResolvedDate, ...] = ()
    """The relative dates in the quote that the date of the article resolves."""
    referents: tuple[Referent, ...] = ()
    """The nouns for institutions in the quote that a name before it resolves."""
    also: tuple[Print, ...] = ()
    """Other articles with the same text; all of them count as one source."""
    genre: Genre | None = None
    """Genre of the article; None for a plain report."""
    changed: Change | None = None
    """Set if the article changed after the answer was given."""
    corrected: Correction | None = None
    """Set if another article corrects the quoted words, and the answer does not cite it."""

    @property
    def document_id(self) -> str:
        """ID of the article."""
        return document_of(self.passage_id)

    @property
    def is_untranslatable(self) -> bool:
        """Whether a translation was wanted and there is no reliable one."""
        return bool(self.sentences) and self.translation is None


class Check(StrEnum):
    """What verification did with a sentence."""

    KEPT = "kept"
    REPLACED = "replaced"
    """Replaced by the quote that it cites."""
    RETRIED = "retried"
    """The model was asked again; its second version is the next claim."""
    DROPPED = "dropped"
    """Removed without replacement."""
    QUOTE = "quote"
    """Verbatim from the start; there was nothing to check."""


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
    """Milliseconds since the question arrived."""

    sources_ms: float
    first_token_ms: float
    total_ms: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer."""

    id: str
    question: str
    language: Language
    text: str
    """The answer, with ``[n]`` after each sentence."""
    status: Status
    citations: tuple[Citation, ...]
    """Only those that the text cites."""
    nearest: tuple[Citation, ...]
    """The closest passages, for a refusal."""
    timings: Timings
    claims: tuple[Claim, ...] = ()
    missing: tuple[str, ...] = ()
    """Parts of the question that the briefing does not answer, if it answers others."""
    decisions: tuple[Decision, ...] = ()
    """One per part of the question."""
    model: str | None = None
    """The language model that was used; None if at least one part was decided without it."""
    costs: Costs = field(default_factory=Costs)
    """Model usage for this answer; zero if it came from the cache."""

    @property
    def is_prose(self) -> bool:
        """Whether the model wrote the answer's sentences, with quotes only as support below."""
        return {decision.mode for decision in self.decisions if decision.mode} == {Mode.WRITE}

    @property
    def shown(self) -> tuple[Citation, ...]:
        """The citations shown with the answer; for a refusal, the nearest passages."""
        return self.nearest if self.status is Status.REFUSED else self.citations

    @property
    def unsourced(self) -> str | None:
        """The badge of a question whose kind needs no source; None for all others."""
        outcomes = {decision.outcome for decision in self.decisions}
        kind = next(iter(outcomes & UNSOURCED), None) if len(outcomes) == 1 else None
        return f"kind_{kind}" if kind else None

    @property
    def shown_as(self) -> str:
        """Text key for the heading of :attr:`shown`: ``sources``, ``possible`` or ``nearest``."""
        if self.unsourced:
            return "sources"
        return {Status.REFUSED: "nearest", Status.UNSURE: "possible"}.get(self.status, "sources")

    @property
    def badge(self) -> str:
        """Label that tells readers how far to trust the answer; a key of texts and styles.

        The kind of question if it needs no source, because nothing was checked or refused;
        ``withdrawn``, ``changed`` or ``corrected`` if a cited article was withdrawn, its quoted
        words have changed, or another article corrects them; ``partial`` if one part of the
        question is claimed and another is missing or uncertain; otherwise the status.
        """
        if self.unsourced:
            return self.unsourced
        if any(citation.withdrawn for citation in self.citations):
            return "withdrawn"
        if any(citation.changed and not citation.changed.kept for citation in self.citations):
            return "changed"
        if any(citation.corrected for citation in self.citations):
            return "corrected"
        claimed = self.status in (Status.ANSWERED, Status.QUOTED)
        uncertain = any(decision.outcome == Outcome.UNSURE for decision in self.decisions)
        return "partial" if claimed and (self.missing or uncertain) else self.status.value


@dataclass(frozen=True, slots=True)
class Sources:
    """First event: the evidence, before any answer text."""

    language: Language
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of checked answer text, in order."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """Last event: the complete answer."""

    answer: Answer


Event = Sources | Token | Done
