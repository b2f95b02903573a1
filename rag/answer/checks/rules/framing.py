"""Who says it, how sure it is, why, and whether it still holds."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from index.language.cues import expression
from index.language.statements.by_language import STATEMENTS
from index.language.statements.clauses import (
    AFTER,
    BUT,
    FRAMES,
    FROM_RANK,
    INFINITIVE,
    INTENT,
    PLUPERFECT,
    TOLD_OF,
    UP_FROM,
    opening,
)
from index.language.words import Word
from rag.answer.checks.case import Case, Place, is_frame
from rag.answer.checks.parsing.dates import Time, times
from rag.answer.checks.parsing.quantities import Quantity, quantities
from rag.answer.checks.parsing.text import Clause, clause_of, is_participial
from rag.answer.checks.rules.facts import Finding
from rag.answer.checks.rules.relations import aligned, is_opposite, negations

_FAINT: Final = 0.2
"""Least share of words for the clause that a claim may retell, where nothing fits better; guess."""
_TELLING: Final = 2
"""Content words of a clause that says enough to need somebody who says it."""
_RETOLD: Final = 0.75
"""Share of the best likeness by which a clause of the evidence may be what is retold; guess."""
_NEAR: Final = 0.645
_WORDS: Final = 0.6
"""Share of words held above which a claim is near enough in words; the bench, all sets."""
_SUPPORTED: Final = 0.5
_BUT: Final = opening(BUT)
_CAUSE_NEAR: Final = 0.72
_SMALL: Final = 4
"""Numbers up to this are too frequent to be compared without a unit."""
_MISSING: Final = 0.45
_AFTER: Final = expression(AFTER)
_Figure = tuple[Quantity, Place]
"""A figure of the evidence, and the clause that has it."""


def attribution(case: Case) -> Iterator[Finding]:
    """A statement that the evidence attributes or hedges, presented as fact (``attribution``)."""
    statements = STATEMENTS[case.language]
    marks = (statements.saying, statements.notice, statements.hearsay, statements.hedge,
             statements.plan, statements.axes["consent"][1], FRAMES)  # fmt: skip
    for sentence in case.claim_sentences:
        if any(mark.search(sentence.text) for mark in marks):
            continue
        subject: Clause | None = None
        for clause in sentence.clauses:
            subject = clause if clause.subject and not is_participial(clause) else subject
            if len(clause.content) < _TELLING:
                continue
            places = aligned(case, clause, _FAINT, _RETOLD)
            if places and all(_said(p) and not _is_own(case, subject, p) for p in places):
                yield "attribution", clause.text
                break


def _said(place: Place) -> bool:
    statements = place.clause.statements
    text = TOLD_OF.sub(" ", place.clause.text)
    return bool(
        statements.saying.search(text)
        or statements.hearsay.search(text)
        or statements.hedge.search(text)
        or _is_imputed(place)
        or any(_governs(clause, place) for clause in place.sentence.clauses)
    )


def _is_own(case: Case, told: Clause | None, place: Place) -> bool:
    """Whether somebody says in a sentence what they will do, and the claim tells it of them."""
    clauses = place.sentence.clauses
    if told is None or not any(INTENT.search(c.text) for c in clauses):
        return False
    if any(c.statements.axes["consent"][1].search(c.text) for c in clauses):
        return False
    speaker = next((c for c in clauses if c.statements.saying.search(c.text)), None)
    if speaker is None:
        return False
    said_by = next((p.subject for p in case.places if p.clause is speaker), ())
    return bool(said_by) and case.same_party(told, told.subject, said_by, place)


def _is_imputed(place: Place) -> bool:
    """A German infinitive after a verb of saying: "wirft ihr vor, Gutachten behalten zu haben"."""
    clauses = place.sentence.clauses
    before = next((b for b, clause in pairwise(clauses) if clause is place.clause), None)
    return bool(
        before
        and place.clause.language == "de"
        and INFINITIVE.search(place.clause.text)
        and before.statements.saying.search(before.text)
    )


def _governs(clause: Clause, place: Place) -> bool:
    """Whether a clause attributes another clause of its sentence to a speaker."""
    if clause is place.clause or _BUT.match(clause.text):
        return False
    order = place.sentence.clauses
    if clause.relative and order.index(clause) > order.index(place.clause):
        return False  # "Corvane, which says …": what stands before is told as fact
    return is_frame(clause) or bool(clause.statements.speech.search(clause.text))


def certainty(case: Case) -> Iterator[Finding]:
    """A statement that the evidence hedges and the claim does not (``attribution``)."""
    statements = STATEMENTS[case.language]
    marks = (statements.hedge, statements.hearsay, statements.plan)
    if any(mark.search(case.claim) for mark in marks):
        return
    for clause in case.clauses:
        places = aligned(case, clause)
        if places and all(
            p.clause.statements.hedge.search(p.clause.text) and not _is_own(case, clause, p)
            for p in places
        ):
            yield "attribution", clause.text


def cause(case: Case) -> Iterator[Finding]:
    """A cause that the evidence does not give (``cause``)."""
    statements = STATEMENTS[case.language]
    for sentence in case.claim_sentences:
        match = statements.cause.search(sentence.text)
        if match is None or any(
            _denies(c) and statements.cause.search(c.text) for c in sentence.clauses
        ):
            continue
        given = [
            s for s in case.sentences
            if STATEMENTS[s.language].cause.search(s.text) or _AFTER.search(s.text)
        ]  # fmt: skip
        if not given:
            yield "cause", match.group()
        for side in (sentence.text[: match.start()], sentence.text[match.end() :]):
            if _unheard(case, clause_of(side, sentence.language)):
                yield "cause", side


def _denies(clause: Clause) -> bool:
    """Whether a clause says that something is not true or not known."""
    return negations(clause) > 0 or any(
        is_opposite(w.text, clause.language) for w in clause.content
    )


def _unheard(case: Case, part: Clause) -> bool:
    """Whether the evidence lacks most words of a cause or effect, and its meaning."""
    held = case.held(part)
    missing = [w for w, value in held.items() if value < 0.3 and not w.text[0].isdigit()]
    if len(held) < _TELLING or len(missing) / len(held) <= _MISSING:
        return False
    if case.meaning is None:
        return len(missing) > 1
    return max(case.meaning.scores(part.text, [s.text for s in case.sentences])) < _CAUSE_NEAR


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
    if one.counts and other.counts:
        return case.any_held(was.clause, _counted(*old), _counted(*new), now)
    return not one.unit and abs(was.number - now.number) <= 1


def _counted(figure: Quantity, place: Place) -> list[Word]:
    """The noun behind a figure."""
    return [w for w in place.clause.words if w.start >= figure.end][:1]


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
        if _left(p.clause.text, q) == left
    ]


def _left(text: str, quantity: Quantity) -> bool:
    """Whether a figure is the old value of a change: "from 42.5 to 40 percent"."""
    before, behind = text[: quantity.start], text[quantity.end :]
    if UP_FROM.search(before):
        return True
    return bool(re.search(r"(?:\bfrom|\bvon)\s$", before)) and (
        bool(re.match(r"[^,;]{0,30}\b(?:to|auf)\s\S*\d", behind))
        or before.rstrip().endswith(", from")
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


def support(case: Case) -> Iterator[Finding]:
    """Too little of the claim is in the evidence (``support``)."""
    if case.meaning:
        near = max(case.meaning.scores(case.claim, [" ".join(case.evidence)]), default=0.0)
        values = [value for clause in case.clauses for value in case.held(clause).values()]
        if near < _NEAR and sum(values) <= _WORDS * len(values):
            yield "support", case.claim
        return
    statements = STATEMENTS[case.language]
    held = [
        value
        for clause in case.clauses
        if not is_frame(clause) or len(case.clauses) == 1
        for word, value in case.held(clause).items()
        if not (
            word.text[0].isdigit()
            or word.text.casefold() in statements.units
            or statements.saying.fullmatch(word.text)
        )
    ]
    if held and sum(held) / len(held) < _SUPPORTED:
        yield "support", case.claim
