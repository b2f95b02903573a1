"""Mentions of institutions in German."""

import re
from collections.abc import Iterator
from re import Match
from typing import Final

import simplemma

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
from index.language.name_forms import CAPITAL, CAPITALISED
from index.language.statements.de import STATEMENTS
from index.language.words import is_listed
from index.types import Span

_TRADES: Final = (
    "hersteller anbieter betreiber zulieferer versicherer verlag autobauer maschinenbauer "
    "flugzeugbauer"
)
_OFFICES: Final = (
    "kriminalamt kartellamt umweltamt gesundheitsamt jugendamt finanzamt ordnungsamt bauamt "
    "veterinäramt verwaltungsamt bundesamt landesamt"
)
_NOUNS: Final = nouns_of(
    (COMPANY, "n", "unternehmen", ""),
    (COMPANY, "m", "konzern", _TRADES),
    (COMPANY, "f", "firma", "werft gesellschaft genossenschaft erei"),
    ("bank", "f", "", "bank sparkasse"),
    ("ministry", "n", "ministerium", ""),
    ("court", "n", "gericht", ""),
    ("court", "m", "gerichtshof", ""),
    ("authority", "f", "behörde", ""),
    ("authority", "n", "", _OFFICES),
    ("town", "f", "stadt", ""),
    ("village", "n", "dorf", ""),
    ("village", "f", "gemeinde", ""),
    ("district", "m", "kreis landkreis", ""),
    ("university", "f", "universität hochschule uni", ""),
    ("school", "f", "schule", ""),
    ("school", "n", "gymnasium", ""),
    ("hospital", "f", "klinik", ""),
    ("hospital", "n", "klinikum krankenhaus", ""),
    ("museum", "n", "museum", ""),
    ("theatre", "n", "theater", ""),
    ("library", "f", "", "bibliothek bücherei"),
    ("institute", "n", "institut", ""),
    ("station", "f", "station", ""),
    ("party", "f", "partei", ""),
    ("union", "f", "gewerkschaft", ""),
    ("club", "m", "verein klub club", ""),
    ("association", "m", "verband", ""),
    ("foundation", "f", "stiftung", ""),
    ("estate", "n", "weingut", ""),
    ("home", "n", "", "seniorenheim pflegeheim tierheim"),
    ("zoo", "m", "zoo tierpark", ""),
    ("hotel", "n", "hotel", ""),
)
_SOLE: Final = frozenset(("ministry", "court", "authority"))
"""Kinds whose compounds are names: "Verkehrsministerium"."""
_FOR: Final = frozenset(("ministry", "authority", "university", "institute"))
"""Kinds with names such as "Ministerium für Verkehr"."""
_WORD: Final = re.compile(
    rf"(?<![\w-])(?={CAPITAL})(?P<word>[\w-]*?(?P<noun>(?i:{alternatives(_NOUNS)})))"
    r"(?:e?s)?(?![\w-])"
)
_NAME: Final = re.compile(
    rf" (?:[„\"»](?P<title>[^“”\"«„»\[\]\n]{{2,40}})[“”\"«]|(?P<name>{NAMES}))"
)
_TOPIC: Final = re.compile(rf" für {CAPITALISED}(?:(?:, {CAPITALISED}){{0,3}} und {CAPITALISED})?")
_DEFINITE: Final = {
    "n": re.compile(r"(?<!\w)(?i:d(?:as|em|es)|diese[sm]|vom|beim|zum|[ai]m|ins) $"),
    "m": re.compile(r"(?<!\w)(?i:d(?:er|en|em|es)|diese[rnms]|vom|beim|zum|[ai]m) $"),
    "f": re.compile(r"(?<!\w)(?i:d(?:ie|er)|dieser?|zur) $"),
}
"""The end of the text before a definite noun in the singular, by gender."""
_SPECIFIED: Final = re.compile(
    rf" (?:aus|für|von|vom|des|der (?={CAPITAL})|eine[rs]|seine[rs]|ihre[rs]|unsere[rs]|"
    rf"namens|{CAPITAL})|, (?:d(?:as|ie|er|en|em|essen|eren)|in|bei|an|aus|mit|für|wo)\b|"
    r" [„\"»]| ?\("
)
"""What follows a noun that is not a back reference: "die Firma, die …", "das Gericht der …"."""
_OTHER: Final = re.compile(
    r"(?<!\w)(?i:k?ein(?:e[mnrs]?)?|zwei|drei|mehreren?|anderen?|anderer|beiden?|weiteren?) "
    r"(?:[a-zäöüß][\w-]* ){0,2}$"
)
_APPOSITION: Final = re.compile(rf"(?<![\w-])(?P<name>{NAMES}), eine? (?:[a-zäöüß][\w-]* ){{0,3}}$")
_STAFF: Final = re.compile(
    rf"(?<![\w-])(?P<name>{CAPITAL}\w+)-(?:Chef|Sprecher|Vorstand|Manager|Gründer|Aktie)\w*"
)
"""Somebody of an institution, which is thereby mentioned, too: "Radkind-Chef Lohr"."""
_BEFORE: Final = 80
"""Characters in which the words before a noun are searched: guess."""
_NEVER_NAMES: Final = words("am im") | STATEMENTS.weekdays.keys() | STATEMENTS.months.keys()


def mentions(text: str, within: Span) -> Iterator[Mention]:
    """Mentions of institutions within a span of a text, in any order."""
    for match in _WORD.finditer(text, within.start, within.end):
        if (named := _named(text, match)) is not None:
            yield named
        else:
            yield from _unnamed(text, match)
    yield from companies(text, within, _STAFF)


def _named(text: str, match: Match[str]) -> Mention | None:
    """The mention by a name beside the noun."""
    word, kind = match["word"], _NOUNS[match["noun"].lower()].kind
    start, stop = match.span()
    if (behind := _NAME.match(text, stop)) and (behind["title"] or _is_name(behind["name"])):
        name, stop = behind["title"] or behind["name"], behind.end()
        shown = full_name(kind, word, behind.group().strip())
    elif kind in _FOR and (topic := _TOPIC.match(text, stop)):
        name, stop = topic.group(), topic.end()
        shown = word + name
    elif apposition := _APPOSITION.search(text[max(0, start - _BEFORE) : start]):
        start -= len(apposition.group())
        name = shown = apposition["name"]
    else:
        return None
    return Mention(start, stop, Role.NAMED, kind, word.lower(), name=name, full_name=shown)


def _unnamed(text: str, match: Match[str]) -> Iterator[Mention]:
    """The mention by the noun alone; "das Landgericht" may be a name and a back reference."""
    word, noun = match["word"], _NOUNS[match["noun"].lower()]
    start, stop = match.span()
    is_compound = len(word) > len(match["noun"])
    before = text[max(0, start - _BEFORE) : start]
    if _OTHER.search(before):
        yield Mention(start, stop, Role.OTHER, noun.kind, word.lower())
        return
    if noun.kind in _SOLE and (is_compound or not noun.is_general):
        yield Mention(start, stop, Role.NAMED, noun.kind, word.lower(), full_name=word)
    article = _DEFINITE[noun.gender].search(before)
    if article and not _SPECIFIED.match(text, stop):
        start -= len(article.group())
        is_general = noun.is_general and not is_compound
        yield Mention(start, stop, Role.DEFINITE, noun.kind, word.lower(), is_general)


def _is_name(run: str) -> bool:
    """Whether capitalised words after a noun are its name: "Gericht Zweifel" is not one.

    Names of places are in the word list as well, but unlike plurals they are their own base form.
    """
    first = run.split(maxsplit=1)[0]
    if first.lower() in _NEVER_NAMES:
        return False
    is_base_form = simplemma.lemmatize(first, "de") == first
    return "&" in run or is_base_form or not is_listed(first, "de")
