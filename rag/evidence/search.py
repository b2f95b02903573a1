"""Search for one part of a question: candidates, evidence to show, and other versions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from index.types import Passage, Span
from rag.annotations import Print
from rag.evidence.candidates import Candidate, Found
from rag.evidence.comparison import Comparison
from rag.evidence.numbering import label
from rag.evidence.prints import distinct, prints
from rag.evidence.retrieval import Retriever
from rag.evidence.speakers import with_denials, with_speakers
from rag.evidence.versions import is_same_event
from rag.types import Evidence, Language, QuestionPart
from rag.words import needs_previous_sentence

CANDIDATES: Final = 8
READ: Final = 3
"""Maximum number of passages that the model reads; the decision rests on these."""
SHOWN: Final = 4
"""Number of top passages shown as sources, in addition to those that may be read."""
SENTENCES: Final = 2
"""Number of sentences marked in each source."""


@dataclass(frozen=True, slots=True, eq=False)
class SubQuestion:
    """A part of a question, or the whole, with its search results."""

    asked: QuestionPart
    language: Language
    found: Found
    evidence: tuple[Evidence, ...]
    """The best passages with their best sentences, and passages that name the speakers."""

    @property
    def question(self) -> str:
        """Standalone, for the search."""
        return self.asked.question

    @property
    def own(self) -> str:
        """For the model; see :attr:`rag.types.QuestionPart.own`."""
        return self.asked.own

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The passages, best first."""
        return self.found.candidates

    def worth_reading(self, count: int) -> list[Candidate]:
        """The best candidates, without duplicates of the same text."""
        return _distinct(self.candidates, count)

    def number_of(self, passage: Passage) -> int:
        """The passage's number among the sources; 0 if it is not shown."""
        return next((e.n for e in self.evidence if e.passage.id == passage.id), 0)

    def evidence_of(self, candidate: Candidate) -> Evidence:
        """A candidate as evidence with all its sentences, numbered as among the sources."""
        spans = candidate.passage.sentences
        relevance = dict(candidate.sentences)
        return Evidence(
            n=self.number_of(candidate.passage),
            passage=candidate.passage,
            spans=spans,
            score=candidate.score,
            why=_why(candidate),
            relevance=tuple(relevance[span] for span in spans),
            also=next((e.also for e in self.evidence if e.passage.id == candidate.passage.id), ()),
        )


def find(
    retriever: Retriever, asked: QuestionPart, language: Language, sources: Collection[str]
) -> SubQuestion:
    """Search for a question.

    Args:
        retriever: over the index.
        asked: the question or one part of it.
        language: of the question.
        sources: paths of the articles to search; empty for all.
    """
    question = asked.question
    found = retriever.search(question, language, CANDIDATES, sources)
    # A passage that the model may read may be cited, so it has to be among the sources.
    best = list(dict.fromkeys([*found.candidates[:SHOWN], *_distinct(found.candidates, READ)]))
    chosen = [_evidence(candidate) for candidate in best]
    comparison = Comparison(retriever, question, language, found.question)
    chosen += _versions(retriever, found, chosen, comparison)
    passages = retriever.store.passages
    chosen = [*with_denials(with_speakers(chosen, passages), passages, retriever.language_of)]
    evidence = [replace(item, also=_prints(retriever, item.passage, found)) for item in chosen]
    return SubQuestion(asked, language, found, tuple(evidence))


def labelled(parts: Sequence[SubQuestion]) -> list[SubQuestion]:
    """The parts with their evidence numbered; a passage has the same number in all parts."""
    found = label([part.evidence for part in parts])
    return [replace(part, evidence=of) for part, of in zip(parts, found, strict=True)]


def _distinct(candidates: Sequence[Candidate], count: int) -> list[Candidate]:
    """The best ``count`` candidates, without duplicates of the same text."""
    return distinct(candidates, lambda candidate: candidate.passage, count)


def _prints(retriever: Retriever, passage: Passage, found: Found) -> tuple[Print, ...]:
    same = prints(passage, [candidate.passage for candidate in found.candidates])
    outlets = [retriever.origins[other.document_id].outlet or None for other in same]
    return tuple(Print(o.source, outlet) for o, outlet in zip(same, outlets, strict=True))


def _versions(
    retriever: Retriever,
    found: Found,
    chosen: Sequence[Evidence],
    comparison: Comparison,
) -> list[Evidence]:
    """Sentences of other passages with different values for what the question asks."""
    taken = {item.passage.id for item in chosen}
    scores = {candidate.passage.id: candidate.score for candidate in found.candidates}
    others = {candidate.passage.id: candidate.passage for candidate in found.candidates}
    others |= {passage.id: passage for passage in found.revisions}
    read = [candidate.passage for candidate in _distinct(found.candidates, READ)]
    versions = []
    for passage in others.values():
        if passage.id in taken:
            continue
        statements = [
            one
            for other in read
            if is_same_event(passage, other)
            for one in retriever.statements_of(other)
        ]
        spans = tuple(
            other.span
            for other in retriever.statements_of(passage)
            if any(comparison.relation(one, other) for one in statements)
        )
        if spans:
            verified = retriever.store.passage(passage.id)
            score, relevance = scores.get(passage.id, 0.0), (0.0,) * len(spans)
            versions.append(Evidence(0, verified, spans, score, "another version", relevance))
    return versions


def _evidence(candidate: Candidate) -> Evidence:
    picked = dict(candidate.sentences[:SENTENCES])
    spans = _with_neighbours(candidate.passage, picked)
    return Evidence(
        n=0,
        passage=candidate.passage,
        spans=spans,
        score=candidate.score,
        why=_why(candidate),
        relevance=tuple(picked.get(span, 0.0) for span in spans),
    )


def _why(candidate: Candidate) -> str:
    return (
        f"late interaction {candidate.late:.2f}, whole {candidate.dense:.2f}, "
        f"words {candidate.words:.2f}"
    )


def _with_neighbours(passage: Passage, spans: Collection[Span]) -> tuple[Span, ...]:
    """The sentences, each with the one before it if it cannot be understood without."""
    wanted = set(spans)
    for before, span in pairwise(passage.sentences):
        if span in spans and needs_previous_sentence(passage.quote(span)):
            wanted.add(before)
    return tuple(span for span in passage.sentences if span in wanted)
