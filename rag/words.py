"""Words, numbers and names of a text, in the form in which two texts can be compared."""

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
    """The stem under which word forms meet, whichever of the two languages they are of."""
    # A stemmer of its own for each word: they work on fields of theirs, and questions run in
    # several threads.
    english: str = snowballstemmer.stemmer("english").stemWord(word.casefold())
    both: str = snowballstemmer.stemmer("german").stemWord(english)
    return both


@cache
def stop_words() -> frozenset[str]:
    """German and English words that carry no evidence: sharing them with a source is nothing."""
    return frozenset(chain.from_iterable(lexicon.stop_words for lexicon in LEXICONS.values()))


def words(text: str) -> list[str]:
    """The words of a text as written, without numbers."""
    return _WORD.findall(composed(text))


def content_sequence(text: str) -> list[str]:
    """Stems of all words that are not function words, in their order."""
    return [stem(word) for word in words(text) if word.casefold() not in stop_words()]


def content_stems(text: str) -> frozenset[str]:
    """Stems of all words that are not function words, and the parts of hyphenated ones."""
    return frozenset(
        stem(part)
        for word in words(text)
        for part in {word, *word.split("-")}
        if len(part) > 1 and part.casefold() not in stop_words()
    )


def leans_back(sentence: str) -> bool:
    """Whether a sentence of an article needs the one before it to be understood."""
    return bool(_LEANING.match(sentence))


def tells(text: str) -> bool:
    """Whether a text lets someone say something ("sagte", "laut", "according to")."""
    return bool(_SAYING.search(composed(text)))


def tells_time(text: str) -> bool:
    """Whether a text names a time: of day, a day, a month, a year, such as "am Freitagabend"."""
    return bool(_TIME.search(composed(text)))


def is_common(word: str, language: Language) -> bool:
    """Whether a word is written small inside a sentence: known, no name, no German noun."""
    low = word.lower()
    if low in stop_words():
        return True
    return is_listed(low, language) and is_written_small(word.capitalize(), language)


def numbers(text: str, language: Language) -> frozenset[Decimal]:
    """The values of all numbers: ``1.000`` and ``1,000`` by language, words, and scales.

    ``1,5 Mio.`` and ``1.5 million`` give the same value; dates and times give each of their parts.
    """
    return frozenset(number.value for number in located_numbers(text, language))


class LocatedNumber(NamedTuple):
    """A number as it stands in a text, ``text[start:end]``, with the scale behind it."""

    start: int
    end: int
    value: Decimal


def located_numbers(text: str, language: Language) -> Iterator[LocatedNumber]:
    """The numbers of a text in their order; several with one place for dates and times."""
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
    """What a word multiplies the number before it by: as its language has it, or else the other."""
    both = (LARGE[language], *LARGE.values())
    return next((scales[word] for scales in both if word in scales), 1)


def _values(token: str, language: Language) -> list[Decimal]:
    """Of a number or number word; none for any other word."""
    if not token[0].isdecimal():
        known = plain_numerals().get(token.casefold())
        return [] if known is None else [Decimal(known)]
    return digits(token, language)
