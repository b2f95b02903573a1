"""Which words of a sentence its translation omits, and which it adds.

Every content word is looked up in the dictionary. A word is covered if one of its translations
occurs in the other text, or if an unmatched word there shares a translation with it. A name, or a
word that is not in the dictionary, is covered by a word with a similar spelling. The check runs in
both directions: words of the translation that the original does not cover were added.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.language.bilingual.false_friends import FALSE_FRIENDS
from index.language.compounds import folded
from index.language.dictionary.lookup import Dictionary
from index.language.lexicon import Language
from index.language.words import Word, is_listed, stems, words
from rag.answer.translation.glossary import Glossary, real_terms
from rag.answer.translation.spelling import COMPOUND_ALIKE, is_alike, is_part


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
    one = Glossary.of(original, source, target, dictionary)
    two = Glossary.of(translation, target, source, dictionary)
    uncovered, unexplained = _paired(one, two)
    return Coverage(uncovered, unexplained, one.weight + two.weight)


def _paired(one: Glossary, two: Glossary) -> tuple[tuple[Missing, ...], tuple[Missing, ...]]:
    """What each side lacks, except synonyms (words that share a translation)."""
    uncovered, unexplained = _missing(one, two), _missing(two, one)
    left = [m for m in uncovered if not _is_matched(m, two, unexplained, only_known=True)]
    rest = [m for m in unexplained if not _is_matched(m, one, uncovered, only_known=False)]
    for missing in tuple(left):
        meant = one.synonyms(missing.word) if rest else frozenset()
        if match := next((other for other in rest if two.called_by(other.word) & meant), None):
            left.remove(missing)
            rest.remove(match)
    return tuple(left), tuple(rest)


def _missing(one: Glossary, other: Glossary) -> list[Missing]:
    """The words of one text that the other does not cover, or covers only in part."""
    found = []
    for word in one.entries:
        share = _covered(word, one, other)
        if share >= 1:
            continue
        is_name = one.is_name(word)
        if _is_spelt(word, one, other, is_name=is_name):
            continue
        found.append(Missing(word, (1 - share) * one.weight_of(word), one.whole(word), is_name))
    return found


def _covered(word: Word, one: Glossary, other: Glossary) -> float:
    """The share of a word that the other text covers, 0 to 1; partial for compounds."""
    own = stems(word.text, one.language)
    if any(stem in other.called or stem in other.named for stem in own):
        return 1.0
    there = sum(
        entry.share
        for entry in one.entries[word]
        if any(all(stem in other.stems for stem in term.stems) for term in real_terms(word, entry))
    )
    parts = one.dictionary.compound_parts(word.text, one.language)
    called = sum(part in other.called for part in parts) / len(parts) if parts else 0.0
    return min(1.0, max(there, called))


def _is_spelt(word: Word, one: Glossary, other: Glossary, *, is_name: bool) -> bool:
    """Whether the other text has the word unchanged or in a similar spelling.

    A known word counts only if the other language has the similar word and the two are no false
    friends; otherwise it was left untranslated.
    """
    own = folded(word.text)
    known = one.knows(word)
    there = list(words(other.text))
    if any(pair in other.text for pair in one.names_around(word)):
        return True
    for text in (w.text for w in there):
        german, english = (own, text) if one.language == "de" else (text, own)
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
    pairs = (folded(left.text + right.text) for left, right in pairwise(there))
    return any(is_alike(own, joined, COMPOUND_ALIKE) for joined in pairs)


def _is_matched(
    missing: Missing, other: Glossary, missing_there: Sequence[Missing], *, only_known: bool
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
