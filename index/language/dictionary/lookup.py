"""Looks up the words of a text in the dictionary.

::

    dictionary = Dictionary.open(path)       # or Dictionary.absent()
    for word in dictionary.translations("Who leads the contact group?", "en", "de"):
        word.text, word.start, word.end      # as in the text
        word.stems                           # {"kontaktgrupp": 1.0, "grupp": …}

Every content word has terms: its translations into the target language. Words that are not in the
dictionary (most names) are their own translation; without a dictionary, all words are.
"""

import json
import sqlite3
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Final, Self

from index.errors import DictionaryError
from index.language.compounds import Splitter
from index.language.lexicon import Language
from index.language.words import Word, is_content, is_listed, stem, stems, words

PART_WEIGHT: Final = 0.7
"""Weight of a stem that is only part of a German compound. Source: prototype, xquad_dev."""
_PHRASE: Final = 3
_CACHED: Final = 1 << 11


@dataclass(frozen=True, slots=True)
class Term:
    """One translation of a word."""

    form: str
    """As in the dictionary, without stop words."""
    stems: tuple[str, ...]
    """Stems in the target language; several for a phrase, all of which must occur."""
    weight: float
    """At most 1, for the most usual translation and for the word itself."""


@dataclass(frozen=True)
class WordTranslations:
    """A content word of a text, or one part of a compound, with its translations."""

    word: Word
    share: float
    """1 for a word; the parts of a compound have an entry each, whose shares sum to 1."""
    known: bool
    """Whether the word is in the dictionary or, within one language, in its word list."""
    terms: tuple[Term, ...]

    @cached_property
    def stems(self) -> Mapping[str, float]:
        """Target stems with weights; the stems of a phrase share its weight."""
        found: dict[str, float] = {}
        for term in self.terms:
            for one in term.stems:
                found[one] = max(found.get(one, 0.0), term.weight / len(term.stems))
        return found

    def stands_in(self, stems: Collection[str]) -> bool:
        """Whether a text with these stems contains all words of one of the terms."""
        return any(all(one in stems for one in term.stems) for term in self.terms)

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(term.form for term in self.terms)


@dataclass(slots=True)
class Dictionary:
    """A compiled word list, open for reading. Safe to use from several threads."""

    _base: sqlite3.Connection | None
    _splitter: Splitter
    problem: str | None = None
    """Why the wanted word list is missing, and how to get it."""
    version: str = ""
    """Version of the word list used to split compounds."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a file made by :func:`index.language.dictionary.compiled.compiled`.

        Raises:
            DictionaryError: it is missing or damaged.
        """
        try:
            base = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            (verdict,) = base.execute("PRAGMA quick_check(1)").fetchone()
            (pages,) = base.execute("PRAGMA page_count").fetchone()
            (page,) = base.execute("PRAGMA page_size").fetchone()
            (parts,) = base.execute("SELECT words FROM parts").fetchone()
        except (sqlite3.Error, TypeError) as error:
            raise _damaged(path, str(error)) from error
        if verdict != "ok" or path.stat().st_size != pages * page:
            raise _damaged(path, "it is cut" if verdict == "ok" else verdict)
        version = sha256(parts.encode()).hexdigest()[:16]
        return cls(base, Splitter(frozenset(parts.split("\n"))), version=version)

    @classmethod
    def absent(cls, problem: str | None = None) -> Self:
        """A dictionary without a word list: every word is its own translation.

        Args:
            problem: why there is none; None if the settings switch it off.
        """
        return cls(None, Splitter(frozenset()), problem)

    @property
    def is_present(self) -> bool:
        return self._base is not None

    def close(self) -> None:
        if self._base is not None:
            self._base.close()

    def compound_parts(self, word: str, language: Language) -> tuple[str, ...]:
        """Stems of the parts of a German compound; empty for any other word."""
        if language != "de":
            return ()
        return tuple(stem(part, "de") for part in self._splitter.split(word))

    def passage_stems(self, text: str, language: Language) -> dict[str, float]:
        """Stems of a text's content words with weights: 1, or less for parts of compounds."""
        found: dict[str, float] = {}
        for word in words(text):
            if is_content(word.text, language):
                found.update(dict.fromkeys(stems(word.text, language), 1.0))
                for part in self.compound_parts(word.text, language):
                    found.setdefault(part, PART_WEIGHT)
        return found

    def translations(self, text: str, source: Language, target: Language) -> list[WordTranslations]:
        """The content words of a text, in order, each with its terms in the target language.

        If both languages are the same, the terms are the word itself and its compound parts.
        """
        content = [word for word in words(text) if is_content(word.text, source)]
        phrases = self._phrases(text, content, source) if source != target else {}
        return [
            entry
            for place, word in enumerate(content)
            for entry in self._entries(word, phrases.get(place, ()), source, target)
        ]

    def uncovered(
        self, text: str, source: Language, translation: str, target: Language
    ) -> list[WordTranslations]:
        """Content words of a text that have no translation in the other text.

        Only words in the dictionary are checked.
        """
        there = self.passage_stems(translation, target)
        entries = self.translations(text, source, target)
        covered = {entry.word for entry in entries if entry.stands_in(there)}
        return [entry for entry in entries if entry.known and entry.word not in covered]

    def _entries(
        self, word: Word, phrases: Sequence[Term], source: Language, target: Language
    ) -> Iterator[WordTranslations]:
        itself = [Term(word.text, (one,), 1.0) for one in stems(word.text, target)]
        parts = self._splitter.split(word.text) if source == "de" else ()
        if source == target:
            if len(parts) > 1:
                itself.append(Term(word.text, tuple(stem(p, source) for p in parts), PART_WEIGHT))
            yield WordTranslations(word, 1.0, is_listed(word.text, source), tuple(itself))
            return
        whole = self._terms_of(stems(word.text, source), source)
        known = bool(whole or phrases)
        if not parts:
            yield WordTranslations(word, 1.0, known, _merged(itself, phrases, whole))
        for part in parts:
            terms = self._terms_of(stems(part, source), source)
            reduced = [Term(t.form, t.stems, t.weight * PART_WEIGHT) for t in terms]
            merged = _merged(itself, phrases, whole, reduced if whole else terms)
            yield WordTranslations(word, 1 / len(parts), known or bool(terms), merged)

    def _phrases(
        self, text: str, content: Sequence[Word], source: Language
    ) -> dict[int, tuple[Term, ...]]:
        """Terms of phrases of two and three words, by the offset of each word in the phrase."""
        found: dict[int, tuple[Term, ...]] = {}
        for start in range(len(content)):
            for length in range(_PHRASE, 1, -1):
                members = content[start : start + length]
                if len(members) < length or _separated(text, members):
                    continue
                keys = product(*(stems(word.text, source) for word in members))
                if terms := self._terms_of(tuple(" ".join(key) for key in keys), source):
                    for place in range(start, start + length):
                        found[place] = found.get(place, ()) + terms
        return found

    def _terms_of(self, keys: Sequence[str], source: Language) -> tuple[Term, ...]:
        return _merged(*(self._look_up(key, source) for key in keys))

    def _look_up(self, key: str, source: Language) -> tuple[Term, ...]:
        if self._base is None:
            return ()
        with self._lock:
            row = self._base.execute(
                f"SELECT terms FROM {source} WHERE key = ?",  # noqa: S608 - "de" or "en"
                (key,),
            ).fetchone()
        return _parsed(row[0]) if row else ()


def _damaged(path: Path, found: str) -> DictionaryError:
    return DictionaryError(
        f"The compiled dictionary {path} is damaged ({found}).",
        "Remove it and run `python -m rag fetch`.",
    )


@lru_cache(_CACHED)
def _parsed(row: str) -> tuple[Term, ...]:
    return tuple(Term(form, tuple(key.split()), weight) for form, key, weight in json.loads(row))


def _separated(text: str, members: Sequence[Word]) -> bool:
    """Whether there is punctuation between the words, so that they are not a phrase."""
    between = text[members[0].end : members[-1].start]
    return any(mark in between for mark in ",;:.!?()")


def _merged(*groups: Sequence[Term]) -> tuple[Term, ...]:
    """Each term once, with its highest weight, best first."""
    best: dict[tuple[str, ...], Term] = {}
    for group in groups:
        for term in group:
            if term.stems not in best or best[term.stems].weight < term.weight:
                best[term.stems] = term
    return tuple(sorted(best.values(), key=lambda term: -term.weight))
