"""German verbs that stand in two pieces: "schließt … aus" is "ausschließen", not "schließen".

::

    particle_verbs_joined("Das schließt die Polizei aus.", is_known)
    # "Das ausschließen die Polizei aus."
"""

import re
from collections.abc import Callable
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
_BETWEEN_CLAUSES: Final = re.compile(r"[,.;:!?()–—„“”\"]|\b(?:und|oder|sowie|aber)\b")


def particle_verbs_joined(text: str, is_known: Callable[[str], bool]) -> str:
    """The text, with the infinitive in place of each verb whose particle ends its clause.

    Args:
        text: German.
        is_known: whether there is such a verb.
    """
    found: list[tuple[Word, str]] = []
    for clause in _clauses(text):
        *before, last = clause
        if last.text not in _PARTICLES:
            continue
        for word in before:
            infinitive = last.text + simplemma.lemmatize(word.text, "de")
            if word.text.islower() and infinitive.endswith("n") and is_known(infinitive):
                found.append((word, infinitive))
                break
    for word, infinitive in reversed(found):
        text = text[: word.start] + infinitive + text[word.end :]
    return text


def _clauses(text: str) -> list[list[Word]]:
    """Its words, clause by clause; none is empty."""
    clauses: list[list[Word]] = [[]]
    end = 0
    for word in words(text):
        if _BETWEEN_CLAUSES.search(text[end : word.start]) or _BETWEEN_CLAUSES.fullmatch(word.text):
            clauses.append([])
        clauses[-1].append(word)
        end = word.end
    return [clause for clause in clauses if clause]
