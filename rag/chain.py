"""The steps from a question to its answer, in order.

language → standalone question → kind → parts → search (event ``Sources``) → decision: the model
reads the best passages, one after another, until one answers → text (events ``Token``): a claim
with quotes and a checked short answer, or the nearest passages as uncertain, or a refusal →
``Done``.
"""

from collections.abc import Collection, Generator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from index.language.detection import detect
from index.types import Span
from rag.annotations import Correction
from rag.answer.builder import Assembly
from rag.answer.checks.judge import Judge
from rag.answer.kinds.other_kinds import answer_other_kind
from rag.answer.prose.author import Author
from rag.answer.quoting.corrected import find_correction, with_corrections
from rag.answer.quoting.marks import with_marked_citations
from rag.answer.quoting.quoter import Quoter
from rag.answer.quoting.quotes import with_origins
from rag.answer.reader import PassageReader
from rag.answer.translation.translator import Translator
from rag.answer.writer import Writer
from rag.decisions import Mode, Reading
from rag.evidence.numbering import together
from rag.evidence.outcome import Verdict, decide, decision_of
from rag.evidence.retrieval import Retriever
from rag.evidence.scope import Scope
from rag.evidence.search import SubQuestion, labelled
from rag.llm.client import LanguageModel
from rag.question.cleaning import clean
from rag.question.decomposition import parts_of
from rag.question.followup import needs_context, standalone
from rag.question.kind import FACT, continued, kind_of
from rag.types import Done, Event, Language, QuestionPart, Sources, Token, Turn


@dataclass(frozen=True, slots=True)
class Chain:
    """Answers questions over one index. Without a model, answers are quotes.

    ``mode`` says whether the model writes sentences of its own; ``judge`` verifies them after the
    rules. ``reading`` gives the likelihood ratios of the model's replies about a passage; None uses
    the shipped calibration.
    """

    retriever: Retriever
    translator: Translator
    model: LanguageModel | None = None
    mode: Mode = Mode.EXTRACT
    reading: Reading | None = None
    judge: Judge | None = None

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        history: Sequence[Turn] = (),
        sources: Collection[str] = (),
    ) -> Generator[Event]:
        """Answer one question: ``Sources``, then ``Token``s, then ``Done``.

        Closing the iterator early stops the model.

        Raises:
            QuestionError: empty, too long or not text.
            StoreError: the index is damaged.
        """
        question = clean(question)
        language = language or detect(question)
        assembly = Assembly(question, language)
        quoter = Quoter(language, self.translator, self.retriever, assembly.did_without_model)
        author = None
        if self.model and self.mode is Mode.WRITE:
            author = Author(self.model, self.judge)
        asked, scope = kind_of(question), Scope(self.retriever, sources)
        if history:
            last = Turn(standalone(history[-1].question, history[:-1]), history[-1].answer)
            if asked is FACT and needs_context(question):
                asked = continued(question, kind_of(last.question)) or FACT
            if asked.is_about_article:
                scope = scope.quoted_in(last, detect(last.question))
        writer = Writer(assembly, quoter, scope, author)

        other = answer_other_kind(asked, detect(question), writer, self._name)
        if other is None:
            yield from self._answer_fact(parts_of(question, history), writer)
        else:
            yield from other
        article = self.retriever.store.document
        answer = with_corrections(with_origins(assembly.answer(), article), self._correction)
        yield Done(with_marked_citations(answer, article))

    def _answer_fact(self, asked: Sequence[QuestionPart], writer: Writer) -> Generator[Event]:
        """Search, send the sources, decide, write."""
        assembly, language = writer.assembly, writer.quoter.language
        parts = labelled([writer.scope.find(one, language) for one in asked])
        assembly.sources_found()
        yield Sources(language, together([part.evidence for part in parts]))

        decided = [(part, self._decide(part, assembly)) for part in parts]
        for text in writer.write(decided):
            yield Token(text)

    def _decide(self, part: SubQuestion, assembly: Assembly) -> Verdict:
        """Whether the briefing answers a part, and where. Leaves no call to the model open."""
        verdict = decide(part, PassageReader(self.model, part.own), self.reading)
        # The model counts as unused if a call failed: such an answer is not cached.
        assembly.decided(decision_of(part, verdict), self._name if verdict.complete else None)
        return verdict

    def _correction(self, document_id: str, spans: Sequence[Span]) -> Correction | None:
        return find_correction(document_id, spans, lambda: nullcontext(self.retriever))

    @property
    def _name(self) -> str | None:
        return self.model.name if self.model else None
