"""Joins separable German verbs: "schließt … aus" is "ausschließen", not "schließen".

::

    particle_verbs_joined("Das schließt die Polizei aus.", is_known)
    # "Das ausschließen die Polizei aus."
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

import simplemma

from index.language.words import Word, words

_PARTICLES: Final = frozenset(
    """
    ab an auf aus bei bevor dar durch ein empor entgegen fehl fern fest fort frei heim her heraus
    herbei hervor herunter hin hinaus hinweg hinzu hoch los mit nach nieder preis statt teil um
    vor voran voraus vorbei vorweg weg weiter wieder zu zurecht zurück zusammen zuvor
    """.split()  # noqa: SIM905 - a word list
)
_BETWEEN_CLAUSES: Final = re.compile(r"[,;:!?()–—„“”\"]")
_JOINS: Final = frozenset({"und", "oder", "sowie", "aber"})
_PARTICIPLE: Final = re.compile(r"\w*ge\w+(?:t|en)e[nrsm]?")
"""A participle used as an adjective before a noun: "die gesuchten Männer"."""


def particle_verbs_joined(text: str, is_known: Callable[[str], bool]) -> str:
    """Replace each verb whose particle ends its clause by the infinitive of both.

    Args:
        text: a German sentence.
        is_known: whether a verb exists.
    """
    found: list[tuple[Word, str]] = []
    for clause in _clauses(text):
        for place, particle in enumerate(clause):
            if particle.text not in _PARTICLES:
                continue
            after = clause[place + 1 :]
            if after and after[0].text not in _JOINS:
                continue
            if verb := _verb_of(particle, clause[:place], is_known):
                found.append(verb)
    for word, infinitive in sorted(found, key=lambda one: one[0].start, reverse=True):
        text = text[: word.start] + infinitive + text[word.end :]
    return text


def _verb_of(
    particle: Word, before: Sequence[Word], is_known: Callable[[str], bool]
) -> tuple[Word, str] | None:
    """The verb of a particle, and the infinitive of both."""
    for word, following in pairwise([*before, particle]):
        is_attribute = _PARTICIPLE.fullmatch(word.text) and following.text[0].isupper()
        infinitive = particle.text + simplemma.lemmatize(word.text, "de")
        is_verb = word.text.islower() and not is_attribute and infinitive.endswith("n")
        if is_verb and is_known(infinitive):
            return word, infinitive
    return None


def _clauses(text: str) -> list[list[Word]]:
    """The words of each clause; punctuation separates clauses."""
    clauses: list[list[Word]] = [[]]
    end = 0
    for word in words(text):
        if _BETWEEN_CLAUSES.search(text[end : word.start]):
            clauses.append([])
        clauses[-1].append(word)
        end = word.end
    return clauses
