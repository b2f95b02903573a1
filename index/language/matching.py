"""Which passages hold the words of a question, whichever language each is in.

All that a word may be called counts as one word (the structured queries of Pirkola, SIGIR 1998):
it is as rare as the passages are few that hold any of its terms, so that a common translation
does not make a word look rare, nor a rare one make it count twice.
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
"""Letters of a stem below which a slip may be anything: guess."""

Shares = NDArray[np.float32]


@dataclass(frozen=True)
class Vocabulary:
    """The stems of a corpus in one language."""

    stems: AbstractSet[str]

    def near(self, stem: str) -> frozenset[str]:
        """Stems one slip of the keyboard away: a letter too many, missing, wrong, or two swapped.

        Short words have too many neighbours, numbers mean something else with one digit changed.
        All slips are made and looked up (Norvig's spelling corrector): some hundred look-ups, and
        no second index that is many times as large as the vocabulary.
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
    """All words that one insertion, deletion, replacement or swap of neighbours makes of a word."""
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
    """The words of passages, to be asked which of a question's words each of them holds.

    Args:
        passages: as they are searched, with their languages.
        dictionary: across languages, and for compounds.
        file: where the stems of passages are kept between two starts, if anywhere.
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
        # Inverted: the passages of each stem lie together.
        order = np.argsort(rows.numbers, kind="stable")
        passage_of = np.repeat(np.arange(self._count, dtype=np.int32), np.diff(rows.starts))
        self._passages, self._worths = passage_of[order], rows.worths[order]
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
        """Of each passage: the share of the question's words in it, weighted by rarity, 0 to 1."""
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

    def hits(self, entry: WordTranslations, target: Language) -> Shares:
        """Of each passage: how well it holds this word, 0 to 1; 0 in the other languages."""
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
        """Raise what is found of the passages with any of the stems to the part that they hold."""
        held = [self._held(stem, target) for stem in stems]
        passages = np.concatenate([of for of, _ in held])
        worths = np.concatenate([of for _, of in held]) * (weight / len(stems))
        if len(held) > 1:
            passages, places = np.unique(passages, return_inverse=True)
            worths = np.bincount(places, worths, len(passages)).astype(np.float32)
        found[passages] = np.maximum(found[passages], worths)

    def _held(self, stem: str, target: Language) -> tuple[NDArray[np.int32], Shares]:
        """The passages with a stem, and its worth in each."""
        number = self._numbers[target].get(stem)
        if number is None:
            return self._passages[:0], self._worths[:0]
        start, end = self._starts[number : number + 2]
        return self._passages[start:end], self._worths[start:end]

    def _rarity(self, hits: Shares) -> float:
        """Inverse document frequency of a word, as in BM25."""
        holding = float(np.count_nonzero(hits >= 0.5))
        return float(np.log1p((self._count - holding + 0.5) / (holding + 0.5)))
