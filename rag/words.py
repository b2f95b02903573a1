"""Words and numbers of a text in a normalised form, for comparing two texts."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import NamedTuple

import snowballstemmer

from index.language.cues import CLOCK, LEANING, SAYING, TIMES, either, expression
from index.language.lexicons import LEXICONS
from index.language.numbers.numerals import LARGE, digits, plain_numerals
from index.language.words import is_listed, is_written_small
from index.text import composed
from rag.types import Language

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NUMBER_OR_WORD = re.compile(rf"\d+(?:[.,’\u00a0\u202f]\d+)*|{_WORD.pattern}")

_LEANING = re.compile(rf"(?:{either(LEANING)})\b")
_SAYING = expression(SAYING)
_TIME = re.compile(rf"\b(?:{either(TIMES)})\b|{CLOCK}", re.IGNORECASE)


@cache
def stem(word: str) -> str:
    """The stem of a German or English word; the English stemmer runs first, then the German one."""
    # A new stemmer per word: stemmers have mutable state, and questions run in several threads.
    english: str = snowballstemmer.stemmer("english").stemWord(word.casefold())
    both: str = snowballstemmer.stemmer("german").stemWord(english)
    return both


@cache
def stop_words() -> frozenset[str]:
    """German and English stop words; overlap in these is no evidence."""
    return frozenset(chain.from_iterable(lexicon.stop_words for lexicon in LEXICONS.values()))


def words(text: str) -> list[str]:
    """The words of a text as written, without numbers."""
    return _WORD.findall(composed(text))


def content_sequence(text: str) -> list[str]:
    """Stems of all words that are not stop words, in order."""
    return [stem(word) for word in words(text) if word.casefold() not in stop_words()]


def content_stems(text: str) -> frozenset[str]:
    """Stems of all words that are not stop words, and of the parts of hyphenated ones."""
    return frozenset(
        stem(part)
        for word in words(text)
        for part in {word, *word.split("-")}
        if len(part) > 1 and part.casefold() not in stop_words()
    )


def needs_previous_sentence(sentence: str) -> bool:
    """Whether a sentence of an article can only be understood with the one before it."""
    return bool(_LEANING.match(sentence))


def has_attribution(text: str) -> bool:
    """Whether a text attributes a statement to someone ("sagte", "laut", "according to")."""
    return bool(_SAYING.search(composed(text)))


def names_time(text: str) -> bool:
    """Whether a text names a time of day, a day, a month or a year, such as "am Freitagabend"."""
    return bool(_TIME.search(composed(text)))


def is_common(word: str, language: Language) -> bool:
    """Whether a known word is lower-case inside a sentence: no name and no German noun."""
    low = word.lower()
    if low in stop_words():
        return True
    return is_listed(low, language) and is_written_small(word.capitalize(), language)


def numbers(text: str, language: Language) -> frozenset[Decimal]:
    """The values of all numbers in digits or words, with separators read by language.

    ``1,5 Mio.`` and ``1.5 million`` give the same value; dates and times give one value per part.
    """
    return frozenset(number.value for number in located_numbers(text, language))


class LocatedNumber(NamedTuple):
    """A number at ``text[start:end]``, including a scale after it such as "million"."""

    start: int
    end: int
    value: Decimal


def located_numbers(text: str, language: Language) -> Iterator[LocatedNumber]:
    """The numbers of a text in order; the parts of a date or time share one position."""
    scaled = 0
    for match in _NUMBER_OR_WORD.finditer(text):
        if match.start() < scaled or not (values := _values(match.group(), language)):
            continue
        following = _WORD.match(text, _skip_space(text, match.end()))
        scale = _scale(following.group().casefold(), language) if following else 1
        if following and scale > 1:
            scaled = following.end()
        for value in values:
            yield LocatedNumber(match.start(), max(match.end(), scaled), value * scale)


def _skip_space(text: str, start: int) -> int:
    while start < len(text) and text[start] in " \u00a0\u202f":
        start += 1
    return start


def _scale(word: str, language: Language) -> int:
    """The factor that a word such as "million" stands for; the text's language takes precedence."""
    both = (LARGE[language], *LARGE.values())
    return next((scales[word] for scales in both if word in scales), 1)


def _values(token: str, language: Language) -> list[Decimal]:
    """The values of a number or number word; empty for any other word."""
    if not token[0].isdecimal():
        known = plain_numerals().get(token.casefold())
        return [] if known is None else [Decimal(known)]
    return digits(token, language)
