"""Attribution of statements to speakers: "nach Angaben der Feuerwehr", "the university said".

Two speakers may give different amounts of one thing: "Die Polizei sprach von 300, die Veranstalter
von 1.000 Teilnehmern".
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from re import Pattern
from typing import Final

from index.language.bilingual.meaning import MEANINGS
from index.language.statements.by_language import STATEMENTS
from index.language.statements.speakers import (
    ACCORDING_TO,
    ALLEGED,
    ARTICLE,
    ESTIMATES,
    PEOPLE,
    REPORTED,
    SPEAKERS,
)
from rag.types import Language
from rag.words import content_stems

_AMOUNTS: Final = re.compile(r"\d[\d.,]*(?<=\d)(?:\s[^\W\d][\w-]*)?")


@dataclass(frozen=True, slots=True)
class Estimate:
    """An amount that a speaker gives, as stems of the speaker, its number and what it counts."""

    speaker: frozenset[str]
    number: str
    counted: frozenset[str]
    is_explicit: bool = False
    """Whether a verb of estimating gives it; if not, the number may be an age."""

    def differs(self, other: "Estimate", *, in_sentence: bool) -> bool:
        """Whether a later one, by another speaker, gives another number of the same.

        The later one may leave out what it counts, in the same sentence also the earlier one.
        """
        of_same = bool(self.counted & other.counted) or not other.counted
        of_same |= in_sentence and not self.counted
        of_same &= other.is_explicit
        return of_same and self.number != other.number and not self.speaker & other.speaker


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


def estimates(sentence: str, language: Language) -> list[Estimate]:
    """The amounts that a sentence attributes to a speaker; with one amount also in other words."""
    found = [
        replace(_estimate(match["who"], match["amount"], language), is_explicit=True)
        for pattern in ESTIMATES[language]
        for match in pattern.finditer(sentence)
    ]
    if found:
        return found
    amounts = _AMOUNTS.findall(sentence)
    speaker = attribution_of(sentence, language)
    if speaker is None or len(amounts) != 1:
        return []
    return [_estimate(speaker.speaker, amounts[0], language)]


def _estimate(speaker: str, amount: str, language: Language) -> Estimate:
    number, _, counted = amount.partition(" ")
    of = "people" if PEOPLE[language].fullmatch(counted) else counted
    return Estimate(content_stems(speaker), number, content_stems(of))
