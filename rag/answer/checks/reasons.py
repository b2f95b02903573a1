"""Readable texts for the findings on a claim."""

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
            "en": "In the evidence, the number refers to something else: {words}",
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
            "en": "Only one of claim and evidence is negated: {words}",
        },
        "opposite": {
            "de": "Die Belege sagen das Gegenteil: {words}",
            "en": "The evidence says the opposite: {words}",
        },
        "role": {
            "de": "Das sagen die Belege von jemand anderem: {words}",
            "en": "The evidence says this about somebody else: {words}",
        },
        "attribution": {
            "de": "In den Belegen ist das nur eine Aussage oder Vermutung: {words}",
            "en": "In the evidence, this is only a statement or a guess: {words}",
        },
        "scope": {
            "de": "So allgemein sagen es die Belege nicht: {words}",
            "en": "The evidence is less general: {words}",
        },
        "cause": {
            "de": "Diese Ursache nennen die Belege nicht: {words}",
            "en": "The evidence does not give this cause: {words}",
        },
        "outdated": {
            "de": "Das ist nach den Belegen überholt: {words}",
            "en": "According to the evidence, this is out of date: {words}",
        },
        "support": {
            "de": "Davon steht zu wenig in den Belegen: {words}",
            "en": "Too little of this is in the evidence: {words}",
        },
        "citation": {
            "de": "Die Nummer des Belegs fehlt oder ist falsch: {words}",
            "en": "The citation number is missing or wrong: {words}",
        },
        "disputed": {
            "de": "Ein anderer Beleg sagt es anders oder neuer: {words}",
            "en": "Another source contradicts or updates this: {words}",
        },
        "language": {
            "de": "Der Satz ist nicht auf Deutsch: {words}",
            "en": "The sentence is not in English: {words}",
        },
        "form": {
            "de": "Das ist kein Satz einer Antwort oder zu lang: {words}",
            "en": "This is not a sentence of an answer, or it is too long: {words}",
        },
        "judged": {
            "de": "Das prüfende Modell sieht es nicht als belegt an: {words}",
            "en": "The verifying model does not consider it supported: {words}",
        },
        "nothing": {"de": "Nichts zu beanstanden.", "en": "Nothing is wrong."},
    }
)


def reason(findings: Sequence[Finding], language: Language) -> str:
    """All findings as one text; that nothing is wrong if there are none."""
    if not findings:
        return _text("nothing", language)
    return "; ".join(_text(code, language, words=words) for code, words in findings)
