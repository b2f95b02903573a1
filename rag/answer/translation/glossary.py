"""The words of a text with their translations, weights and names.

Every content word is looked up in the dictionary. Names, which the dictionary mostly lacks, are
recognised by their capitals and by the words beside them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

from index.language.bilingual.meaning import LIGHT_WORDS
from index.language.bilingual.names import names_in
from index.language.dictionary.lookup import Dictionary, Term, WordTranslations
from index.language.lexicon import Language
from index.language.numbers.quantities import is_counted
from index.language.particle_verbs import particle_verbs_joined
from index.language.words import Word, is_listed, stem, words

_NOUN_WEIGHT: Final = 1.0
_OTHER_WEIGHT: Final = 0.6
"""Of 469 words in 40 human-translated sentences (XQuAD development) the look-up missed 61, most of
them verbs."""
_ENGLISH_WEIGHT: Final = 0.8
"""For a lower-case English word, which may be a noun or not."""
_LIGHT_WEIGHT: Final = 0.2
_PHRASE: Final = 2
_TERMS: Final = 8
"""Maximum number of a word's translations used to find synonyms; guess."""
_TITLES: Final = frozenset(
    "herr frau dr prof mr mrs ms sir lady lord bad sankt st".split()  # noqa: SIM905 - a word list
)
"""Titles that stand before a name."""


@dataclass(frozen=True)
class Glossary:
    """A text, with its words looked up in the dictionary."""

    text: str
    language: Language
    other: Language
    dictionary: Dictionary

    @classmethod
    def of(cls, text: str, language: Language, other: Language, dictionary: Dictionary) -> Self:
        """Look up a text; separable verbs are joined first.

        Args:
            text: in ``language``.
            language: of the text.
            other: language of the translations.
            dictionary: words of each language in words of the other.
        """
        return cls(_joined(text, language, dictionary), language, other, dictionary)

    @cached_property
    def entries(self) -> dict[Word, list[WordTranslations]]:
        """Dictionary entries of the content words; numbers are compared by value elsewhere."""
        found: dict[Word, list[WordTranslations]] = {}
        for entry in self.dictionary.translations(self.text, self.language, self.other):
            if not is_counted(entry.word.text, self.language):
                found.setdefault(entry.word, []).append(entry)
        return found

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of all words and of the parts of compounds."""
        return frozenset(self.dictionary.passage_stems(self.text, self.language))

    @cached_property
    def called(self) -> frozenset[str]:
        """Stems of the words' translations; those of a phrase word by word."""
        return frozenset(
            one
            for word, entries in self.entries.items()
            for entry in entries
            for term in real_terms(word, entry)
            if len(term.stems) <= _PHRASE
            for one in term.stems
        )

    @cached_property
    def named(self) -> frozenset[str]:
        """Stems, in the other language, of the known names in the text."""
        return frozenset(
            stem(word.text, self.other)
            for name in names_in(self.text, self.language)
            for form in name.forms(self.other)
            for word in words(form)
        )

    @property
    def weight(self) -> float:
        return sum(self.weight_of(word) for word in self.entries)

    def weight_of(self, word: Word) -> float:
        if word.text.casefold() in LIGHT_WORDS[self.language]:
            return _LIGHT_WEIGHT
        if word.text[0].isupper():
            return _NOUN_WEIGHT
        return _OTHER_WEIGHT if self.language == "de" else _ENGLISH_WEIGHT

    def is_name(self, word: Word) -> bool:
        """Whether a word looks like a name: capitalised, and either not in the dictionary or next
        to a title or another name.
        """
        if not word.text[0].isupper():
            return False
        if not self.knows(word):
            return True
        before = self.text[: word.start].split()[-1:]
        return bool(before) and (
            before[0].rstrip(".").casefold() in _TITLES or self._beside_name(word)
        )

    def _beside_name(self, word: Word) -> bool:
        return any(
            not self.knows(other)
            for other in self._capitalised_beside(word)
            if other in self.entries
        )

    def _capitalised_beside(self, word: Word) -> Iterator[Word]:
        """The adjacent capitalised words; none after a title."""
        for other in words(self.text):
            if not other.text[0].isupper():
                continue
            if other.end + 1 == word.start or (
                word.end + 1 == other.start and not self._is_headword(word)
            ):
                yield other

    def knows(self, word: Word) -> bool:
        """Whether the dictionary has the word or all its parts; it lacks most names."""
        entries = self.entries[word]
        return _is_known_whole(entries) or (
            is_listed(word.text, self.language)
            and all(real_terms(word, entry) for entry in entries)
        )

    def names_around(self, word: Word) -> Iterator[str]:
        """The word with each capitalised neighbour: "Volker Sander". A pair that recurs in the
        other text was kept as a name; a title before a name has to be translated.
        """
        if not word.text[0].isupper():
            return
        for other in self._capitalised_beside(word):
            if self.text[min(word.end, other.end)] == " ":
                yield self.text[min(word.start, other.start) : max(word.end, other.end)]

    def _is_headword(self, word: Word) -> bool:
        """Whether the dictionary has the word in exactly this form; it lacks "Volker"."""
        terms = [term.form for entry in self.entries[word] for term in real_terms(word, entry)]
        return any(
            word.text in entry.forms
            for form in terms[:_TERMS]
            for entry in self.dictionary.translations(form, self.other, self.language)
        )

    def whole(self, word: Word) -> tuple[str, ...]:
        """The translations of a whole word; none that translate only a part of a compound."""
        forms = [[term.form for term in real_terms(word, entry)] for entry in self.entries[word]]
        return tuple(form for form in forms[0] if all(form in others for others in forms[1:]))

    def synonyms(self, word: Word) -> frozenset[str]:
        """Stems of the word's synonyms: its translations translated back."""
        return frozenset(
            term.stems[0]
            for form in self.whole(word)[:_TERMS]
            for entry in self.dictionary.translations(form, self.other, self.language)
            for term in entry.terms[:_TERMS]
            if len(term.stems) == 1 and entry.known
        )

    def called_by(self, word: Word) -> frozenset[str]:
        """Stems of a word's translations."""
        return frozenset(
            term.stems[0]
            for entry in self.entries[word]
            for term in real_terms(word, entry)[:_TERMS]
            if len(term.stems) == 1
        )


def _joined(text: str, language: Language, dictionary: Dictionary) -> str:
    """With separable verbs joined, so that "schließt … aus" is looked up as "ausschließen"."""
    if language != "de":
        return text

    return particle_verbs_joined(
        text, lambda verb: _is_known_whole(dictionary.translations(verb, "de", "en"))
    )


def _is_known_whole(entries: Sequence[WordTranslations]) -> bool:
    """Whether the dictionary has the whole word, not only parts of it."""
    return any(entry.known and entry.share == 1 for entry in entries)


def real_terms(word: Word, entry: WordTranslations) -> list[Term]:
    """The translations of a word without the word itself, which the dictionary lists in case it is
    a name: German "Fund" is not English "fund".
    """
    return [term for term in entry.terms if term.form != word.text]
