"""German and English forms of countries and unions: names, adjectives, abbreviations.

The dictionary has most names, but neither links "Irish" to "Irland" nor has the abbreviations.
"""

from functools import cache, lru_cache
from typing import Final

from babel import Locale

from index.language.compounds import folded

_FORMS: Final = """
usa us u.s america american amerikan vereinigte_staaten united_states washington
grossbritannien britisch brite britain british uk united_kingdom england english
deutschland deutsch germany german bundesrepublik
frankreich franzos france french
irland irisch ire ireland irish
niederlande niederland hollandisch holland netherlands dutch
schweiz schweizer swiss switzerland
spanien spanisch spanier spain spanish spaniard
griechenland griechisch grieche greece greek
turkei turkisch turke turkey turkiye turkish turk
polen polnisch pole poland polish
danemark danisch dane denmark danish
norwegen norwegisch norweger norway norwegian
schweden schwedisch schwede sweden swedish swede
finnland finnisch finne finland finnish finn
osterreich osterreichisch austria austrian
ungarn ungarisch hungary hungarian
tschechien tschechisch tscheche czech
wales walisisch welsh
schottland schottisch schotte scotland scottish scot
china chinesisch chinese
japan japanisch japanese
portugal portugiesisch portugiese portuguese
eu europaische_union european_union brussel brussels
uno un vereinte_nationen united_nations
nato nordatlantik
agypten agyptisch agypter egypt egyptian
israel israelisch israeli
russland russisch russe russia russian moskau moscow kreml kremlin
ukraine ukrainisch ukrainer ukrainian kiew kyiv
belgien belgisch belgier belgium belgian
kroatien kroatisch kroate croatia croatian
rumanien rumanisch rumane romania romanian
libanon libanesisch lebanon lebanese
thailand thailandisch thai
philippinen philippinisch philippines filipino
elfenbeinkuste ivory_coast
"""
_GROUPS: Final = tuple(tuple(line.split()) for line in _FORMS.strip().splitlines())
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
            return tuple(
                f" {form} " if len(form) <= _SHORT else f" {form.replace('_', ' ')}"
                for form in group
            )
    return ()


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
