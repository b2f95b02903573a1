"""Words by which a text leans on the sentence before, lets someone speak, or tells a time.

They are looked for in texts of either language: a German article quotes English, and a short quote
does not tell its language. Each list is an expression without bounds.
"""

from collections.abc import Mapping
from typing import Final

from index.language.lexicon import Language

LEANING: Final[Mapping[Language, str]] = {
    "de": (
        r"Sie|Er|Es|Ihr|Ihre|Ihren|Sein|Seine|Dies|Diese|Dieser|Dieses|Diesen|Damit|Dabei|Dadurch|"
        r"Deshalb|Daher|Darum|Dort|Dann|Danach|Davon|Dazu|Seitdem|Beide|Letztere|Letzterer"
    ),
    "en": r"They|He|She|It|This|These|That|Those|His|Her|Their|There|Both",
}
"""Begins a sentence that needs the one before it."""

SAYING: Final[Mapping[Language, str]] = {
    "de": (
        r"sag(?:t|te|ten|en)|gesagt|erklär(?:t|te|ten|en)|betont\w*|behaupte\w+|kündig\w+|"
        r"angekündigt|teilt\w*\s(?:\w+\s)*mit|mitgeteilt|warn(?:t|te|ten)|gewarnt|"
        r"forder(?:t|te|ten)|gefordert|nann(?:te|ten)|schrieb\w*|geschrieben|berichte\w+|"
        r"äußer(?:te|ten)|geäußert|meint\w*|versprach\w*|versprochen|beschuldig\w+|bezeichne\w+|"
        r"begründe\w+|laut|zufolge|nach Angaben|Angaben zufolge|nach den Worten|aus Sicht|Ansicht"
    ),
    "en": (
        r"say|says|said|saying|state[ds]?|stating|explain(?:s|ed)?|declare[ds]?|claim(?:s|ed)?|"
        r"announce[ds]?|warn(?:s|ed)|argue[ds]?|report(?:s|ed)|told|tells|describe[ds]?|"
        r"accord(?:s|ing)|demand(?:s|ed)|call(?:s|ed) for|assert(?:s|ed)|add(?:s|ed)|promise[ds]?|"
        r"view of"
    ),
}
"""Verbs and phrases by which a text lets someone say something."""

TIMES: Final[Mapping[Language, str]] = {
    # Parts of a day stand alone or behind a weekday ("Montagmorgen").
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

CLOCK: Final = (
    r"\b(?:1\d{3}|20\d{2})\b|"
    r"\b\d{1,2}(?:[.:]\d{2})?[ \u00a0\u202f]?(?:uhr|o[’']clock|[ap]m|[ap]\.\s?m\.)(?!\w)"
)
"""A year, or a time of day."""


def either(words: Mapping[Language, str]) -> str:
    """The expression for both languages."""
    return "|".join(words.values())
