"""The newest figures in a summary: a sentence whose statement was reported differently elsewhere is
shown together with the other version, the newer first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Passage, Span
from rag.answer.kinds.overview import Sentence
from rag.answer.quoting.arrangement import label_of, without_older
from rag.evidence.retrieval import Retriever
from rag.evidence.statements import Statement
from rag.evidence.versions import Role, arranged, relation
from rag.types import Language


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence of an overview."""

    passage: Passage
    span: Span
    label: str = ""
    """In front of the quote, see :func:`rag.answer.quoting.arrangement.label_of`."""


def with_versions(
    sentences: Sequence[Shown],
    articles: Sequence[Sequence[Sentence]],
    retriever: Retriever,
    language: Language,
) -> list[Shown]:
    """The sentences, each with its newest and last earlier version, or with what contradicts it.

    Args:
        sentences: to show, in order.
        articles: candidate sentences per article, among which versions are looked for.
        retriever: over the index.
        language: of the labels.
    """
    passages = {passage.id: passage for told in articles for passage, _ in told}
    pool = [one for passage in passages.values() for one in retriever.statements_of(passage)]
    shown: dict[tuple[str, Span], Shown] = {}

    def relate(one: Statement, other: Statement) -> Role | None:
        return relation(one, other, retriever.alike, retriever.shared)

    for sentence in sentences:
        own = [
            one
            for one in retriever.statements_of(sentence.passage)
            if one.span.start <= sentence.span.start < one.span.end
        ]
        others = [one for one in pool if one.passage.id != sentence.passage.id]
        versions = without_older(arranged(own, others, relate), (), earlier=True)
        found = [
            Shown(
                version.first.passage, version.first.span, label_of(version, versions[:n], language)
            )
            for n, version in enumerate(versions)
        ]
        for one in found or [sentence]:
            shown.setdefault((one.passage.id, one.span), one)
    return list(shown.values())
