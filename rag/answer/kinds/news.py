"""News: the leads of the articles published since a day, or those about a topic."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Final

from index.dates import parse_moment
from index.language.numbers.relative_days import RELATIVE_DAYS, weekday
from rag.answer.kinds.overview import Sentence
from rag.answer.kinds.topics import Article
from rag.evidence.prints import distinct
from rag.types import Language

MOST: Final = 5
"""Maximum number of leads quoted: more are not read at a glance (guess)."""
_WEEK: Final = 7
_WORD: Final = re.compile(r"\w+")


def first_day(said: str, language: Language, today: date) -> date | None:
    """The day in "seit gestern", "since Monday", "seit dem 24. November".

    None if there is no day, as in "seit dem Unfall". A weekday is the last one before today, a week
    begins on Monday.

    Args:
        said: the phrase in the question.
        language: of the phrase.
        today: the current date.
    """
    if day := _dated(said, today):
        return day
    words, before = RELATIVE_DAYS[language], ""
    days = words.days
    for word in _WORD.findall(said.casefold()):
        if word == words.week:
            weeks = 1 if words.last.fullmatch(before) else 0
            return today - timedelta(today.weekday() + _WEEK * weeks)
        before = word
        if word in days:
            return today + timedelta(days[word]) if days[word] <= 0 else None
        if (number := weekday(word, language)) is not None:
            return today - timedelta((today.weekday() - number) % _WEEK or _WEEK)
    return None


def _dated(said: str, today: date) -> date | None:
    """The date in a phrase, also behind a weekday; without a year, the last one."""
    if moment := parse_moment(said):
        return moment.day
    moment = parse_moment(f"{said} {today.year}")
    if moment and moment.day > today:
        moment = parse_moment(f"{said} {today.year - 1}")
    return moment.day if moment else None


def since(first: date, articles: Sequence[Article]) -> list[Article]:
    """The articles dated that day or later, newest first."""
    dated = [(a.document.date, a) for a in articles if a.document.date]
    new = [(day, article) for day, article in dated if day >= first]
    return [article for _, article in sorted(new, key=lambda item: item[0], reverse=True)]


def leads(articles: Iterable[Sequence[Sentence]]) -> list[Sentence]:
    """The first sentence of each article, without duplicates of the same text.

    Args:
        articles: complete sentences per article, in reading order.
    """
    firsts = (sentences[:1] for sentences in articles)
    return distinct(chain.from_iterable(firsts), lambda sentence: sentence[0], MOST)
