"""The way of a question, from top to bottom.

language → question that stands alone → its parts → the passages that fit (event ``Sources``) →
which of them answers, and how sure: the model reads the best, and goes on to the next where that
does not answer → claimed: the words of the source, a checked short answer before them; uncertain:
the nearest passages, nothing stated; or refused (``Token``) → ``Done``.
"""

import logging
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, tee

from index.errors import ModelError
from index.language.detection import detect
from index.types import Document, Span
from rag.answer.about_briefing import answer_without_sources
from rag.answer.arrangement import arrange
from rag.answer.builder import Assembly
from rag.answer.overview import OVERVIEWS, Sentence, overview
from rag.answer.quotes import QUOTES, QUOTES_TRANSLATED, Support, choose, joined, with_origin
from rag.answer.reader import read
from rag.answer.short_answer import direct_answer, sure
from rag.answer.topics import Article, sentences_for
from rag.answer.translation.translator import Translator
from rag.evidence.numbering import label, together
from rag.evidence.outcome import ALSO, Verdict, decide, decision_of
from rag.evidence.retrieval import Candidate, Retriever
from rag.evidence.search import SubQuestion, find, labelled
from rag.evidence.speakers import speaker_of
from rag.llm.client import LanguageModel
from rag.question.cleaning import clean
from rag.question.decomposition import asks_for_several, parts_of
from rag.question.followup import own_words, standalone
from rag.question.kind import FACT, Asked, Kind, kind_of
from rag.types import (
    Citation,
    Decision,
    Done,
    Event,
    Evidence,
    Language,
    ModelAnswer,
    Outcome,
    Sources,
    Token,
    TranslatedSentence,
    Turn,
    best_first,
)
from rag.words import content_stems

log = logging.getLogger(__name__)

NEAREST = 3
UNSURE_SENTENCES = 2
"""Sentences of each passage that is shown as uncertain."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Answers questions over one index. Without a model, answers are quotes."""

    retriever: Retriever
    translator: Translator
    model: LanguageModel | None = None

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
        asked = standalone(question, history)

        wanted = kind_of(question)
        told = self._told(question, wanted, sources)
        if wanted.kind in OVERVIEWS and wanted.topic and not told:
            wanted = FACT  # nothing has that name: it is searched for like any other
        if wanted is not FACT:
            yield from self._otherwise(wanted, told, assembly, language, sources)
            return

        # A follow-up is found with what it leans on, but it is its own words that must be answered.
        own = {asked: own_words(question, asked)}
        parts = labelled([self._look(q, own.get(q, q), language, sources) for q in parts_of(asked)])
        assembly.sources_found()
        yield Sources(language, together([part.evidence for part in parts]))

        verdicts = [self._decide(assembly, part) for part in parts]
        if all(verdict.outcome is Outcome.REFUSE for verdict in verdicts):
            yield Token(self._refuse(assembly, parts, sources))
        else:
            order = list(Outcome)
            decided = zip(parts, verdicts, strict=True)
            for part, verdict in sorted(decided, key=lambda item: order.index(item[1].outcome)):
                for text in self._answer(assembly, part, verdict, alone=len(parts) == 1):
                    yield Token(text)
        yield self._done(assembly)

    @property
    def _name(self) -> str | None:
        return self.model.name if self.model else None

    def _decide(self, assembly: Assembly, part: SubQuestion) -> Verdict:
        """Whether the briefing answers a part, and where; no call to the model is open after."""
        verdict = decide(part, lambda candidate: self._read(part, candidate))
        # None if the model failed on the way: such an answer is not kept.
        model = self._name if verdict.complete else None
        assembly.decided(decision_of(part, verdict), model)
        return verdict

    def _read(self, part: SubQuestion, candidate: Candidate) -> ModelAnswer | None:
        if self.model is None:
            return None
        try:
            evidence = [candidate.passage.in_context]
            return read(self.model, candidate.language, part.own, evidence)
        except ModelError as error:
            log.warning("Answering by quotes. %s", error)
            return None

    def _answer(
        self, assembly: Assembly, part: SubQuestion, verdict: Verdict, *, alone: bool
    ) -> Iterator[str]:
        """What is said on one part of a question."""
        if verdict.outcome is Outcome.CLAIM:
            yield from self._write(assembly, part, verdict)
        elif verdict.outcome is Outcome.UNSURE:
            yield assembly.doubt("" if alone else part.question)
            yield from self._show(assembly, part, verdict)
        else:
            yield assembly.miss(part.question)

    def _told(self, question: str, wanted: Asked, sources: Collection[str]) -> list[list[Sentence]]:
        """What an overview may be made of, oldest article first; nothing for other questions."""
        if wanted.kind not in OVERVIEWS:
            return []
        documents = sorted(self._documents(sources), key=lambda d: (str(d.date or ""), d.source))
        articles = [
            Article(document, self.retriever.store.passages(document.id)) for document in documents
        ]
        return sentences_for(wanted, articles, detect(question), self.retriever.dictionary)

    def _otherwise(
        self,
        wanted: Asked,
        told: Sequence[Sequence[Sentence]],
        assembly: Assembly,
        language: Language,
        sources: Collection[str],
    ) -> Iterator[Event]:
        """What is no question on a fact."""
        if wanted.kind in OVERVIEWS:
            yield from self._overview(wanted, told, assembly, language, sources)
            return
        if wanted.kind is Kind.UNSAID:
            yield from self._topic(wanted.topic or "", assembly, language, sources)
            return
        assembly.decided(Decision("", wanted.kind.value), self._name)
        assembly.sources_found()
        yield Sources(language, ())
        documents = self._documents(sources)
        yield Token(answer_without_sources(wanted, documents, assembly, language))
        yield self._done(assembly)

    def _overview(
        self,
        wanted: Asked,
        told: Sequence[Sequence[Sentence]],
        assembly: Assembly,
        language: Language,
        sources: Collection[str],
    ) -> Iterator[Event]:
        """What is named, or the whole briefing, summed up or in order in its own sentences."""
        evidence = [
            Evidence(n, passage, (span,), 1.0, wanted.kind.value, (1.0,))
            for n, (passage, span) in enumerate(
                overview(wanted.kind, told, self.retriever.embedder), start=1
            )
        ]
        (numbered,) = label([evidence])
        searched = wanted.topic or ""
        assembly.decided(Decision(searched, wanted.kind.value), self._name)
        assembly.sources_found()
        yield Sources(language, together([numbered]))
        if not numbered:
            yield Token(assembly.refuse(self._documents(sources), ()))
        elif wanted.kind is Kind.CHRONOLOGY:
            yield Token(assembly.introduce("chronology"))
        for item in numbered:
            support = self._support(item, item.spans[0], 1.0, language)
            for quote in self._readable(assembly, [support], language):
                yield Token(assembly.quote(quote))
        yield self._done(assembly)

    def _topic(
        self, topic: str, assembly: Assembly, language: Language, sources: Collection[str]
    ) -> Iterator[Event]:
        """Where the briefing speaks of a topic; what is not there, it does not say."""
        (part,) = labelled([self._look(topic, topic, language, sources)])
        assembly.decided(Decision(topic, "topic"), self._name)
        assembly.sources_found()
        yield Sources(language, part.evidence)
        choices = [self._support(*item, language) for item in best_first(part.evidence)]
        named = content_stems(topic) & content_stems(" ".join(s.quote for s in choices))
        if not named:
            yield Token(self._refuse(assembly, [part], sources))
        else:
            yield Token(assembly.introduce("topic", topic=topic))
            for quote in self._readable(assembly, choose(choices, "", several=True), language):
                yield Token(assembly.quote(quote))
        yield self._done(assembly)

    def _done(self, assembly: Assembly) -> Done:
        answer = assembly.answer()
        documents = {document.id: document for document in self.retriever.store.documents()}

        def described(citations: Sequence[Citation]) -> tuple[Citation, ...]:
            return tuple(
                with_origin(one, documents[one.passage_id.partition("-")[0]]) for one in citations
            )

        return Done(
            replace(
                answer,
                citations=described(answer.citations),
                nearest=described(answer.nearest),
            )
        )

    def _documents(self, sources: Collection[str]) -> list[Document]:
        documents = self.retriever.store.documents()
        return [d for d in documents if not sources or d.source in sources]

    def _look(
        self, question: str, own: str, language: Language, sources: Collection[str]
    ) -> SubQuestion:
        return find(self.retriever, question, own, language, sources)

    def _write(self, assembly: Assembly, part: SubQuestion, verdict: Verdict) -> Iterator[str]:
        """The short answer if it holds, then the words of the source that carry it."""
        best = verdict.best
        short = best.answer.short if best.answer else None
        language = part.language
        choices = self._choices(part, best.candidate, language)
        several = asks_for_several(part.own)
        also = [
            self._choices(part, other.candidate, language)[0]
            for other in verdict.passages[1:]
            if several or other.probability >= ALSO
        ]
        # A translation takes seconds: one sentence is enough where the model is sure of its words.
        slow = any(s.foreign and not self._is_settled(s, language) for s in choices)
        most = (1 if short and sure(short) else QUOTES_TRANSLATED) if slow else QUOTES
        chosen = choose(choices, short.text if short else "", most)
        told = arrange(chosen, also, part.evidence, self.retriever, language)
        quotes, checked = tee(self._readable(assembly, told.quotes, language))
        # Words of the model about a passage that is outdated or contradicted are not the answer.
        if short and told.settled:
            direct = direct_answer(short, part.own, chosen[0], checked, choices, language)
            if direct.faults:
                assembly.reject(short.text, chosen[0], direct.faults)
            if direct.text:
                yield assembly.keep(direct.text, chosen[0])
        yield from _quoted(assembly, quotes)
        if speaker := self._speaker(chosen[0], part):
            yield assembly.name_speaker(speaker)

    def _show(self, assembly: Assembly, part: SubQuestion, verdict: Verdict) -> Iterator[str]:
        """The best sentences of the passages that come nearest, likeliest first."""
        language, evidence = part.language, part.evidence
        shown = [
            self._choices(part, weighed.candidate, language)[:UNSURE_SENTENCES]
            for weighed in verdict.passages
        ]
        while shown:
            first, *rest = shown
            others = [support for choices in rest for support in choices]
            told = arrange(first, others, evidence, self.retriever, language)
            said = [one for one in told.quotes if one.label or one.of_same_passage(first[0])]
            yield from _quoted(assembly, self._readable(assembly, said, language))
            quoted = {support.evidence.n for support in said}
            shown = [choices for choices in rest if choices[0].evidence.n not in quoted]

    def _choices(
        self, part: SubQuestion, candidate: Candidate, language: Language
    ) -> list[Support]:
        """All sentences of a passage, as they may be cited, best first."""
        evidence = part.evidence_of(candidate)
        return [
            self._support(evidence, span, worth, language) for span, worth in candidate.sentences
        ]

    def _speaker(self, support: Support, part: SubQuestion) -> Support | None:
        """Where the source names who says what is quoted, if that is in another paragraph."""
        passage = support.evidence.passage
        found = speaker_of(passage, self.retriever.store.passages(passage.document_id))
        for evidence, span, worth in best_first(part.evidence):
            if (evidence.passage, span) == found:
                return self._support(evidence, span, worth, part.language)
        return None

    def _support(self, evidence: Evidence, span: Span, worth: float, language: Language) -> Support:
        """A sentence of the evidence, as it may be cited."""
        other = self.retriever.language_of(evidence.passage) != language
        return Support(evidence, span, worth, other)

    def _is_settled(self, support: Support, language: Language) -> bool:
        return self.translator.is_settled(support.quote, language)

    def _readable(
        self, assembly: Assembly, chosen: Sequence[Support], language: Language
    ) -> Iterator[Support]:
        """The quotes with their translations; in pieces where some of their sentences have none."""
        for quote in joined(chosen):
            sentences = [self._translated(assembly, one, language) for one in quote.sentences]
            for _, same in groupby(sentences, key=lambda sentence: sentence.translation is None):
                group = list(same)
                span = Span(group[0].span.start, group[-1].span.end)
                told = " ".join(sentence.translation or "" for sentence in group).strip() or None
                aligned = tuple(one for sentence in group for one in sentence.aligned)
                yield replace(group[0], span=span, translation=told, aligned=aligned)

    def _translated(self, assembly: Assembly, sentence: Support, language: Language) -> Support:
        """The sentence with a translation, if it needs one and one can be made."""
        if not sentence.foreign:
            return sentence
        try:
            made = self.translator.translate(sentence.quote, language)
        except ModelError as error:
            log.warning("The quote stays untranslated. %s", error)
            assembly.did_without_model()
            made = None
        span = sentence.span
        aligned = TranslatedSentence(span.start, span.end, sentence.quote, made)
        return replace(sentence, translation=made, aligned=(aligned,))

    def _refuse(
        self, assembly: Assembly, parts: Sequence[SubQuestion], sources: Collection[str]
    ) -> str:
        found = {c.passage.id: (c, part) for part in parts for c in part.candidates[:NEAREST]}
        ranked = sorted(found.values(), key=lambda item: item[0].score, reverse=True)
        shown = []
        for n, (candidate, part) in enumerate(ranked[:NEAREST], start=1):
            evidence = replace(part.evidence_of(candidate), n=n)
            shown.append(Support(evidence, candidate.sentences[0][0]))
        return assembly.refuse(self._documents(sources), shown)


def _quoted(assembly: Assembly, quotes: Iterable[Support]) -> Iterator[str]:
    """The quotes that the answer does not have yet: two parts may be answered by the same words."""
    for support in quotes:
        if not assembly.quotes(support):
            yield assembly.quote(support)
