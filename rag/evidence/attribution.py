"""Attribution of statements to speakers: "nach Angaben der Feuerwehr", "the university said"."""

import re
from dataclasses import dataclass
from functools import cache
from re import Pattern

from index.language.bilingual.meaning import MEANINGS
from index.language.statements.by_language import STATEMENTS
from index.language.statements.speakers import ACCORDING_TO, ALLEGED, ARTICLE, REPORTED, SPEAKERS
from rag.types import Language


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker of a sentence."""

    phrase: str
    """Attribution to put in front of the statement: "Nach Angaben der Feuerwehr"."""
    speaker: str
    """Only the speaker's name or office."""


def is_attributed(sentence: str, language: Language) -> bool:
    """Whether a sentence attributes its statement to someone, or marks it as alleged or hearsay.

    Only unambiguous words count: "soll" may also express a plan, and "expects" a budget.
    """
    marks = (
        STATEMENTS[language].speech,
        MEANINGS[language].told,
        MEANINGS[language].hearsay,
        ALLEGED[language],
    )
    return any(mark.search(sentence) for mark in marks) or bool(attribution_of(sentence, language))


def is_claim(sentence: str, language: Language) -> bool:
    """Whether a sentence may be somebody's claim: it is attributed, or in reported speech."""
    return is_attributed(sentence, language) or bool(REPORTED[language].search(sentence))


@cache
def attribution_of(sentence: str, language: Language) -> Attribution | None:
    """The named speaker of a sentence; None if there is none."""
    for pattern in SPEAKERS[language]:
        if not (found := pattern.search(sentence)):
            continue
        groups = found.groupdict()
        if groups.get("as"):
            phrase = groups["as"]
            phrase = phrase[0].upper() + phrase[1:].rstrip(".")
            return Attribution(phrase, groups["who"].rstrip("."))
        name = ARTICLE.sub(lambda match: match.group().lower(), groups["name"]).rstrip(".")
        return Attribution(f"{ACCORDING_TO[language]} {name}", name)
    return None


def without_speaker(sentence: str, language: Language) -> str:
    """The sentence without a trailing clause that only names the speaker."""
    return _frame(language).sub("", sentence)


@cache
def _frame(language: Language) -> Pattern[str]:
    statements = STATEMENTS[language]
    verbs = rf"(?:{statements.speech.pattern}|{statements.notice.pattern})"
    return re.compile(rf"(?:^Das(?=\s)|[,“”\"«])[^,;“”\"«»]{{0,60}}?{verbs}[^,;]*$", re.IGNORECASE)
