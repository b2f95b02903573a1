"""Which passages hold the words of a question, whichever language each is in.

All that a word may be called counts as one word (the structured queries of Pirkola, SIGIR 1998):
it is as rare as the passages are few that hold any of its terms, so that a common translation
does not make a word look rare, nor a rare one make it count twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.language.dictionary.lookup import Dictionary, Term, WordTranslations
from index.language.lexicon import Language

_SHORTEST: Final = 4
"""Letters of a stem below which a slip may be anything: guess."""

Shares = NDArray[np.float32]


@dataclass(frozen=True)
class Vocabulary:
    """The stems of a corpus in one language."""

    stems: frozenset[str]

    def near(self, stem: str) -> frozenset[str]:
        """Stems one slip of the keyboard away: a letter too many, missing, wrong, or two swapped.

        Short words have too many neighbours, numbers mean something else with one digit changed.
        """
        if len(stem) < _SHORTEST or not stem.isalpha():
            return frozenset()
        found: set[str] = set()
        for form in _shortened(stem):
            found.update(self._by_shortened.get(form, ()))
        return frozenset(other for other in found if _is_slip(stem, other))

    @cached_property
    def _by_shortened(self) -> dict[str, list[str]]:
        """Words that meet after at most one deletion each are at most a slip apart (SymSpell)."""
        index = defaultdict(list)
        for stem in self.stems:
            if len(stem) >= _SHORTEST and stem.isalpha():
                for form in _shortened(stem):
                    index[form].append(stem)
        return dict(index)


def _shortened(stem: str) -> set[str]:
    return {stem, *(stem[:at] + stem[at + 1 :] for at in range(len(stem)))}


def _is_slip(one: str, other: str) -> bool:
    """Whether one insertion, deletion, replacement or swap of neighbours separates two words."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, other_rest = one[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:])
    )


class PassageWords:
    """The words of passages, to be asked which of a question's words each of them holds."""

    def __init__(self, passages: Iterable[tuple[str, Language]], dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._languages: dict[Language, list[int]] = defaultdict(list)
        postings: dict[Language, dict[str, list[tuple[int, float]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        count = 0
        for number, (text, language) in enumerate(passages):
            self._languages[language].append(number)
            for stem, worth in dictionary.passage_stems(text, language).items():
                postings[language][stem].append((number, worth))
            count = number + 1
        self._count = count
        self._postings = {
            language: {
                stem: (np.array([n for n, _ in rows]), np.array([w for _, w in rows], np.float32))
                for stem, rows in by_stem.items()
            }
            for language, by_stem in postings.items()
        }
        self.vocabularies: dict[Language, Vocabulary] = {
            language: Vocabulary(frozenset(by_stem)) for language, by_stem in postings.items()
        }

    def shares(self, question: str, language: Language) -> Shares:
        """Of each passage: the share of the question's words in it, weighted by rarity, 0 to 1."""
        result = np.zeros(self._count, np.float32)
        for target, numbers in self._languages.items():
            total = 0.0
            for entry in self._dictionary.translations(question, language, target):
                hits = self.hits(entry, target)
                rarity = self._rarity(hits) * entry.share
                result[numbers] += rarity * hits[numbers]
                total += rarity
            if total:
                result[numbers] /= total
        return result

    def hits(self, entry: WordTranslations, target: Language) -> Shares:
        """Of each passage: how well it holds this word, 0 to 1."""
        found = np.zeros(self._count, np.float32)
        for term in entry.terms:
            np.maximum(found, term.weight * self._held(term.stems, target), out=found)
        if not found.any() and not entry.known:
            for stem in chain.from_iterable(self._near(t, target) for t in entry.terms):
                np.maximum(found, self._held((stem,), target), out=found)
        return found

    def _near(self, term: Term, target: Language) -> Iterable[str]:
        return self.vocabularies[target].near(term.stems[0]) if len(term.stems) == 1 else ()

    def _held(self, stems: Sequence[str], target: Language) -> Shares:
        """Of each passage: the part of the stems that it holds."""
        found = np.zeros(self._count, np.float32)
        for stem in stems:
            if posting := self._postings[target].get(stem):
                numbers, worths = posting
                found[numbers] += worths / len(stems)
        return found

    def _rarity(self, hits: Shares) -> float:
        """Inverse document frequency of a word, as in BM25."""
        holding = float(np.count_nonzero(hits >= 0.5))
        return float(np.log1p((self._count - holding + 0.5) / (holding + 0.5)))
