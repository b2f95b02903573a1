"""Aligns words of a claim with words of the evidence, within and across languages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from index.language.bilingual.countries import forms
from index.language.compounds import folded
from index.language.dictionary.lookup import Dictionary, WordTranslations
from index.language.lexicon import Language
from index.language.numbers.numerals import numeral
from index.language.words import Word, stems
from rag.answer.checks.parsing.text import Clause

EXACT: Final = 1.0
TRANSLATED: Final = 0.9
PART: Final = 0.7
"""Score of a part of a compound, or of a word with the same prefix."""
SYNONYM: Final = 0.6
_LEAST: Final = 0.25
"""Minimum weight of a translation; lower ones are rare meanings. Guess."""
_PREFIX: Final = 5
"""Minimum length of the common prefix of two related words; guess."""
OTHER: Final[dict[Language, Language]] = {"de": "en", "en": "de"}


@dataclass(frozen=True)
class Unit:
    """Words of the evidence that a claim is compared with: of a clause or of all evidence."""

    words: tuple[Word, ...]
    language: Language
    aligner: "Aligner"

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem for word in self.words for stem in stems(word.text, self.language))

    @cached_property
    def text(self) -> str:
        return " ".join(("", *(folded(word.text) for word in self.words), ""))

    @cached_property
    def parts(self) -> frozenset[str]:
        """Stems of the parts of compounds, of "Behördenchefin" also "chef"."""
        parts = self.aligner.dictionary.compound_parts
        found = {p for word in self.words for p in parts(word.text, self.language)}
        return frozenset(found | {p.removesuffix("in") for p in found if self.language == "de"})

    @cached_property
    def beginnings(self) -> frozenset[str]:
        return frozenset(folded(word.text) for word in self.words)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Values of numbers in digits and of number words."""
        values = (numeral(word.text, self.language) for word in self.words)
        return frozenset(str(value) for value in values if value is not None) | self.beginnings

    @cached_property
    def phrases(self) -> frozenset[str]:
        """Stems of all usual translations of the words, also of those in several words."""
        return frozenset(
            stem
            for word in self.words
            for entry in self.aligner.dictionary.translations(
                word.text, self.language, OTHER[self.language]
            )
            if entry.known and entry.share == 1
            for term in entry.terms
            if term.weight >= _LEAST and term.form != word.text
            for stem in term.stems
        )

    @cached_property
    def meanings(self) -> Mapping[str, float]:
        """Stems of the words' translations with their weights."""
        found: dict[str, float] = {}
        for word in self.words:
            for term in self.aligner.terms(word.text, self.language):
                found[term] = max(
                    found.get(term, 0.0), self.aligner.terms(word.text, self.language)[term]
                )
        return found


@dataclass
class Aligner:
    """Compares words by stems, compounds and the dictionary."""

    dictionary: Dictionary
    _terms: dict[tuple[str, Language], dict[str, float]] = field(default_factory=dict)

    def unit(self, of: Iterable[Clause], others: Sequence[Word] = ()) -> Unit:
        """The content words of clauses, and other words, of one language."""
        clauses = tuple(of)
        own = tuple(w for c in clauses for w in c.content)
        return Unit((*own, *others), clauses[0].language, self)

    def terms(self, word: str, language: Language) -> dict[str, float]:
        """Stems of a word's single-word translations with their weights."""
        key = (word, language)
        if key not in self._terms:
            found: dict[str, float] = {}
            for entry in self.dictionary.translations(word, language, OTHER[language]):
                if not entry.known:
                    continue
                for term in entry.terms:
                    if len(term.stems) == 1 and term.form != word and term.weight >= _LEAST:
                        weight = term.weight * entry.share
                        found[term.stems[0]] = max(found.get(term.stems[0], 0.0), weight)
            self._terms[key] = found
        return self._terms[key]

    def entries(self, clause: Clause, target: Language) -> dict[int, list[WordTranslations]]:
        """Translations of the clause's words, by the offset of the word."""
        found: dict[int, list[WordTranslations]] = {}
        for entry in self.dictionary.translations(clause.text, clause.language, target):
            found.setdefault(entry.word.start, []).append(entry)
        return found

    def coverage(self, clause: Clause, unit: Unit) -> dict[Word, float]:
        """How well the unit covers each content word of a clause, 0 to 1."""
        entries = self.entries(clause, unit.language) if clause.language != unit.language else {}
        return {
            word: self.held(word, clause.language, unit, entries.get(word.start, ()))
            for word in clause.content
        }

    def held(  # noqa: C901, PLR0911 - a case per kind of match
        self, word: Word, language: Language, unit: Unit, entries: Sequence[WordTranslations] = ()
    ) -> float:
        plain = folded(word.text)
        if any(form in unit.text for form in forms(word.text)):
            return EXACT
        own = stems(word.text, language)
        if any(stem in unit.stems for stem in own) or plain in unit.beginnings:
            return EXACT
        if (value := numeral(word.text, language)) is not None and str(value) in unit.numbers:
            return EXACT
        if language != unit.language:
            best = 0.0
            for entry in entries:
                for term in entry.terms:
                    if term.weight >= _LEAST and all(s in unit.stems for s in term.stems):
                        best = max(best, TRANSLATED * (1.0 if entry.share == 1 else 0.8))
                    elif any(s in unit.parts for s in term.stems) and len(term.stems) == 1:
                        best = max(best, PART)
            if any(stem in unit.phrases for stem in own):
                best = max(best, SYNONYM)  # a rare meaning here may be the usual one there
            return max(best, self._family(plain, unit))
        parts = self.dictionary.compound_parts(word.text, language)
        if any(p in unit.stems or p in unit.parts for p in (*parts, *own)):
            return PART
        if family := self._family(plain, unit):
            return family
        meanings = self.terms(word.text, language)
        shared = max(
            (min(w, unit.meanings.get(term, 0.0)) for term, w in meanings.items()), default=0.0
        )
        return SYNONYM if shared >= 0.3 else 0.0

    @staticmethod
    def _family(plain: str, unit: Unit) -> float:
        """Score of a word with a common prefix, such as "Beschäftigte" for "Beschäftigung"."""
        if len(plain) < _PREFIX or not plain.isalpha():
            return 0.0
        for other in unit.beginnings:
            shared = next(
                (i for i, (a, b) in enumerate(zip(plain, other, strict=False)) if a != b),
                min(len(plain), len(other)),
            )
            if shared >= max(_PREFIX, 0.65 * min(len(plain), len(other))):
                return PART
        return 0.0
