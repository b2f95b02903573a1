"""Extractive summaries and chronologies, without the language model.

- A summary is a starting point, not a retelling. For one article: its lead, then the most central
  sentences that differ from those already chosen (maximal marginal relevance, Carbonell and
  Goldstein 1998). For two: both leads and one more sentence. For several: the most central leads.
- A chronology consists of the sentences that name a time, article by article. Times such as "am
  Freitag" are not resolved to dates, because a wrong date would mislead.
"""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from index.embedding.embedder import Embedder
from index.types import Passage, Span
from rag.question.kind import Kind
from rag.words import names_time, needs_previous_sentence

SENTENCES: Final = 3
TIMES: Final = 6
WEIGHED: Final = 60
"""Number of sentences considered per article: news articles put what matters first."""
ARTICLES: Final = 60
"""Maximum number of articles considered (guess). Embedding a sentence takes some 20 ms, so the
leads of 10,000 articles would take minutes."""
_TOLD: Final = 120
"""Maximum number of sentences of a chronology that are compared, for the same reason (guess)."""
_LEAST_WORDS: Final = 8
_SAMENESS: Final = 0.5
_WHOLE: Final = re.compile(r"[.!?][\"„“”»«’')\]]*$")

Sentence = tuple[Passage, Span]


def overview(
    kind: Kind, articles: Sequence[Sequence[Sentence]], embedder: Embedder
) -> list[Sentence]:
    """The sentences of the overview, in reading order; fewer if there are not enough.

    Args:
        kind: ``SUMMARY`` or ``CHRONOLOGY``.
        articles: candidate sentences per article, in reading order, oldest article first.
        embedder: for the similarity of sentences.
    """
    return (_chronology if kind is Kind.CHRONOLOGY else _summary)(articles, embedder)


def whole_sentences(passages: Sequence[Passage]) -> list[Sentence]:
    """Complete sentences: no headings, no fragments. One that depends on the previous sentence of
    its passage is taken together with it.
    """
    found = [
        (passage, _with_previous(passage, place))
        for passage in passages
        for place, span in enumerate(passage.sentences)
        if _WHOLE.search(quote := passage.quote(span)) and len(quote.split()) >= _LEAST_WORDS
    ]
    return found[:WEIGHED]


def _with_previous(passage: Passage, place: int) -> Span:
    span = passage.sentences[place]
    if place and needs_previous_sentence(passage.quote(span)):
        return Span(passage.sentences[place - 1].start, span.end)
    return span


def _chronology(articles: Sequence[Sequence[Sentence]], embedder: Embedder) -> list[Sentence]:
    told = [
        (passage, span)
        for sentences in articles
        for passage, span in sentences
        if names_time(passage.quote(span))
    ]
    if len(told) <= TIMES:
        return told
    if len(told) > _TOLD:
        told = [told[n * len(told) // _TOLD] for n in range(_TOLD)]
    return [told[place] for place in sorted(_central(told, embedder, TIMES))]


def _summary(articles: Sequence[Sequence[Sentence]], embedder: Embedder) -> list[Sentence]:
    told = [sentences for sentences in articles if sentences]
    if not told:
        return []
    if len(told) < SENTENCES:  # the leads, and what else is in the articles
        pool = [sentence for sentences in told for sentence in sentences]
        leads = [sum(map(len, told[:n])) for n in range(len(told))]
        picked = _central(pool, embedder, SENTENCES, leads)
    else:
        pool = [sentences[0] for sentences in told]
        picked = _central(pool, embedder, SENTENCES)
    return [pool[place] for place in sorted(picked)]


def _central(
    pool: Sequence[Sentence], embedder: Embedder, count: int, first: Sequence[int] = ()
) -> list[int]:
    """Indices of sentences near the centroid of the pool that differ from each other (MMR)."""
    quotes = [passage.quote(span) for passage, span in pool]
    found = embedder.embed_passages([("", quote) for quote in quotes])
    vectors = np.asarray([item.dense for item in found], dtype=np.float64)
    nearness = vectors @ vectors.mean(axis=0)
    picked = list(first)
    while len(picked) < min(count, len(pool)):
        sameness = (vectors @ vectors[picked].T).max(axis=1) if picked else np.zeros(len(pool))
        relevance = nearness - _SAMENESS * sameness
        relevance[picked] = -np.inf
        picked.append(int(relevance.argmax()))
    return picked
