"""Patterns that tell who won against whom: in sport, at an election, in court."""

import re
from collections.abc import Mapping
from re import Pattern
from typing import Final

from index.language.lexicon import Language
from index.language.statements.lists import pattern

WON: Final[Mapping[Language, Pattern[str]]] = {
    "de": pattern(
        r"bezw[iau]ng\w* bezwungen besieg\w* schl[aäu]g(?:t|en)?(?!\s.*\bvor\b) geschlagen "
        r"gew[aio]nn\w* durchgesetzt setz(?:t|te|ten|en)(?=\s.*\bdurch\b) siegt\w* gesiegt "
        r"überwand\w* überwunden düpier\w* deklassier\w* bekam_recht schalte\w*(?=\s.*\baus\b) "
        r"ausgeschaltet w[ai]rft(?=\s.*\baus\b) eliminier\w*"
    ),
    "en": pattern(
        r"beat(?:s|en|ing)? defeat(?:s|ed|ing) w[io]n(?:s|ning)? overc[ao]m(?:e|es|ing) "
        r"prevail(?:s|ed)? thrash(?:ed|es) knock(?:s|ed)?_out eliminat(?:es|ed) oust(?:s|ed) "
        r"edg(?:es|ed) outplay(?:s|ed) upset saw_off"
    ),
}
"""The subject wins; in the passive, it loses."""
LOST: Final[Mapping[Language, Pattern[str]]] = {
    "de": pattern(r"unterl[aei]g\w* unterlegen verl(?:ier|or)\w* scheitert?\w*_an gescheitert"),
    "en": pattern(r"los(?:t|es|e|ing)_(?:\S+_){0,4}(?:to|against) succumb(?:s|ed)"),
}
"""The subject loses."""
SUITS: Final[Mapping[Language, Pattern[str]]] = {
    "de": re.compile(
        r"\b(?:\w*[Kk]lage|Beschwerde|Berufung|Revision|\w*[Aa]ntrag)\s(?:der|des|von)\s"
        r"(?P<plaintiff>.+?)\sgegen\s(?P<defendant>.+)"
    ),
    "en": re.compile(
        r"(?:\b(?:claim|suit|lawsuit|case|appeal|complaint|action)\s(?:by|of|from|brought by)\s"
        r"(?P<plaintiff>.+?)|(?P<owner>[\w’'. -]+?)['’]s?\s(?:claim|suit|lawsuit|case|appeal|"
        r"complaint|action))\sagainst\s(?P<defendant>.+)"
    ),
}
UPHELD: Final[Mapping[Language, Pattern[str]]] = {
    "de": pattern(r"stattgegeben g[aei]b\w*(?=\s.*\bstatt\b) bestätig\w*"),
    "en": pattern(r"upheld uphold(?:s|ing)? allow(?:s|ed) grant(?:s|ed) in_favou?r_of sided_with"),
}
"""A court decides for the plaintiff."""
DISMISSED: Final[Mapping[Language, Pattern[str]]] = {
    "de": pattern(
        r"abgewiesen abgelehnt zurückgewiesen verworfen verw[ai]rf\w* "
        r"w(?:ies|iesen|eist)(?=\s.*\b(?:ab|zurück)\b) lehn\w*(?=\s.*\bab\b)"
    ),
    "en": pattern(r"dismiss(?:es|ed) reject(?:s|ed) thr[eo]wn?_out turn(?:s|ed)_down"),
}
"""A court decides for the defendant."""
