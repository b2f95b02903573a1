"""Questions about the briefing as a whole, answered in its own sentences and without the model.

- A summary is where to start, not a retelling. Of one article: its lead, then the sentences nearest
  to what all of them say together, each unlike the ones before (maximal marginal relevance,
  Carbonell and Goldstein 1998). Of several: the leads of those that are most like the rest.
- A chronology is the sentences that tell a time, article by article. Times such as "am Freitag"
  are not turned into dates: a wrong one would mislead.
- What the briefing does *not* say cannot be listed; where it speaks of a topic can.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import numpy as np

from index.embedding.embedder import Embedder
from index.types import Passage, Span
from rag.words import tells_time

SENTENCES: Final = 3
TIMES: Final = 6
WEIGHED: Final = 60
"""Sentences of an article that are looked at: news puts what matters first."""
_LEAST_WORDS: Final = 8
_SAMENESS: Final = 0.5
_WHOLE: Final = re.compile(r"[.!?][\"„“”»«’')\]]*$")
_SUMMARY: Final = re.compile(
    r"\b(fass\w*\b.*\bzusammen|zusammenfass\w+|worum geht es|überblick über|"
    r"summari[sz]e|summary|sum up|what (?:is|are) (?:this|these|the) "
    r"(?:briefing|article|articles|text|story) about|overview of)\b",
    re.IGNORECASE,
)
_CHRONOLOGY: Final = re.compile(
    r"\b(chronolog\w+|zeitleiste|zeitliche\w* (?:ablauf|abfolge|reihenfolge)|der reihe nach|"
    r"in welcher reihenfolge|timeline|chronology|sequence of events|in order of time)\b",
    re.IGNORECASE,
)
_TEXT: Final = re.compile(r"\b(?:briefing|artikel|text|article|story)\b", re.IGNORECASE)
_UNSAID: Final = re.compile(
    r"^(?:was|worüber|welche|what|which)\b.*"
    r"(?:\b(?:nicht|keine|fehl\w+|verschweig\w+|not|missing)\b|n[’']t\b)",
    re.IGNORECASE,
)
_LEFT_OPEN: Final = re.compile(r"\b(?:offen|open|unanswered)\b", re.IGNORECASE)
_TOPIC: Final = re.compile(
    r"\b(?:über|zu|zum|zur|about|on|regarding)\s+(?:(?:den|dem|der|die|das|the)\s+)?(.+?)"
    r"(?:\s+(?:offen|nicht|aus|open|unanswered|im|in)\b.*)?$",
    re.IGNORECASE,
)

Sentence = tuple[Passage, Span]


class Overview(StrEnum):
    """What of the briefing as a whole is wanted."""

    SUMMARY = "summary"
    CHRONOLOGY = "chronology"


def overview_of(question: str) -> Overview | None:
    """Whether the briefing is to be summed up or put in order, rather than a fact of it found.

    "Fasse zusammen, was Macron sagte" asks for a fact: the question must name nothing but the
    briefing, which is why it has to be short.
    """
    if len(question.split()) > _LEAST_WORDS:
        return None
    if _CHRONOLOGY.search(question):
        return Overview.CHRONOLOGY
    return Overview.SUMMARY if _SUMMARY.search(question) else None


def unsaid_topic(question: str) -> str | None:
    """The topic on which a question wants to know what the briefing does not say; else None."""
    asked = question.rstrip(" ?.!")
    if not _TEXT.search(asked) or not (match := _TOPIC.search(asked)):
        return None
    denied = _UNSAID.search(asked[: match.start()]) or _LEFT_OPEN.search(asked)
    return match.group(1) if denied else None


def overview(
    kind: Overview, articles: Sequence[Sequence[Passage]], embedder: Embedder
) -> list[Sentence]:
    """The sentences that make the overview, in reading order; fewer if there are not so many.

    Args:
        kind: what is wanted.
        articles: the passages of each, in reading order, oldest article first.
        embedder: tells how near sentences are to each other.
    """
    return (_chronology if kind is Overview.CHRONOLOGY else _summary)(articles, embedder)


def _chronology(articles: Sequence[Sequence[Passage]], embedder: Embedder) -> list[Sentence]:
    told = [
        (passage, span)
        for passages in articles
        for passage, span in _whole_sentences(passages)
        if tells_time(passage.quote(span))
    ]
    if len(told) <= TIMES:
        return told
    return [told[place] for place in sorted(_central(told, embedder, TIMES))]


def _summary(articles: Sequence[Sequence[Passage]], embedder: Embedder) -> list[Sentence]:
    told = [sentences for passages in articles if (sentences := _whole_sentences(passages))]
    if not told:
        return []
    if len(told) == 1:
        (pool,) = told
        picked = _central(pool, embedder, SENTENCES, first=0)
    else:
        pool = [sentences[0] for sentences in told]
        picked = _central(pool, embedder, SENTENCES)
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


def _central(
    pool: Sequence[Sentence], embedder: Embedder, count: int, first: int | None = None
) -> list[int]:
    """Places in the pool: near its middle, and unlike each other."""
    quotes = [passage.quote(span) for passage, span in pool]
    found = embedder.embed_passages([("", quote) for quote in quotes])
    vectors = np.asarray([item.dense for item in found], dtype=np.float64)
    nearness = vectors @ vectors.mean(axis=0)
    picked = [] if first is None else [first]
    while len(picked) < min(count, len(pool)):
        sameness = (vectors @ vectors[picked].T).max(axis=1) if picked else np.zeros(len(pool))
        worth = nearness - _SAMENESS * sameness
        worth[picked] = -np.inf
        picked.append(int(worth.argmax()))
    return picked
