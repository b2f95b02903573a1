"""From a question's embedding to evidence: the sentences that fit best, and their passages.

Passages and sentences are both embedded. On 80 German paragraphs of the development set, passage
vectors alone rank the right one first for 0.90 of the German and 0.85 of the English questions,
fused with the best sentence of each for 0.94 and 0.89. BM25 helped nothing across languages; the
share of the question's words in a sentence helps a little where both speak the same one.

Sentences compete across all passages. In a single article every passage is near the question: of
its two best passages, one is the right one for only 0.67 of hard German questions, one of the
four best sentences is in the right passage for 0.83.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from index.store import Store
from index.types import Passage, Span
from rag.types import Candidate, Evidence
from rag.words import content_stems, leans_back, tells

_MARKS = '"„“”»«'
_ONLY_SPEECH = re.compile(rf"[{_MARKS}][^{_MARKS}]+[{_MARKS}][.!?]?\s*")
_BEHIND_SPEECH = re.compile(rf"[{_MARKS}],?\s+([^{_MARKS}]+)$")

SENTENCE_WEIGHT = 0.6
WORDS_WEIGHT = 0.05
SENTENCES = 4
CANDIDATE_PASSAGES = 40
CANDIDATE_SENTENCES = 120


def search(
    store: Store, question: Sequence[float], *, sources: Collection[str] = ()
) -> tuple[Candidate, ...]:
    """Passages by fused score, best first.

    Args:
        store: the index.
        question: the question's embedding, not zero.
        sources: only these articles, if any are named.
    """
    passages = store.search_passages(question, CANDIDATE_PASSAGES, sources)
    sentences = store.search_sentences(question, CANDIDATE_SENTENCES, sources)
    known = {hit.passage.id: hit.passage for hit in passages}
    whole = {hit.passage.id: hit.score for hit in passages}
    parts: dict[str, list[tuple[Span, float]]] = {}
    for hit in sentences:
        known.setdefault(hit.passage.id, hit.passage)
        parts.setdefault(hit.passage.id, []).append((hit.span, hit.score))
    # What one of the searches did not reach scores at most like the last that it did reach.
    passage_floor = min(whole.values(), default=0.0)
    sentence_floor = min((hit.score for hit in sentences), default=0.0)
    candidates = []
    for key, passage in known.items():
        best = sorted(parts.get(key, []), key=lambda part: part[1], reverse=True)
        top = best[0][1] if best else sentence_floor
        similarity = whole.get(key, passage_floor)
        score = (1 - SENTENCE_WEIGHT) * similarity + SENTENCE_WEIGHT * top
        candidates.append(Candidate(passage, score, similarity, tuple(best)))
    return tuple(sorted(candidates, key=lambda candidate: candidate.score, reverse=True))


def select(
    question: str, candidates: Sequence[Candidate], *, sentences: int = SENTENCES
) -> tuple[Evidence, ...]:
    """The best sentences of all candidates, as evidence labelled by passage, best first.

    A sentence counts by its own and its passage's score and by the question's words in it; one
    that leans on the sentence before it brings that one along.

    Args:
        question: empty over articles in another language, where shared words mislead: names are
            shared by sentences that are only near.
        candidates: best first.
        sentences: how many, not counting those that they lean on.
    """
    asked = content_stems(question)

    def worth(candidate: Candidate, span: Span, similarity: float) -> float:
        shared = len(asked & content_stems(candidate.passage.quote(span))) / max(len(asked), 1)
        return similarity + candidate.score + WORDS_WEIGHT * shared

    pool = sorted(
        (
            (worth(candidate, span, similarity), place, span)
            for place, candidate in enumerate(candidates)
            for span, similarity in candidate.sentences
        ),
        key=lambda entry: entry[0],
        reverse=True,
    )
    picked: dict[int, dict[Span, float]] = {}
    for value, place, span in pool[:sentences]:
        picked.setdefault(place, {})[span] = value
    return tuple(
        _evidence(n, candidates[place], spans)
        for n, (place, spans) in enumerate(picked.items(), start=1)
    )


def with_speakers(
    evidence: Sequence[Evidence], passages: Callable[[str], Sequence[Passage]]
) -> tuple[Evidence, ...]:
    """Speech whose speaker stands in the paragraph before brings along the words that name him.

    Args:
        evidence: as selected.
        passages: gives the passages of a document, by its id, in reading order.
    """
    named = []
    for item in evidence:
        if (found := speaker_of(item.passage, passages(item.passage.document_id))) is not None:
            before, span = found
            named.append(Evidence(0, before, (span,), item.score, "names the speaker", (0.0,)))
    return together(label([evidence, named]))


def speaker_of(passage: Passage, passages: Sequence[Passage]) -> tuple[Passage, Span] | None:
    """Who says what a paragraph of nothing but direct speech quotes.

    Returns:
        The paragraph before and the words in it behind its own quotation (document offsets), such
        as "sagte der Minister."; None where the paragraph is no such speech or nobody is named.
    """
    if not _ONLY_SPEECH.fullmatch(passage.text) or tells(passage.text):
        return None
    before = max(
        (p for p in passages if p.start < passage.start), key=lambda p: p.start, default=None
    )
    if before is None or not (match := _BEHIND_SPEECH.search(before.text)):
        return None
    start, end = match.span(1)
    if not tells(match.group(1)):
        return None
    return before, Span(before.start + start, before.start + end)


def label(parts: Sequence[Sequence[Evidence]]) -> list[tuple[Evidence, ...]]:
    """The evidence of each part of a question, a passage having one number in all of them."""
    numbers: dict[str, int] = {}
    return [
        tuple(
            replace(item, n=numbers.setdefault(item.passage.id, len(numbers) + 1)) for item in part
        )
        for part in parts
    ]


def together(parts: Sequence[Sequence[Evidence]]) -> tuple[Evidence, ...]:
    """All evidence of a question by its number, each passage once with all its sentences."""
    found: dict[int, Evidence] = {}
    for item in chain.from_iterable(parts):
        found[item.n] = _both(found[item.n], item) if item.n in found else item
    return tuple(found[n] for n in sorted(found))


def _both(one: Evidence, other: Evidence) -> Evidence:
    worth = dict(zip(one.spans, one.worth, strict=True))
    for span, value in zip(other.spans, other.worth, strict=True):
        worth[span] = max(value, worth.get(span, 0.0))
    spans = tuple(sorted(worth, key=lambda span: span.start))
    return replace(
        one,
        spans=spans,
        worth=tuple(worth[span] for span in spans),
        score=max(one.score, other.score),
    )


def _evidence(n: int, candidate: Candidate, picked: Mapping[Span, float]) -> Evidence:
    spans = _with_neighbours(candidate.passage, picked)
    return Evidence(
        n=n,
        passage=candidate.passage,
        spans=spans,
        score=candidate.score,
        why=f"similarity {candidate.score:.3f}",
        worth=tuple(picked.get(span, 0.0) for span in spans),
    )


def _with_neighbours(passage: Passage, spans: Collection[Span]) -> tuple[Span, ...]:
    wanted = set(spans)
    for before, span in pairwise(passage.sentences):
        if span in spans and leans_back(passage.quote(span)):
            wanted.add(before)
    return tuple(span for span in passage.sentences if span in wanted)
