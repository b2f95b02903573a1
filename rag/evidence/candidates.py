"""What a search found: passages with their scores, and the question's words without a match."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.embedding.late_interaction import Floats, QuestionVectors
from index.language.words import words
from index.types import Passage, Span
from rag.types import Language

MATCHED: Final = 0.6
"""Minimum cosine similarity for a question token to have a match in a passage (guess)."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A passage that may answer, with its scores."""

    passage: Passage
    language: Language
    score: float
    """The weighted sum of the three signals."""
    late: float
    """Late-interaction score, -1 to 1."""
    dense: float
    """Cosine similarity of the passage vector, -1 to 1."""
    words: float
    """Weighted share of the question's words that occur in it, 0 to 1."""
    matches: Floats
    """Best cosine similarity per question token, shape (tokens,)."""
    sentences: tuple[tuple[Span, float], ...]
    """Its sentences with their late-interaction scores, best first."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Search results for a question."""

    question: QuestionVectors
    candidates: tuple[Candidate, ...]
    """Best first, without headings and headlines."""
    revisions: tuple[Passage, ...] = ()
    """The best passages that correct others or call a value outdated."""


def unmatched(question: str, found: Found, candidates: Sequence[Candidate]) -> list[str]:
    """The words of a question without a match in any of the candidates.

    Args:
        question: as it was searched.
        found: its search results.
        candidates: passages to check.
    """
    if not candidates or not len(found.question.tokens):
        return []
    matches = np.max([candidate.matches for candidate in candidates], axis=0)
    offsets = found.question.offsets
    missed = []
    for word in words(question):
        inside = (offsets[:, 0] < word.end) & (offsets[:, 1] > word.start)
        if inside.any() and matches[inside].max() < MATCHED:
            missed.append(word.text)
    return missed
