"""Tokenizes text into words, and stems them for comparison within one language.

Stems ignore case, accents, ß and ss, umlauts and their two-letter spellings, and inflection:
"Münzfunde", "Muenzfunds" and "MÜNZFUND" have the same stem. Questions and passages go through the
same functions.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

import simplemma
import snowballstemmer

from index.language import de, en
from index.language.lexicon import Language

STOP_WORDS: Final[dict[Language, frozenset[str]]] = {
    "de": de.SEARCH_STOP_WORDS,
    "en": en.SEARCH_STOP_WORDS,
}

_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"  # also decomposed ones
_TOKEN = re.compile(rf"\d+(?:[.,:]\d+)+(?![^\W_])|{_LETTERS}(?:['’](?=[^\W\d_]){_LETTERS})*")
_TWO_LETTERS = re.compile("([aou])e")
_ALGORITHMS: Final[dict[Language, str]] = {"de": "german", "en": "english"}
_GROUPS: Final[dict[Language, re.Pattern[str]]] = {
    "de": re.compile(r"\.(?=\d{3}(?!\d))"),
    "en": re.compile(r",(?=\d{3}(?!\d))"),
}
_CACHED = 1 << 17


class Word(NamedTuple):
    """A word or number in a text, ``text[start:end]``."""

    text: str
    start: int
    end: int


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


class _Stemmers(threading.local):
    """One stemmer per language and thread, because stemmers have internal state."""

    def __init__(self) -> None:
        self.of: dict[Language, _Stemmer] = {
            language: snowballstemmer.stemmer(name) for language, name in _ALGORITHMS.items()
        }


_stemmers = _Stemmers()


def words(text: str) -> Iterator[Word]:
    """All words and numbers of a text, in order; hyphens separate words."""
    for match in _TOKEN.finditer(text):
        yield Word(match.group(), match.start(), match.end())


@lru_cache(_CACHED)
def is_content(word: str, language: Language) -> bool:
    """Whether it is a content word: neither a stop word nor a single letter."""
    return (len(word) > 1 or word.isdigit()) and _plain(word) not in STOP_WORDS[language]


def is_listed(word: str, language: Language) -> bool:
    """Whether it is in the language's word list; most names, foreign words and typos are not."""
    return simplemma.is_known(_composed(word), language)


def is_written_small(word: str, language: Language) -> bool:
    """Whether a word is lower case inside a sentence: neither a name nor a German noun."""
    return simplemma.lemmatize(_composed(word), language).islower()


@lru_cache(_CACHED)
def stem(word: str, language: Language) -> str:
    """The stem shared by all forms and spellings of a word."""
    if word[0].isdigit():
        return _number(word, language)
    folded = _fold_german(word) if language == "de" else _fold_english(word)
    return _stemmers.of[language].stemWord(folded)


@lru_cache(_CACHED)
def stems(word: str, language: Language) -> tuple[str, ...]:
    """The word's stem and, if different, its lemma's: "met" gives "met" and "meet"."""
    if word[0].isdigit():
        return (stem(word, language),)
    return tuple(
        dict.fromkeys(
            stem(form, language) for form in (word, simplemma.lemmatize(_composed(word), language))
        )
    )


def content_stems(text: str, language: Language) -> frozenset[str]:
    """Stems of all content words."""
    return frozenset(
        found
        for word in words(text)
        if is_content(word.text, language)
        for found in stems(word.text, language)
    )


def _composed(word: str) -> str:
    return unicodedata.normalize("NFKC", word).replace("’", "'")


def _plain(word: str) -> str:
    return _composed(word).lower()


def _number(word: str, language: Language) -> str:
    """A number without separators: German ``98.000`` and English ``98,000`` are ``98000``."""
    whole = _GROUPS[language].sub("", word)
    return whole.casefold().replace(",", ".")


def _fold_german(word: str) -> str:
    """Remove accents; the stemmer itself reduces both ä and ae to a."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    kept = "".join(c for c in decomposed if c == "\u0308" or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)


def _fold_english(word: str) -> str:
    """Remove accents; "Mueller" becomes "muller" like "Müller", but "blue" is unchanged."""
    plain = _plain(word).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if bare == plain and _TWO_LETTERS.search(bare) and not simplemma.is_known(bare, "en"):
        return _TWO_LETTERS.sub(r"\1", bare)
    return bare
