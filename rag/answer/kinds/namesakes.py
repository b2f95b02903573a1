"""Namesakes: finds where the briefing introduces each person or place with the same name.

Namesakes are distinguished by the first name ("Viktor Lindqvist", "Carsten Lindqvist"). A word that
also precedes other names, such as "Minister" or "Herr", is not a first name.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from index.language.lexicons import LEXICONS
from index.language.name_forms import NAME
from index.types import Passage
from rag.answer.kinds.overview import Sentence
from rag.answer.kinds.topics import Article
from rag.words import stop_words

_PAIR: Final = re.compile(rf"(?<![\w-])(?P<first>{NAME})\s+(?=(?P<second>{NAME}))")
_NAMED: Final = re.compile(rf"(?<![\w-]){NAME}")
_LETTERS: Final = 3
"""A name has more letters than this, not counting a genitive "'s"."""


def introductions(question: str, articles: Sequence[Article]) -> tuple[str, list[Sentence]]:
    """A name in the question with several bearers, and the sentence that introduces each.

    The name is empty if no name in the question has several bearers.
    """
    followers = _followers(articles)
    for name in _names(question):
        if len(found := _introduced(name, articles, followers)) > 1:
            return name, found
    return "", []


def _names(question: str) -> Iterator[str]:
    for match in _NAMED.finditer(question):
        word = match.group().removesuffix("'s").removesuffix("’s")
        if word.casefold() not in stop_words() and len(word) > _LETTERS:
            yield word
            if word.endswith("s"):  # "two Lindqvists", "die beiden Okafors"
                yield word[:-1]


def _followers(articles: Sequence[Article]) -> Mapping[str, AbstractSet[str]]:
    """For each capitalised word, the capitalised words that follow it somewhere."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for match in _PAIR.finditer(article.document.text):
            found[match["first"]].add(re.sub(r"['’]?s$", "", match["second"]))
    return found


def _introduced(
    name: str, articles: Sequence[Article], followers: Mapping[str, AbstractSet[str]]
) -> list[Sentence]:
    """The first sentence about each bearer of the name, in the order of the articles."""
    pattern = re.compile(
        rf"(?<![\w-])(?:(?P<first>{NAME})\s+)?(?<![\w-]){re.escape(name)}(?:['’]?s)?(?![\w-])"
    )
    bearers: dict[str, Sentence] = {}
    for article in articles:
        here = list(_mentions(pattern, article.passages))
        told = [(first, one) for first, one in here if _is_first_name(first, name, followers)]
        # An article without a first name is about one bearer, known by the name alone.
        for first, sentence in told or [("", one) for _, one in here[:1]]:
            bearers.setdefault(first, sentence)
    return list(dict.fromkeys(bearers.values()))


def _mentions(
    pattern: re.Pattern[str], passages: Sequence[Passage]
) -> Iterator[tuple[str, Sentence]]:
    for passage in passages:
        if passage.is_heading:
            continue
        for span in passage.sentences:
            for match in pattern.finditer(passage.quote(span)):
                yield match["first"] or "", (passage, span)


def _is_first_name(word: str, name: str, followers: Mapping[str, AbstractSet[str]]) -> bool:
    alone = followers.get(word, set()) <= {name, name.removesuffix("s")}
    address = any(word.casefold() in lexicon.forms_of_address for lexicon in LEXICONS.values())
    return bool(word) and alone and not address and word.casefold() not in stop_words()
