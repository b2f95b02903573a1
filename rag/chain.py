"""The way of a question, from top to bottom.

language → question that stands alone → its parts → evidence (event ``Sources``) → is it answerable?
Where the search leaves that open the model reads the best passage → the words of the source that
carry the answer, a checked short answer before them (``Token``), or what the briefing does not say
→ ``Done``.
"""

import logging
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import groupby, tee

from index.embedding import Embedder
from index.errors import ModelError
from index.language.detection import detect
from index.store import Store
from index.types import Document, Span
from rag.answerable import answerable, with_reading
from rag.assembling import Assembly
from rag.briefing_answers import answer_without_sources
from rag.citing import QUOTES, QUOTES_TRANSLATED, Support, choose, joined
from rag.composing import direct_answer, sure
from rag.compound import asks_for_several, parts_of
from rag.finding import Part, find, labelled, language_of, nearest
from rag.followup import own_words, standalone
from rag.model import LanguageModel
from rag.overview import OVERVIEWS, Sentence, overview
from rag.question.kind import FACT, Asked, Kind, kind_of
from rag.questions import asks_yes_or_no, clean
from rag.reader import Reading, ShortAnswer, read
from rag.retrieval import label, speaker_of, together
from rag.topics import Article, sentences_for
from rag.translating import Translator
from rag.types import (
    Done,
    Event,
    Evidence,
    Language,
    Sources,
    Token,
    Turn,
    best_first,
)
from rag.words import content_stems

log = logging.getLogger(__name__)

NEAREST = 3
LISTED = 0.5
"""Share of the words of a comparison or a list that the evidence has to hold."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Answers questions over one index. Without a model, answers are quotes."""

    store: Store
    embedder: Embedder
    translator: Translator
    model: LanguageModel | None = None
    thorough: bool = False
    """Whether the model reads also where the search is certain, to say the answer in its words.
    The embedded one takes seconds for it, and a third of its words have to be dropped."""

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
        told = self._told(wanted, sources)
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

        missing = []
        for part in parts:
            with self._read(part) or nullcontext() as reading:
                if self._stated(assembly, part, reading):
                    for text in self._write(assembly, part, reading, language):
                        yield Token(text)
                else:
                    missing.append(part)
        if len(missing) == len(parts):
            yield Token(self._refuse(assembly, parts, sources))
        else:
            for part in missing:
                yield Token(assembly.miss(part.question))
        yield Done(assembly.answer())

    def _told(self, wanted: Asked, sources: Collection[str]) -> list[list[Sentence]]:
        """What an overview may be made of, oldest article first; nothing for other questions."""
        if wanted.kind not in OVERVIEWS:
            return []
        documents = sorted(self._documents(sources), key=lambda d: (str(d.date or ""), d.source))
        articles = [Article(document, self.store.passages(document.id)) for document in documents]
        return sentences_for(wanted, articles)

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
        assembly.decided(searched="", model=self.model.name if self.model else None)
        assembly.sources_found()
        yield Sources(language, ())
        documents = self._documents(sources)
        yield Token(answer_without_sources(wanted, documents, assembly, language))
        yield Done(assembly.answer())

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
            for n, (passage, span) in enumerate(overview(wanted.kind, told, self.embedder), start=1)
        ]
        (numbered,) = label([evidence])
        searched = wanted.topic or ""
        assembly.decided(searched=searched, model=self.model.name if self.model else None)
        assembly.sources_found()
        yield Sources(language, together([numbered]))
        if not numbered:
            yield Token(assembly.refuse(self._documents(sources), ()))
        elif wanted.kind is Kind.CHRONOLOGY:
            yield Token(assembly.introduce("chronology"))
        for item in numbered:
            support = self._support(item, item.spans[0], 1.0, language)
            for quote in self._readable([support], language):
                yield Token(assembly.quote(quote))
        yield Done(assembly.answer())

    def _topic(
        self, topic: str, assembly: Assembly, language: Language, sources: Collection[str]
    ) -> Iterator[Event]:
        """Where the briefing speaks of a topic; what is not there, it does not say."""
        (part,) = labelled([self._look(topic, topic, language, sources)])
        assembly.decided(
            searched=topic,
            found=round(part.chance, 3),
            model=self.model.name if self.model else None,
        )
        assembly.sources_found()
        yield Sources(language, part.evidence)
        choices = [self._support(*item, language) for item in best_first(part.evidence)]
        named = content_stems(topic) & content_stems(" ".join(s.quote for s in choices))
        if not named and not answerable(part.chance):
            yield Token(self._refuse(assembly, [part], sources))
        else:
            yield Token(assembly.introduce("topic", topic=topic))
            for quote in self._readable(choose(choices, "", several=True), language):
                yield Token(assembly.quote(quote))
        yield Done(assembly.answer())

    def _documents(self, sources: Collection[str]) -> list[Document]:
        return [d for d in self.store.documents() if not sources or d.source in sources]

    def _look(self, question: str, own: str, language: Language, sources: Collection[str]) -> Part:
        return find(self.store, self.embedder, question, own, language, sources)

    def _read(self, part: Part) -> Reading | None:
        """The model's answer as far as its first word; None where none is asked for or had.

        It reads the passage that fits best. Over all evidence it takes twice as long and tells
        answerable questions from others no better.
        """
        if self.model is None or not part.evidence or self._settled(part):
            return None
        try:
            return read(self.model, part.language, part.own, part.passage)
        except ModelError as error:
            log.warning("Answering by quotes. %s", error)
            return None

    def _settled(self, part: Part) -> bool:
        """Whether the search alone decides; a yes or no needs the model's word."""
        return part.certain and not self.thorough and not asks_yes_or_no(part.own)

    def _stated(self, assembly: Assembly, part: Part, reading: Reading | None) -> bool:
        """Whether the briefing answers this part."""
        chance = part.chance
        if reading:
            chance = with_reading(chance, reading.stated, foreign=part.foreign, alone=part.alone)
        assembly.decided(
            searched=part.question,
            found=round(part.chance, 3),
            stated=None if reading is None else round(reading.stated, 2),
            probability=round(chance, 3),
            model=self.model.name if self.model and (reading or self._settled(part)) else None,
        )
        # What is compared or listed stands in several passages, none of which stands out: there
        # the decision, made for single facts, says no. That its words are there has to do.
        listed = asks_for_several(part.own) and part.shared >= LISTED
        return bool(part.evidence) and (listed or answerable(chance))

    def _write(
        self, assembly: Assembly, part: Part, reading: Reading | None, language: Language
    ) -> Iterator[str]:
        """The short answer if it holds, then the words of the source that carry it."""
        short = _short_answer(reading)
        choices = [self._support(*item, language) for item in part.quotable]
        # A translation takes seconds: one sentence is enough where the model is sure of its words.
        slow = any(support.foreign and not self._known(support, language) for support in choices)
        most = (1 if short and sure(short) else QUOTES_TRANSLATED) if slow else QUOTES
        several = asks_for_several(part.own)
        chosen = choose(choices, short.text if short else "", most, several=several)
        quotes, checked = tee(self._readable(chosen, language))
        if short:
            direct = direct_answer(short, part.own, chosen[0], checked, choices, language)
            if direct.faults:
                assembly.reject(short.text, chosen[0], direct.faults)
            if direct.text:
                yield assembly.keep(direct.text, chosen[0])
        for support in quotes:
            if not assembly.quotes(support):  # two parts may be answered by the same words
                yield assembly.quote(support)
        if speaker := self._speaker(chosen[0], choices):
            yield assembly.name_speaker(speaker)

    def _speaker(self, support: Support, choices: Sequence[Support]) -> Support | None:
        """Where the source names who says what is quoted, if that is in another paragraph."""
        passage = support.evidence.passage
        found = speaker_of(passage, self.store.passages(passage.document_id))
        return next((s for s in choices if (s.evidence.passage, s.span) == found), None)

    def _support(self, evidence: Evidence, span: Span, worth: float, language: Language) -> Support:
        """A sentence of the evidence, as it may be cited."""
        return Support(evidence, span, worth, language_of(self.store, evidence) != language)

    def _known(self, support: Support, language: Language) -> bool:
        return self.translator.known(support.quote, language) is not None

    def _readable(self, chosen: Sequence[Support], language: Language) -> Iterator[Support]:
        """The quotes with their translations; in pieces where some of their sentences have none."""
        for quote in joined(chosen):
            sentences = [self._translated(sentence, language) for sentence in quote.sentences]
            for _, same in groupby(sentences, key=lambda sentence: sentence.translation is None):
                group = list(same)
                span = Span(group[0].span.start, group[-1].span.end)
                told = " ".join(sentence.translation or "" for sentence in group).strip() or None
                yield replace(group[0], span=span, translation=told)

    def _translated(self, sentence: Support, language: Language) -> Support:
        """The sentence with a translation, if it needs one and one can be made."""
        if not sentence.foreign:
            return sentence
        try:
            made = self.translator.translate(sentence.quote, language)
        except ModelError as error:
            log.warning("The quote stays untranslated. %s", error)
            return sentence
        return replace(sentence, translation=made)

    def _refuse(self, assembly: Assembly, parts: Sequence[Part], sources: Collection[str]) -> str:
        candidates = sorted(
            {c.passage.id: c for part in parts for c in part.candidates[:NEAREST]}.values(),
            key=lambda candidate: candidate.score,
            reverse=True,
        )
        shown = [nearest(candidate, n) for n, candidate in enumerate(candidates[:NEAREST], 1)]
        return assembly.refuse(self._documents(sources), shown)


def _short_answer(reading: Reading | None) -> ShortAnswer | None:
    """What the reader says; None without one, or if it fails on the way."""
    try:
        return reading.short_answer() if reading else None
    except ModelError as error:
        log.warning("The answer is quotes alone. %s", error)
        return None
