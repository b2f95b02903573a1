"""Words for days relative to the day of writing: "gestern", "am Freitag", "on Tuesday"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Final

import simplemma

from index.language.lexicon import Language


@dataclass(frozen=True, slots=True)
class RelativeDayWords:
    """The words and patterns of one language."""

    days: Mapping[str, int]
    """Lower-case words, and their offset in days from the day of writing."""
    week: str
    """The lower-case word for a week."""
    day: Pattern[str]
    """Finds one of these words; it is the group ``word``."""
    weekdays: tuple[str, ...]
    """From Monday; several names of one day are separated by ``|``."""
    weekday: Pattern[str]
    """Finds a weekday; groups ``which`` ("last"; may be missing) and ``name``."""
    last: Pattern[str]
    """Fully matches ``which`` for the weekday before the day of writing."""
    next: Pattern[str]
    """The same for the weekday after it."""
    dated: Pattern[str]
    """Matches after a day whose date is in the text, or that is not a single day."""
    repeated: Pattern[str]
    """Matches at the end of the text before a day that is part of a name, or before a recurring
    weekday."""
    past: Pattern[str]
    """Finds a verb in a past tense in a clause."""
    weak_past: Pattern[str]
    """Finds a possible regular past form; it counts if its lemma is a different word, an
    infinitive."""
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
            "heutige": 0,
            "heutigen": 0,
            "gestrige": -1,
            "gestrigen": -1,
            "morgen": 1,
            "übermorgen": 2,
        },
        week="woche",
        # Lower case only: "Heute" and "Morgen" are also names and nouns. After another day,
        # "morgen" is a part of the day ("heute morgen" in the old spelling).
        day=re.compile(
            r"(?<![\w-])(?<!heute )(?<!gestern )(?<!von )(?<!seit )(?<!bis )"
            r"(?P<word>(?:vor)?gestern|heute|(?:über)?morgen)(?![\w-])"
        ),
        weekdays=_DE_WEEKDAYS,
        weekday=re.compile(
            rf"\b(?:(?:[Aa]m|[Ss]eit|[Bb]is|[Aa]b|[Vv]om|[Zz]um)\s+|[Dd]e[nm]\s+)+?"
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
            r"(?:hat|haben)(?=\b.*\b(?!gegen\b|eigenen\b)(?:\w*ge\w+(?:t|en)|be\w+(?:t|en)|"
            r"ver\w+(?:t|en)|er\w+(?:t|en)|ent\w+(?:t|en)|\w+iert)\b)|"
            # "Ist gesperrt" describes a present state.
            r"(?:ist|sind)(?=\b.*\b(?:worden|passiert|gestorben|gewesen|geblieben|erschienen|"
            r"entgleist|verunglückt|\w*(?:getreten|gekommen|gestiegen|gesunken|gefallen|gegangen|"
            r"gereist|getroffen|gebrochen|gestoßen|gelandet|gestartet))\b)|"
            r"seit(?=\s+(?:dem\s+)?\w*(?:tag|woch|abend)))\b"
        ),
        weak_past=re.compile(r"(?<![\w-])[a-zäöüß]+ten?\b"),
        future=re.compile(
            r"\b(?:(?:bis|ab)(?=\s+(?:zum\s+)?\w*(?:tag|woch|abend))|soll(?:en?)?|will|wolle(?:n)?|wird|werden?|würden?|möchten?|muss|müssen|darf|dürfen|geplant|"
            r"plant|planen|könnten?|sollten?|vorgesehen|erwartet|anstehende\w*|steht an)\b"
        ),
        clause_end=re.compile(r"[;:–—.!?„“\"»«]|,(?!\d)"),
    ),
    "en": RelativeDayWords(
        days={"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1},
        week="week",
        day=re.compile(
            r"(?<![\w-])(?<!of )(?<!until )(?P<word>yesterday|[Tt]oday|[Tt]onight|tomorrow"
            r"|Yesterday|Tomorrow)(?![\w’'-])"
        ),
        weekdays=_EN_WEEKDAYS,
        weekday=re.compile(
            r"\b(?:(?:[Oo]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Ll]ate|[Ee]arly)\s+)?"
            r"(?:(?P<which>(?:[Ll]ast|[Nn]ext|[Tt]his)(?:\s+(?:coming|past))?)\s+)?"
            rf"(?P<name>{'|'.join(_EN_WEEKDAYS)})(?:\s+{_EN_PARTS})?(?![\w’'-])"
        ),
        last=re.compile(r"last|this\s+past", re.IGNORECASE),
        next=re.compile(r"next|this\s+coming", re.IGNORECASE),
        dated=re.compile(
            r"(?:,\s*|\s+(?:the\s+)?|\s*\(\s*)"
            # "Friday 14 May", but "on Friday 14 people were hurt".
            r"(?:\d{1,2}(?:st|nd|rd|th|(?!\s+(?!of\b|in\b|at\b)[a-z]))\b|(?:January|February|March"
            r"|April|May|June|July|August|September|October|November|December)\b)"
            r"|\s+(?:last|next|of|in|after|before)\s+(?:the\s+)?"
            r"(?:\w+\s+)?(?:week|month|year|January|February|March|April|May|June|July|August"
            r"|September|October|November|December)"
            r"|\s+(?:and|to|or)\s+\w+day\b|\s+[A-Z]"
        ),
        repeated=re.compile(
            r"(?:\b(?:every|each|first|second|third|fourth|Black|Good|Ash|Bloody|Super|Easter|Palm|"
            r"Magazine|newspaper|the|a|USA|of)|[“\"‘])\s*$"
        ),
        past=re.compile(
            r"\b(?:was|were|had|did|came|went|said|told|met|fell|rose|broke|began|took|gave|held|"
            r"made|won|lost|found|became|got|saw|spoke|wrote|led|struck|swam|ran|grew|drew|threw|"
            r"sent|paid|brought|caught|(?:has|have)(?=\s+(?:\w+\s+)?(?:been|\w+ed|\w+en)\b))\b"
        ),
        # No adjectives ("a limited service") and no passives of the present ("is closed").
        weak_past=re.compile(
            r"(?<!\b[Aa] )(?<!\b[Aa]n )(?<!\b[Tt]he )(?<!\b[Ii]ts )(?<!\b[Hh]is )(?<!\b[Hh]er )"
            r"(?<!\b[Tt]heir )(?<!\bof )(?<!\bwith )(?<!\bis )(?<!\bare )(?<!\bbe )\b[a-z]+ed\b"
        ),
        future=re.compile(
            r"\b(?:until(?=\s+\w*day)|will|shall|is to|are to|due|plans?|planned|scheduled|"
            r"expected|set to|going to|"
            r"would|should|could|may|might|hopes? to|wants? to|aims? to)\b|[’']ll\b"
        ),
        clause_end=re.compile(r"[;:–—.!?“”\"]"),
    ),
}


def weekday(name: str, language: Language) -> int | None:
    """The number of a weekday, 0 for Monday; None for any other word."""
    for number, names in enumerate(RELATIVE_DAYS[language].weekdays):
        if name.casefold() in names.casefold().split("|"):
            return number
    return None


def tells_past(clause: str, language: Language) -> bool:
    """Whether a clause has a verb in a past tense."""
    words = RELATIVE_DAYS[language]
    if words.past.search(clause):
        return True
    endings = {"de": "n", "en": ""}[language]
    for match in words.weak_past.finditer(clause):
        lemma = simplemma.lemmatize(match.group(), language)
        if lemma != match.group() and lemma.islower() and lemma.endswith(endings):
            return True
    return False
