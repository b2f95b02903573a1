"""What is new since a day: the leads of the articles that have appeared since."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Final

from index.dates import parse_moment
from index.language.numbers.relative_days import RELATIVE_DAYS, weekday
from rag.answer.kinds.overview import Sentence, whole_sentences
from rag.answer.kinds.topics import Article
from rag.evidence.prints import distinct
from rag.types import Language

MOST: Final = 5
"""Articles whose leads are quoted: more are not read at a glance (guess)."""
_WEEK: Final = 7
_WORD: Final = re.compile(r"\w+")


def first_day(said: str, language: Language, today: date) -> date | None:
    """The day of "seit gestern", "since Monday", "seit dem 24. November".

    None where it is no day, as in "seit dem Unfall". A weekday is the last one before today.

    Args:
        said: as the reader put it.
        language: of what is said.
        today: the reader's day.
    """
    days = RELATIVE_DAYS[language].days
    for word in _WORD.findall(said.casefold()):
        if word in days:
            return today + timedelta(days[word])
        if (number := weekday(word, language)) is not None:
            return today - timedelta((today.weekday() - number) % _WEEK or _WEEK)
    if moment := parse_moment(said):
        return moment.day
    moment = parse_moment(f"{said} {today.year}")
    if moment and moment.day > today:
        moment = parse_moment(f"{said} {today.year - 1}")
    return moment.day if moment else None


def since(first: date, articles: Sequence[Article]) -> list[Article]:
    """The articles of that day and later, newest first."""
    dated = [(a.document.date, a) for a in articles if a.document.date]
    new = [(day, article) for day, article in dated if day >= first]
    return [article for _, article in sorted(new, key=lambda item: item[0], reverse=True)]


def leads(articles: Sequence[Article]) -> list[Sentence]:
    """The first whole sentence of each, of prints of one text only once."""
    firsts = [whole_sentences(article.passages)[:1] for article in articles]
    return distinct(chain.from_iterable(firsts), lambda sentence: sentence[0], MOST)
