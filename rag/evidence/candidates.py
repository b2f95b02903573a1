"""What a search found: passages with their scores, and the question's words without a match."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.embedding.late_interaction import Floats, QuestionVectors
from index.language.dictionary.lookup import Dictionary
from index.language.matching import PassageWords
from index.language.words import words
from index.types import Passage, Span
from rag.types import Language
from rag.words import is_common, names_time

MATCHED: Final = 0.6
"""Minimum cosine similarity for a question token to have a match in a passage (guess)."""
_TRANSLATED: Final = 0.9
"""Minimum weight of a translation that shows that a German word is no name (guess): "Hamburg" has
"gloating" with 0.7."""


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
    strangers: tuple[str, ...] = ()
    """Words of the question that may be names, and that no article has; see :func:`strangers`."""


def strangers(
    question: str, language: Language, dictionary: Dictionary, passages: PassageWords
) -> tuple[str, ...]:
    """The capitalised words of a question that may be names and have no counterpart anywhere.

    German nouns are capitalised, too, and word lists hold many names, so the dictionary tells: a
    name has no English translation in lower case.

    Args:
        question: as it is searched.
        language: of the question.
        dictionary: for counterparts in the other language.
        passages: the words of all passages.
    """
    names = [
        word.text
        for word in [*words(question)][1:]
        if word.text[0].isupper()
        and not names_time(word.text)
        and _may_be_name(word.text, language, dictionary)
    ]
    if not names:
        return ()
    held: dict[str, bool] = {}
    for target in passages.vocabularies:
        for entry in dictionary.translations(question, language, target):
            name = entry.word.text
            if name in names:
                held[name] = held.get(name, False) or bool(passages.hits(entry, target).any())
    return tuple(name for name in names if not held.get(name, True))


def _may_be_name(word: str, language: Language, dictionary: Dictionary) -> bool:
    if language == "en":
        return not is_common(word, "en")
    return dictionary.is_present and not any(
        term.weight >= _TRANSLATED and term.form[0].islower()
        for entry in dictionary.translations(word, "de", "en")
        for term in entry.terms
        if term.form != word
    )


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
