"""Sentences that the assistant itself says, in both languages."""

from datetime import date
from typing import Final

from babel.dates import format_date

from rag.types import Language

TEXTS: Final[dict[str, dict[Language, str]]] = {
    "refused": {
        "de": "Dazu habe ich im Briefing nichts gefunden. Durchsucht: {searched}.",
        "en": "I found nothing on this in the briefing. Searched: {searched}.",
    },
    "unsure": {
        "de": "Ob das die Frage beantwortet, ist nicht sicher. Am nächsten kommen diese Stellen:",
        "en": "Whether this answers the question is not certain. These passages come nearest:",
    },
    "unsure_part": {
        "de": "Nicht sicher beantwortet ist: {question} Am nächsten kommen diese Stellen:",
        "en": "Not answered with certainty: {question} These passages come nearest:",
    },
    "before": {
        "de": "Unmittelbar davor, im Original: {quote}",
        "en": "Just before, in the original: {quote}",
    },
    "missing": {
        "de": "Im Briefing nicht gefunden: {question}",
        "en": "Not found in the briefing: {question}",
    },
    "chronology": {
        "de": "Zeitangaben im Briefing, in der Reihenfolge der Artikel:",
        "en": "Times in the briefing, in the order of the articles:",
    },
    "topic": {
        "de": "Zu „{topic}“ fand ich im Briefing nur diese Stellen. Was darin nicht steht, "
        "fand ich nicht.",
        "en": "On “{topic}” I found only these passages in the briefing. What is not in them, "
        "I did not find.",
    },
    "yes": {"de": "Ja.", "en": "Yes."},
    "no": {"de": "Nein.", "en": "No."},
    "searched_one": {"de": "ein Artikel", "en": "one article"},
    "searched": {"de": "{count} Artikel", "en": "{count} articles"},
    "newest": {"de": ", Stand {date}", "en": ", as of {date}"},
    "translated": {
        "de": "Im Original (maschinell übersetzt): {sentence}",
        "en": "In the source (machine translation): {sentence}",
    },
    "original": {"de": "Im Original: {quote}", "en": "In the original: {quote}"},
}

LOCALES: Final[dict[Language, str]] = {"de": "de_DE", "en": "en_GB"}


def say(key: str, language: Language, **values: str | int) -> str:
    """A sentence in a language, with its values filled in."""
    return TEXTS[key][language].format(**values)


def long_date(day: date, language: Language) -> str:
    """``24. November 2026`` or ``24 November 2026``."""
    return format_date(day, format="long", locale=LOCALES[language])


def quoted(quote: str) -> str:
    """A verbatim quote between German quotation marks, unless it brings its own.

    Quotes keep the marks of their language whatever the answer's language is.
    """
    return quote if quote[0] in '"„“»«' else f"„{quote}“"
