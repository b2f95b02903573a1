"""Comparison of versions for one question: only of sentences that are about the question."""

from typing import Final

import numpy as np

from index.embedding.late_interaction import QuestionVectors
from index.language.words import content_stems, is_content, stems, words
from rag.evidence.retrieval import Retriever
from rag.evidence.statements import Statement
from rag.evidence.versions import Role, relation
from rag.types import Language

_MATCHED: Final = 0.7
"""Minimum cosine similarity of a question word and its match in a sentence. On newsroom_dev, every
version that the question asks for shares a word at 0.75 or more with the sentence that it replaces;
versions that were not asked for share none above 0.61 (2026-11-26, 12 questions)."""


class Comparison:
    """Finds versions of a statement that are relevant to one question.

    Args:
        retriever: gives the sentences' token vectors.
        question: standalone.
        language: of the question.
        vectors: of the question.
    """

    def __init__(
        self, retriever: Retriever, question: str, language: Language, vectors: QuestionVectors
    ) -> None:
        self._retriever = retriever
        self._language = language
        self._vectors = vectors
        self._words = [word for word in words(question) if is_content(word.text, language)]
        self._matched: dict[Statement, frozenset[str]] = {}

    def relation(self, one: Statement, other: Statement) -> Role | None:
        """The role of ``other`` in relation to ``one``; None unless both are about the question."""
        role = relation(one, other, self._retriever.alike, self._retriever.shared)
        return role if role and self.matched(one) & self.matched(other) else None

    def matched(self, statement: Statement) -> frozenset[str]:
        """The content words of the question that have a match in a sentence."""
        if statement not in self._matched:
            self._matched[statement] = self._match(statement)
        return self._matched[statement]

    def _match(self, statement: Statement) -> frozenset[str]:
        tokens = self._retriever.tokens_of(statement)
        if not len(tokens) or not len(self._vectors.tokens):  # a model without token vectors
            held = content_stems(statement.text, statement.language)
            return frozenset(w.text for w in self._words if held & {*stems(w.text, self._language)})
        best = np.max(self._vectors.tokens @ tokens.T, axis=1)
        starts, ends = self._vectors.offsets[:, 0], self._vectors.offsets[:, 1]
        return frozenset(
            word.text
            for word in self._words
            if best[(starts < word.end) & (ends > word.start)].max(initial=-1.0) >= _MATCHED
        )
