"""Who says what a sentence states: "nach Angaben der Feuerwehr", "the university said"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from re import Pattern
from typing import Final

from index.language.bilingual.meaning import MEANINGS
from index.language.name_forms import CAPITALISED
from index.language.statements.by_language import STATEMENTS
from rag.types import Language

_NAME: Final = rf"{CAPITALISED}\.?"
_NAMES: Final = rf"(?:Dr\.\s|Prof\.\s)?{_NAME}(?:\s(?:von|van|de|der|zu|{_NAME}))*"
_PHRASE: Final = rf"(?:(?:der|des|dem|einer|eines)\s(?:[a-zäöüß]+\s)?)?{_NAMES}"
_PLAIN: Final = r"(?!(?:he|she|they|it|who|which|also|that|and)\b)[a-z]+"
_ENGLISH_PHRASE: Final = (
    rf"(?:(?:the|its|a)\s(?:[a-z]+\s){{0,3}}[a-z]+|(?:[a-z-]+\s)?{_NAMES}|{_PLAIN})"
)
_SAID: Final[Mapping[Language, str]] = {
    "de": r"(?:sag(?:t|te)|erklär(?:t|te)|betonte|behauptet|behauptete|berichtete|meinte|"
    r"schrieb|warnte|versprach)",
    "en": r"(?:said|says|told|claimed|claims|warned|promised|estimated|stated)",
}
_PHRASES: Final[Mapping[Language, tuple[Pattern[str], ...]]] = {
    "de": (
        re.compile(rf"\b(?P<as>[Nn]ach\s(?:\w+\s)?(?:Angaben|Einschätzung|Zählung|Berechnungen|"
                   rf"Schätzung|Ansicht)\s(?P<who>(?:von\s)?{_PHRASE}))"),
        re.compile(rf"\b(?P<as>[Ll]aut\s(?P<who>{_PHRASE}))"),
        re.compile(rf"\b{_SAID['de']}\s(?P<name>{_NAMES})"),
        re.compile(rf"\bteilte\s(?P<name>{_NAMES})\s[^.;]*\bmit\b"),
        re.compile(rf"(?:^|[.;:]\s)(?P<name>{_NAMES})(?:\s\([^)]*\))?\s{_SAID['de']}\b"),
    ),
    "en": (
        re.compile(rf"\b(?P<as>[Aa]ccording\sto\s(?P<who>{_ENGLISH_PHRASE}))"),
        re.compile(rf"\b{_SAID['en']}\s(?P<name>{_NAMES})(?=\W*(?:$|,))"),
        re.compile(rf"(?:^|[,;:”\"]\s)(?P<name>[Tt]he\s(?:[a-z]+\s){{0,3}}?[a-z]+|(?:[a-z-]+\s)?"
                   rf"{_NAMES}|{_PLAIN})\s{_SAID['en']}\b"),
    ),
}  # fmt: skip
_ALLEGED: Final[Mapping[Language, Pattern[str]]] = {
    "de": re.compile(
        r"\b(?:vorgeworfen|vorzuwerfen|wirft|warf|Vorw[uü]rfe?|bestreitet|bestritt)\b"
    ),
    "en": re.compile(r"\b(?:accus(?:es?|ed|ing|ations?)|alleg(?:es?|ed|ing|ations?)|denie[ds])\b"),
}
_FIRST: Final = re.compile(r"^(?:The|A)\b")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it."""

    phrase: str
    """To stand before what is said: "Nach Angaben der Feuerwehr"."""
    speaker: str
    """Their name or office alone."""


def is_attributed(sentence: str, language: Language) -> bool:
    """Whether a sentence lets someone say or allege what it states, or marks it as hearsay.

    Only by words that certainly do: "soll" may as well tell of a plan, "expects" of a budget.
    """
    marks = (
        STATEMENTS[language].speech,
        MEANINGS[language].told,
        MEANINGS[language].hearsay,
        _ALLEGED[language],
    )
    return any(mark.search(sentence) for mark in marks) or bool(attribution_of(sentence, language))


@cache
def attribution_of(sentence: str, language: Language) -> Attribution | None:
    """Who is named as speaker, in words that can stand before an answer; None if nobody is."""
    for pattern in _PHRASES[language]:
        if not (found := pattern.search(sentence)):
            continue
        groups = found.groupdict()
        if groups.get("as"):
            phrase = groups["as"]
            phrase = phrase[0].upper() + phrase[1:].rstrip(".")
            return Attribution(phrase, groups["who"].rstrip("."))
        name = _FIRST.sub(lambda match: match.group().lower(), groups["name"]).rstrip(".")
        before = "Laut" if language == "de" else "According to"
        return Attribution(f"{before} {name}", name)
    return None


def told(sentence: str, language: Language) -> str:
    """What is said, without a clause behind it that only names the speaker."""
    return _frame(language).sub("", sentence)


@cache
def _frame(language: Language) -> Pattern[str]:
    statements = STATEMENTS[language]
    verbs = rf"(?:{statements.speech.pattern}|{statements.notice.pattern})"
    return re.compile(rf"(?:^Das(?=\s)|[,“”\"«])[^,;“”\"«»]{{0,60}}?{verbs}[^,;]*$", re.IGNORECASE)
