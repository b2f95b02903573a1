"""English words with an opposite, by topic: "rise" and "fall"."""

from collections.abc import Mapping
from re import Pattern
from typing import Final

from index.language.statements.lists import pattern

AXES: Final[Mapping[str, tuple[Pattern[str], Pattern[str]]]] = {
    "change": (
        pattern(
            "ris(?:e|es|ing|en) rose grow(?:s|n|ing)? grew growth increas(?:e|es|ed|ing) "
            "climb(?:s|ed|ing)? rais(?:e|es|ed|ing) gain(?:s|ed|ing)? "
            r"percent_more more(?!\sthan\s(?:\d|an?\b|half|twice|one|two|three|ten|\w+ty)) higher "
            "doubl(?:e|es|ed|ing) tripl(?:e|es|ed) expand(?:s|ed|ing)? surg(?:e|es|ed|ing) "
            "jump(?:s|ed)? soar(?:s|ed|ing)? up_from up_by"
        ),
        pattern(
            r"fall(?:s|en|ing)? fell drop(?:s|ped|ping)? declin(?:e|es|ed|ing)(?!\sto\b) "
            "decreas(?:e|es|ed|ing) cut(?:s|ting)? lower(?:s|ed|ing)? shrink(?:s|ing)? "
            "shrank shrunk reduc(?:e|es|ed|ing|tion) "
            r"percent_(?:less|fewer) "
            r"(?:less|fewer)(?!\sthan\s(?:\d|an?\b|half|twice|one|two|three|ten|\w+ty)) "
            "slump(?:s|ed)? plung(?:e|es|ed) down_from down_by halv(?:e|es|ed) "
            "los(?:e|es|t|ing) slid slip(?:s|ped) sank sink(?:s|ing)? weaken(?:s|ed)?"
        ),
    ),
    "consent": (
        pattern(
            "accept(?:s|ed|ing)? agre(?:e|es|ed|eing) approv(?:e|es|ed|ing|al) "
            "admit(?:s|ted|ting)? confirm(?:s|ed|ing)? back(?:s|ed|ing) support(?:s|ed|ing)? "
            "endors(?:e|es|ed|ing) welcom(?:e|es|ed|ing) allow(?:s|ed|ing)? "
            "permit(?:s|ted|ting)? acknowledg(?:e|es|ed|ing) call(?:s|ed|ing)?_for "
            r"demand(?:s|ed|ing)? in_favou?r favou?r(?:s|ed|ing)? ratif\w+"
        ),
        pattern(
            "reject(?:s|ed|ing|ion)? refus(?:es|ed|e|ing|al) den(?:y|ies|ied|ying|ial) "
            "turn(?:s|ed|ing)?_down oppos(?:e|es|ed|ing) "
            "(?:is|are|was|were|voted?|spoke(?:_out)?|speaks?(?:_out)?)_against "
            r"dismiss(?:es|ed|ing) disput(?:e|es|ed|ing) bann(?:ed|ing) forbid\w* forbade "
            "prohibit(?:s|ed|ing)? veto(?:es|ed)?"
        ),
    ),
    "opening": (
        pattern("open(?:s|ed|ing)? reopen(?:s|ed|ing)?"),
        pattern("clos(?:e|es|ed|ing|ure) shut(?:s|ting)?"),
    ),
    "winning": (
        pattern(r"win(?:s|ning)? won victor\w* beat(?:s|en)? defeated"),
        pattern("los(?:e|es|t|ing) defeat"),
    ),
    "trade": (
        pattern(
            "buy(?:s|ing)? bought purchas(?:e|es|ed|ing) acquir(?:e|es|ed|ing) tak(?:e|es|ing)_over"
        ),
        pattern("sell(?:s|ing)? sold divest(?:s|ed)?"),
    ),
    "custody": (
        pattern(
            "arrest(?:s|ed|ing)? detain(?:s|ed|ing)? jail(?:s|ed|ing)? imprison(?:s|ed)? "
            "convict(?:s|ed)? sentenc(?:e|es|ed|ing)"
        ),
        pattern("releas(?:e|es|ed|ing) freed acquit(?:s|ted|tal)? cleared"),
    ),
}
