"""Checks of what every translation has to preserve; one that fails any check is not used.

Fault codes:

- ``empty``, ``lines``: no text, or text beyond the translation;
- ``length``: much longer or shorter, or split into a different number of sentences;
- ``number``: a number, date, time or unit is missing, added or changed;
- ``name``: a known name is missing, or an abbreviation or name was added;
- ``negation``: a negation was lost or added;
- ``quotation``: quotation marks were lost or added;
- ``saying``: the original attributes a statement to somebody, the translation states it as fact;
- ``hearsay``: the original marks a statement as unconfirmed, the translation does not;
- ``stake``: a term was lost or added whose mistranslation does harm
  (:mod:`index.language.bilingual.stakes`).
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from index.language.bilingual.meaning import MEANINGS
from index.language.bilingual.names import names_in
from index.language.bilingual.stakes import stakes
from index.language.name_forms import CAPITAL
from index.language.numbers.quantities import quantities
from index.passages.splitting import sentences_in
from rag.types import Language
from rag.words import words

_LENGTHS: Final = 2
"""Maximum ratio of the longer text's length to the shorter's. Among 612 human translations of
questions from English into German the largest ratio is 1.96 (XQuAD development)."""
_NO_NAMES: Final = frozenset(
    {"am", "pm", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"}
)
"""Halves of the day, and Roman numerals: "World War II"."""
_GENITIVE: Final = re.compile("(?:['’]?s|['’])$")
_FEW_CHARACTERS: Final = 12
"""Characters by which the longer text may exceed that ratio, for short sentences; a guess."""


def other(language: str) -> Language:
    """The other of the two languages."""
    return "en" if language == "de" else "de"


def faults(original: str, translation: str, target: Language) -> tuple[str, ...]:
    """Codes of the checks that the translation fails.

    Args:
        original: a sentence in the other language.
        translation: its translation into ``target``.
    """
    if not translation:
        return ("empty",)
    if "\n" in translation:
        return ("lines",)
    return tuple(
        code for code, holds in _CHECKS.items() if not holds(original, translation, target)
    )


def _same_length(original: str, translation: str, target: Language) -> bool:
    """Whether the lengths are similar; one sentence may become two."""
    shorter, longer = sorted((len(original), len(translation)))
    more = len(sentences_in(translation, target)) - len(sentences_in(original, other(target)))
    return longer <= _LENGTHS * shorter + _FEW_CHARACTERS and abs(more) <= 1


def _same_numbers(original: str, translation: str, target: Language) -> bool:
    return quantities(original, other(target)) == quantities(translation, target)


def _same_names(original: str, translation: str, target: Language) -> bool:
    known = names_in(original, other(target))
    if not all(name.stands_in(translation, target) for name in known):
        return False
    forms = {form.casefold() for name in known for form in name.forms(target)}
    return not _abbreviations(translation) - _parts(original) - forms - _NO_NAMES


def _same_negation(original: str, translation: str, target: Language) -> bool:
    """Whether both negate or neither; "nicht möglich" may become "impossible"."""
    source, goal = MEANINGS[other(target)], MEANINGS[target]
    there, here = len(source.negation.findall(original)), len(goal.negation.findall(translation))
    if there > here:
        return there - here <= len(goal.negative.findall(translation))
    return here - there <= len(source.negative.findall(original))


def _same_quotation(original: str, translation: str, target: Language) -> bool:
    source, goal = MEANINGS[other(target)], MEANINGS[target]
    return len(source.quoted.findall(original)) == len(goal.quoted.findall(translation))


def _same_speaker(original: str, translation: str, target: Language) -> bool:
    """Whether an attributed statement is still attributed."""
    source, goal = MEANINGS[other(target)], MEANINGS[target]
    if not source.told.search(original):
        return True
    return bool(goal.saying.search(translation) or goal.reserve.search(translation))


def _same_reserve(original: str, translation: str, target: Language) -> bool:
    source, goal = MEANINGS[other(target)], MEANINGS[target]
    if not source.hearsay.search(original):
        return True
    return bool(goal.saying.search(translation) or goal.reserve.search(translation))


def lost_stakes(original: str, translation: str, target: Language) -> Iterator[tuple[str, str]]:
    """Terms of the original whose mistranslation does harm and which the translation lacks, each
    with its usual translation into ``target``.
    """
    for name, stake in stakes(other(target)).items():
        counterpart = stakes(target)[name]
        found = stake.certain.search(original) if stake.certain else None
        if not found:
            continue
        if found.group()[0].isupper() and found.group() in translation:
            continue  # in a name: "Bild am Sonntag"
        if not counterpart.possible.search(translation):
            yield found.group(), counterpart.usual


def _same_stakes(original: str, translation: str, target: Language) -> bool:
    lost = lost_stakes(original, translation, target)
    added = lost_stakes(translation, original, other(target))
    return next(chain(lost, added), None) is None


_CHECKS: Final[dict[str, Callable[[str, str, Language], bool]]] = {
    "length": _same_length,
    "number": _same_numbers,
    "name": _same_names,
    "negation": _same_negation,
    "quotation": _same_quotation,
    "saying": _same_speaker,
    "hearsay": _same_reserve,
    "stake": _same_stakes,
}


def _abbreviations(text: str) -> set[str]:
    """Words with a capital inside, or all capitals, without their hyphens and genitives."""
    return {
        _GENITIVE.sub("", part).casefold()
        for word in words(text)
        for part in word.split("-")
        if re.search(rf"{CAPITAL}.*{CAPITAL}", part)
    }


def _parts(text: str) -> set[str]:
    """All words and the parts of hyphenated ones, such as "US" of "US-Präsident"."""
    return {
        _GENITIVE.sub("", part).casefold()
        for word in words(text)
        for part in (word, *word.split("-"))
    }
