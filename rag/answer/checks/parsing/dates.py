"""Days, months, years, weekdays and times of day in a text, in a language-independent form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from index.language.lexicon import Language
from index.language.statements.by_language import STATEMENTS
from index.reading.dateline import facts_in_text
from rag.answer.quoting.relative_dates import resolved

_YEAR: Final = r"(?:1[5-9]\d\d|20\d\d)"
_NUMERIC: Final = re.compile(rf"\b(\d{{1,2}})[./](\d{{1,2}})[./]({_YEAR}|\d\d)?(?!\d)")
_ISO: Final = re.compile(rf"\b({_YEAR})-(\d\d)-(\d\d)\b")
_BARE_YEAR: Final = re.compile(
    rf"(?<![\d.,€$£-])({_YEAR})(?!\d|[.,]\d|\s?(?:%|€|Euro|euros|percent|Prozent|km|Menschen|people))"
)
_CLOCK: Final = re.compile(
    r"\b(\d{1,2})(?:[:.](\d\d))?(?=(?:\s(?:bis|to|und|and)\s\d{1,2}(?:[:.]\d\d)?)?\s?"
    r"(Uhr\b|[ap]\.?m\b\.?|o[’']clock\b))"
)


@dataclass(frozen=True, slots=True)
class Time:
    """A date or time at ``text[start:end]``."""

    kind: str
    """day (month and day), month, year, weekday, season, clock or relative."""
    value: tuple[int | str, ...]
    start: int
    end: int


def times(text: str, language: Language) -> list[Time]:
    """All dates and times in order."""
    return sorted(_times(text, language), key=lambda t: t.start)


def date_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """Spans of dates and times whose numbers are no quantities."""
    return [(t.start, t.end) for t in times(text, language) if t.kind in {"day", "year", "clock"}]


def report_day(text: str) -> date | None:
    """The date in the dateline of a text."""
    moment = facts_in_text([text]).moment
    return moment.day if moment else None


def days_told(text: str, language: Language, report: date) -> list[date]:
    """The dates that relative days ("on Sunday") stand for in a report of that day."""
    return [date.fromisoformat(one.date) for one in resolved(text, language, report)]


@lru_cache(4)
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    statements = STATEMENTS[language]
    months = "|".join(sorted(statements.months, key=len, reverse=True))
    month = rf"(?P<month>{months})\.?"
    if language == "de":
        dated = rf"(?P<day>\d{{1,2}})\.\s?{month}(?:\s(?P<year>{_YEAR}))?"
        between = rf"(?P<day>\d{{1,2}})\.(?=\s(?:bis|und)\s\d{{1,2}}\.\s(?P<month>{months})\b)"
        return (
            re.compile(rf"\b{dated}(?!\w)", re.IGNORECASE),
            re.compile(rf"\b{between}", re.IGNORECASE),
        )
    ordinal = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    return (
        re.compile(
            rf"\b{ordinal}\s(?:of\s)?{month}(?:,?\s(?P<year>{_YEAR}))?(?!\w)", re.IGNORECASE
        ),
        re.compile(
            rf"\b{month}\s{ordinal}(?!\d|[.,]?\d)(?:,?\s(?P<year>{_YEAR}))?(?!\w)", re.IGNORECASE
        ),
    )


def _times(text: str, language: Language) -> Iterator[Time]:  # noqa: C901 - a loop per notation
    taken: list[tuple[int, int]] = []
    for pattern in _patterns(language):
        for match in pattern.finditer(text):
            if _overlaps(match, taken):
                continue
            taken.append(match.span())
            month = STATEMENTS[language].months[match.group("month").casefold()]
            yield Time("day", (month, int(match.group("day"))), *match.span())
            if match.groupdict().get("year"):
                yield Time("year", (int(match.group("year")),), *match.span())
    for match in _ISO.finditer(text):
        taken.append(match.span())
        parts = [int(part) for part in match.groups()]
        yield Time("day", (parts[1], parts[2]), *match.span())
        yield Time("year", (parts[0],), *match.span())
    for match in _NUMERIC.finditer(text):
        first, second, year = match.groups()
        day, month = int(first), int(second)
        if not (1 <= day <= 31 and 1 <= month <= 12) or _overlaps(match, taken):
            continue
        if language == "en" and "." in match.group():
            continue
        taken.append(match.span())
        yield Time("day", (month, day), *match.span())
        if year:
            yield Time("year", (int(year) if len(year) == 4 else 2000 + int(year),), *match.span())
    for match in _BARE_YEAR.finditer(text):
        if not _overlaps(match, taken):
            yield Time("year", (int(match.group(1)),), *match.span())
    yield from _clocks(text)
    yield from _words(text, language, taken)


def _overlaps(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in taken)


def _clocks(text: str) -> Iterator[Time]:
    for match in _CLOCK.finditer(text):
        hour, minute, mark = match.groups()
        value = int(hour)
        if mark.casefold().startswith("p") and value < 12:
            value += 12
        if value <= 24:
            yield Time("clock", (value % 24, int(minute or 0)), *match.span())


def _words(text: str, language: Language, taken: list[tuple[int, int]]) -> Iterator[Time]:
    statements = STATEMENTS[language]
    before = ""
    for match in re.finditer(r"[^\W\d_]+", text):
        word = match.group()
        plain = word.casefold()
        if (
            plain in statements.months
            and word[0].isupper()
            and not _overlaps(match, taken)
            and not (plain == "may" and match.start() == 0)
        ):
            yield Time("month", (statements.months[plain],), *match.span())
        elif plain in statements.weekdays and (language == "de" or word[0].isupper()):
            yield Time("weekday", (statements.weekdays[plain],), *match.span())
        elif plain in statements.seasons and before in statements.relative:
            period = statements.seasons[plain]
            yield Time("relative", (period, statements.relative[before]), *match.span())
        elif plain in statements.seasons and statements.seasons[plain] in _SEASONS:
            yield Time("season", (statements.seasons[plain],), *match.span())
        before = plain


_SEASONS: Final = {"spring", "summer", "autumn", "winter"}
