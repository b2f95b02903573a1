"""Rule for numbers: the evidence has to give each, or two numbers from which it is computed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import Final

from index.language.words import Word
from rag.answer.checks.alignment import Unit
from rag.answer.checks.case import Case, Place
from rag.answer.checks.parsing.durations import durations
from rag.answer.checks.parsing.forms import is_noun
from rag.answer.checks.parsing.quantities import Quantity, quantities
from rag.answer.checks.parsing.text import Clause
from rag.answer.checks.rules.facts import Finding

_ROUNDED: Final = 0.1
"""The most by which a number told as a bound ("more than 400") may miss the evidence's; guess."""
_ABOUT: Final = 0.07
"""The same for one told as a rounded one ("about 400"); guess."""
_EXACT: Final = 0.01
"""The same for one that is not told as rounded, for the rounding of thirds; guess."""
_FEW: Final = 5
"""Up to this many persons or things are counted by a writer; guess."""
_THESE: Final = re.compile(
    r"\b(?:the|both|these|those|all|die|der|den|alle|allen|diese[nr]?)\s$", re.IGNORECASE
)
"""Before a number of persons or things that were named before."""
_FROM_ALL: Final = re.compile(r"\b(?:von den|unter den|of the|of|among the)\s$", re.IGNORECASE)
"""Before the number of all, of which the same clause counts a part."""
_TOLD: Final = 0.6
"""Share of a claim's words that tell of a part; guess."""
_APART: Final = re.compile(
    r"\b(?:by|um|von|of)\s(?:(?:about|some|around|nearly|almost|rund|etwa|knapp|gut|fast)\s)?"
    r"[€$£]?$",
    re.IGNORECASE,
)
"""Before a difference."""
_MORE: Final = re.compile(
    r"(?:\s\w+)?\s(?:more|less|fewer|higher|lower|longer|shorter|older|younger|faster|slower|ahead|"
    r"mehr|weniger|höher|niedriger|länger|kürzer|älter|jünger|schneller|langsamer|vor)\b",
    re.IGNORECASE,
)
"""Behind a difference."""


def numbers(case: Case) -> Iterator[Finding]:
    """A number that the evidence lacks (``number``) or gives for something else (``unit``)."""
    spans = [*durations(case.claim, case.language)]
    for found in quantities(case.claim, case.language):
        claimed = next((s for s in spans if s.start <= found.start < s.end), found)
        if _is_whole(claimed, case):
            yield "number", claimed.text
            continue
        if (
            _is_given(claimed, case)
            or _is_computed(claimed, case)
            or _is_count_of_named(claimed, case)
        ):
            continue
        other = any(claimed.contradicts(held) for held in case.quantities)
        year = any(t.kind == "year" and t.value[0] == claimed.value for t in case.times)
        if not year:
            yield ("unit" if other else "number"), claimed.text


def _is_given(claimed: Quantity, case: Case) -> bool:
    held = (*case.quantities, *case.durations)
    if any(claimed.agrees(other) or _rounds(claimed, other) for other in held):
        return True
    return bool(claimed.parts) and all(
        any(_near(part, other.value) or part in other.parts for other in held)
        for part in claimed.parts
    )


def _is_whole(claimed: Quantity, case: Case) -> bool:
    """Whether the evidence tells the same of only a part of that many: "seven of the 84"."""
    clause = _clause_with(claimed, case)
    if claimed.unit or claimed.parts or clause is None:
        return False
    others = {q.value for q in quantities(clause.text, clause.language)} - {claimed.value}
    for place in case.places:
        for part, whole, rest in _part_and_whole(place):
            if whole != claimed.value or part in others or part == whole:
                continue
            behind = _without(clause, claimed.text)
            held = case.aligner.coverage(clause, Unit(rest, place.clause.language, case.aligner))
            if behind and sum(held[w] for w in behind) >= _TOLD * len(behind):
                return True
    return False


def _clause_with(claimed: Quantity, case: Case) -> Clause | None:
    return next((clause for clause in case.clauses if claimed.text in clause.text), None)


def _part_and_whole(place: Place) -> Iterator[tuple[Decimal, Decimal, tuple[Word, ...]]]:
    """Parts with their wholes, and what is told of the parts: "of the 84 passengers two fell"."""
    text = place.clause.text
    held = quantities(text, place.clause.language)
    for one in held:
        if one.parts:
            part, whole = one.parts
            yield part, whole, _without(place.clause, one.text)
        elif one.unit is None and _FROM_ALL.search(text[: one.start]):
            for other in held:
                if other.unit is None and other.start > one.end:
                    yield other.value, one.value, _without(place.clause, one.text)


def _without(clause: Clause, figure: str) -> tuple[Word, ...]:
    """The content words of a clause without a figure and the noun behind it."""
    start = clause.text.index(figure)
    end = start + len(figure)
    rest = [w for w in clause.content if not start <= w.start < end]
    nouns = [w for w in rest if w.start >= end and is_noun(w, clause.language)][:1]
    last = nouns[0].end if nouns else end
    return tuple(w for w in rest if not end <= w.start < last)


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(float(one - other)) <= abs(float(other)) * _EXACT


def _rounds(claimed: Quantity, held: Quantity) -> bool:
    """Whether a rounded number is near, and on the side that it tells: "gut 400" for 410."""
    rounder = not re.search(r"\d", claimed.text) or _digits(claimed.value) < _digits(held.value)
    if not rounder or (claimed.per and held.per and claimed.per != held.per):
        return False
    one, other = float(claimed.value), float(held.value)
    if claimed.unit and held.unit:
        if claimed.unit.dimension != held.unit.dimension:
            return False
        one *= claimed.unit.factor
        other *= held.unit.factor
    elif claimed.unit or held.unit:
        return False
    if claimed.bound == "least":
        return other * (1 - _ROUNDED) <= one <= other
    if claimed.bound == "most":
        return other <= one <= other * (1 + _ROUNDED)
    return claimed.about and abs(one - other) <= _ABOUT * abs(other)


def _digits(value: Decimal) -> int:
    """How many significant digits a number has."""
    return len(value.normalize().as_tuple().digits)


def _is_computed(claimed: Quantity, case: Case) -> bool:
    """Whether a share or difference follows from two numbers of a sentence."""
    within = _ABOUT if claimed.about or claimed.bound else _EXACT
    before, behind = case.claim[: claimed.start], case.claim[claimed.end :]
    difference = bool(_APART.search(before) or _MORE.match(behind))
    return any(
        abs(float(claimed.value - value)) <= abs(float(value)) * within
        for values in _computed(claimed, case, difference=difference)
        for value in values
    )


def _computed(claimed: Quantity, case: Case, *, difference: bool) -> Iterator[tuple[Decimal, ...]]:
    dimension = claimed.unit.dimension if claimed.unit else ""
    for sentence in case.sentences:
        held = quantities(sentence.text, sentence.language)
        for one, other in permutations(held, 2):
            if one.unit is not None and one.unit.dimension == "percent" and other.unit is None:
                if dimension == "" and one.value < 100:
                    yield (other.value * one.value / 100,)  # half of 12,000 people
                continue
            if one.unit != other.unit or not other.value:
                continue
            kind = one.unit.dimension if one.unit else ""
            if dimension == "percent":
                yield (one.value * 100 / other.value,)
                if difference:
                    yield (abs(one.value - other.value) * 100 / other.value,)
            elif difference and dimension == ("percentage point" if kind == "percent" else kind):
                yield (abs(one.value - other.value),)


def _is_count_of_named(claimed: Quantity, case: Case) -> bool:
    """Whether it counts persons or things that the evidence names: "the two senators"."""
    if claimed.unit or claimed.value > _FEW or not _THESE.search(case.claim[: claimed.start]):
        return False
    clause = _clause_with(claimed, case)
    if clause is None:
        return False
    nouns = [w for w in clause.content if w.start >= clause.text.index(claimed.text)][:3]
    for place in case.places:
        for held in quantities(place.clause.text, place.clause.language):
            counted = [w for w in place.clause.content if w.start >= held.end][:2]
            if case.any_held(clause, nouns, counted, place):
                return False
    return len({person.names[-1] for person, _ in case.people}) >= claimed.value
