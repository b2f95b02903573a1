"""Patterns of corrections in passing and of denials: "anders als gemeldet", "denied that"."""

import re
from collections.abc import Mapping
from re import Pattern
from typing import Final

from index.language.lexicon import Language
from index.language.statements.lists import pattern

_SAID: Final = (
    r"(?:(?:den|die|diesen?|alle|jede)\s(?:\w+\s)?(?:vorw[uü]rfe?|kritik|darstellung|"
    r"behauptung(?:en)?|anschuldigung(?:en)?|berichte?|angaben))"
)
_TO_SAID: Final = (
    r"(?:dem(?=[:.,;])|(?:dem|der|den|dieser|diesen)\s(?:\w+\s)?(?:vorw[uü]rf(?:en)?|kritik|"
    r"darstellung|behauptung(?:en)?|anschuldigung(?:en)?|bericht(?:en)?|angaben))"
)
_CLAIM: Final = (
    r"(?:\w+\s)?(?:claims?|accusations?|allegations?|criticisms?|charges?|suggestions?|reports?)"
)
_ANY_CLAIM: Final = rf"(?:(?:an?|the|this|these|those|all|such)\s{_CLAIM})"
_THAT_CLAIM: Final = rf"(?:(?:the|this|these|those|all)\s{_CLAIM}(?!\s(?:that|of)\b))"

RETRACTION: Final[Mapping[Language, Pattern[str]]] = {
    "de": pattern(
        r"anders_als_(?:\w+_){0,4}(?:gemeldet|berichtet|geschrieben|angegeben|dargestellt) "
        r"entgegen_(?:\w+_)?(?:früheren|ersten|vorherigen|ursprünglichen)_"
        r"(?:meldung|meldungen|bericht|berichten|fassung) "
        r"(?:irrtümlich|fälschlich|versehentlich)(?:erweise)?_(?:\w+_){0,4}"
        r"(?:gemeldet|berichtet|geschrieben|angegeben)"
    ),
    "en": pattern(
        r"contrary_to_(?:an_|our_)?(?:earlier|previous|initial|first)_(?:reports?|articles?|story) "
        r"(?:wrongly|incorrectly|mistakenly)_(?:reported|stated|gave|named|put|described) "
        r"not_(?:[\w,]+_){1,4}as_(?:\w+_){0,3}(?:previously|earlier|first|initially|originally)_"
        r"(?:reported|stated)"
    ),
}
"""Says in passing that an earlier report was wrong."""
REJECTED: Final[Mapping[Language, Pattern[str]]] = {
    "de": re.compile(
        r"\b[Nn]icht\s(?P<old>[^,.;:„“\"]{2,40}),\s?sondern\b|"
        r",\snicht\s(?P<last>[^,.;:„“\"]{2,40})[.,;]"
    ),
    "en": re.compile(
        r"\b[Nn]ot\s(?P<old>[^,.;:“”\"]{2,40}?),?\sbut\b|"
        r",\snot\s(?P<last>[^,.;:“”\"]{2,40}?)(?:[.,;]|\sas\b)"
    ),
}
"""The words that a correction calls wrong, as group ``old`` or ``last``: "nicht in Bonn, sondern
in Köln", "in Köln, nicht in Bonn"."""
CONTESTS: Final[Mapping[Language, Pattern[str]]] = {
    "de": pattern(
        r"bestr(?:eitet|eiten|itt|itten) bestritten dementier(?:t|te|ten|en) "
        rf"(?:wies|wiesen|weist|weisen)_(?:das|dies|{_SAID})(?=\s(?:\S+\s)*?zurück\b) "
        rf"{_SAID}_zurückgewiesen widerspr(?:ach|achen|icht|echen)_{_TO_SAID}"
    ),
    "en": pattern(
        rf"den(?:y|ies|ied)_(?:that|having|being|any|{_ANY_CLAIM}) "
        rf"(?:reject|dispute|contradict|refute)(?:s|e?d)?_(?:that|this|{_ANY_CLAIM})"
    ),
}
"""Says that somebody rejects what somebody else has said: "bestreitet", "denied that"."""
CONTESTS_BEFORE: Final[Mapping[Language, Pattern[str]]] = {
    "de": pattern(
        rf"(?:bestr(?:eitet|eiten|itt|itten)|dementier(?:t|te|ten|en))_(?:das|dies|{_SAID}(?!,)) "
        r"(?:wies|wiesen|weist|weisen)_(?:das|dies)(?=\s(?:\S+\s){0,3}?zurück\b) "
        rf"(?:wies|wiesen|weist|weisen)_{_SAID}(?=\s(?:\S+\s){{0,3}}?zurück(?:[.:;]|$)) "
        rf"widerspr(?:ach|achen|icht|echen)(?:(?=:)|_{_TO_SAID}(?!,)) "
        r"(?:hält|hielt|halten|hielten)_dagegen"
    ),
    "en": pattern(
        rf"den(?:y|ies|ied)_(?:it|this|(?:any_)?wrongdoing|that(?=[.,;:])|{_THAT_CLAIM}) "
        r"(?:reject|dispute|contradict|refute)(?:s|e?d)?_"
        rf"(?:this|(?:it|that)(?=[.,;:])|{_THAT_CLAIM}) "
        "contradict(?:s|ed)?_(?:him|her|them) disagree[sd]?(?=[.,;:])"
    ),
}
"""The same of what was said just before: "bestreitet das", "rejected the accusation"."""
