"""What is wrong with a claim, in words that a person reads."""

from collections.abc import Sequence
from typing import Final

from index.language.lexicon import Language
from rag.answer.checks.rules.facts import Finding
from rag.texts import Texts

_text: Final = Texts(
    {
        "number": {
            "de": "Die Zahl steht so nicht in den Belegen: {words}",
            "en": "The evidence does not give this number: {words}",
        },
        "unit": {
            "de": "Die Zahl gilt in den Belegen für etwas anderes: {words}",
            "en": "In the evidence the number is of something else: {words}",
        },
        "date": {
            "de": "Der Zeitpunkt steht so nicht in den Belegen: {words}",
            "en": "The evidence does not give this date or time: {words}",
        },
        "name": {
            "de": "Der Name steht nicht in den Belegen: {words}",
            "en": "The name is not in the evidence: {words}",
        },
        "negation": {
            "de": "Nur eine Seite verneint: {words}",
            "en": "Only one side denies it: {words}",
        },
        "opposite": {
            "de": "Die Belege sagen das Gegenteil: {words}",
            "en": "The evidence says the opposite: {words}",
        },
        "role": {
            "de": "Das sagen die Belege von jemand anderem: {words}",
            "en": "The evidence says this of somebody else: {words}",
        },
        "attribution": {
            "de": "In den Belegen ist das nur eine Aussage oder Vermutung: {words}",
            "en": "In the evidence this is only what somebody says or supposes: {words}",
        },
        "scope": {
            "de": "So allgemein sagen es die Belege nicht: {words}",
            "en": "The evidence does not say it so widely: {words}",
        },
        "cause": {
            "de": "Diese Ursache nennen die Belege nicht: {words}",
            "en": "The evidence does not give this cause: {words}",
        },
        "outdated": {
            "de": "Das ist nach den Belegen überholt: {words}",
            "en": "By the evidence this is out of date: {words}",
        },
        "support": {
            "de": "Davon steht zu wenig in den Belegen: {words}",
            "en": "Too little of this stands in the evidence: {words}",
        },
        "citation": {
            "de": "Die Nummer des Belegs fehlt oder ist falsch: {words}",
            "en": "The number of its source is missing or wrong: {words}",
        },
        "disputed": {
            "de": "Ein anderer Beleg sagt es anders oder neuer: {words}",
            "en": "Another source says it differently, or later: {words}",
        },
        "language": {
            "de": "Der Satz ist nicht auf Deutsch: {words}",
            "en": "The sentence is not in English: {words}",
        },
        "form": {
            "de": "Das ist kein Satz einer Antwort oder zu lang: {words}",
            "en": "This is no sentence of an answer, or too long: {words}",
        },
        "judged": {
            "de": "Das Sprachmodell sieht es nicht als belegt an.",
            "en": "The language model does not see it as supported.",
        },
        "nothing": {"de": "Nichts zu beanstanden.", "en": "Nothing is wrong."},
    }
)


def reason(findings: Sequence[Finding], *, rejected_by_judge: bool, language: Language) -> str:
    """All findings as one text; what is said where there is none."""
    if not findings:
        return _text("judged" if rejected_by_judge else "nothing", language)
    return "; ".join(_text(code, language, words=words) for code, words in findings)
