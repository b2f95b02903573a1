"""Patterns of questions for a number or time, and of numbers and times in articles."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Final

from index.language.lexicon import Language


def _any(text: str) -> str:
    return "|".join(text.split())


@dataclass(frozen=True, slots=True)
class Measure:
    """One kind of measured value, such as a length."""

    asked: Pattern[str]
    """Finds a question for it."""
    unit: Pattern[str]
    """Matches its units after a number, including the space."""


@dataclass(frozen=True, slots=True)
class ValueWords:
    """The patterns of one language."""

    how_many: Pattern[str]
    """Finds a question for a count; the counted noun follows."""
    people: frozenset[str]
    """General nouns for people, in lower case: "19 Menschen" may count injured people."""
    measures: Mapping[str, Measure]
    """By name, the same in all languages; the first that matches a question counts."""
    unit: Pattern[str]
    """Matches any unit after a number, including the space."""
    currency: Pattern[str]
    """Matches at the end of the text before a number: a currency sign."""
    part_of: Pattern[str]
    """Matches after a number that is a part of a group: "zwölf der Verletzten"."""
    about: Pattern[str]
    """Matches at the end of the text before a number: "rund", "more than"."""
    when: Pattern[str]
    """Finds a question for a time."""
    what_time: Pattern[str]
    """Finds a question for a time of day."""
    clock: Pattern[str]
    time: Pattern[str]
    """Finds one expression of time."""
    time_joint: Pattern[str]
    """Matches between two parts of one time expression: "Freitag, dem 3. Mai, um 14 Uhr"."""

    def asks_for(self, measure: str, question: str) -> bool:
        """Whether a question asks for a measure, by its name; a time of day is none."""
        return bool(self.measures[measure].asked.search(self.what_time.sub(" ", question)))


_SPACE: Final = "[ \u00a0\u202f\u2009]"
_GAP: Final = f"{_SPACE}?-?"


def _unit(words: str) -> Pattern[str]:
    return re.compile(rf"{_GAP}(?:{words})(?!\w)", re.IGNORECASE)


def _find(words: str) -> Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_DE_MONTHS: Final = _any(
    "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember"
)
_DE_DAYS: Final = "(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend"
_DE_PARTS: Final = "Vormittag|Nachmittag|Mittag|Morgen|Abend|Nacht|Mitternacht"
_DE_YEAR: Final = r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)(?!\s(?:[A-ZÄÖÜ€%]|Millionen))"
_DE_CLOCK: Final = rf"\d{{1,2}}(?:[.:]\d\d)?{_SPACE}Uhr(?:{_SPACE}\d\d\b)?|Mitternacht"
_DE_TIME: Final = (
    rf"\b(?:{_DE_CLOCK}"
    rf"|\d{{1,2}}\.(?:{_SPACE}(?:bis|und){_SPACE}\d{{1,2}}\.)?{_SPACE}?(?:{_DE_MONTHS})"
    rf"(?:{_SPACE}\d{{4}})?|\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d\d)?"
    rf"|(?:(?:Anfang|Mitte|Ende)\s)?(?:{_DE_MONTHS})(?:{_SPACE}\d{{4}})?"
    rf"|(?:{_DE_DAYS})(?:(?i:{_DE_PARTS})|früh)?|(?:vor)?gestern|heute|übermorgen"
    rf"|(?<!Guten )(?<!guten )morgen(?=\s(?:früh|{_DE_PARTS}))|(?:am|in der)\s(?:{_DE_PARTS})"
    r"|(?:vergangene|letzte|nächste|kommende|dieser?|diesem|diesen)[nmrs]?\s"
    r"(?:Woche|Monat|Jahr|Wochenende|Frühjahr|Frühling|Sommer|Herbst|Winter|Nacht)"
    rf"|(?:Anfang|Mitte|Ende)\s(?:des\sJahres|{_DE_YEAR})"
    rf"|(?:Frühjahr|Frühling|Sommer|Herbst|Winter)(?:{_SPACE}\d{{4}})?|{_DE_YEAR})(?!\w)"
)
_DE_MONEY: Final = "Cent|(?:US-)?Dollar|€|Euro|Franken|Pfund|Kronen|Yen|Rubel|Yuan|Złoty|EUR|USD"
_DE_SHARE: Final = "%|Prozent(?:punkten?|punkt)?|Promille"
_DE_LENGTH: Final = "(?:Kilo|Zenti|Milli)?metern?|km|cm|mm|m|Seemeilen|Meilen?"
_DE_DURATION: Final = (
    "Sekunden?|Minuten?|Stunden?|Tagen?|Tage|Wochen?|Monaten?|Monate|Jahren?|Jahre|Jahrzehnten?"
)
_DE_OTHER: Final = (
    "Tonnen?|Kilo(?:gramm)?|kg|t|Gramm|Litern?|Grad|°C?|Hektar|Quadrat(?:kilo)?metern?|"
    "Kubikmetern?|km/h|Stundenkilometern?|(?:Mega|Giga|Kilo)watt(?:stunden)?|MW|GW|kWh|Punkten?|"
    "Punkte"
)
_DE_AMOUNT: Final = f"{_DE_MONEY}|{_DE_SHARE}|{_DE_LENGTH}|{_DE_OTHER}"
_DE_AGE: Final = r"Jahren?(?:\salt)?|Jahre(?:\salt)?|jährig\w*"

_EN_MONTHS: Final = _any(
    "January February April June July August September October November December"
)
_EN_ALL_MONTHS: Final = rf"{_EN_MONTHS}|March|May"
_EN_DAYS: Final = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_EN_PARTS: Final = "morning|afternoon|evening|night"
_EN_SEASONS: Final = "spring|summer|autumn|winter"
_EN_YEAR: Final = r"(?<![\d.,£$€])(?:19|20)\d\d(?![\d.,]*\d)(?![\s-](?!in\b|at\b|on\b)[a-z]+s\b)"
_EN_CLOCK: Final = (
    rf"\d{{1,2}}(?:[.:]\d\d)?{_SPACE}?(?:[ap]\.m\.|[ap]m\b|o['’]clock)"
    r"|(?:[01]?\d|2[0-3]):[0-5]\d\b|noon\b|midnight\b"
)
_EN_TIME: Final = (
    rf"(?<!\w)(?:{_EN_CLOCK}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?\s(?:{_EN_ALL_MONTHS})\b(?:,?\s\d{{4}}\b)?"
    rf"|(?:{_EN_ALL_MONTHS})\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}}\b)?"
    rf"|(?:{_EN_ALL_MONTHS})\s\d{{4}}\b|(?:{_EN_MONTHS})\b"
    r"|(?<=\bin\s)(?:March|May)\b|(?<=\bby\s)(?:March|May)\b|(?<=\bsince\s)(?:March|May)\b"
    r"|(?<=\bearly\s)(?:March|May)\b|(?<=\blate\s)(?:March|May)\b"
    rf"|(?:{_EN_DAYS})(?:\s(?:{_EN_PARTS}))?\b|yesterday(?:\s(?:{_EN_PARTS}))?\b|today\b"
    rf"|tomorrow(?:\s(?:{_EN_PARTS}))?\b|tonight\b|(?:this|in\sthe|that)\s(?:{_EN_PARTS})\b"
    rf"|(?:last|next|this|(?:later|earlier)\sthis)\s(?:week|month|year|weekend|night|{_EN_SEASONS})"
    rf"\b|(?:{_EN_SEASONS})\s(?:of\s)?\d{{4}}\b|(?<=\bin\s)(?:{_EN_SEASONS})\b|{_EN_YEAR})"
)
_EN_MONEY: Final = "cents?|pence|(?:US )?dollars?|€|euros?|pounds?|francs|kron(?:or|er)|yen|USD|EUR"
_EN_SHARE: Final = "%|per ?cent(?:age points?)?"
_EN_LENGTH: Final = "(?:kilo|centi|milli)?met(?:re|er)s?|km|cm|mm|miles?|feet|foot|yards?|inches"
_EN_DURATION: Final = "seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?"
_EN_OTHER: Final = (
    "tonn?e?s?|kilo(?:gram)?s?|kg|grams?|lit(?:re|er)s?|degrees?|°[CF]?|hectares?|acres?|"
    "square (?:kilo)?(?:met(?:re|er)s?|miles?)|cubic met(?:re|er)s?|mph|km/h|"
    "(?:mega|giga|kilo)watts?(?:[- ]hours?)?|MW|GW|kWh|points?"
)
_EN_AMOUNT: Final = f"{_EN_MONEY}|{_EN_SHARE}|{_EN_LENGTH}|{_EN_OTHER}"
_EN_AGE: Final = r"years?[- ](?:old|of age)"
_CURRENCY: Final = re.compile(rf"(?:US|C|A)?[€$£¥]{_SPACE}?$")

VALUE_WORDS: Final[Mapping[Language, ValueWords]] = {
    "de": ValueWords(
        how_many=_find("wie ?viele"),
        people=frozenset({"menschen", "personen", "leute"}),
        measures={
            "age": Measure(_find("wie alt"), _unit(_DE_AGE)),
            "duration": Measure(_find("wie lange"), _unit(_DE_DURATION)),
            "length": Measure(_find("wie (?:weit|lang|tief|breit)"), _unit(_DE_LENGTH)),
            "share": Measure(_find("wie ?viele? prozent"), _unit(_DE_SHARE)),
            "money": Measure(
                _find("wie teuer|wie ?viel (?:geld|euro|kostet|kosten)"), _unit(_DE_MONEY)
            ),
            "amount": Measure(_find("wie (?:hoch|groß|stark|schwer|schnell|viel)|wieviel"),
                    _unit(_DE_AMOUNT)),
        },
        unit=_unit(f"{_DE_AGE}|{_DE_AMOUNT}|{_DE_DURATION}"),
        currency=_CURRENCY,
        part_of=re.compile(r"\s(?:der|dieser|von)\s"),
        about=re.compile(
            r"\b(?:rund|etwa|circa|ca\.|knapp|gut|fast|mindestens|höchstens|ungefähr|bis zu|"
            r"mehr als|weniger als|über|unter)\s+$",
            re.IGNORECASE,
        ),
        when=_find("wann|(?:an|in) welche[mnr] (?:tag|jahr|monat|datum|woche)|um wie ?viel uhr"),
        what_time=_find("um wie ?viel uhr"),
        clock=re.compile(_DE_CLOCK),
        time=re.compile(_DE_TIME),
        time_joint=re.compile(
            r",?\s+(?:(?:um|am|im|den|dem|der|des|gegen|ab|kurz|vor|nach)\s+){0,2}"
        ),
    ),
    "en": ValueWords(
        how_many=_find("how many"),
        people=frozenset({"people", "persons"}),
        measures={
            "age": Measure(_find("how old"), _unit(_EN_AGE)),
            "duration": Measure(_find("how long"), _unit(_EN_DURATION)),
            "length": Measure(_find("how (?:far|deep|wide|tall)"), _unit(_EN_LENGTH)),
            "share": Measure(_find("(?:what|which) percentage|how many percent"), _unit(_EN_SHARE)),
            "money": Measure(_find("how expensive|how much (?:money|(?:does|did|will|do) .*cost)"),
                    _unit(_EN_MONEY)),
            "amount": Measure(
                _find("how (?:high|large|big|strong|heavy|fast|much)"), _unit(_EN_AMOUNT)
            ),
        },
        unit=_unit(f"{_EN_AGE}|{_EN_AMOUNT}|{_EN_DURATION}"),
        currency=_CURRENCY,
        part_of=re.compile(r"\sof\s"),
        about=re.compile(
            r"\b(?:about|around|roughly|nearly|almost|some|at least|at most|up to|more than|"
            r"less than|fewer than|over|under|approximately)\s+$",
            re.IGNORECASE,
        ),
        when=_find("when|(?:on|in) (?:which|what) (?:day|year|month|date|week)|(?:at )?what time"),
        what_time=_find("what time"),
        clock=re.compile(_EN_CLOCK),
        time=re.compile(_EN_TIME),
        time_joint=re.compile(r",?\s+(?:(?:at|on|in|of|the|around|about)\s+){0,2}"),
    ),
}  # fmt: skip
