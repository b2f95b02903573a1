"""How dates, times, language names and quotation marks are written in each language."""

import re
from datetime import date, time
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_date, format_time

from rag.types import Language

LOCALES: Final[dict[Language, str]] = {"de": "de_DE", "en": "en_GB"}


MARKS: Final[dict[Language, tuple[str, str, str, str]]] = {
    "de": ("„", "“", "‚", "‘"),
    "en": ("“", "”", "‘", "’"),
}
"""Quotation marks: outer left and right, inner left and right."""
_QUOTED: Final = re.compile('[„“»«"]([^„“”»«"]*)[“”«»"]')


def long_date(day: date, language: Language) -> str:
    """``24. November 2026`` or ``24 November 2026``."""
    return format_date(day, format="long", locale=LOCALES[language])


def moment(day: date, clock: time | None, language: Language) -> str:
    """``2. März 2026, 14.30 Uhr`` or ``2 March 2026, 14:30``; the day alone without a time."""
    written = long_date(day, language)
    if clock is None:
        return written
    return f"{written}, {clock_time(clock, language)}" + (" Uhr" if language == "de" else "")


def clock_time(clock: time, language: Language) -> str:
    """``14.30`` or ``14:30``."""
    form = "H.mm" if language == "de" else "HH:mm"
    return format_time(clock, form, locale=LOCALES[language])


@lru_cache(1 << 12)
def spoken_dates(day: date) -> frozenset[str]:
    """A day as readers write it in either language, case-folded."""
    month = {key: format_date(day, format="MMMM", locale=LOCALES[key]) for key in LOCALES}
    german = [f"{day.day}. {month['de']}"]
    english = [f"{day.day} {month['en']}", f"{month['en']} {day.day}"]
    numeric = [f"{day.day}.{day.month}.", f"{day:%d.%m.}"]
    with_year = [
        *(f"{text} {day.year}" for text in german + english),
        *(f"{text}, {day.year}" for text in english),
        *(f"{text}{day.year}" for text in numeric),
        day.isoformat(),
    ]
    bare = [text.rstrip(".") for text in numeric]
    return frozenset(text.casefold() for text in german + english + bare + with_year)


def language_name(code: str, language: Language) -> str:
    """``Englisch`` or ``English``; the code itself if the locale data has no name for it."""
    named: str = Locale.parse(LOCALES[language]).languages.get(code, code)
    return named


def titled(title: str, language: Language) -> str:
    """A title in the quotation marks of the answer's language, with single ones inside; a title
    that is a quotation as a whole keeps its own.
    """
    if _QUOTED.fullmatch(title):
        return title
    left, right, inner_left, inner_right = MARKS[language]
    return left + _QUOTED.sub(rf"{inner_left}\1{inner_right}", title) + right


def quoted(quote: str) -> str:
    """A verbatim quote in German quotation marks, unless it has its own.

    The marks do not depend on the language of the answer.
    """
    return quote if quote[0] in '"„“»«' else f"„{quote}“"
