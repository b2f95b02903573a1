"""Whether a translation may be shown, and which of two is the better one."""

import re
from dataclasses import dataclass
from typing import Final

from index.language.bilingual.names import names_in
from index.language.dictionary.lookup import Dictionary
from index.language.words import stems
from rag.answer.translation.coverage import Coverage, Missing, coverage
from rag.answer.translation.faults import faults, lost_stakes, other
from rag.types import Language

_CONFIDENT: Final = -1.25
_DOUBTFUL: Final = -1.49
"""Log-probabilities of the token that the model was least sure of. Chosen, like the shares below,
on 39 German sentences (XQuAD development, newsroom_dev); what they let through of 146 others was
read (docs/translations.md)."""
_MOST_LOST: Final = 0.15
"""Weighted share of words without a match up to which a translation is shown."""
_MOST_LOST_CONFIDENT: Final = 0.25
_HEAVY: Final = 0.75
"""Weight of a noun or name of which nothing is there, or only a little of a compound."""
_LIGHT: Final = 0.5
"""Weight of a verb or adjective of which nothing is there, or of half a compound."""
_TERMS: Final = 3
"""Translations of a word in a hint."""
_TERM_WORDS: Final = 3
_OBJECT_FIRST: Final = re.compile(
    r"(?:(?:Einen|Keinen|Diesen|Ihren|Seinen) (?:[a-zäöüß]\w+en )*(?P<noun>[A-ZÄÖÜ][\w-]+)"
    r"|Den (?:[a-zäöüß]\w+en )*(?P<one>[A-ZÄÖÜ][\w-]*[^\Wn])(?<![ao]s)) [a-zäöü]"
)
"""Articles of a masculine object. A noun on n, as or os behind "Den" may be many to whom
something is done, which become the subject: "Den Schulen fehlen Lehrer"."""
_TIMES: Final = re.compile(
    r"(?:tag|nacht|morgen|abend|woche|monat|jahr|sommer|winter|herbst|frühling|augenblick|moment)s?$",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"(?:The|An?|No|This|Their|His|Her|Its) (?P<words>[a-z-]+(?: [a-z-]+){0,4})"
)
_BE: Final = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "would"})
"""With what a passive begins, or a verb that may be part of one."""
_CLOCK: Final = re.compile(r"(\d{1,2})[.:](\d\d) Uhr")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of one translation."""

    text: str
    faults: tuple[str, ...]
    """Codes of :mod:`rag.answer.translation.faults`, and ``roles`` where the object of the original
    became the subject."""
    coverage: Coverage | None
    """None without a dictionary."""
    confidence: float | None
    """Natural log-probability of the token that the model was least sure of; None if it tells
    none."""

    @property
    def passes(self) -> bool:
        """Whether it may be shown.

        If the model was sure of each token, words may be called otherwise than in the dictionary,
        but none may be dropped or added ("all the children" for "alle"). If not, no noun may be
        missing, no two other words, and none may be added: "Sicheln" became "steel cables".
        """
        if self.faults or (self.confidence or 0.0) < _DOUBTFUL:
            return False
        if self.coverage is None:
            return True
        lost = [one for one in self.coverage.uncovered if one.weight >= _LIGHT]
        nouns = [one for one in lost if one.weight >= _HEAVY or one.word.text[0].isupper()]
        added = [one for one in self.coverage.unexplained if one.weight >= _HEAVY]
        if self.confidence is not None and self.confidence >= _CONFIDENT:
            return (
                self.coverage.lost <= _MOST_LOST_CONFIDENT
                and len(nouns) <= len(added) <= len(lost) <= max(1, len(added))
                and not self._changes_names
            )
        return (
            self.coverage.lost <= _MOST_LOST
            and not nouns
            and len(lost) <= 1
            and not added
            and not self._changes_names
        )

    @property
    def _changes_names(self) -> bool:
        found = self.coverage
        return found is not None and any(
            one.is_name and one.weight >= _HEAVY for one in (*found.uncovered, *found.unexplained)
        )

    @property
    def is_complete(self) -> bool:
        """Whether nothing speaks for another try."""
        return self.passes and not (self.coverage and self.coverage.uncovered)

    @property
    def rank(self) -> tuple[bool, int, float]:
        """To be compared with another translation's of the same sentence; higher is better."""
        return self.passes, -len(self.faults), -(self.coverage.lost if self.coverage else 0.0)


def judge(
    original: str,
    translation: str,
    target: Language,
    dictionary: Dictionary,
    confidence: float | None = None,
) -> Verdict:
    """All checks of one translation of a sentence."""
    found = faults(original, translation, target)
    if target == "en" and _turns_roles(original, translation, dictionary):
        found += ("roles",)
    covered = coverage(original, translation, target, dictionary)
    return Verdict(translation, found, covered, confidence)


def _turns_roles(original: str, translation: str, dictionary: Dictionary) -> bool:
    """Whether what a German sentence names first, as its object, became the subject.

    "Den Kreis kostet das viel" says nothing of what the district costs.
    """
    first = _OBJECT_FIRST.match(original)
    begins = _SUBJECT.match(translation)
    noun = first and (first["noun"] or first["one"])
    if not (noun and begins) or _TIMES.search(noun):
        return False
    called = {one for entry in dictionary.translations(noun, "de", "en") for one in entry.stems}
    told = begins["words"].split()
    place = next((n for n, word in enumerate(told[:3]) if called & {*stems(word, "en")}), None)
    return place is not None and not _BE & {*told[place + 1 : place + 2]}


def hints(verdict: Verdict, original: str, target: Language) -> str:
    """What to tell the model with its second try: "(erneut = again; Kyjiw = Kyiv)"; may be empty.

    Args:
        verdict: on its first try.
        original: the sentence.
        target: language of the translation.
    """
    source = other(target)
    told = {
        form: name.preferred(target)
        for name in names_in(original, source)
        if not name.stands_in(verdict.text, target)
        for form in name.forms(source)
        if form in original
    }
    if "number" in verdict.faults and source == "de":
        told |= {match[0]: f"{match[1]}:{match[2]}" for match in _CLOCK.finditer(original)}
    for match, usual in lost_stakes(original, verdict.text, target):
        told[match] = usual
    for missing in verdict.coverage.uncovered if verdict.coverage else ():
        if terms := _usual(missing):
            told.setdefault(missing.word.text, ", ".join(terms))
    return f"({'; '.join(f'{word} = {terms}' for word, terms in told.items())})" if told else ""


def _usual(missing: Missing) -> list[str]:
    return [term for term in missing.terms if len(term.split()) <= _TERM_WORDS][:_TERMS]
