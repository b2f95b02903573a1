"""Finds the sentences of the briefing about a topic that a reader names.

The topic is searched in titles, then in texts; in an article of the other language, as the
dictionary translates it. Similar topics do not match, because a summary involves no decision that
would exclude a wrong article.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from index.language.dictionary.lookup import Dictionary
from index.types import Document, Passage
from rag.answer.formatting import spoken_dates
from rag.answer.kinds.about_briefing import newest_or_oldest
from rag.answer.kinds.overview import Sentence, whole_sentences
from rag.evidence.retrieval import Retriever
from rag.question.kind import Aspect, ClassifiedQuestion
from rag.types import LANGUAGES, Language

_CODE: Final = re.compile(r"[^\W_]*\d[\w./:-]*")
"""Numbers and codes such as "417/25", which have to match exactly."""
_COMPOUND: Final = 5
"""Minimum length of a stem that may match inside another word ("schatz" in "Münzschatz"); a
guess."""
_WEIGHT: Final = 0.4
"""Minimum weight of a translation; a guess. "Gericht" has 0.53 for "court", "Unglück" 0.44 for
"accident"."""


@dataclass(frozen=True, slots=True)
class Article:
    """A document with its passages in reading order."""

    document: Document
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Told:
    """What the briefing has for a summary or chronology."""

    sentences: Iterator[list[Sentence]]
    """Candidate sentences per article, last article first. In a large briefing each article takes
    about a millisecond, so take as many as are needed."""
    in_titles: bool = True
    """Whether these are whole articles, or only sentences that mention the topic."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic in the words of one language."""

    language: Language
    codes: tuple[str, ...]
    """Numbers and codes, all of which have to occur."""
    words: tuple[tuple[tuple[str, ...], ...], ...]
    """Per word its possible translations; each is a tuple of stems that all have to occur."""

    @classmethod
    def of(cls, name: str, spoken: Language, target: Language, dictionary: Dictionary) -> "Topic":
        """The topic ``name``, given in ``spoken``, for texts in ``target``."""
        least = 1.0 if spoken == target else _WEIGHT
        found = dictionary.translations(_CODE.sub(" ", name), spoken, target)
        return cls(
            target,
            tuple(code.rstrip(".:-/") for code in _CODE.findall(name)),
            tuple(
                tuple(term.stems for term in entry.terms if term.weight >= least) for entry in found
            ),
        )

    def is_in(self, text: str, stems: AbstractSet[str]) -> bool:
        """Whether a text with these stems contains all codes and words of the topic."""
        return (
            bool(self.codes or self.words)
            and all(_has_code(code, text) for code in self.codes)
            and self.found(stems) == len(self.words)
        )

    def may_be_in(self, retriever: Retriever) -> AbstractSet[str] | None:
        """IDs of the articles in its language with each word; None without words: any may."""
        named: AbstractSet[str] | None = None
        for word in self.words:
            having = frozenset[str]().union(
                *(self._articles_with(term, retriever) for term in word)
            )
            named = having if named is None else named & having
        return named

    def found(self, stems: AbstractSet[str]) -> int:
        """Number of words with at least one translation among the stems."""
        return sum(
            any(all(self._is_among(stem, stems) for stem in term) for term in word)
            for word in self.words
        )

    def _articles_with(self, term: Sequence[str], retriever: Retriever) -> AbstractSet[str]:
        """IDs of the articles that have all stems of a term."""
        return frozenset.intersection(
            *(
                retriever.documents_with(stem, self.language, inside=self._may_be_part(stem))
                for stem in term
            )
        )

    def _is_among(self, stem: str, stems: Iterable[str]) -> bool:
        """Whether a stem equals one of the others, or may be and is part of one."""
        return stem in stems or (self._may_be_part(stem) and any(stem in one for one in stems))

    def _may_be_part(self, stem: str) -> bool:
        """English has no compounds: "chang" is in "exchang"."""
        return self.language == "de" and len(stem) >= _COMPOUND


def sentences_for(
    wanted: ClassifiedQuestion,
    articles: Sequence[Article],
    spoken: Language,
    retriever: Retriever,
) -> Told:
    """Candidate sentences for a summary or chronology.

    There are none if a topic is named (in the language ``spoken``) that the briefing lacks.
    """
    if wanted.aspects:
        articles = newest_or_oldest_articles(wanted.aspects[0], articles)
    if wanted.topic:
        return _on_topic(wanted.topic, articles[::-1], spoken, retriever)
    return Told(whole_sentences(article.passages) for article in reversed(articles))


def newest_or_oldest_articles(which: Aspect, articles: Sequence[Article]) -> list[Article]:
    """The newest or oldest articles: all of that day; empty if no date is known."""
    chosen = {one.id for one in newest_or_oldest(which, [a.document for a in articles])}
    return [article for article in articles if article.document.id in chosen]


def _on_topic(
    name: str, articles: Sequence[Article], spoken: Language, retriever: Retriever
) -> Told:
    """The sentences about a topic; none if nothing matches.

    If titles or dates match the topic, these articles are used as a whole, and of others that name
    it in their first sentence, which may have newer figures, the sentences that do. Otherwise only
    sentences that name the topic are: one article may cover both "2 BvR 417/25" and "2 BvR 471/25".
    """
    dictionary = retriever.dictionary
    topics = {target: Topic.of(name, spoken, target, dictionary) for target in LANGUAGES}
    # Stemming all articles would take seconds in a large briefing.
    possible = {key: topic.may_be_in(retriever) for key, topic in topics.items()}

    def named_by(article: Article, text: Callable[[Article], str]) -> bool:
        language = _language(article)
        ids = possible[language]
        if ids is not None and article.document.id not in ids:
            return False
        return topics[language].is_in(text(article), _stems(text(article), language, dictionary))

    def naming(article: Article) -> list[Sentence]:
        return _sentences(topics[_language(article)], article, dictionary)

    titled = {
        article.document.id
        for article in articles
        if _dated(name, article) or named_by(article, _title)
    }
    if titled:
        about = (a for a in articles if a.document.id in titled or named_by(a, _lead))
        found = (
            whole_sentences(one.passages) if one.document.id in titled else naming(one)
            for one in about
        )
    else:
        found = (naming(one) for one in articles if named_by(one, _text))
    return Told(filter(None, found), in_titles=bool(titled))


def _title(article: Article) -> str:
    return article.document.title


def _text(article: Article) -> str:
    return article.document.text


def _lead(article: Article) -> str:
    return next((passage.quote(span) for passage, span in whole_sentences(article.passages)), "")


def _language(article: Article) -> Language:
    """The language of an article; any other than German counts as English, as in the search."""
    return "de" if article.document.language == "de" else "en"


def _dated(topic: str, article: Article) -> bool:
    day = article.document.date
    return day is not None and topic.casefold() in spoken_dates(day)


def _has_code(code: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text))


def _stems(text: str, language: Language, dictionary: Dictionary) -> AbstractSet[str]:
    """Stems of a text, including the parts of compounds."""
    return dictionary.passage_stems(text, language).keys()


def _sentences(topic: Topic, article: Article, dictionary: Dictionary) -> list[Sentence]:
    """All sentences of paragraphs with the topic's codes; without codes, the best word matches."""
    language = _language(article)
    if topic.codes:
        return whole_sentences(
            [
                passage
                for passage in article.passages
                if topic.is_in(passage.text, _stems(passage.text, language, dictionary))
            ]
        )
    named = [
        (topic.found(_stems(passage.quote(span), language, dictionary)), (passage, span))
        for passage, span in whole_sentences(article.passages)
    ]
    most = max((count for count, _ in named), default=0)
    return [sentence for count, sentence in named if count == most > 0]
