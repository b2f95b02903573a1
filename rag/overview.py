"""A summary in sentences of the articles themselves: where to start, not a retelling.

Of one article: its lead, then the sentences nearest to what all of them say together, each unlike
the ones before (maximal marginal relevance, Carbonell and Goldstein 1998). Of several: the leads
of those articles that are most like the rest.
"""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from index.embedding import Embedder
from index.types import Passage, Span

SENTENCES: Final = 3
WEIGHED: Final = 60
"""Sentences of an article that are looked at: news puts what matters first."""
_LEAST_WORDS: Final = 8
_SAMENESS: Final = 0.5
_WHOLE: Final = re.compile(r"[.!?][\"„“”»«’')\]]*$")
_WANTED: Final = re.compile(
    r"\b(fass\w*\b.*\bzusammen|zusammenfass\w+|worum geht es|überblick über|"
    r"summari[sz]e|summary|sum up|what (?:is|are) (?:this|these|the) "
    r"(?:briefing|article|articles|text|story) about|overview of)\b",
    re.IGNORECASE,
)

Sentence = tuple[Passage, Span]


def wants_summary(question: str) -> bool:
    """Whether the briefing is to be summed up, rather than one of its facts found.

    "Fasse zusammen, was Macron sagte" asks for a fact: the question must name nothing but the
    briefing, which is why it has to be short.
    """
    return bool(_WANTED.search(question)) and len(question.split()) <= _LEAST_WORDS


def summary(articles: Sequence[Sequence[Passage]], embedder: Embedder) -> list[Sentence]:
    """The sentences that sum the articles up, in reading order; fewer if there are not so many.

    Args:
        articles: the passages of each, in reading order.
        embedder: tells how near sentences are to each other.
    """
    told = [sentences for passages in articles if (sentences := _whole_sentences(passages))]
    if not told:
        return []
    if len(told) == 1:
        (pool,) = told
        picked = _central(pool, embedder, first=0)
    else:
        pool = [sentences[0] for sentences in told]
        picked = _central(pool, embedder)
    return [pool[place] for place in sorted(picked)]


def _whole_sentences(passages: Sequence[Passage]) -> list[Sentence]:
    """Sentences that say something by themselves: no headings, no fragments."""
    found = [
        (passage, span)
        for passage in passages
        for span in passage.sentences
        if _WHOLE.search(quote := passage.quote(span)) and len(quote.split()) >= _LEAST_WORDS
    ]
    return found[:WEIGHED]


def _central(pool: Sequence[Sentence], embedder: Embedder, first: int | None = None) -> list[int]:
    """Places in the pool: near its middle, and unlike each other."""
    quotes = [passage.quote(span) for passage, span in pool]
    vectors = np.asarray(embedder.embed_documents(quotes), dtype=np.float64)
    nearness = vectors @ vectors.mean(axis=0)
    picked = [] if first is None else [first]
    while len(picked) < min(SENTENCES, len(pool)):
        sameness = (vectors @ vectors[picked].T).max(axis=1) if picked else np.zeros(len(pool))
        worth = nearness - _SAMENESS * sameness
        worth[picked] = -np.inf
        picked.append(int(worth.argmax()))
    return picked
