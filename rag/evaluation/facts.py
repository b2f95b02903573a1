"""Checks whether an answer contains a fact, independently of the answering code."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Literal

import snowballstemmer

Stemming = Literal["german", "english"]

_ANY_ORDER = 4
_GROUPED = re.compile(r"(?<=\d)[.,’'\u00a0\u202f ](?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_NEGATED = re.compile(r"n['’]t\b")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")
_ARTICLES = frozenset({
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines",
    "the", "a", "an",
})  # fmt: skip
# "ein" and "one" are articles and pronouns as often as numbers.
_NUMBER_WORDS = {
    word: str(value)
    for value, spelled in enumerate(
        (
            "zwei two", "drei three", "vier four", "fünf five", "sechs six", "sieben seven",
            "acht eight", "neun nine", "zehn ten", "elf eleven", "zwölf twelve",
        ),
        start=2,
    )
    for word in spelled.split()
}  # fmt: skip


def holds(text: str, alternatives: Sequence[str]) -> bool:
    """Whether any of the alternatives occurs in the text.

    The comparison uses word stems, so case, punctuation and inflection do not matter, and ignores
    articles; ``1.000``, ``1,000`` and ``1000`` are the same number, as are "vier", "four" and
    ``4``. The words have to be adjacent and in order, except in alternatives of four words or more.
    """
    return any(
        _occurs(tokens(alternative, stemming), found)
        for stemming in ("german", "english")
        for found in (tokens(text, stemming),)
        for alternative in alternatives
    )


def matches(text: str, pattern: str) -> bool:
    """Whether a regular expression matches anywhere in the text, ignoring case."""
    return re.search(pattern, text, re.IGNORECASE) is not None


def tokens(text: str, stemming: Stemming) -> tuple[str, ...]:
    """The normalised words and numbers of a text."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _DECIMAL.sub(".", _GROUPED.sub("", text))
    text = _NEGATED.sub(" not", text).replace("cannot", "can not")
    words: list[str] = _TOKEN.findall(text)
    kept = [word for word in words if word not in _ARTICLES] or words
    return tuple(_NUMBER_WORDS.get(word) or _stem(word, stemming) for word in kept)


def _occurs(wanted: tuple[str, ...], found: tuple[str, ...]) -> bool:
    if not wanted:
        return False
    if len(wanted) >= _ANY_ORDER and set(wanted) <= set(found):
        return True
    width = len(wanted)
    return any(found[at : at + width] == wanted for at in range(len(found) - width + 1))


@cache
def _stem(word: str, stemming: Stemming) -> str:
    stemmed: str = _stemmer(stemming).stemWord(word)
    return stemmed


@cache
def _stemmer(stemming: Stemming) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(stemming)
