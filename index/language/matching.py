"""Scores passages by the words they share with a question, also across languages.

All translations of a word count as one word (structured queries, Pirkola, SIGIR 1998): its rarity
is computed from the passages that contain any of them. So a rare translation does not make a
common word look rare, and no word counts twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from index.language.dictionary.lookup import Dictionary, Term, WordTranslations
from index.language.lexicon import Language
from index.language.stem_rows import Text, stem_rows

_SHORTEST: Final = 4
"""Minimum letters of a stem for which typos are corrected; a guess."""

Shares = NDArray[np.float32]


@dataclass(frozen=True)
class Vocabulary:
    """The stems of a corpus in one language."""

    stems: AbstractSet[str]

    def near(self, stem: str) -> frozenset[str]:
        """Stems at one typo's distance: a letter inserted, missing, wrong, or two swapped.

        Short words have too many neighbours, and a number with a wrong digit is another number.
        All variants are generated and looked up (Norvig's spelling corrector). That takes some
        hundred look-ups, and no second index many times the size of the vocabulary.
        """
        if len(stem) < _SHORTEST or not stem.isalpha():
            return frozenset()
        return frozenset(
            other
            for other in _slips(stem, self._letters)
            if other in self.stems and other != stem and len(other) >= _SHORTEST
        )

    @cached_property
    def _letters(self) -> frozenset[str]:
        return frozenset(letter for letter in set().union(*self.stems) if letter.isalpha())


def _slips(stem: str, letters: Iterable[str]) -> Iterator[str]:
    """All variants of a word by one insertion, deletion, replacement or transposition."""
    cuts = [(stem[:at], stem[at:]) for at in range(len(stem) + 1)]
    for head, tail in cuts:
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in letters:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


class PassageWords:
    """An inverted index of the stems in all passages.

    Args:
        passages: texts as searched, each with its language.
        dictionary: translates words, and splits compounds.
        file: cache of the passages' stems between starts, if any.
    """

    def __init__(
        self, passages: Iterable[Text], dictionary: Dictionary, file: Path | None = None
    ) -> None:
        texts = list(passages)
        self._dictionary = dictionary
        self._count = len(texts)
        languages = np.asarray([language for _, language in texts])
        self._languages: dict[Language, NDArray[np.intp]] = {
            language: np.flatnonzero(languages == language)
            for language in dict.fromkeys(language for _, language in texts)
        }
        rows = stem_rows(texts, dictionary, file)
        # Inverted: the passages of each stem are contiguous.
        order = np.argsort(rows.numbers, kind="stable")
        passage_of = np.repeat(np.arange(self._count, dtype=np.int32), np.diff(rows.starts))
        self._passages, self._weights = passage_of[order], rows.weights[order]
        counts = np.bincount(rows.numbers, minlength=len(rows.stems))
        self._starts = np.concatenate([[0], np.cumsum(counts)])
        self._numbers: dict[Language, dict[str, int]] = {key: {} for key in self._languages}
        for number in np.flatnonzero(counts).tolist():
            language, _, stem = rows.stems[number].partition(" ")
            self._numbers[cast("Language", language)][stem] = number
        self.vocabularies: dict[Language, Vocabulary] = {
            language: Vocabulary(numbers.keys()) for language, numbers in self._numbers.items()
        }

    def shares(self, question: str, language: Language) -> Shares:
        """For each passage, the rarity-weighted share of the question's words in it, 0 to 1."""
        result = np.zeros(self._count, np.float32)
        for target, passages in self._languages.items():
            total = 0.0
            for entry in self._dictionary.translations(question, language, target):
                hits = self.hits(entry, target)
                rarity = self._rarity(hits) * entry.share
                result += rarity * hits
                total += rarity
            if total:
                result[passages] /= total
        return result

    def passages_with(self, stem: str, target: Language, *, inside: bool) -> NDArray[np.int32]:
        """Ascending indices of the passages with a stem.

        Args:
            stem: to be found.
            target: language of the passages.
            inside: whether it may also be inside a longer stem.
        """
        known = self._numbers.get(target, {})
        stems = [other for other in known if stem in other] if inside else known.keys() & {stem}
        return np.unique(
            np.concatenate([self._passages[:0], *(self._held(other, target)[0] for other in stems)])
        )

    def hits(self, entry: WordTranslations, target: Language) -> Shares:
        """For each passage, how well it matches this word, 0 to 1; 0 in other languages."""
        found = np.zeros(self._count, np.float32)
        for term in entry.terms:
            self._raise(found, term.stems, term.weight, target)
        if not found.any() and not entry.known:
            for stem in chain.from_iterable(self._near(t, target) for t in entry.terms):
                self._raise(found, (stem,), 1.0, target)
        return found

    def _near(self, term: Term, target: Language) -> Iterable[str]:
        return self.vocabularies[target].near(term.stems[0]) if len(term.stems) == 1 else ()

    def _raise(self, found: Shares, stems: Sequence[str], weight: float, target: Language) -> None:
        """Raise the scores of passages with any of the stems to the share of stems they have."""
        held = [self._held(stem, target) for stem in stems]
        passages = np.concatenate([of for of, _ in held])
        weights = np.concatenate([of for _, of in held]) * (weight / len(stems))
        if len(held) > 1:
            passages, places = np.unique(passages, return_inverse=True)
            weights = np.bincount(places, weights, len(passages)).astype(np.float32)
        found[passages] = np.maximum(found[passages], weights)

    def _held(self, stem: str, target: Language) -> tuple[NDArray[np.int32], Shares]:
        """The passages with a stem, and its weight in each."""
        number = self._numbers[target].get(stem)
        if number is None:
            return self._passages[:0], self._weights[:0]
        start, end = self._starts[number : number + 2]
        return self._passages[start:end], self._weights[start:end]

    def _rarity(self, hits: Shares) -> float:
        """Inverse document frequency of a word, as in BM25."""
        holding = float(np.count_nonzero(hits >= 0.5))
        return float(np.log1p((self._count - holding + 0.5) / (holding + 0.5)))
