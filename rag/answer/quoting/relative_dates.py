"""Resolves relative dates in a quote ("am Freitag", "yesterday") with the article's date.

A bare weekday is the nearest such day: in a clause in the past tense the last one, including the
day of publication; in the future the next one. If the tense is unknown or contradictory, the date
is not resolved.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from re import Match
from typing import Final

from index.language.lexicon import Language
from index.language.numbers.relative_days import (
    RELATIVE_DAYS,
    RelativeDayWords,
    tells_past,
    weekday,
)
from rag.annotations import ResolvedDate

_WEEK: Final = 7


def resolved(
    quote: str, language: Language, published: date, start: int = 0
) -> tuple[ResolvedDate, ...]:
    """The relative dates in a quote with their values, in reading order.

    Args:
        quote: verbatim.
        language: of the quote.
        published: date of the article.
        start: offset of the quote in the document.
    """
    words = RELATIVE_DAYS[language]
    found = [*_days(quote, published, words), *_weekdays(quote, language, published)]
    return tuple(
        ResolvedDate(start + match.start(), start + match.end(), day.isoformat())
        for match, day in sorted(found, key=lambda one: one[0].start())
    )


def _days(
    quote: str, published: date, words: RelativeDayWords
) -> Iterator[tuple[Match[str], date]]:
    for match in words.day.finditer(quote):
        if not _is_other(quote, match, words):
            yield match, published + timedelta(words.days[match["word"].lower()])


def _weekdays(quote: str, language: Language, published: date) -> Iterator[tuple[Match[str], date]]:
    words = RELATIVE_DAYS[language]
    for match in words.weekday.finditer(quote):
        if _is_other(quote, match, words) or _is_surname(quote, match):
            continue
        if (number := weekday(match["name"], language)) is None:
            continue
        after = (number - published.weekday()) % _WEEK
        before = (published.weekday() - number) % _WEEK
        which = match["which"] or ""
        if words.next.fullmatch(which):
            yield match, published + timedelta(after or _WEEK)
        elif words.last.fullmatch(which):
            yield match, published - timedelta(before or _WEEK)
        else:
            clause = _clause(quote, match, words)
            past, future = tells_past(clause, language), bool(words.future.search(clause))
            if past != future:
                yield match, published + timedelta(after if future else -before)


def _is_other(quote: str, match: Match[str], words: RelativeDayWords) -> bool:
    """Whether the match is a recurring day ("every Friday") or is followed by its date."""
    return bool(
        words.dated.match(quote, match.end()) or words.repeated.search(quote[: match.start()])
    )


def _is_surname(quote: str, match: Match[str]) -> bool:
    """Whether a weekday without a preposition follows a name ("Joe Friday") or starts the quote."""
    before = quote[: match.start()].split()
    return match.start() == match.start("name") and not (before and before[-1][0].islower())


def _clause(quote: str, match: Match[str], words: RelativeDayWords) -> str:
    """The clause that contains the match."""
    ends = [end.span() for end in words.clause_end.finditer(quote)]
    start = max((last for _, last in ends if last <= match.start()), default=0)
    end = min((first for first, _ in ends if first >= match.end()), default=len(quote))
    return quote[start:end]
