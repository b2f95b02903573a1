"""Cue words for back references, speech, time, denial and question types, in both languages.

They are searched in text of either language, because German articles quote English and the language
of a short quote is uncertain. Each entry is a regular expression without word boundaries.
"""

import re
from collections.abc import Mapping
from re import IGNORECASE, Pattern, RegexFlag
from typing import Final

from index.language.lexicon import Language

LEANING: Final[Mapping[Language, str]] = {
    "de": (
        r"Sie|Er|Es|Ihr|Ihre|Ihren|Sein|Seine|Dies|Diese|Dieser|Dieses|Diesen|Damit|Dabei|Dadurch|"
        r"Deshalb|Daher|Darum|Dort|Dann|Danach|Davon|Dazu|Seitdem|So|Beide|Letztere|Letzterer"
    ),
    "en": r"They|He|She|It|This|These|That|Those|His|Her|Their|There|Both",
}
"""First words of a sentence that depends on the previous one."""

SPEAKING: Final[Mapping[Language, str]] = {
    "de": (
        r"sag(?:t|te|ten|en)(?![^.,;:]*\sab(?:[.,;:]|$))|gesagt|erklärten?|betont\w*|behauptet\w*|warn(?:t|te|ten)|gewarnt|"
        r"forderten?|gefordert|berichtet\w*|geäußert|versprach\w*|versprochen|zufolge"
    ),
    "en": r"say|says|said|saying|told|warn(?:s|ed)|argue[ds]|reported|demanded|promised",
}
"""Verbs that are always verbs of saying. Shared by the checks of claims, the checks of translations
and :data:`SAYING`, each of which adds words that may be verbs of saying."""

SAYING: Final[Mapping[Language, str]] = {
    "de": (
        rf"{SPEAKING['de']}|erklär(?:t|en)|behaupte\w+|kündig\w+|angekündigt|"
        r"teilt\w*\s(?:\w+\s)*mit|mitgeteilt|fordert|nann(?:te|ten)|schrieb\w*|geschrieben|"
        r"berichte\w+|äußer(?:te|ten)|meint\w*|beschuldig\w+|bezeichne\w+|"
        r"begründe\w+|laut|nach Angaben|Angaben zufolge|nach den Worten|aus Sicht|Ansicht"
    ),
    "en": (
        rf"{SPEAKING['en']}|state[ds]?|stating|explain(?:s|ed)?|declare[ds]?|claim(?:s|ed)?|"
        r"announce[ds]?|argue|reports|tells|describe[ds]?|accord(?:s|ing)|demands|"
        r"call(?:s|ed) for|assert(?:s|ed)|add(?:s|ed)|promises?|view of"
    ),
}
"""Verbs and phrases that attribute a statement to somebody."""

TIMES: Final[Mapping[Language, str]] = {
    # Parts of a day are separate words or follow a weekday ("Montagmorgen").
    "de": (
        r"(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)"
        r"(?:s|früh|(?:morgen|vormittag|mittag|nachmittag|abend|nacht)s?)?|"
        r"morgens|(?:vor|nach)?mittags?|abends?|nachts?|(?:heiligabend|mitternacht)s?|"
        r"januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|"
        r"gestern|heute|morgen|woche\w*|monat\w*|jahr\w*|sommer|winter|herbst|frühling|frühjahr"
    ),
    "en": (
        r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|"
        r"(?-i:March|May)|june|july|october|december|yesterday|today|tomorrow|tonight|morning|"
        r"afternoon|evening|night|noon|midnight|week\w*|month\w*|year\w*|century|centuries|summer|"
        r"autumn|spring"
    ),
}
"""Days, months, seasons and parts of a day."""

REFUSING: Final[Mapping[Language, str]] = {
    "de": r"weiger\w+|geweigert|verweiger\w+|ablehn\w*|abgelehnt|lehn\w+",
    "en": r"refus\w+|declin\w+|reject\w+|den(?:y|ies|ied)|fail\w*",
}
"""Verbs that negate another clause: "has refused to join"."""

DENYING: Final[Mapping[Language, str]] = {
    "de": rf"nicht|kein\w*|nie|niemals|niemand|nichts|ohne|weder|{REFUSING['de']}",
    "en": (
        r"not|no|never|nobody|none|nothing|without|neither|nor|cannot|unable|\w*n[’']t|"
        rf"{REFUSING['en']}"
    ),
}
"""Words that negate their clause."""

UNDOING: Final[Mapping[Language, str]] = {
    "de": (
        r"zurück(?:ge)?z[io]\w+|zurücktr\w+|zurückgetr\w+|verl(?:ass|ieß|äss)\w*|beende\w*|"
        r"endet\w*|ausgetreten|ausgestiegen|abgesagt|abgeschafft|aufgehört|gestoppt"
    ),
    "en": (
        r"withdr[ae]w\w*|resign\w*|left|leaves|quit\w*|end(?:s|ed)|cancel\w*|abolish\w*|"
        r"stopp\w*|pull(?:s|ed) out"
    ),
}
"""Verbs that end what a question may presuppose: "zurückgezogen", "has left"."""

GOING_ON: Final[Mapping[Language, str]] = {
    "de": r"noch|weiterhin|mehr",
    "en": r"still|yet|anymore|any more",
}
"""Asks whether something still holds."""

REPORTED: Final[Mapping[Language, str]] = {
    "de": (
        r"soll|sollen|wolle|wollen|werde|würde|würden|habe|hätten|hätte|sei|seien|müsse|könne|"
        r"dürfe|gebe|komme|wisse|solle|könnten"
    ),
    "en": r"should|would|could|may|might|is to|are to|supposed|reportedly|allegedly",
}
"""Verb forms and adverbs of hearsay and assumption; lower case only."""

WHEN: Final[Mapping[Language, str]] = {
    "de": (
        r"wann|(?:an welchem|welcher|welchen) tag|(?:in welchem|welches) jahr|"
        r"welche[mnrs]? monat|seit wann|bis wann|ab wann|um wie viel uhr|wie spät"
    ),
    "en": r"when|(?:what|which) (?:year|day|date|month|time)|how early|how late",
}
"""Asks for a time."""

HOW_MANY: Final[Mapping[Language, str]] = {
    "de": (r"wie ?viele?|wie hoch|wie teuer|wie lang\w*|wie groß|wie weit|wie alt|wie schwer"),
    "en": r"how (?:many|much|long|old|far|high|big|large|heavy|tall|often)",
}
"""Asks for a number."""

WHERE: Final[Mapping[Language, str]] = {
    "de": r"wo|wohin|woher|(?:in|an|bei|nach|aus) welche[mnrs]?",
    "en": r"where|(?:in|at|to|from) which",
}
"""Asks for a place."""

AT: Final[Mapping[Language, str]] = {
    "de": r"in|im|ins|bei|beim|nach|aus|an|am|auf|vor|zwischen|über|unter|neben",
    "en": r"at|on|to|from|near|between|into|inside|outside|across",
}
"""Prepositions of place."""

BY: Final[Mapping[Language, str]] = {"de": "von|durch|mit", "en": "by|with|of"}
"""Prepositions before the agent of an action."""

ARTICLES: Final[Mapping[Language, str]] = {
    "de": r"der|die|das|den|dem|des|ein\w*",
    "en": "the|a|an",
}
AND: Final[Mapping[Language, str]] = {"de": "und|sowie|oder", "en": "and|or"}
"""Conjunctions in an enumeration."""

OPINION: Final[Mapping[Language, str]] = {
    "de": r"(?:Gast)?[Kk]ommentar|Meinung|Leitartikel|Glosse|Kolumne|Essay|Gastbeitrag",
    "en": r"Opinion|Comment|Editorial|Leader|Column|Op-Ed",
}
INTERVIEW: Final[Mapping[Language, str]] = {
    "de": "(?:Exklusiv-)?Interview",
    "en": "(?:Exclusive )?Interview|Q&A",
}
ANALYSIS: Final[Mapping[Language, str]] = {"de": "Analyse|Einordnung", "en": "Analysis"}
"""Labels of an article's genre before or above its headline, like the previous two."""

PAGE: Final[Mapping[Language, str]] = {"de": r"Seite|Blatt|S\.", "en": r"Page|p\."}
"""Stands before the number of a printed page."""
OF_PAGES: Final[Mapping[Language, str]] = {"de": "von", "en": "of|out of"}
"""Stands before the number of all pages: "Seite 3 von 7"."""

CLOCK: Final = (
    r"\b(?:1\d{3}|20\d{2})\b|"
    r"\b\d{1,2}(?:[.:]\d{2})?[ \u00a0\u202f]?(?:uhr|o[’']clock|[ap]m|[ap]\.\s?m\.)(?!\w)"
)
"""A year, or a time of day."""


def either(words: Mapping[Language, str]) -> str:
    """A regular expression for the words of both languages."""
    return "|".join(words.values())


def expression(words: Mapping[Language, str], flags: RegexFlag = IGNORECASE) -> Pattern[str]:
    """The same, compiled, for whole words."""
    return re.compile(rf"\b(?:{either(words)})\b", flags)
