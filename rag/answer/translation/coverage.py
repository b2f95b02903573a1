"""Which words of a sentence its translation omits, and which it adds.

Every content word is looked up in the dictionary. A word is covered if one of its translations
occurs in the other text, or if an unmatched word there shares a translation with it. A name, or a
word that is not in the dictionary, is covered by a word with a similar spelling. The check runs in
both directions: words of the translation that the original does not cover were added.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from index.language.bilingual.false_friends import FALSE_FRIENDS
from index.language.bilingual.meaning import LIGHT_WORDS
from index.language.bilingual.names import names_in
from index.language.compounds import folded
from index.language.dictionary.lookup import Dictionary, Term, WordTranslations
from index.language.lexicon import Language
from index.language.numbers.quantities import is_counted
from index.language.particle_verbs import particle_verbs_joined
from index.language.words import Word, is_listed, stem, stems, words
from rag.answer.translation.spelling import COMPOUND_ALIKE, is_alike, is_part

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


@dataclass(frozen=True, slots=True)
class Missing:
    """A word that the other text does not cover, or covers only in part."""

    word: Word
    weight: float
    terms: tuple[str, ...]
    """Translations of the whole word, most usual first; empty if the dictionary has none."""
    is_name: bool
    """Whether it looks like a name."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How well two texts cover each other."""

    uncovered: tuple[Missing, ...]
    """Words of the original that the translation lacks."""
    unexplained: tuple[Missing, ...]
    """Words of the translation that the original does not explain."""
    weight: float
    """Of all content words of both texts."""

    @property
    def lost(self) -> float:
        """Weighted share of the words of both texts that have no match, 0 to 1."""
        missing = sum(one.weight for one in (*self.uncovered, *self.unexplained))
        return missing / self.weight if self.weight else 0.0


def coverage(
    original: str, translation: str, target: Language, dictionary: Dictionary
) -> Coverage | None:
    """Compare a sentence with its translation; None without a dictionary.

    Args:
        original: in the other language.
        translation: in ``target``.
        dictionary: words of each language in words of the other.
    """
    if not dictionary.is_present:
        return None
    source: Language = "en" if target == "de" else "de"
    one = _Side(_joined(original, source, dictionary), source, target, dictionary)
    two = _Side(_joined(translation, target, dictionary), target, source, dictionary)
    uncovered, unexplained = _paired(one, two)
    return Coverage(uncovered, unexplained, one.weight + two.weight)


def _joined(text: str, language: Language, dictionary: Dictionary) -> str:
    """With separable verbs joined, so that "schließt … aus" is looked up as "ausschließen"."""
    if language != "de":
        return text

    return particle_verbs_joined(
        text, lambda verb: _is_known_whole(dictionary.translations(verb, "de", "en"))
    )


@dataclass(frozen=True)
class _Side:
    """One of the two texts, looked up."""

    text: str
    language: Language
    other: Language
    dictionary: Dictionary

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
            for term in _real(word, entry)
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
            is_listed(word.text, self.language) and all(_real(word, entry) for entry in entries)
        )

    def _is_spelt(self, word: Word, other: "_Side", *, is_name: bool) -> bool:
        """Whether the other text has the word unchanged or in a similar spelling.

        A known word counts only if the other language has the similar word and the two are no false
        friends; otherwise it was left untranslated.
        """
        own = folded(word.text)
        known = self.knows(word)
        there = list(words(other.text))
        if any(pair in other.text for pair in self._names_around(word)):
            return True
        for text in (w.text for w in there):
            german, english = (own, text) if self.language == "de" else (text, own)
            if is_alike(own, folded(text)) and (
                is_name
                or not known
                or (
                    is_listed(text, other.language)
                    and (folded(german), folded(english)) not in FALSE_FRIENDS
                )
            ):
                return True
        # "Transportprojekte" are "transport projects".
        pairs = (folded(one.text + two.text) for one, two in pairwise(there))
        return any(is_alike(own, joined, COMPOUND_ALIKE) for joined in pairs)

    def _names_around(self, word: Word) -> Iterator[str]:
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
        terms = [term.form for entry in self.entries[word] for term in _real(word, entry)]
        return any(
            word.text in entry.forms
            for form in terms[:_TERMS]
            for entry in self.dictionary.translations(form, self.other, self.language)
        )

    def missing(self, other: "_Side") -> list[Missing]:
        """The words that the other text does not cover, or covers only in part."""
        found = []
        for word, entries in self.entries.items():
            share = self._covered(word, entries, other)
            if share >= 1:
                continue
            is_name = self.is_name(word)
            if self._is_spelt(word, other, is_name=is_name):
                continue
            found.append(
                Missing(word, (1 - share) * self.weight_of(word), _whole(word, entries), is_name)
            )
        return found

    def _covered(self, word: Word, entries: Sequence[WordTranslations], other: "_Side") -> float:
        """The share of a word that the other text covers, 0 to 1; partial for compounds."""
        own = stems(word.text, self.language)
        if any(one in other.called or one in other.named for one in own):
            return 1.0
        there = sum(
            entry.share
            for entry in entries
            if any(all(one in other.stems for one in term.stems) for term in _real(word, entry))
        )
        parts = self.dictionary.compound_parts(word.text, self.language)
        called = sum(part in other.called for part in parts) / len(parts) if parts else 0.0
        return min(1.0, max(there, called))

    def synonyms(self, missing: Missing) -> frozenset[str]:
        """Stems of the word's synonyms: its translations translated back."""
        return frozenset(
            term.stems[0]
            for form in missing.terms[:_TERMS]
            for entry in self.dictionary.translations(form, self.other, self.language)
            for term in entry.terms[:_TERMS]
            if len(term.stems) == 1 and entry.known
        )

    def called_by(self, missing: Missing) -> frozenset[str]:
        """Stems of a word's translations."""
        return frozenset(
            term.stems[0]
            for entry in self.entries[missing.word]
            for term in _real(missing.word, entry)[:_TERMS]
            if len(term.stems) == 1
        )


def _paired(one: _Side, two: _Side) -> tuple[tuple[Missing, ...], tuple[Missing, ...]]:
    """What each side lacks, except synonyms (words that share a translation)."""
    uncovered, unexplained = one.missing(two), two.missing(one)
    left = [m for m in uncovered if not _is_matched(m, two, unexplained, only_known=True)]
    rest = [m for m in unexplained if not _is_matched(m, one, uncovered, only_known=False)]
    for missing in tuple(left):
        meant = one.synonyms(missing) if rest else frozenset()
        if match := next((other for other in rest if two.called_by(other) & meant), None):
            left.remove(missing)
            rest.remove(match)
    return tuple(left), tuple(rest)


def _is_matched(
    missing: Missing, other: _Side, missing_there: Sequence[Missing], *, only_known: bool
) -> bool:
    """Whether a word of the other text with a similar spelling is matched: then so is this one.

    Args:
        missing: a word without a match.
        other: the other text.
        missing_there: its words without a match.
        only_known: whether the dictionary must have that word. A foreign word may be copied into
            the translation; a word of the original's own language may not.
    """
    own = folded(missing.word.text)
    without = {there.word for there in missing_there}
    return any(
        (is_alike(own, folded(word.text)) or is_part(own, folded(word.text)))
        and (other.knows(word) or not only_known)
        for word in other.entries
        if word not in without
    )


def _is_known_whole(entries: Sequence[WordTranslations]) -> bool:
    """Whether the dictionary has the whole word, not only parts of it."""
    return any(entry.known and entry.share == 1 for entry in entries)


def _real(word: Word, entry: WordTranslations) -> list[Term]:
    """The translations of a word without the word itself, which the dictionary lists in case it is
    a name: German "Fund" is not English "fund".
    """
    return [term for term in entry.terms if term.form != word.text]


def _whole(word: Word, entries: Sequence[WordTranslations]) -> tuple[str, ...]:
    """The translations of a whole word; none that translate only a part of a compound."""
    forms = [[term.form for term in _real(word, entry)] for entry in entries]
    return tuple(form for form in forms[0] if all(form in others for others in forms[1:]))
