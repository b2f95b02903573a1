"""Whether it still holds: a former value told as the present one."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from index.language.statements.by_language import STATEMENTS
from index.language.statements.clauses import FROM_RANK, PLUPERFECT, UP_FROM
from index.language.words import Word
from rag.answer.checks.case import Case, Place
from rag.answer.checks.parsing.dates import Time, times
from rag.answer.checks.parsing.forms import is_verb
from rag.answer.checks.parsing.quantities import Quantity, quantities
from rag.answer.checks.parsing.text import Clause
from rag.answer.checks.rules.facts import Finding

_SMALL: Final = 4
"""Numbers up to this are too frequent to be compared without a unit."""
_Figure = tuple[Quantity, Place]
"""A figure of the evidence, and the clause that has it."""


def outdated(case: Case) -> Iterator[Finding]:
    """A former value presented as the current one (``outdated``)."""
    statements = STATEMENTS[case.language]
    if statements.former.search(case.claim):
        return
    former = [p for p in case.places if p.clause.statements.former.search(p.clause.text)]
    now = [p for p in case.places if p not in former]
    present = [p for p in now if p.clause.statements.now.search(p.clause.text)]
    if present and statements.now.search(case.claim):
        former, now = [p for p in case.places if p not in present], present
    left = _figures(case.places, left=True)
    changed = [p for _, p in left if p not in now]
    yield from _stale_numbers(case, [*_figures(former), *left], _figures([*now, *changed]))
    yield from _left_ranks(case)
    if not times(case.claim, case.language):
        return
    planned = [p for p in former if not _only_past(p.clause)]
    yield from _stale_times(case, _times(planned), _times(now))


def _only_past(clause: Clause) -> bool:
    """Whether a clause tells what had happened, which stays so: "he had resigned in 2022"."""
    rest = PLUPERFECT.sub(" ", clause.text)
    return not clause.statements.former.search(rest) and not clause.statements.plan.search(rest)


def _stale_numbers(
    case: Case, stale: Sequence[_Figure], fresh: Sequence[_Figure]
) -> Iterator[Finding]:
    claims = quantities(case.claim, case.language)
    valid = [figure for figure, _ in fresh]
    if len({q.value for q in claims}) > 1 and any(any(q.agrees(o) for o in valid) for q in claims):
        return  # the claim has both figures
    for claimed in claims:
        if claimed.unit is None and claimed.value <= _SMALL:
            continue
        if any(claimed.agrees(figure) for figure in valid):
            continue
        if any(
            claimed.agrees(old[0]) and old[0].value != new[0].value and _same_thing(case, old, new)
            for old in stale
            for new in fresh
        ):
            yield "outdated", claimed.text


def _same_thing(case: Case, old: _Figure, new: _Figure) -> bool:
    """Whether two figures of the evidence may be values of one thing: a unit or noun decides."""
    (one, was), (other, now) = old, new
    if one.unit and other.unit:
        return one.unit == other.unit
    counted, others = _counted(*old), _counted(*new)
    if counted and other.unit:
        return False
    if counted and others:
        return case.any_held(was.clause, counted, others, now)
    return not one.unit and abs(was.number - now.number) <= 1


def _counted(figure: Quantity, place: Place) -> list[Word]:
    """The noun behind a figure, in English with an adjective."""
    clause = place.clause
    german = clause.language == "de"
    behind = [w for w in clause.words if w.start >= figure.end][: 1 if german else 2]
    if german and not figure.counts:
        return []
    return list(takewhile(lambda w: _names_thing(w, clause), behind))


def _names_thing(word: Word, clause: Clause) -> bool:
    plain = word.text.isalpha() and not is_verb(word.text, clause.language)
    return plain and word in clause.content


def _stale_times(case: Case, stale: Sequence[Time], fresh: Sequence[Time]) -> Iterator[Finding]:
    for claimed in times(case.claim, case.language):
        same = [t for t in fresh if t.kind == claimed.kind]
        was = any((t.kind, t.value) == (claimed.kind, claimed.value) for t in stale)
        if was and same and not any(t.value == claimed.value for t in same):
            yield "outdated", case.claim[claimed.start : claimed.end]


def _figures(places: Sequence[Place], *, left: bool = False) -> list[_Figure]:
    """The figures of clauses: the old values of changes, or all others."""
    return [
        (q, p)
        for p in places
        for q in quantities(p.clause.text, p.clause.language)
        if not q.parts and _left(p.clause.text, q) == left
    ]


def _left(text: str, quantity: Quantity) -> bool:
    """Whether a figure is the old value of a change: "from 42.5 to 40 percent"."""
    before, behind = text[: quantity.start], text[quantity.end :]
    if UP_FROM.search(before):
        return True
    return bool(re.search(r"(?:\bfrom|\bvon)\s$", before)) and (
        bool(re.match(r"[^,;]{0,30}\b(?:to|auf)\s\S*\d", behind))
        or bool(re.search(r",\s+from\s$", before))
    )


def _left_ranks(case: Case) -> Iterator[Finding]:
    """A rank that the evidence says was left: "vom neunten auf den sechsten Platz"."""
    for place in case.places:
        for match in FROM_RANK.finditer(place.clause.text):
            left = (Word(match["left"], *match.span("left")),)
            reached = (Word(match["reached"], *match.span("reached")),)
            for clause in case.clauses:
                for word in clause.content:
                    was = case.any_held(clause, (word,), left, place)
                    if was and not case.any_held(clause, clause.content, reached, place):
                        yield "outdated", word.text


def _times(places: Sequence[Place]) -> list[Time]:
    return [t for p in places for t in times(p.clause.text, p.clause.language)]
