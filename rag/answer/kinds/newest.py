"""The newest figures in a summary: a sentence whose statement was reported differently elsewhere is
shown together with the other version, the newer first.
"""

from collections.abc import Sequence

from rag.answer.kinds.overview import Sentence
from rag.answer.quoting.arrangement import label_of, without_older
from rag.evidence.retrieval import Retriever
from rag.evidence.statements import Statement
from rag.evidence.versions import Role, arranged, relation
from rag.types import Language


def with_versions(
    sentences: Sequence[Sentence],
    articles: Sequence[Sequence[Sentence]],
    retriever: Retriever,
    language: Language,
) -> dict[Sentence, str]:
    """The sentences, each with its newest and last earlier version, or with what contradicts it, in
    order; with the label of each, which is empty if it has no other version.

    Args:
        sentences: to show, in order.
        articles: candidate sentences per article, among which versions are looked for.
        retriever: over the index.
        language: of the labels.
    """
    passages = {passage.id: passage for told in articles for passage, _ in told}
    pool = [one for passage in passages.values() for one in retriever.statements_of(passage)]
    labels: dict[Sentence, str] = {}

    def relate(one: Statement, other: Statement) -> Role | None:
        return relation(one, other, retriever.alike, retriever.shared)

    for passage, span in sentences:
        own = [
            one
            for one in retriever.statements_of(passage)
            if one.span.start <= span.start < one.span.end
        ]
        others = [one for one in pool if one.passage.id != passage.id]
        versions = without_older(arranged(own, others, relate), (), earlier=True)
        for place, version in enumerate(versions):
            version_of = (version.first.passage, version.first.span)
            labels.setdefault(version_of, label_of(version, versions[:place], language))
        if not versions:
            labels.setdefault((passage, span), "")
    return labels
