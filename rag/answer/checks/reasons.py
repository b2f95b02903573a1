"""What is wrong with a claim, in words that a person reads."""

from collections.abc import Mapping, Sequence
from typing import Final

from index.language.lexicon import Language
from rag.answer.checks.facts import Finding

_REASONS: Final[Mapping[str, Mapping[Language, str]]] = {
    "number": {
        "de": "Die Zahl steht so nicht in den Belegen: {}",
        "en": "The evidence does not give this number: {}",
    },
    "unit": {
        "de": "Die Zahl gilt in den Belegen für etwas anderes: {}",
        "en": "In the evidence the number is of something else: {}",
    },
    "date": {
        "de": "Der Zeitpunkt steht so nicht in den Belegen: {}",
        "en": "The evidence does not give this date or time: {}",
    },
    "name": {
        "de": "Der Name steht nicht in den Belegen: {}",
        "en": "The name is not in the evidence: {}",
    },
    "negation": {
        "de": "Nur eine Seite verneint: {}",
        "en": "Only one side denies it: {}",
    },
    "opposite": {
        "de": "Die Belege sagen das Gegenteil: {}",
        "en": "The evidence says the opposite: {}",
    },
    "role": {
        "de": "Das sagen die Belege von jemand anderem: {}",
        "en": "The evidence says this of somebody else: {}",
    },
    "attribution": {
        "de": "In den Belegen ist das nur eine Aussage oder Vermutung: {}",
        "en": "In the evidence this is only what somebody says or supposes: {}",
    },
    "scope": {
        "de": "So allgemein sagen es die Belege nicht: {}",
        "en": "The evidence does not say it so widely: {}",
    },
    "cause": {
        "de": "Diese Ursache nennen die Belege nicht: {}",
        "en": "The evidence does not give this cause: {}",
    },
    "outdated": {
        "de": "Das ist nach den Belegen überholt: {}",
        "en": "By the evidence this is out of date: {}",
    },
    "support": {
        "de": "Davon steht zu wenig in den Belegen: {}",
        "en": "Too little of this stands in the evidence: {}",
    },
    "citation": {
        "de": "Die Nummer des Belegs fehlt oder ist falsch: {}",
        "en": "The number of its source is missing or wrong: {}",
    },
    "language": {
        "de": "Der Satz ist nicht auf Deutsch: {}",
        "en": "The sentence is not in English: {}",
    },
    "form": {
        "de": "Das ist kein Satz einer Antwort oder zu lang: {}",
        "en": "This is no sentence of an answer, or too long: {}",
    },
}
_JUDGED: Final[Mapping[bool, Mapping[Language, str]]] = {
    True: {
        "de": "Das Sprachmodell sieht es nicht als belegt an.",
        "en": "The language model does not see it as supported.",
    },
    False: {"de": "Nichts zu beanstanden.", "en": "Nothing is wrong."},
}


def reason(findings: Sequence[Finding], *, rejected_by_judge: bool, language: Language) -> str:
    """All findings as one text; what is said where there is none."""
    if not findings:
        return _JUDGED[rejected_by_judge][language]
    return "; ".join(_REASONS[code][language].format(words) for code, words in findings)
