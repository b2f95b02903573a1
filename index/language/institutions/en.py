"""Mentions of institutions in English."""

import re
from collections.abc import Iterator
from itertools import dropwhile
from re import Match
from typing import Final

from index.language.institutions.mentions import (
    COMPANY,
    NAMES,
    Mention,
    Role,
    alternatives,
    companies,
    full_name,
    nouns_of,
)
from index.language.lexicon import words
from index.language.name_forms import CAPITAL
from index.language.statements.en import STATEMENTS
from index.types import Span

_TRADES: Final = (
    "carmaker manufacturer maker importer airline supplier retailer operator developer start-up "
    "startup brewery dairy insurer publisher shipyard builder recycler chain"
)
_NOUNS: Final = nouns_of(
    (COMPANY, "", "company firm business", _TRADES),
    ("bank", "", "bank", ""),
    ("ministry", "", "ministry department", ""),
    ("court", "", "court tribunal", ""),
    ("authority", "", "authority agency regulator", "watchdog"),
    ("town", "", "town city", ""),
    ("village", "", "village", ""),
    ("university", "", "university college", ""),
    ("school", "", "school academy", ""),
    ("hospital", "", "hospital", "clinic infirmary"),
    ("museum", "", "museum", "gallery"),
    ("theatre", "", "theatre", ""),
    ("library", "", "library", ""),
    ("institute", "", "institute", ""),
    ("station", "", "station", ""),
    ("party", "", "party", ""),
    ("union", "", "union", ""),
    ("club", "", "club", ""),
    ("association", "", "", "association federation society"),
    ("foundation", "", "", "foundation trust charity"),
    ("estate", "", "", "estate vineyard winery"),
    ("council", "", "council", ""),
    ("zoo", "", "zoo", ""),
    ("hotel", "", "hotel", ""),
)
_PLACES: Final = frozenset(("town", "village"))
_UNCALLED: Final = _PLACES | {COMPANY}
"""Kinds without names such as "the Hallgart estate": "the Irish company"."""
_OF: Final = _PLACES | {"university", "museum", "ministry", "court", "school"}
"""Kinds with names such as "the town of Kettle"."""
_WORD: Final = re.compile(rf"(?<![\w-])(?:{alternatives(_NOUNS)})(?![\w-])")
_NAME: Final = re.compile(rf" (?P<name>{NAMES})(?P<more> and {CAPITAL})?")
_OF_NAME: Final = re.compile(rf" (?:of|for) (?P<name>{NAMES}(?:(?:,? and|,) {NAMES}){{0,2}})")
_RUN: Final = re.compile(rf"(?<![\w-]){NAMES}")
_UNFINISHED: Final = re.compile(rf"{CAPITAL}[\w-]*,? and $")
"""Before a run of capitalised words that may be half a name: "Mining and Energy Union"."""
_ARTICLE: Final = re.compile(r"(?<!\w)(?:the|this) $", re.IGNORECASE)
_CALLED: Final = re.compile(rf"(?<!\w)[Tt]he (?P<name>{NAMES}) $")
_MODIFIERS: Final = (
    rf"(?:(?!(?:{'|'.join(STATEMENTS.prepositions)}|and|the|who|whose)\b)[\w-]+ ){{0,3}}"
)
_OTHER: Final = re.compile(
    r"(?<!\w)(?i:an?|another|two|three|several|other|rival|both|every|each|any|no) "
    rf"{_MODIFIERS}$"
)
_APPOSITION: Final = re.compile(rf"(?<![\w-])(?P<name>{NAMES}), an? {_MODIFIERS}$")
_ENDS: Final = re.compile(
    rf"['’]s\b|['’]? ?(?:[,.;:!?)\"”—–\n]|$)| (?:(?:{'|'.join(STATEMENTS.prepositions - {'of'})}|"
    rf"and|or|also|not|now|never|then|later|itself|there|\w+ly)\b|{STATEMENTS.finite.pattern}|"
    rf"{STATEMENTS.conjunctions.pattern}|(?:plans|wants|needs|expects|hopes|makes)\b)",
    re.IGNORECASE,
)
"""What follows the last word of a noun phrase: not "the company car"."""
_SPECIFIED: Final = re.compile(
    r" (?:of|that|who|where|whose|which|(?:in|for) which|founded|owned|run|named|called|known)\b"
)
"""What follows a noun that is not a back reference: "the company that …"."""
_ADJECTIVE: Final = re.compile(
    r"\w+(?:ish|ese|an)|French|Dutch|Greek|Swiss|Czech|Thai|Welsh|Icelandic|New|Old|Royal|"
    r"National|State|Federal|Western|Eastern|Northern|Southern|Local|Public|High|District|"
    r"Supreme|Crown|Pacific|Atlantic|Arctic"
)
"""Capitalised words before a noun that are not a name: "the Irish court"."""
_STAFF: Final = re.compile(
    rf"(?<![\w-])(?P<name>{NAMES})['’]s? (?:[a-z]+ )?"
    r"(?:executive|boss|founder|director|president|spokes\w+|chief|shares)\b"
)
"""Somebody of an institution, which is thereby mentioned, too: "Calder's chief executive"."""
_BEFORE: Final = 80
"""Characters in which the words before a noun are searched: guess."""
_NEVER_NAMES: Final = (
    words("mr mrs ms dr professor sir mayor president chancellor councillor minister")
    | words("the a an on in at by for from but and when as last after before")
    | STATEMENTS.weekdays.keys()
    | STATEMENTS.months.keys()
)


def mentions(text: str, within: Span) -> Iterator[Mention]:
    """Mentions of institutions within a span of a text, in any order."""
    for match in _WORD.finditer(text, within.start, within.end):
        if (found := _named(text, match) or _unnamed(text, match)) is not None:
            yield found
    for match in _RUN.finditer(text, within.start, within.end):
        if (found := _within_name(text, match)) is not None:
            yield found
    yield from companies(text, within, _STAFF)


def _named(text: str, match: Match[str]) -> Mention | None:
    """The mention by a name beside the noun, which is in lower case."""
    word, role = match.group(), Role.NAMED
    kind, (start, stop) = _NOUNS[word].kind, match.span()
    before = text[max(0, start - _BEFORE) : start]
    if (behind := _NAME.match(text, stop)) and _stripped(behind["name"]) == behind["name"]:
        name, stop = behind["name"], behind.end("name")
        shown = full_name(kind, word, name)
        if behind["more"]:  # "Ernst and Young" is one firm, "Leeds and York" are two towns
            role = Role.OTHER
    elif kind in _OF and (place := _OF_NAME.match(text, stop)):
        name, stop = place["name"], place.end()
        shown = word + place.group()
    elif (apposition := _APPOSITION.search(before)) and _ENDS.match(text, stop):
        start -= len(apposition.group())
        name = shown = _stripped(apposition["name"])
    elif kind not in _UNCALLED and (called := _CALLED.search(before)):
        name = called["name"]
        start -= len(name) + 1
        shown = f"{name} {word}"
        if _ADJECTIVE.fullmatch(name.split()[-1]):
            return None
    else:
        return None
    return Mention(start, stop, role, kind, word, name=name, full_name=shown) if name else None


def _unnamed(text: str, match: Match[str]) -> Mention | None:
    """The mention by the noun alone."""
    word = match.group()
    noun, (start, stop) = _NOUNS[word], match.span()
    before = text[max(0, start - _BEFORE) : start]
    if _OTHER.search(before):
        return Mention(start, stop, Role.OTHER, noun.kind, word)
    article = _ARTICLE.search(before)
    if article is None or not _ENDS.match(text, stop) or _SPECIFIED.match(text, stop):
        return None
    start -= len(article.group())
    return Mention(start, stop, Role.DEFINITE, noun.kind, word, noun.is_general)


def _within_name(text: str, match: Match[str]) -> Mention | None:
    """The mention by a name with a noun in it: "Leemouth University", "University of Leeds"."""
    run = _stripped(match.group()).split()
    number = next((n for n, word in enumerate(run) if word.lower() in _NOUNS), None)
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    if number is None or _UNFINISHED.search(before):
        return None
    word = run[number].lower()
    kind = _NOUNS[word].kind
    name, shown = " ".join(run[:number]), " ".join(run[: number + 1])
    if number == len(run) - 1 and (behind := _OF_NAME.match(text, match.end())):
        name, shown = f"{name} {behind['name']}".strip(), shown + behind.group()
    if not name or kind in _PLACES:  # "Grainger Town" is a part of a city
        return None
    return Mention(*match.span(), Role.NAMED, kind, word, name=name, full_name=shown)


def _stripped(run: str) -> str:
    """Capitalised words without those at their beginning that are no part of a name."""
    return " ".join(dropwhile(lambda word: word.lower() in _NEVER_NAMES, run.split()))
