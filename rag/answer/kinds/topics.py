"""Which sentences of the briefing are about a topic that a reader names.

A name is looked for in titles, then in the text: as it stands, or in an article of the other
language as the dictionary translates it. What is only *like* a topic does not count, because a
summary has no decision behind it that would catch a wrong article.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from index.language.dictionary.lookup import Dictionary
from index.types import Document, Passage
from rag.answer.kinds.about_briefing import only
from rag.answer.kinds.overview import Sentence, whole_sentences
from rag.answer.texts import spoken_dates
from rag.question.kind import Asked, Aspect
from rag.types import LANGUAGES, Language

_CODE: Final = re.compile(r"[^\W_]*\d[\w./:-]*")
"""Numbers and what has some in it, such as "417/25": nothing else may stand for them."""
_COMPOUND: Final = 5
"""Letters of a stem from which on it may stand inside another word ("Münzschatz", "schatz"); a
guess."""
_WEIGHT: Final = 0.4
"""Of a translation from which on it names the same; a guess. "Gericht" has 0.53 for "court",
"Unglück" 0.44 for "accident"."""


@dataclass(frozen=True, slots=True)
class Article:
    """A document with its passages in reading order."""

    document: Document
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a reader names, in the words of one language."""

    codes: tuple[str, ...]
    """Numbers, all of which have to be there as they are."""
    words: tuple[tuple[tuple[str, ...], ...], ...]
    """What each word may be called: stems, several for a phrase, all of which belong to it."""

    @classmethod
    def of(cls, name: str, spoken: Language, target: Language, dictionary: Dictionary) -> "Topic":
        """A name in the language ``spoken``, to be looked for in texts of the ``target``."""
        least = 1.0 if spoken == target else _WEIGHT
        found = dictionary.translations(_CODE.sub(" ", name), spoken, target)
        return cls(
            tuple(code.rstrip(".:-/") for code in _CODE.findall(name)),
            tuple(
                tuple(term.stems for term in entry.terms if term.weight >= least) for entry in found
            ),
        )

    def is_in(self, text: str, stems: AbstractSet[str]) -> bool:
        """Whether a text, which has these stems, has all that the topic is made of."""
        return (
            bool(self.codes or self.words)
            and all(_has_code(code, text) for code in self.codes)
            and self.found(stems) == len(self.words)
        )

    def found(self, stems: AbstractSet[str]) -> int:
        """How many of the words are among the stems, in any of their translations."""
        return sum(
            any(all(_is_among(stem, stems) for stem in term) for term in word)
            for word in self.words
        )


def sentences_for(
    wanted: Asked, articles: Sequence[Article], spoken: Language, dictionary: Dictionary
) -> list[list[Sentence]]:
    """What a summary or a chronology may be made of, article by article.

    None where a topic is named, in the language ``spoken``, and nothing in the briefing has that
    name.
    """
    if wanted.aspects:
        articles = only_articles(wanted.aspects[0], articles)
    if wanted.topic:
        return _on_topic(wanted.topic, articles, spoken, dictionary)
    return [whole_sentences(article.passages) for article in articles]


def only_articles(which: Aspect, articles: Sequence[Article]) -> list[Article]:
    """The newest or the oldest: all of that day; none where no date is known."""
    chosen = only(which, [article.document for article in articles])
    return [article for article in articles if article.document in chosen]


def _on_topic(
    name: str, articles: Sequence[Article], spoken: Language, dictionary: Dictionary
) -> list[list[Sentence]]:
    """The sentences about a topic, article by article; none where nothing is named like that.

    An article counts as a whole if its title or date is the topic. Of any other only what names
    the topic counts: one article may tell of "2 BvR 417/25" and of "2 BvR 471/25".
    """
    topics = {target: Topic.of(name, spoken, target, dictionary) for target in LANGUAGES}

    def named_by(article: Article, text: str) -> bool:
        language = _language(article)
        return topics[language].is_in(text, _stems(text, language, dictionary))

    titled = [a for a in articles if _dated(name, a) or named_by(a, a.document.title)]
    if titled:
        return [whole_sentences(article.passages) for article in titled]
    found = [
        _sentences(topics[_language(a)], a, dictionary)
        for a in articles
        if named_by(a, a.document.text)
    ]
    return [sentences for sentences in found if sentences]


def _language(article: Article) -> Language:
    """Texts of a third language are taken for English ones, as everywhere in the search."""
    return "de" if article.document.language == "de" else "en"


def _dated(topic: str, article: Article) -> bool:
    day = article.document.date
    return day is not None and topic.casefold() in spoken_dates(day)


def _has_code(code: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text))


def _stems(text: str, language: Language, dictionary: Dictionary) -> AbstractSet[str]:
    """Of a text, also of the parts of its compounds."""
    return dictionary.passage_stems(text, language).keys()


def _is_among(stem: str, stems: Iterable[str]) -> bool:
    """Whether a stem is among the others, or inside one of them."""
    return stem in stems or (len(stem) >= _COMPOUND and any(stem in other for other in stems))


def _sentences(topic: Topic, article: Article, dictionary: Dictionary) -> list[Sentence]:
    """Of the paragraphs that have a number of the topic all; else what names most of its words."""
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
