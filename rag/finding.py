"""What the index holds for one thing that is asked, and whether that answers it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from index.embedding.embedder import Embedder
from index.store import Store
from index.types import Span
from rag.answerable import certain, probability, signals_of
from rag.citing import Support
from rag.retrieval import label, search, select, with_speakers
from rag.types import Candidate, Evidence, Language, best_first


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is asked, with what was found for it."""

    question: str
    """Standing on its own."""
    own: str
    """What is to be answered: without what a follow-up leans on."""
    candidates: tuple[Candidate, ...]
    evidence: tuple[Evidence, ...]
    language: Language
    """Of the best passage."""
    foreign: bool
    """Whether that is another language than the question's."""
    alone: bool
    """Whether a single article was searched."""
    shared: float
    """Share of its content words that the evidence holds."""
    chance: float
    """That the briefing answers it, as far as the search can tell; 0 without evidence."""

    @property
    def quotable(self) -> list[tuple[Evidence, Span, float]]:
        """The evidence and the other sentences of its best passage, with what each is worth."""
        found = best_first(self.evidence)
        best = found[0][0]
        candidate = next(c for c in self.candidates if c.passage == best.passage)
        others = [
            (best, span, candidate.score + similarity)
            for span, similarity in candidate.sentences
            if span not in best.spans
        ]
        return found + others

    @property
    def certain(self) -> bool:
        """Whether the search alone decides if the briefing answers."""
        return certain(self.chance, alone=self.alone)

    @property
    def passage(self) -> list[str]:
        """The sentences of the evidence's best passage, best first, for the reader."""
        best, _, _ = best_first(self.evidence)[0]
        return [best.passage.quote(span) for _, span, _ in best_first([best])]


def find(
    store: Store,
    embedder: Embedder,
    question: str,
    own: str,
    language: Language,
    sources: Collection[str],
) -> Part:
    """Search for a question.

    Args:
        store: the index.
        embedder: that made it.
        question: standing on its own.
        own: its own words, without what a follow-up leans on: these must be answered.
        language: of the question.
        sources: only these articles, if any are named.
    """
    candidates = search(store, embedder.embed_query(question), sources=sources)
    if not candidates:
        return Part(question, own, (), (), language, False, False, 0.0, 0.0)
    of = language_of(store, candidates[0])
    foreign = of != language
    found = select("" if foreign else question, candidates)
    signals = signals_of(own, language, candidates, found)
    chance = probability(signals, foreign=foreign)
    alone = len(sources or store.documents()) == 1
    evidence = with_speakers(found, store.passages)
    return Part(question, own, candidates, evidence, of, foreign, alone, signals.shared, chance)


def labelled(parts: Sequence[Part]) -> list[Part]:
    """The same with one number for a passage in all of them."""
    found = label([part.evidence for part in parts])
    return [replace(part, evidence=of) for part, of in zip(parts, found, strict=True)]


def language_of(store: Store, found: Candidate | Evidence) -> Language:
    """Of the article; what is neither German nor English is read like English."""
    language = store.document(found.passage.document_id).language
    return "de" if language == "de" else "en"


def nearest(candidate: Candidate, n: int) -> Support:
    """The best sentence of a passage that does not answer, to be shown with a refusal."""
    passage = candidate.passage
    span = candidate.sentences[0][0] if candidate.sentences else Span(passage.start, passage.end)
    evidence = Evidence(n, passage, (span,), candidate.score, "nearest", (candidate.score,))
    return Support(evidence, span)
