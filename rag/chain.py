"""The way of a question, from top to bottom.

language → question that stands alone → its parts → evidence (event ``Sources``), over articles in
the other language once more with the question translated → the reader: is it answerable, and in
which words? → a checked short answer, and the words of the source that carry it (``Token``), or
what the briefing does not say → ``Done``.
"""

import logging
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

import numpy as np

from index.embedding import Embedder
from index.errors import ModelError
from index.language import detect
from index.store import Store
from index.types import Document, Span
from rag.answerable import Signals, answerable, lacks_time, probability
from rag.assembling import Assembly
from rag.citing import QUOTES, Support, choose, joined
from rag.composing import direct_answer, sure
from rag.compound import parts_of
from rag.followup import standalone
from rag.model import LanguageModel
from rag.overview import summary, wants_summary
from rag.questions import clean
from rag.reader import Reading, ShortAnswer, read
from rag.retrieval import (
    Candidate,
    label,
    search,
    select,
    speaker_of,
    together,
    with_speakers,
)
from rag.translating import Translator
from rag.types import Done, Event, Evidence, Language, Sources, Token, Turn

log = logging.getLogger(__name__)

NEAREST = 3
BEST = 2
"""Sentences that should tell a time where one is asked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is asked, with what was found for it."""

    question: str
    """In the reader's language."""
    searched: str
    """The same in the articles' language, if a model could translate it."""
    candidates: tuple[Candidate, ...]
    evidence: tuple[Evidence, ...]
    language: Language
    """Of the best evidence."""
    vector: Sequence[float]
    """What was searched for, embedded."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Answers questions over one index. Without a model, answers are quotes."""

    store: Store
    embedder: Embedder
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

        if wants_summary(asked.text):
            yield from self._summary(assembly, language, sources)
            return

        parts = _labelled([self._look(q, language, sources) for q in parts_of(asked.text)])
        assembly.sources_found()
        yield Sources(language, together([part.evidence for part in parts]))

        if any(part.language != language for part in parts) and self.model:
            parts = _labelled([self._look_again(part, language, sources) for part in parts])
            yield Sources(language, together([part.evidence for part in parts]))

        missing = []
        for part in parts:
            with self._read(part) or nullcontext() as reading:
                if self._stated(assembly, part, reading, language):
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

    def _summary(
        self, assembly: Assembly, language: Language, sources: Collection[str]
    ) -> Iterator[Event]:
        """The briefing in a few of its own sentences."""
        articles = [self.store.passages(d.id) for d in self._documents(sources)]
        told = summary(articles, self.embedder)
        evidence = [
            Evidence(n, passage, (span,), 1.0, "summary", (1.0,))
            for n, (passage, span) in enumerate(told, start=1)
        ]
        (labelled,) = label([evidence])
        assembly.decided(searched="", model=self.model.name if self.model else None)
        assembly.sources_found()
        yield Sources(language, together([labelled]))
        for item in labelled:
            support = self._translated(self._support(item, item.spans[0], 1.0, language), language)
            yield Token(assembly.quote(support))
        if not labelled:
            yield Token(assembly.refuse(self._documents(sources), ()))
        yield Done(assembly.answer())

    def _documents(self, sources: Collection[str]) -> list[Document]:
        return [d for d in self.store.documents() if not sources or d.source in sources]

    def _look(self, question: str, language: Language, sources: Collection[str]) -> Part:
        """What the index holds for a question as it was asked."""
        vector = self.embedder.embed_query(question)
        return self._found(question, question, vector, language, sources)

    def _look_again(self, part: Part, language: Language, sources: Collection[str]) -> Part:
        """Search with the question in both languages: the mean of its embeddings finds more."""
        if part.language == language:
            return part
        try:
            translated = self.translator.question(part.question, part.language)
        except ModelError as error:
            log.warning("The question is searched as it was asked. %s", error)
            translated = None
        if translated is None:
            return part
        both = [part.vector, self.embedder.embed_query(translated)]
        mean = np.mean(np.asarray(both), axis=0)
        vector = [float(value) for value in mean / np.linalg.norm(mean)]
        return self._found(part.question, translated, vector, language, sources)

    def _found(
        self,
        question: str,
        searched: str,
        vector: Sequence[float],
        language: Language,
        sources: Collection[str],
    ) -> Part:
        candidates = search(self.store, vector, sources=sources)
        evidence = with_speakers(select(searched, candidates), self.store.passages)
        of = self._language(evidence[0]) if evidence else language
        return Part(question, searched, candidates, evidence, of, vector)

    def _read(self, part: Part) -> Reading | None:
        """The model's answer as far as its first word; None where only quotes are left."""
        if self.model is None or not part.evidence:
            return None
        sentences = _best_first(part.evidence)
        try:
            return read(self.model, part.language, part.searched, sentences)
        except ModelError as error:
            log.warning("Answering by quotes. %s", error)
            return None

    def _stated(
        self, assembly: Assembly, part: Part, reading: Reading | None, language: Language
    ) -> bool:
        """Whether the briefing answers this part."""
        score = part.candidates[0].score if part.candidates else 0.0
        untimed = lacks_time(part.searched, _best_first(part.evidence)[:BEST])
        signals = Signals(score, reading.stated if reading else None, untimed)
        chance = probability(signals, language)
        assembly.decided(
            searched=part.searched,
            score=round(signals.score, 4),
            stated=None if signals.stated is None else round(signals.stated, 2),
            probability=round(chance, 3),
            model=self.model.name if reading and self.model else None,
        )
        return bool(part.evidence) and answerable(chance)

    def _write(
        self, assembly: Assembly, part: Part, reading: Reading | None, language: Language
    ) -> Iterator[str]:
        """The short answer if it holds, then the words of the source that carry it."""
        short = _short_answer(reading)
        choices = [self._support(*item, language) for item in _sentences(part.evidence)]
        # A translation takes seconds: one is enough where the model is sure of its words.
        slow = any(support.foreign and not support.translation for support in choices)
        most = 1 if slow and short and sure(short) else QUOTES
        chosen = choose(choices, short.text if short else "", most)
        chosen = [self._translated(support, language) for support in chosen]
        # Beside a sentence that can be read, one that cannot helps nobody.
        chosen = chosen[:1] + [s for s in chosen[1:] if not s.foreign or s.translation]
        if short:
            direct = direct_answer(short, part.searched, chosen, choices, language)
            if direct.faults:
                assembly.reject(short.text, chosen[0], direct.faults)
            if direct.text:
                yield assembly.keep(direct.text, chosen[0])
        for support in joined(chosen):
            yield assembly.quote(support)
        if speaker := self._speaker(chosen[0], choices):
            yield assembly.name_speaker(speaker)

    def _speaker(self, support: Support, choices: Sequence[Support]) -> Support | None:
        """Where the source names who says what is quoted, if that is in another paragraph."""
        passage = support.evidence.passage
        found = speaker_of(passage, self.store.passages(passage.document_id))
        return next((s for s in choices if (s.evidence.passage, s.span) == found), None)

    def _support(self, evidence: Evidence, span: Span, worth: float, language: Language) -> Support:
        """A sentence of the evidence, with its translation where one is at hand."""
        foreign = self._language(evidence) != language
        support = Support(evidence, span, worth, foreign)
        if not foreign:
            return support
        return replace(support, translation=self.translator.known(support.quote, language))

    def _translated(self, support: Support, language: Language) -> Support:
        """The support with a translation, if it needs one and one can be made."""
        if not support.foreign or support.translation:
            return support
        try:
            made = self.translator.translate(support.quote, language)
        except ModelError as error:
            log.warning("The quote stays untranslated. %s", error)
            return support
        return replace(support, translation=made)

    def _language(self, evidence: Evidence) -> Language:
        """Of the article; what is neither German nor English is read like English."""
        found = self.store.document(evidence.passage.document_id).language
        return "de" if found == "de" else "en"

    def _refuse(self, assembly: Assembly, parts: Sequence[Part], sources: Collection[str]) -> str:
        candidates = sorted(
            {c.passage.id: c for part in parts for c in part.candidates[:NEAREST]}.values(),
            key=lambda candidate: candidate.score,
            reverse=True,
        )
        nearest = [_nearest(candidate, n) for n, candidate in enumerate(candidates[:NEAREST], 1)]
        return assembly.refuse(self._documents(sources), nearest)


def _labelled(parts: Sequence[Part]) -> list[Part]:
    labelled = label([part.evidence for part in parts])
    return [replace(part, evidence=found) for part, found in zip(parts, labelled, strict=True)]


def _sentences(evidence: Sequence[Evidence]) -> list[tuple[Evidence, Span, float]]:
    return [
        (item, span, worth)
        for item in evidence
        for span, worth in zip(item.spans, item.worth, strict=True)
    ]


def _best_first(evidence: Sequence[Evidence]) -> list[str]:
    ranked = sorted(_sentences(evidence), key=lambda item: item[2], reverse=True)
    return [item.passage.quote(span) for item, span, _ in ranked]


def _short_answer(reading: Reading | None) -> ShortAnswer | None:
    """What the reader says; None without one, or if it fails on the way."""
    try:
        return reading.short_answer() if reading else None
    except ModelError as error:
        log.warning("The answer is quotes alone. %s", error)
        return None


def _nearest(candidate: Candidate, n: int) -> Support:
    """The best sentence of a passage that does not answer."""
    passage = candidate.passage
    span = candidate.sentences[0][0] if candidate.sentences else Span(passage.start, passage.end)
    evidence = Evidence(n, passage, (span,), candidate.score, "nearest", (candidate.score,))
    return Support(evidence, span)
