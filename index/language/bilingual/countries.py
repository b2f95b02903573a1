"""German and English forms of countries and unions: names, adjectives, abbreviations.

The dictionary has most names, but neither links "Irish" to "Irland" nor has the abbreviations.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from babel import Locale

from index.language.compounds import folded
from index.language.lexicon import Language

_FORMS: Final = """
usa us u.s america american amerikan vereinigte_staaten united_states washington
grossbritannien britisch brite britin britain british uk united_kingdom england english
deutschland deutsch germany german bundesrepublik
frankreich franzos france french
irland irisch ire irin ireland irish
niederlande niederland hollandisch holland netherlands dutch
schweiz schweizer swiss switzerland
spanien spanisch spanier spain spanish spaniard
griechenland griechisch grieche griechin greece greek
turkei turkisch turke turkin turkey turkiye turkish turk
polen polnisch pole polin poland polish
danemark danisch dane danin denmark danish
norwegen norwegisch norweger norway norwegian
schweden schwedisch schwede schwedin sweden swedish swede
finnland finnisch finne finnin finland finnish finn
osterreich osterreichisch austria austrian
ungar hungary hungarian
tschech czech czech_republic czechia
wales walisisch welsh
schottland schottisch schotte schottin scotland scottish scot
china chinesisch chinese
japan japanisch japanese
portugal portugiesisch portugiese portuguese
eu europaische_union european_union brussel brussels
uno un vereinte_nationen united_nations
nato nordatlantik
agypten agyptisch agypter egypt egyptian
israel israelisch israeli
russland russisch russe russin russia russian moskau moscow kreml kremlin
ukraine ukrainisch ukrainer ukrainian kiew kyiv
belgien belgisch belgier belgium belgian
kroatien kroatisch kroate kroatin croatia croatian
rumanien rumanisch rumane rumanin romania romanian
libanon libanesisch lebanon lebanese
thailand thailandisch thai
philippinen philippinisch philippines filipino
elfenbeinkuste ivory_coast
italien italienisch italiener italy italian
brasilien brasilianisch brasilianer brazil brazilian
mexiko mexikanisch mexikaner mexico mexican
kanada kanadisch kanadier canada canadian
indien indisch inder india indian
australien australisch australier australia australian
neuseeland neuseelander new_zealand zealand
sudafrika sudafrikanisch sudafrikaner south_africa south_african
sudkorea sudkoreanisch sudkoreaner south_korea south_korean
nordkorea nordkoreanisch nordkoreaner north_korea north_korean
nordirland nordirisch northern_ireland northern_irish
saudi_arabien saudi_arabisch saudi_arabia saudi
kenia kenianisch kenianer kenya kenyan
athiopien athiopisch athiopier ethiopia ethiopian
nigeria nigerianisch nigerianer nigerian
marokko marokkanisch marokkaner morocco moroccan
algerien algerisch algerier algeria algerian
tunesien tunesisch tunesier tunisia tunisian
libyen libysch libyer libya libyan
argentinien argentinisch argentinier argentina argentine
kolumbien kolumbianisch kolumbianer colombia colombian
chile chilenisch chilene chilenin chilean
kuba kubanisch kubaner cuba cuban
vietnam vietnamesisch vietnamese
indonesien indonesisch indonesier indonesia indonesian
pakistan pakistanisch pakistaner pakistani
afghanistan afghanisch afghane afghanin afghan
iran iranisch iraner iranian
irak irakisch iraker iraq iraqi
syrien syrisch syrer syria syrian
jordanien jordanisch jordanier jordan jordanian
slowakei slowakisch slowake slowakin slovakia slovak
slowenien slowenisch slowene slowenin slovenia slovenian
serbien serbisch serbe serbin serbia serbian
bosnien bosnisch bosnier bosnia bosnian
bulgarien bulgarisch bulgare bulgarin bulgaria bulgarian
estland estnisch este estin estonia estonian
lettland lettisch lette lettin latvia latvian
litauen litauisch litauer lithuania lithuanian
albanien albanisch albaner albania albanian
zypern zyprisch zyprer cyprus cypriot
islandisch iceland icelandic
luxemburg luxemburgisch luxemburger luxembourg
georgien georgisch georgier georgia georgian
armenien armenisch armenier armenia armenian
"""
_GROUPS: Final = tuple(tuple(line.split()) for line in _FORMS.strip().splitlines())
_LONG: Final = re.compile(
    "|".join(
        rf"\b{form.replace('_', ' ')}\b" for group in _GROUPS for form in group if "_" in form
    ),
    re.IGNORECASE,
)
_HOME: Final[Mapping[Language, tuple[str, ...]]] = {
    "de": (" deutsch", " osterreich", " schweiz"),
    "en": (" british", " american"),
}
_SHORT: Final = 4
"""Forms up to this number of letters must match the whole word."""


@lru_cache(1 << 12)
def forms(word: str) -> tuple[str, ...]:
    """All forms of the country that a word names, folded, each with a leading space; short ones
    also with a trailing space.
    """
    plain = folded(word).rstrip("'’").removesuffix("'s").removesuffix("’s")
    for group in _GROUPS:
        if any(_is_form(plain, form) for form in group):
            return _spaced(group)
    return ()


def _spaced(group: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        f" {form} " if len(form) <= _SHORT else f" {form.replace('_', ' ')}" for form in group
    )


def long_names(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Names of several words in a text: start, end, and the forms as :func:`forms` gives them."""
    for match in _LONG.finditer(text):
        name = "_".join(folded(match.group()).split())
        group = next(group for group in _GROUPS if name in group)
        yield match.start(), match.end(), _spaced(group)


def is_home(name: str, language: Language) -> bool:
    """Whether a country is one of those that a text in a language may mean without naming it."""
    return bool(set(forms(name)) & set(_HOME[language]))


def is_country(name: str) -> bool:
    """Whether it is a country's name or adjective, in German or English."""
    return bool(forms(name)) or name.strip().casefold() in _territories()


@cache
def _territories() -> frozenset[str]:
    """Names in Unicode's Common Locale Data Repository, with continents and unions."""
    return frozenset(
        name.casefold()
        for language in ("de", "en")
        for name in Locale(language).territories.values()
    )


def _is_form(plain: str, form: str) -> bool:
    return plain == form or (len(form) > _SHORT and plain.startswith(form))
