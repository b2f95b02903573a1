"""Quotes for one answer: sentences of the evidence, translated into the answer's language.

A language model takes seconds per translation. Iterators are lazy, so that each translation is made
only when its quote is about to be shown.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.errors import ModelError
from index.types import Span
from rag.annotations import Genre, TranslatedSentence
from rag.answer.formatting import moment
from rag.answer.quoting.additions import addition
from rag.answer.quoting.quotes import Support, cite, joined, resolved_by
from rag.answer.translation.translator import Translator
from rag.evidence.candidates import Candidate
from rag.evidence.genre import genre_of
from rag.evidence.retrieval import Retriever
from rag.evidence.search import SubQuestion
from rag.evidence.speakers import speaker_of
from rag.evidence.statements import entry_time
from rag.types import Evidence, Language, best_first

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Quoter:
    """Turns evidence into quotes for one answer."""

    language: Language
    """Language of the answer."""
    translator: Translator
    retriever: Retriever
    on_failure: Callable[[], None]
    """Called each time the model fails to translate."""

    def support(self, evidence: Evidence, span: Span, relevance: float) -> Support:
        """A sentence of the evidence as a support, not translated yet."""
        other = self.retriever.language_of(evidence.passage) != self.language
        return Support(evidence, span, relevance, other)

    def choices(self, part: SubQuestion, candidate: Candidate) -> list[Support]:
        """All sentences of a passage, best first."""
        evidence = part.evidence_of(candidate)
        return [self.support(evidence, span, relevance) for span, relevance in candidate.sentences]

    def best_first(self, evidence: Sequence[Evidence]) -> list[Support]:
        """The sentences of all evidence, best first."""
        return [self.support(*item) for item in best_first(evidence)]

    def speaker(self, support: Support, part: SubQuestion) -> Support | None:
        """The words that name the speaker of a quote, if they are in another paragraph."""
        passage = support.evidence.passage
        found = speaker_of(passage, self.retriever.store.passages(passage.document_id))
        if found is None:
            return None
        before, span = found
        named = (item for item in part.evidence if item.passage.id == before.id)
        return next((self.support(item, span, 0.0) for item in named), None)

    def genre(self, support: Support) -> Genre | None:
        """Genre of the article that a quote is from."""
        return genre_of(self.retriever.store.document(support.evidence.passage.document_id))

    def ticker_moment(self, support: Support) -> str:
        """Day and time of the ticker's entry that a quote is from; empty for other passages."""
        passage = support.evidence.passage
        day, clock = self.retriever.origins[passage.document_id].day, entry_time(passage.text)
        return moment(day, clock, self.language) if day and clock else ""

    def is_slow(self, supports: Sequence[Support]) -> bool:
        """Whether a language model has to translate any of them first."""
        return any(
            support.cross_lingual and not self.translator.is_settled(support.quote, self.language)
            for support in supports
        )

    def quotes(self, chosen: Sequence[Support]) -> Iterator[Support]:
        """The quotes with translations; a quote is split where sentences have no translation."""
        for run in joined(chosen):
            sentences = map(self._translated, run.sentences)
            label = run.label
            for _, same in groupby(list(sentences), key=lambda one: one.translation is None):
                group = list(same)
                span = Span(group[0].span.start, group[-1].span.end)
                told = " ".join(sentence.translation or "" for sentence in group).strip() or None
                aligned = tuple(one for sentence in group for one in sentence.aligned)
                quote = replace(group[0], span=span, translation=told, aligned=aligned, label=label)
                yield replace(quote, addition=self._addition(quote))
                label = ""

    def _addition(self, support: Support) -> str:
        """The resolved relative dates and nouns of a quote, in brackets; empty without any."""
        article = self.retriever.store.document(support.evidence.passage.document_id)
        return addition(resolved_by(cite(support), article), self.language)

    def _translated(self, sentence: Support) -> Support:
        """The sentence with a translation, if it needs one and one can be made."""
        if not sentence.cross_lingual:
            return sentence
        try:
            made = self.translator.translate(sentence.quote, self.language)
        except ModelError as error:
            log.warning("The quote stays untranslated. %s", error)
            self.on_failure()
            made = None
        span = sentence.span
        aligned = TranslatedSentence(span.start, span.end, sentence.quote, made)
        return replace(sentence, translation=made, aligned=(aligned,))
