"""Patterns that name a speaker: "nach Angaben der Feuerwehr", "the university said"."""

import re
from collections.abc import Mapping
from re import Pattern
from typing import Final

from index.language.lexicon import Language
from index.language.name_forms import CAPITALISED

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
SPEAKERS: Final[Mapping[Language, tuple[Pattern[str], ...]]] = {
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
"""The speaker of a sentence: either a phrase that can precede the statement, as group ``as`` with
the speaker as ``who``, or only the speaker as ``name``."""
ALLEGED: Final[Mapping[Language, Pattern[str]]] = {
    "de": re.compile(
        r"\b(?:vorgeworfen|vorzuwerfen|wirft|warf|Vorw[uü]rfe?|bestreitet|bestritt)\b"
    ),
    "en": re.compile(r"\b(?:accus(?:es?|ed|ing|ations?)|alleg(?:es?|ed|ing|ations?)|denie[ds])\b"),
}
"""Words for an allegation, or for its denial by the accused."""
REPORTED: Final[Mapping[Language, Pattern[str]]] = {
    "de": re.compile(r"\b(?:habe|hätten|sei|seien|werde)\b|\bsoll(?:en)?\b.*\b(?:haben|sein)\b"),
    "en": re.compile(r"\b(?:is|are)\s(?:said|believed|thought)\sto\b"),
}
"""Verb forms of reported speech: "habe", "soll … haben"."""
ACCORDING_TO: Final[Mapping[Language, str]] = {"de": "Laut", "en": "According to"}
"""Words before a speaker's name."""
ARTICLE: Final = re.compile(r"^(?:The|A)\b")
"""A capitalised English article before a speaker's name."""
