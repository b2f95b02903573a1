"""What countries and unions are called in German and English: names, adjectives, abbreviations.

The word list has most names, but not that "Irish" goes with "Irland", nor the abbreviations.
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
"""Letters up to which a form has to be the whole word."""


@lru_cache(1 << 12)
def forms(word: str) -> tuple[str, ...]:
    """All that the country of a word is called, folded, behind a space; short ones
    with a space behind as well.
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
    """Whether a name is that of a country, in German or English, or an adjective of it."""
    return bool(forms(name)) or name.strip().casefold() in _territories()


@cache
def _territories() -> frozenset[str]:
    """Of Unicode's Common Locale Data Repository, with its continents and unions."""
    return frozenset(
        name.casefold()
        for language in ("de", "en")
        for name in Locale(language).territories.values()
    )


def _is_form(plain: str, form: str) -> bool:
    return plain == form or (len(form) > _SHORT and plain.startswith(form))
