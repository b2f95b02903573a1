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
_WHO: Final = r"(?P<who>(?:[A-ZÄÖÜ][\w-]+\s){0,3}[A-ZÄÖÜ][\w-]+)"
_AMOUNT: Final = r"(?:[\w-]+\s){0,3}?(?P<amount>\d[\d.,]*(?<=\d)(?:\s[\w-]+)?)"
ESTIMATES: Final[Mapping[Language, tuple[Pattern[str], ...]]] = {
    "de": (
        re.compile(rf"{_WHO}\s(?:sprach|sprachen|spricht|sprechen)\s(?:\w+\s)?von\s{_AMOUNT}"),
        re.compile(rf"{_WHO}\s(?:zählten?|schätzten?)\s{_AMOUNT}"),
        re.compile(rf"{_WHO}\s(?:geht|gehen|ging|gingen)\s(?:\w+\s)?von\s{_AMOUNT}\saus\b"),
        re.compile(rf"[,;]\s(?:aber\s|und\s)?(?:die|der|das)\s{_WHO}\s(?:\w+\s)?von\s{_AMOUNT}"),
    ),
    "en": (
        re.compile(rf"(?P<who>\w+)(?:,[^,;.]{{3,80}},)?\s(?:spoke\sof|counted|(?:put|estimated)\s"
                   rf"(?:it|the\s\w+(?:\sof\s\w+)?)\sat)\s{_AMOUNT}"),
        re.compile(rf"[,;]\s(?:and\s|but\s|while\s)?(?P<who>the\s\w+|\w+s|[A-Z]\w+)\s(?:at|of)\s{_AMOUNT}"),
    ),
}  # fmt: skip
"""Who gives which amount: "die Veranstalter sprachen von 1.000", "Egger put it at 40,000"."""
PEOPLE: Final[Mapping[Language, Pattern[str]]] = {
    "de": re.compile(r"(?:Menschen|Personen|Leute\w*|Teilnehme\w*|Demonstrant\w*|Besucher\w*)"),
    "en": re.compile(r"(?:people|persons|participants|protesters|demonstrators|visitors|marchers)"),
}
"""Words for those who come to an event, which each source chooses as it likes."""
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
