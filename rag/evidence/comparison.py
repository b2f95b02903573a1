"""Comparison of versions in an index: for one question, and corrections whatever the question was.

For a question, only sentences that are about it are compared. A correction of one article by
another is also noted beside quotes in answers given before it appeared.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from index.embedding.late_interaction import QuestionVectors
from index.language.numbers.values import VALUE_WORDS
from index.language.statements.revisions import retracts
from index.language.words import content_stems, is_content, stems, words
from index.types import Passage, Span
from rag.evidence.retrieval import Retriever
from rag.evidence.statements import Statement
from rag.evidence.versions import (
    Role,
    is_same_event,
    rank,
    relation,
    relation_of_amounts,
    replaces,
)
from rag.types import LANGUAGES, Language

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
        self._asks_for_measure = any(
            VALUE_WORDS[key].asks_for("amount", question) for key in LANGUAGES
        )

    def relation(self, one: Statement, other: Statement) -> Role | None:
        """The role of ``other`` in relation to ``one``; None unless both are about the question."""
        role = relation(one, other, self._retriever.alike, self._retriever.shared)
        if role and self.matched(one) & self.matched(other):
            return role
        if self._asks_for_measure and self.matched(one) and self.matched(other):
            return relation_of_amounts(one, other)
        return None

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


def correction_of(
    retriever: Retriever, document_id: str, spans: Sequence[Span]
) -> Statement | None:
    """The newest statement of another article that corrects words of this one, if there is one.

    Every answer of an open conversation is looked up again before the next one; a look-up takes
    4 ms where a thousand passages are retractions, so the retriever remembers it.

    Args:
        retriever: over the index.
        document_id: the article.
        spans: the words, as document offsets.

    Raises:
        KeyError: the article is not in the index.
        StoreError: the index is damaged or closed.
    """
    passages = retriever.store.passages(document_id)
    key = (document_id, tuple(spans))
    if key not in retriever.corrections:
        retriever.corrections[key] = _correction(retriever, passages, spans)
    newest = retriever.corrections[key]
    # Raises if the stored article was altered.
    return newest and Statement(
        retriever.store.passage(newest.passage.id), newest.span, newest.origin
    )


def _correction(
    retriever: Retriever, passages: Sequence[Passage], spans: Sequence[Span]
) -> Statement | None:
    found = []
    for passage in passages:
        quoted = [
            statement
            for statement in retriever.statements_of(passage)
            if any(_overlap(statement.span, span) for span in spans)
        ]
        if not quoted:
            continue
        for other in retriever.retractions():
            if other.document_id == passage.document_id or not is_same_event(passage, other):
                continue
            found += [
                correction
                for correction in retriever.statements_of(other)
                if any(_corrects(retriever, correction, statement) for statement in quoted)
            ]
    return max(found, key=rank, default=None)


def _corrects(retriever: Retriever, newer: Statement, older: Statement) -> bool:
    """A retraction in passing has to name what it corrects."""
    if not newer.is_note and not (retracts(newer.text) and replaces(newer, older)):
        return False
    return relation(older, newer, retriever.alike, retriever.shared) is Role.NEWEST


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
