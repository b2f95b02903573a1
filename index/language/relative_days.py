"""Words for a day that is told from the day of writing: "gestern", "am Freitag", "on Tuesday"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Final

from index.language.lexicon import Language


@dataclass(frozen=True, slots=True)
class RelativeDayWords:
    """What one language has for relative days."""

    days: Mapping[str, int]
    """Words written small, and how many days they lie after the day of writing."""
    day: Pattern[str]
    """Finds one of these words; it is the group ``word``."""
    weekdays: tuple[str, ...]
    """From Monday; several names of one day are separated by ``|``."""
    weekday: Pattern[str]
    """Finds a weekday of some week; groups ``which`` (may be missing) and ``name``."""
    last: Pattern[str]
    """Fully matches ``which`` for the one before the day of writing."""
    next: Pattern[str]
    """The same for the one after it."""
    dated: Pattern[str]
    """Matches behind a day whose date the text gives itself, or that is no single day."""
    repeated: Pattern[str]
    """Matches at the end of the text before a day that is a part of a name, or before a weekday
    of every week."""
    past: Pattern[str]
    """Finds a verb of the past in a clause."""
    future: Pattern[str]
    """Finds words for the future in a clause."""
    clause_end: Pattern[str]


_DE_WEEKDAYS: Final = (
    "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag|Sonnabend", "Sonntag",
)  # fmt: skip
_EN_WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_DE_PARTS: Final = "(?:früh|(?:vor|nach)?mittag|morgen|abend|nacht)"
_DE_LAST: Final = "(?:vergangen|letzt|vorig)e[nrsm]?"
_DE_NEXT: Final = "(?:kommend|nächst)e[nrsm]?"
_EN_PARTS: Final = "(?:morning|afternoon|evening|night)"

RELATIVE_DAYS: Final[Mapping[Language, RelativeDayWords]] = {
    "de": RelativeDayWords(
        days={
            "vorgestern": -2,
            "gestern": -1,
            "heute": 0,
            "morgen": 1,
            "übermorgen": 2,
        },
        # Small letters: "Heute" and "Morgen" are names and nouns too. "morgen" alone is in
        # compounds of the clock only behind another day ("heute morgen" in the old spelling).
        day=re.compile(
            r"(?<![\w-])(?<!heute )(?<!gestern )(?<!von )(?<!seit )(?<!bis )"
            r"(?P<word>(?:vor)?gestern|heute|(?:über)?morgen)(?![\w-])"
        ),
        weekdays=_DE_WEEKDAYS,
        weekday=re.compile(
            rf"\b(?:(?:[Aa]m|[Ss]eit|[Bb]is|[Aa]b|[Vv]om|[Zz]um)\s+|[Dd]e[nmr]\s+)+?"
            rf"(?:(?P<which>{_DE_LAST}|{_DE_NEXT}|diese[nmr]|gestrigen|heutigen)\s+)?"
            rf"(?P<name>{'|'.join(_DE_WEEKDAYS)}){_DE_PARTS}?(?![\w-])"
        ),
        last=re.compile(f"{_DE_LAST}|gestrigen"),
        next=re.compile(_DE_NEXT),
        dated=re.compile(
            r"(?:,\s*(?:(?:de[nm]|dem)\s+)?|\s+(?:den\s+)?|\s*\(\s*)\d{1,2}\.(?:\s?\d|\s+[A-ZÄÖÜ])"
            r"|\s+(?:vergangener|nächster|kommender|vor|in|nach)\s+(?:\w+\s+)?(?:Woche|Monat|Jahr)"
            r"|\s+(?:im|des)\s+(?:Monats|Jahres|Januar|Februar|März|April|Mai|Juni|Juli|August"
            r"|September|Oktober|November|Dezember)|\s+(?:journal|Journal|Show|show|nach|vor)\b"
            r"|\s+(?:und|bis|oder)\s+(?:am\s+)?(?:\w+tag|Mittwoch|Sonnabend)\b"
        ),
        repeated=re.compile(
            r"(?:\b(?:jede[nrsm]?|je|immer|meist|oft|stets|ersten|zweiten|dritten|vierten|letzten|"
            r"anderen|übernächsten|vorletzten|einem|Zeitung|Magazin|Sendung|Frau|Herrn?|Robinson)"
            r"|[„“\"»«‚'’])\s*$"
        ),
        past=re.compile(
            r"\b(?:wurden?|war(?:en)?|hatten?|kam(?:en)?|gab(?:en)?|ging(?:en)?|fand(?:en)?|"
            r"fiel(?:en)?|traf(?:en)?|starb(?:en)?|begann(?:en)?|stieg(?:en)?|sprach(?:en)?|"
            r"schrieb(?:en)?|nahm(?:en)?|lie(?:ß|ßen)|blieb(?:en)?|trat(?:en)?|sank(?:en)?|"
            r"wies(?:en)?|rief(?:en)?|zog(?:en)?|verlor(?:en)?|gewann(?:en)?|beschloss(?:en)?|"
            r"bot(?:en)?|hielt(?:en)?|brach(?:en)?|"
            r"[a-zäöüß]{2,}(?:t|d|g|k|h|n|r|s|z|ß|l|m|p|b|f)ten?|"
            r"(?:hat|haben|ist|sind)(?=\b.*\b(?:\w*ge\w+(?:t|en)|be\w+(?:t|en)|ver\w+(?:t|en)|"
            r"er\w+(?:t|en)|ent\w+(?:t|en)|\w+iert|worden)\b))\b"
        ),
        future=re.compile(
            r"\b(?:soll(?:en)?|will|wollen|wird|werden|möchten?|muss|müssen|darf|dürfen|geplant|"
            r"plant|planen|könnten?|sollten?|vorgesehen|erwartet|anstehende\w*|steht an)\b"
        ),
        clause_end=re.compile(r"[;:–—.!?„“\"»«]|,(?!\d)"),
    ),
    "en": RelativeDayWords(
        days={"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1},
        day=re.compile(
            r"(?<![\w-])(?<!of )(?<!until )(?P<word>yesterday|[Tt]oday|[Tt]onight|tomorrow"
            r"|Yesterday|Tomorrow)(?![\w’'-])"
        ),
        weekdays=_EN_WEEKDAYS,
        weekday=re.compile(
            rf"\b(?:(?:[Oo]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Ll]ate|[Ee]arly)\s+)?"
            rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Tt]his\s+coming|[Tt]his\s+past)\s+)?"
            rf"(?P<name>{'|'.join(_EN_WEEKDAYS)})(?:\s+{_EN_PARTS})?(?![\w’'-])"
        ),
        last=re.compile(r"last|this\s+past", re.IGNORECASE),
        next=re.compile(r"next|this\s+coming", re.IGNORECASE),
        dated=re.compile(
            r"(?:,\s*|\s+(?:the\s+)?|\s*\(\s*)(?:\d{1,2}(?:st|nd|rd|th)?\b|(?:January|February|March"
            r"|April|May|June|July|August|September|October|November|December)\b)"
            r"|\s+(?:last|next|of|in|after|before)\s+(?:the\s+)?"
            r"(?:\w+\s+)?(?:week|month|year|January|February|March|April|May|June|July|August"
            r"|September|October|November|December)"
            r"|\s+(?:and|to|or)\s+\w+day\b|\s+[A-Z]"
        ),
        repeated=re.compile(
            r"(?:\b(?:every|each|first|second|third|fourth|Black|Good|Ash|Bloody|Super|Easter|Palm|"
            r"Magazine|newspaper|Mrs?|Ms|Joe|Man|Sheffield|the|a|USA|of)|[“\"‘])\s*$"
        ),
        past=re.compile(
            r"\b(?:was|were|had|did|came|went|said|told|met|fell|rose|broke|began|took|gave|held|"
            r"made|left|won|lost|found|became|got|saw|spoke|wrote|led|hit|struck|killed|swam|ran|"
            r"grew|drew|threw|put|set|cut|shot|sent|paid|brought|caught|"
            r"(?:has|have)(?=\s+(?:\w+\s+)?(?:been|\w+ed|\w+en)\b)|[a-z]{2,}(?<!ne)(?<!e)ed|"
            r"(?:agre|decre|guarante|fre)ed)\b"
        ),
        future=re.compile(
            r"\b(?:will|shall|is to|are to|due|plans?|planned|scheduled|expected|set to|going to|"
            r"would|should|could|may|might|hopes? to|wants? to|aims? to)\b|[’']ll\b"
        ),
        clause_end=re.compile(r"[;:–—.!?“”\"]"),
    ),
}
