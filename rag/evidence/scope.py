"""The articles that a question may be answered from: the whole briefing, or selected ones."""

from collections.abc import Collection
from dataclasses import dataclass

from index.types import Document
from rag.evidence.retrieval import Retriever
from rag.evidence.search import SubQuestion, find
from rag.types import Language, QuestionPart, Turn


@dataclass(frozen=True, slots=True)
class Scope:
    """An opened index, limited to some of its articles."""

    retriever: Retriever
    sources: Collection[str] = ()
    """Paths of articles; all if empty."""

    def documents(self) -> list[Document]:
        """The articles, by path."""
        documents = self.retriever.store.documents()
        return [d for d in documents if not self.sources or d.source in self.sources]

    def quoted_in(self, turn: Turn, language: Language) -> "Scope":
        """The articles that the answer of an earlier turn quotes; the same if none is found.

        Args:
            turn: with a standalone question.
            language: of the question.
        """
        found = self.find(QuestionPart.alone(turn.question), language)
        quoted = {
            candidate.passage.source
            for candidate in found.candidates
            if any(
                candidate.passage.quote(span) in turn.answer for span in candidate.passage.sentences
            )
        }
        return Scope(self.retriever, quoted) if quoted else self

    def find(self, asked: QuestionPart, language: Language) -> SubQuestion:
        """Search them; the arguments are those of :func:`rag.evidence.search.find`."""
        return find(self.retriever, asked, language, self.sources)
