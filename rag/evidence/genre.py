"""What kind of article a document is, where it is no plain report."""

import re
from collections.abc import Mapping
from typing import Final

from index.language.cues import ANALYSIS, INTERVIEW, OPINION, either
from index.language.name_forms import CAPITAL
from index.types import Document
from rag.types import Genre, Language


def _named(words: Mapping[Language, str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words)})(?=\s*(?:[:|–—-]|$))")


_TITLES: Final[tuple[tuple[Genre, re.Pattern[str]], ...]] = (
    ("opinion", _named(OPINION)),
    ("interview", _named(INTERVIEW)),
    ("analysis", _named(ANALYSIS)),
)
_KICKER: Final = 30
"""Characters of a line above or below the headline that only names the kind; a guess."""
_FIRST: Final = 4
_QUESTION: Final = re.compile(
    rf"[^.!?]{{5,200}}\?|(?:{CAPITAL}[\w .-]{{1,30}}|[A-Z]):\s.{{3,200}}\?"
)
_QUESTIONS: Final = 3
"""Paragraphs that are nothing but a question, from which on an article is an interview; a guess,
with answers between them."""


def genre_of(document: Document) -> Genre | None:
    """By headline or kicker; an interview also by its form, question and answer in turn."""
    lines = [line.strip() for line in document.text.splitlines() if line.strip()]
    kickers = [line for line in lines[:_FIRST] if len(line) <= _KICKER]
    for genre, pattern in _TITLES:
        if pattern.match(document.title) or any(pattern.fullmatch(line) for line in kickers):
            return genre
    asked = [place for place, line in enumerate(lines[1:]) if _QUESTION.fullmatch(line)]
    answered = [place for place in asked if place + 1 not in asked and place + 2 < len(lines)]
    return "interview" if len(answered) >= _QUESTIONS else None
