"""Who says it, how sure it is, and why; whether enough of it is said at all."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from index.language.cues import expression
from index.language.statements.by_language import STATEMENTS
from index.language.statements.clauses import (
    AFTER,
    BUT,
    CONJUNCTIONS,
    FRAMES,
    INFINITIVE,
    INTENT,
    TOLD_OF,
    VERDICT,
    opening,
)
from rag.answer.checks.case import Case, Place, is_frame
from rag.answer.checks.parsing.text import Clause, Sentence, clause_of, is_participial
from rag.answer.checks.rules.facts import Finding
from rag.answer.checks.rules.relations import FAINT, aligned, is_opposite, negations

_TELLING: Final = 2
"""Content words of a clause that says enough to need somebody who says it."""
_RETOLD: Final = 0.75
"""Share of the best likeness by which a clause of the evidence may be what is retold; guess."""
_NEAR: Final = 0.645
_WORDS: Final = 0.6
"""Share of words held above which a claim is near enough in words; the bench, all sets."""
_SUPPORTED: Final = 0.5
_BUT: Final = opening(BUT)
_AROUND: Final = 2
"""Sentences from a reason to what it explains, at most; guess."""
_CAUSE_NEAR: Final = 0.72
_MISSING: Final = 0.45
_AFTER: Final = expression(AFTER)


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
            places = aligned(case, clause, FAINT, _RETOLD)
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
        if match is None or (
            match.group().casefold() not in CONJUNCTIONS
            and any(_denies(c) and statements.cause.search(c.text) for c in sentence.clauses)
        ):
            continue  # "the cause is not known"
        sides = [
            clause_of(side, sentence.language)
            for side in (sentence.text[: match.start()], sentence.text[match.end() :])
        ]
        told = [
            case.sentences[max(0, number - around) : number + around + 1]
            for number, s in enumerate(case.sentences)
            if (around := _reach(s)) is not None
        ]
        if not told:
            yield "cause", match.group()
        elif not any(all(_heard(case, side, near) for side in sides) for near in told):
            yield "cause", sentence.text


def _reach(sentence: Sentence) -> int | None:
    """How far from a sentence the reason that it gives may stand; None if it gives none."""
    if STATEMENTS[sentence.language].cause.search(sentence.text):
        return _AROUND
    if VERDICT.search(sentence.text):
        return 1
    return 0 if _AFTER.search(sentence.text) else None


def _denies(clause: Clause) -> bool:
    """Whether a clause says that something is not true or not known."""
    return negations(clause) > 0 or any(
        is_opposite(w.text, clause.language) for w in clause.content
    )


def _heard(case: Case, part: Clause, near: Sequence[Sentence]) -> bool:
    """Whether sentences have most words of a cause or effect, or its meaning."""
    held = case.held(part, case.units_of(near))
    missing = [w for w, value in held.items() if value < 0.3 and not w.text[0].isdigit()]
    if len(held) < _TELLING or len(missing) / len(held) <= _MISSING:
        return True
    if case.meaning is None:
        return len(missing) <= 1
    return max(case.meaning.scores(part.text, [s.text for s in near])) >= _CAUSE_NEAR


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
