"""Checks whether a written sentence may be shown: form, language, citations and content."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from index.embedding.embedder import Embedder
from index.language.detection import detect
from index.language.dictionary.lookup import Dictionary
from index.types import Passage, Span
from rag.answer.checks.judge import Judge
from rag.answer.checks.meaning import Meaning
from rag.answer.checks.rules.facts import Finding
from rag.answer.checks.verify import Claim, Verifier
from rag.answer.prose.drafts import Draft
from rag.answer.prose.sheet import Sheet
from rag.types import Language
from rag.words import content_stems

MOST_WORDS: Final = 60
"""Maximum length of a sentence; a longer one is a list or a failure. Guess."""
_STRANGE: Final = ("://", "<", "|", "```")
"""Links, markup and chat template tokens, which do not occur in a sentence."""
_SUPPORTING: Final = 3
"""Maximum number of sentences quoted from a passage to support one sentence; guess."""
_DETECTABLE: Final = 4
"""Minimum number of words for reliable language detection; guess."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence with the findings of its checks."""

    draft: Draft
    findings: tuple[Finding, ...]
    """Empty if it may be shown."""
    cites: tuple[int, ...]
    """The numbers of the passages that support it."""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for code, _ in self.findings))


@dataclass(frozen=True, slots=True)
class SentenceChecks:
    """Checks sentences against the passages that they cite, as any claim is verified."""

    dictionary: Dictionary
    embedder: Embedder | None = None
    judge: Judge | None = None

    def check(self, draft: Draft, sheet: Sheet, question: str, language: Language) -> Checked:
        """Check a sentence.

        If single passages support it alone, the other citations are removed: a passage that does
        not say it must not look like its source.
        """
        question = _known_words(question, sheet)
        known = tuple(n for n in draft.cites if sheet.held(n) is not None)
        if formal := tuple(_formal(draft, known, language)):
            return Checked(draft, formal, known)
        alone = {n: self._findings(draft, [n], sheet, question, language) for n in known}
        if carrying := tuple(n for n in known if not alone[n]):
            return Checked(draft, (), carrying)
        if len(known) == 1:
            return Checked(draft, alone[known[0]], known)
        return Checked(draft, self._findings(draft, known, sheet, question, language), known)

    def supporting_sentences(
        self, sentence: str, passage: Passage, question: str, language: Language
    ) -> list[Span]:
        """The fewest sentences of the passage, by similarity, that support it.

        Only the most similar one if it would take more than :data:`_SUPPORTING`.
        """
        spans = passage.sentences
        if len(spans) > 1 and self.embedder:
            near = Meaning(self.embedder).scores(sentence, [passage.quote(s) for s in spans])
            spans = tuple(s for _, s in sorted(zip(near, spans, strict=True), key=_falling))
        for chosen in accumulate([span] for span in spans[:_SUPPORTING]):
            held = " ".join(passage.quote(span) for span in sorted(chosen, key=_start))
            if not self._claims(sentence, (held,), question, language):
                return chosen
        return [spans[0]]

    def _findings(
        self, draft: Draft, numbers: Sequence[int], sheet: Sheet, question: str, language: Language
    ) -> tuple[Finding, ...]:
        evidence = tuple(held for n in numbers if (held := sheet.held(n)))
        return self._claims(draft.text, evidence, question, language)

    def _claims(
        self, sentence: str, evidence: tuple[str, ...], question: str, language: Language
    ) -> tuple[Finding, ...]:
        claim = Claim(sentence, language, evidence, question)
        return Verifier(self.dictionary, self.embedder, self.judge).verify(claim).findings


def _known_words(question: str, sheet: Sheet) -> str:
    """The question's words that the evidence has somewhere. A sentence may take these from the
    question; any other ("Was übersetzte Marlee Matlin?") would tell of what no article mentions.
    """
    stems = content_stems(sheet.text)
    return " ".join(word for word in question.split() if content_stems(word) & stems)


def _falling(scored: tuple[float, Span]) -> float:
    return -scored[0]


def _start(span: Span) -> int:
    return span.start


def _formal(draft: Draft, known: Sequence[int], language: Language) -> list[Finding]:
    words = draft.text.split()
    strange = any(mark in draft.text for mark in _STRANGE)
    if strange or len(words) > MOST_WORDS or draft.text.endswith("?"):
        return [("form", draft.text)]
    if len(words) >= _DETECTABLE and detect(draft.text) != language:
        return [("language", draft.text)]
    if not draft.cites or len(known) < len(draft.cites):
        return [("citation", draft.text)]
    return []
