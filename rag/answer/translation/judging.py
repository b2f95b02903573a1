"""Decides whether a translation may be shown, and ranks two of the same sentence."""

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
DOUBTFUL: Final = -1.49
"""Thresholds for the lowest token log-probability. Chosen, like the shares below, on 39 German
sentences (XQuAD development, newsroom_dev); the translations of 146 others that pass were checked
by hand (docs/translations.md)."""
_MOST_LOST: Final = 0.15
"""Maximum weighted share of words without a match in a translation that is shown."""
_MOST_LOST_CONFIDENT: Final = 0.25
_HEAVY: Final = 0.75
"""Minimum missing weight of a noun or name that is missing, wholly or mostly."""
_LIGHT: Final = 0.5
"""Minimum missing weight of a verb or adjective that is missing, or of half a compound."""
_TERMS: Final = 3
"""Maximum number of translations of a word in a hint."""
_TERM_WORDS: Final = 3
_OBJECT_FIRST: Final = re.compile(
    r"(?:(?:Einen|Keinen|Diesen|Ihren|Seinen) (?:[a-zäöüß]\w+en )*(?P<noun>[A-ZÄÖÜ][\w-]+)"
    r"|Den (?:[a-zäöüß]\w+en )*(?P<one>[A-ZÄÖÜ][\w-]*[^\Wn])(?<![ao]s)) [a-zäöü]"
)
"""A masculine accusative object at the start of the sentence. After "Den", a noun in -n, -as or
-os may be a dative plural, which can rightly become the subject: "Den Schulen fehlen Lehrer"."""
_TIMES: Final = re.compile(
    r"(?:tag|nacht|morgen|abend|woche|monat|jahr|sommer|winter|herbst|frühling|augenblick|moment)s?$",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"(?:The|An?|No|This|Their|His|Her|Its) (?P<words>[a-z-]+(?: [a-z-]+){0,4})"
)
_BE: Final = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "would"})
"""Auxiliaries of a passive; a subject before one of them may be the original's object."""
_CLOCK: Final = re.compile(r"(\d{1,2})[.:](\d\d) Uhr")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The results of all checks of one translation."""

    text: str
    faults: tuple[str, ...]
    """Codes of :mod:`rag.answer.translation.faults`, and ``roles`` if the object of the original
    became the subject."""
    coverage: Coverage | None
    """None without a dictionary."""
    confidence: float | None
    """Lowest natural log-probability of a token; None if the engine reports none."""
    doubtful: float = DOUBTFUL
    """Confidence below which it is not shown."""

    @property
    def passes(self) -> bool:
        """Whether it may be shown.

        If every token has a high probability, words may be translated differently from the
        dictionary, but none may be dropped or added ("all the children" for "alle"). Otherwise no
        noun, at most one other word may be missing, and no noun may be added: "Sicheln" became
        "steel cables".
        """
        if self.faults or (self.confidence or 0.0) < self.doubtful:
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
        """Whether a second try is unnecessary."""
        return self.passes and not (self.coverage and self.coverage.uncovered)

    @property
    def rank(self) -> tuple[bool, int, float]:
        """Sort key among translations of the same sentence; higher is better."""
        return self.passes, -len(self.faults), -(self.coverage.lost if self.coverage else 0.0)


def judge(
    original: str,
    translation: str,
    target: Language,
    dictionary: Dictionary,
    confidence: float | None = None,
    doubtful: float = DOUBTFUL,
) -> Verdict:
    """Run all checks on one translation of a sentence."""
    found = faults(original, translation, target)
    if target == "en" and _turns_roles(original, translation, dictionary):
        found += ("roles",)
    covered = coverage(original, translation, target, dictionary)
    return Verdict(translation, found, covered, confidence, doubtful)


def _turns_roles(original: str, translation: str, dictionary: Dictionary) -> bool:
    """Whether the object that begins a German sentence became the subject.

    In "Den Kreis kostet das viel" the district ("Kreis") pays; it does not cost anything.
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
    """Hints for the model's second try: "(erneut = again; Kyjiw = Kyiv)"; may be empty.

    Args:
        verdict: on the first try.
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
