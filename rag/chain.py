"""The way of a question, from top to bottom.

language → question that stands alone → evidence (event ``Sources``) → answerable? → sentences,
each checked against its evidence: kept, or replaced by its quote (event ``Token``) → ``Done``.
"""

import logging
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from index.embedding import Embedder
from index.errors import ModelError
from index.language import detect
from index.store import Store
from index.types import Span
from rag.answerable import Signals, answerable, probability
from rag.assembling import Assembly
from rag.citing import Support, align
from rag.composing import Draft, compose
from rag.followup import standalone
from rag.model import LanguageModel
from rag.questions import clean
from rag.retrieval import Candidate, search, select
from rag.translating import Translator
from rag.types import Done, Event, Evidence, Language, Sources, Token, Turn
from rag.verifying import Checked, check

log = logging.getLogger(__name__)

QUOTES = 2
NEAREST = 3


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

        candidates = search(self.store, self.embedder.embed_query(asked.text), sources=sources)
        evidence = select(asked.text, candidates)
        assembly.sources_found()
        yield Sources(language, evidence)

        choices = self._supports(evidence, language)
        draft = self._draft(language, asked.text, choices)
        with draft or nullcontext():
            signals = Signals.of([c.score for c in candidates], draft.stated if draft else None)
            chance = probability(signals, language)
            assembly.trace |= {
                "searched": asked.text,
                "score": round(signals.score, 4),
                "stated": None if signals.stated is None else round(signals.stated, 2),
                "probability": round(chance, 3),
                "model": self.model.name if draft and self.model else None,
            }
            if choices and answerable(chance):
                for text in self._write(assembly, draft, asked.text, language, choices):
                    yield Token(text)
            else:
                nearest = [
                    _nearest(candidate, n) for n, candidate in enumerate(candidates[:NEAREST], 1)
                ]
                documents = [
                    d for d in self.store.documents() if not sources or d.source in sources
                ]
                yield Token(assembly.refuse(documents, nearest))
        yield Done(assembly.answer())

    def _draft(self, language: Language, question: str, choices: Sequence[Support]) -> Draft | None:
        """The model's answer as far as its first word; None where only quotes are left."""
        if self.model is None or not choices:
            return None
        try:
            return compose(self.model, language, question, [choice.readable for choice in choices])
        except ModelError as error:
            log.warning("Answering by quotes. %s", error)
            return None

    def _write(
        self,
        assembly: Assembly,
        draft: Draft | None,
        question: str,
        language: Language,
        choices: Sequence[Support],
    ) -> Iterator[str]:
        """Checked sentences, then the words of the source that they stand on."""
        stand_on: list[Support] = []
        try:
            for sentence in _sentences(draft, choices):
                support, _ = align(sentence, choices, self.embedder)
                support = self._translated(support, language)
                held = "\n".join(
                    c.readings for c in (support, *choices) if c.of_same_passage(support)
                )
                findings = check(
                    Checked(sentence, support.quote, held, question, language, support.foreign)
                )
                stand_on.append(support)
                if findings:
                    assembly.reject(sentence, support, findings)
                else:
                    yield assembly.keep(sentence, support)
        except ModelError as error:
            log.warning("The answer ends in quotes. %s", error)
        if not stand_on:
            best = max(choices, key=lambda choice: choice.worth)
            stand_on.append(self._translated(best, language))
        for support in list(dict.fromkeys(stand_on))[:QUOTES]:
            yield assembly.quote(support)

    def _supports(self, evidence: Sequence[Evidence], language: Language) -> tuple[Support, ...]:
        """Each sentence of the evidence, with its translation where one is at hand."""
        choices = []
        for item in evidence:
            foreign = self.store.document(item.passage.document_id).language != language
            for span, worth in zip(item.spans, item.worth, strict=True):
                support = Support(item, span, worth, foreign)
                if foreign:
                    known = self.translator.known(support.quote, language)
                    support = replace(support, translation=known)
                choices.append(support)
        return tuple(choices)

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


def _sentences(draft: Draft | None, choices: Sequence[Support]) -> Iterable[str]:
    """What the model writes, as it comes; all at once if translations have to be made.

    A translation is a call of its own, and must not wait for the one in whose midst it is made.
    """
    if draft is None:
        return ()
    return list(draft.sentences()) if any(c.foreign for c in choices) else draft.sentences()


def _nearest(candidate: Candidate, n: int) -> Support:
    """The best sentence of a passage that does not answer."""
    passage = candidate.passage
    span = candidate.sentences[0][0] if candidate.sentences else Span(passage.start, passage.end)
    evidence = Evidence(n, passage, (span,), candidate.score, "nearest", (candidate.score,))
    return Support(evidence, span)
