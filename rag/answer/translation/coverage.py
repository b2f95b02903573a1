"""Which words of a sentence its translation leaves out, and which it adds.

Every content word is looked up in the dictionary. A word is covered if one of its translations
stands in the other text, or if a word that is left over there shares a translation with it. A
name, or a word that the dictionary does not know, is covered by one that is spelt alike. Both
texts are asked: what no word of the original explains was added.
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
"""Of 469 words of 40 sentences that people translated (XQuAD development) a look-up missed 61,
most of them verbs."""
_ENGLISH_WEIGHT: Final = 0.8
"""Of a small English word, which may be either."""
_LIGHT_WEIGHT: Final = 0.2
_PHRASE: Final = 2
_TERMS: Final = 8
"""Translations of a word through which synonyms are found; guess."""
_TITLES: Final = frozenset(
    "herr frau dr prof mr mrs ms sir lady lord bad sankt st".split()  # noqa: SIM905 - a word list
)
"""Words before a name."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A word that the other text has nothing for, or not for all of it."""

    word: Word
    weight: float
    terms: tuple[str, ...]
    """What the dictionary calls it as a whole, most usual first; empty if it does not know it."""
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
    """With verbs in one piece: "schließt … aus" may be called what "ausschließen" is."""
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
        """Content words without numbers, which are compared by value elsewhere."""
        found: dict[Word, list[WordTranslations]] = {}
        for entry in self.dictionary.translations(self.text, self.language, self.other):
            if not is_counted(entry.word.text, self.language):
                found.setdefault(entry.word, []).append(entry)
        return found

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of all its words, and of compounds' parts."""
        return frozenset(self.dictionary.passage_stems(self.text, self.language))

    @cached_property
    def called(self) -> frozenset[str]:
        """Stems of the other language that its words may be called, phrases word by word."""
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
        """Stems, in the other language, of the known names that stand in it."""
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
        """Whether a word looks like a name: written with a capital, and no known word of the
        language, or with a title or another name beside it.
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
        """The capitalised words that begin or end one place from it; none behind a title."""
        for other in words(self.text):
            if not other.text[0].isupper():
                continue
            if other.end + 1 == word.start or (
                word.end + 1 == other.start and not self._is_headword(word)
            ):
                yield other

    def knows(self, word: Word) -> bool:
        """Whether the dictionary has the word, or each part of it; most names it has not."""
        entries = self.entries[word]
        return _is_known_whole(entries) or (
            is_listed(word.text, self.language) and all(_real(word, entry) for entry in entries)
        )

    def _is_spelt(self, word: Word, other: "_Side", *, is_name: bool) -> bool:
        """Whether the other text has the word as it is, or one of another spelling.

        A known word that the other language lacks was not translated, and a false friend is none.
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
        """The word with a capitalised neighbour: "Volker Sander". Where both stand alike in the
        other text, they were kept as a name; a title before a name has to be translated.
        """
        if not word.text[0].isupper():
            return
        for other in self._capitalised_beside(word):
            if self.text[min(word.end, other.end)] == " ":
                yield self.text[min(word.start, other.start) : max(word.end, other.end)]

    def _is_headword(self, word: Word) -> bool:
        """Whether the dictionary has the word in this very form, as it has not "Volker"."""
        terms = [term.form for entry in self.entries[word] for term in _real(word, entry)]
        return any(
            word.text in entry.forms
            for form in terms[:_TERMS]
            for entry in self.dictionary.translations(form, self.other, self.language)
        )

    def missing(self, other: "_Side") -> list[Missing]:
        """The words that the other text has nothing for, wholly or in part."""
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
        """The share of a word that the other text has; less than 1 for part of a compound."""
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
        """Stems of what the word's translations may be called in its own language."""
        return frozenset(
            term.stems[0]
            for form in missing.terms[:_TERMS]
            for entry in self.dictionary.translations(form, self.other, self.language)
            for term in entry.terms[:_TERMS]
            if len(term.stems) == 1 and entry.known
        )

    def called_by(self, missing: Missing) -> frozenset[str]:
        """Stems of the other language that a word may be called."""
        return frozenset(
            term.stems[0]
            for entry in self.entries[missing.word]
            for term in _real(missing.word, entry)[:_TERMS]
            if len(term.stems) == 1
        )


def _paired(one: _Side, two: _Side) -> tuple[tuple[Missing, ...], tuple[Missing, ...]]:
    """What both sides lack, without the words that share a translation: synonyms."""
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
    """Whether the other text's word of this spelling has its match: then it is this one.

    Args:
        missing: a word without a match.
        other: the other text.
        missing_there: its words without a match.
        only_known: whether that word has to be one of its language. A foreign word of the original
            may stand in the translation, an original's own word may not.
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
    """Whether the dictionary has a word, and not only parts of it."""
    return any(entry.known and entry.share == 1 for entry in entries)


def _real(word: Word, entry: WordTranslations) -> list[Term]:
    """The terms of a word without the word itself, which stands among them in case it is a name.

    "Fund" is no "fund".
    """
    return [term for term in entry.terms if term.form != word.text]


def _whole(word: Word, entries: Sequence[WordTranslations]) -> tuple[str, ...]:
    """What a word is called, but not what the parts of a compound are."""
    forms = [[term.form for term in _real(word, entry)] for entry in entries]
    return tuple(form for form in forms[0] if all(form in others for others in forms[1:]))
