"""Words of a text in the form in which two texts of one language are compared.

Case, accents, ß and ss, umlauts and their two-letter spellings, and inflection fall away:
"Münzfunde", "Muenzfunds" and "MÜNZFUND" have the same stem. Retrieval uses these functions for
questions and passages alike, so both sides always meet in the same form.
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
    """A word or number as it stands in a text, ``text[start:end]``."""

    text: str
    start: int
    end: int


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


class _Stemmers(threading.local):
    """Stemmers keep state while they work, so every thread has its own."""

    def __init__(self) -> None:
        self.of: dict[Language, _Stemmer] = {
            language: snowballstemmer.stemmer(name) for language, name in _ALGORITHMS.items()
        }


_stemmers = _Stemmers()


def words(text: str) -> Iterator[Word]:
    """All words and numbers of a text in their order; a hyphen separates two words."""
    for match in _TOKEN.finditer(text):
        yield Word(match.group(), match.start(), match.end())


@lru_cache(_CACHED)
def is_content(word: str, language: Language) -> bool:
    """Whether sharing this word says anything: no stop word, no single letter."""
    return (len(word) > 1 or word.isdigit()) and _plain(word) not in STOP_WORDS[language]


def is_listed(word: str, language: Language) -> bool:
    """Whether the language has this word; most names, foreign words and slips it has not."""
    return simplemma.is_known(_composed(word), language)


def is_written_small(word: str, language: Language) -> bool:
    """Whether a word is, inside a sentence: no name and no German noun, as far as is known."""
    return simplemma.lemmatize(_composed(word), language).islower()


@lru_cache(_CACHED)
def stem(word: str, language: Language) -> str:
    """The stem under which the forms and spellings of a word meet."""
    if word[0].isdigit():
        return _number(word, language)
    folded = _fold_german(word) if language == "de" else _fold_english(word)
    return _stemmers.of[language].stemWord(folded)


@lru_cache(_CACHED)
def stems(word: str, language: Language) -> tuple[str, ...]:
    """The word's stem and, where it differs, its lemma's: "met" gives "met" and "meet"."""
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
    """One notation for both languages: ``98.000`` and ``98,000`` are ``98000``."""
    whole = _GROUPS[language].sub("", word)
    return whole.casefold().replace(",", ".")


def _fold_german(word: str) -> str:
    """Without accents; the stemmer reads ä and ae as one and leaves a."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    kept = "".join(c for c in decomposed if c == "\u0308" or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)


def _fold_english(word: str) -> str:
    """Without accents; "Mueller" becomes "muller" like "Müller", but "blue" stays as it is."""
    plain = _plain(word).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if bare == plain and _TWO_LETTERS.search(bare) and not simplemma.is_known(bare, "en"):
        return _TWO_LETTERS.sub(r"\1", bare)
    return bare
