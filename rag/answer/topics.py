"""Which sentences of the briefing are about a topic that a reader names.

A name is looked for as it stands: in titles, then in the text. What is only *like* a topic does not
count, because a summary has no decision behind it that would catch a wrong article.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.types import Document, Passage
from rag.answer.about_briefing import only
from rag.answer.overview import Sentence, whole_sentences
from rag.answer.texts import spoken_dates
from rag.question.kind import Asked, Aspect
from rag.words import content_stems

_CODE: Final = re.compile(r"[^\W_]*\d[\w./:-]*")
"""Numbers and what has some in it, such as "417/25": nothing else may stand for them."""
_COMPOUND: Final = 5
"""Letters of a stem from which on it may stand inside another word ("Münzschatz", "schatz"); a
guess."""


@dataclass(frozen=True, slots=True)
class Article:
    """A document with its passages in reading order."""

    document: Document
    passages: Sequence[Passage]


def sentences_for(wanted: Asked, articles: Sequence[Article]) -> list[list[Sentence]]:
    """What a summary or a chronology may be made of, article by article.

    None where a topic is named and nothing in the briefing has that name.
    """
    if wanted.aspects:
        articles = _only(wanted.aspects[0], articles)
    if wanted.topic:
        return on_topic(wanted.topic, articles)
    return [whole_sentences(article.passages) for article in articles]


def _only(which: Aspect, articles: Sequence[Article]) -> list[Article]:
    chosen = only(which, [article.document for article in articles])
    return [article for article in articles if article.document in chosen]


def on_topic(topic: str, articles: Sequence[Article]) -> list[list[Sentence]]:
    """The sentences about a topic, article by article; none where nothing is named like that.

    An article counts as a whole if its title or date is the topic. Of any other only what names
    the topic counts: one article may tell of "2 BvR 417/25" and of "2 BvR 471/25".
    """
    titled = [a for a in articles if _dated(topic, a) or _names(topic, a.document.title)]
    if titled:
        return [whole_sentences(article.passages) for article in titled]
    found = [_sentences(topic, a.passages) for a in articles if _names(topic, a.document.text)]
    return [sentences for sentences in found if sentences]


def _dated(topic: str, article: Article) -> bool:
    day = article.document.date
    return day is not None and topic.casefold() in spoken_dates(day)


def _names(topic: str, text: str) -> bool:
    """Whether a text has every number and every word of the topic, in some form."""
    if not all(_has_code(code, text) for code in _CODE.findall(topic)):
        return False
    stems = content_stems(_CODE.sub(" ", topic))
    return bool(stems or _CODE.search(topic)) and stems <= _found(stems, text)


def _has_code(code: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(code.rstrip('.:-/'))}(?!\w)", text))


def _found(stems: frozenset[str], text: str) -> frozenset[str]:
    """Those of the stems that a text has, also inside longer words."""
    there = content_stems(text)
    return frozenset(
        stem
        for stem in stems
        if stem in there or (len(stem) >= _COMPOUND and any(stem in other for other in there))
    )


def _sentences(topic: str, passages: Sequence[Passage]) -> list[Sentence]:
    """Of the paragraphs that have a number of the topic all; else what names most of its words."""
    if _CODE.search(topic):
        return whole_sentences([passage for passage in passages if _names(topic, passage.text)])
    stems = content_stems(topic)
    named = [
        (len(_found(stems, passage.quote(span))), (passage, span))
        for passage, span in whole_sentences(passages)
    ]
    most = max((count for count, _ in named), default=0)
    return [sentence for count, sentence in named if count == most > 0]
