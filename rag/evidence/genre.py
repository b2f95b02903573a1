"""The genre of an article that is not a plain report."""

import re
from collections.abc import Mapping
from typing import Final

from index.language.cues import ANALYSIS, INTERVIEW, OPINION, either
from index.language.name_forms import CAPITAL
from index.types import Document
from rag.annotations import Genre
from rag.types import Language


def _named(words: Mapping[Language, str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words)})(?=\s*(?:[:|–—-]|$))")


_TITLES: Final[tuple[tuple[Genre, re.Pattern[str]], ...]] = (
    ("opinion", _named(OPINION)),
    ("interview", _named(INTERVIEW)),
    ("analysis", _named(ANALYSIS)),
)
_KICKER: Final = 30
"""Maximum length in characters of a line near the headline that names the genre; a guess."""
_FIRST: Final = 4
_QUESTION: Final = re.compile(
    rf"[^.!?]{{5,200}}\?|(?:{CAPITAL}[\w .-]{{1,30}}|[A-Z]):\s.{{3,200}}\?"
)
_QUESTIONS: Final = 3
"""Minimum number of paragraphs that are only a question, each followed by an answer, in an
interview; a guess."""


def genre_of(document: Document) -> Genre | None:
    """The genre by headline or kicker; an interview also by alternating questions and answers."""
    lines = [line.strip() for line in document.text.splitlines() if line.strip()]
    kickers = [line for line in lines[:_FIRST] if len(line) <= _KICKER]
    for genre, pattern in _TITLES:
        if pattern.match(document.title) or any(pattern.fullmatch(line) for line in kickers):
            return genre
    asked = [place for place, line in enumerate(lines[1:]) if _QUESTION.fullmatch(line)]
    answered = [place for place in asked if place + 1 not in asked and place + 2 < len(lines)]
    return "interview" if len(answered) >= _QUESTIONS else None
