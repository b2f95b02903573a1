"""Namesakes: finds where the briefing introduces each person or place with the same name.

Namesakes are distinguished by the first name ("Viktor Lindqvist", "Carsten Lindqvist"). A word that
also precedes other names, such as "Minister" or "Herr", is not a first name.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from index.language.lexicons import LEXICONS
from index.language.name_forms import NAME
from index.language.words import stems, words
from index.types import Passage
from rag.answer.kinds.overview import Sentence
from rag.answer.kinds.topics import Article
from rag.evidence.retrieval import Retriever
from rag.types import LANGUAGES, Language
from rag.words import stop_words

_NAMED: Final = re.compile(rf"(?<![\w-]){NAME}")
_LETTERS: Final = 3
"""A name has more letters than this, not counting a genitive "'s"."""


def introductions(
    question: str, articles: Sequence[Article], retriever: Retriever
) -> tuple[str, list[Sentence]]:
    """A name in the question with several bearers, and the sentence that introduces each.

    The name is empty if no name in the question has several bearers.

    Args:
        question: in the reader's words.
        articles: in which to look, oldest first.
        retriever: over these articles, to read only those that have a name.
    """
    having = _ArticlesWith(articles, retriever)
    for name in _names(question):
        if len(found := _introduced(name, having)) > 1:
            return name, found
    return "", []


class _ArticlesWith:
    """The articles that have a word."""

    def __init__(self, articles: Sequence[Article], retriever: Retriever) -> None:
        self._articles = articles
        self._retriever = retriever

    def __call__(self, word: str) -> list[Article]:
        """The articles with a word, or all parts of "Müller-Schmidt"; inflected forms count."""
        found = frozenset[str]().union(*(self._ids(word, language) for language in LANGUAGES))
        return [article for article in self._articles if article.document.id in found]

    def _ids(self, name: str, language: Language) -> frozenset[str]:
        with_part = [
            frozenset[str]().union(
                *(
                    self._retriever.documents_with(stem, language, inside=False)
                    for stem in stems(word.text, language)
                )
            )
            for word in words(name)
        ]
        return frozenset.intersection(*with_part) if with_part else frozenset()


def _names(question: str) -> Iterator[str]:
    for match in _NAMED.finditer(question):
        word = match.group().removesuffix("'s").removesuffix("’s")
        if word.casefold() not in stop_words() and len(word) > _LETTERS:
            yield word
            if word.endswith("s"):  # "two Lindqvists", "die beiden Okafors"
                yield word[:-1]


def _followers(word: str, articles: Sequence[Article]) -> AbstractSet[str]:
    """The capitalised words that follow a capitalised word somewhere."""
    pair = re.compile(rf"(?<![\w-]){re.escape(word)}\s+(?P<second>{NAME})")
    return {
        re.sub(r"['’]?s$", "", match["second"])
        for article in articles
        for match in pair.finditer(article.document.text)
    }


def _introduced(name: str, having: _ArticlesWith) -> list[Sentence]:
    """The first sentence about each bearer of the name, in the order of the articles."""
    pattern = re.compile(
        rf"(?<![\w-])(?:(?P<first>{NAME})\s+)?(?<![\w-]){re.escape(name)}(?:['’]?s)?(?![\w-])"
    )
    bearers: dict[str, Sentence] = {}
    known: dict[str, bool] = {"": False}
    for article in having(name):
        here = list(_mentions(pattern, article.passages))
        for first, _ in here:
            if first not in known:
                known[first] = _is_first_name(first, name, having)
        told = [(first, one) for first, one in here if known[first]]
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


def _is_first_name(word: str, name: str, having: _ArticlesWith) -> bool:
    address = any(word.casefold() in lexicon.forms_of_address for lexicon in LEXICONS.values())
    if address or word.casefold() in stop_words():
        return False
    return _followers(word, having(word)) <= {name, name.removesuffix("s")}
