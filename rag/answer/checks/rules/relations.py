"""Whether a clause denies what the evidence says, or says its opposite."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.language.cues import either
from index.language.lexicon import Language
from index.language.statements.clauses import ASKED, NOBODY, OPPOSITES, SUBORDINATE
from index.language.words import Word, is_listed
from rag.answer.checks.alignment import PART, Unit
from rag.answer.checks.case import Case, Place, is_frame
from rag.answer.checks.parsing.forms import is_verb
from rag.answer.checks.parsing.text import Clause
from rag.answer.checks.rules.facts import Finding

_ALIGNED: Final = 0.34
"""Minimum similarity of a clause of the evidence that a clause of the claim retells; guess."""
FAINT: Final = 0.2
"""The same where nothing fits better and the claim may retell the clause all the same; guess."""
_SAME: Final = 0.1
"""Clauses within this of the best one may be meant as well; guess."""
_LIKE: Final = 0.25
"""Least likeness of a place with the same subject and verb; guess."""
_NEARBY: Final = 2
"""Sentences from an accusation to its denial, at most; guess."""
_ASKED: Final = re.compile(rf"(?:{either(ASKED)})\b", re.IGNORECASE)


def aligned(
    case: Case, clause: Clause, least: float = _ALIGNED, share: float | None = None
) -> list[Place]:
    """The clauses of the evidence that a clause of the claim retells, best first.

    Args:
        case: claim and evidence.
        clause: of the claim.
        least: minimum similarity of the best one.
        share: minimum similarity of the others, relative to the best; None for nearly the same.
    """
    scored = case.aligned[clause]
    if not scored or scored[0][0] < least:
        return []
    needed = scored[0][0] - _SAME if share is None else scored[0][0] * share
    return [place for likeness, place, _ in scored if likeness >= needed]


def polarity(case: Case) -> Iterator[Finding]:
    """A negation lost or added (``negation``)."""
    for sentence in case.claim_sentences:
        clauses = sentence.clauses
        told = any(c.statements.denial.search(c.text) for c in clauses)
        owner: Clause | None = None
        for number, clause in enumerate(clauses):
            owner = clause if clause.subject else owner
            places = _retold(case, clause, owner)
            if _is_told_of_nobody(case, clause, places):
                yield "negation", clause.text
                continue
            if not places or (is_frame(clause) and len(clauses) > 1):
                continue
            claimed = _parities(clause, clauses[:number], clauses[number + 1 :])
            if all(
                not claimed & _held_parities(place)
                and _told_otherwise(case, clause, clauses, place)
                and not (told and not denials(place.clause) and _is_denied_nearby(case, place))
                for place in places
            ):
                yield "negation", clause.text


def _is_told_of_nobody(case: Case, clause: Clause, places: Sequence[Place]) -> bool:
    """Whether the evidence tells of nobody what a clause tells of somebody: "no one was hurt"."""
    if denials(clause) or may_deny(clause):
        return False
    if any(verb_held(case, clause, p) for p in places if not NOBODY.search(p.clause.text)):
        return False
    own = Unit(clause.content, clause.language, case.aligner)
    for place in case.places:
        told = [
            value
            for word, value in case.aligner.coverage(place.clause, own).items()
            if not NOBODY.search(word.text)
        ]
        if told and NOBODY.search(place.clause.text) and min(told) >= PART:
            return True
    return False


def _retold(case: Case, clause: Clause, owner: Clause | None) -> list[Place]:
    """Where a clause's subject and verb stand, or else its subject, or else what is most alike.

    ``owner`` is the clause or the one before that has its subject.
    """
    if owner is None or clause.relative or (owner is not clause and _has_pronoun(clause)):
        return aligned(case, clause)
    same = [
        (likeness, place)
        for likeness, place, _ in case.aligned[clause]
        if case.same_party(owner, owner.subject, [*place.clause.content, *place.subject], place)
    ]
    strong = [item for item in same if item[0] >= _LIKE and verb_held(case, clause, item[1])]
    likely = [place for likeness, place in strong if likeness >= strong[0][0] - _SAME]
    likely += [
        place
        for likeness, place, _ in case.aligned[clause]
        if strong
        and likeness >= strong[0][0] - _SAME
        and not place.clause.subject
        and not any(place is other for other in likely)
    ]
    if likely and not denials(clause):
        return likely
    near = aligned(case, clause)
    if not clause.subject:
        return near
    if denials(clause):
        near += [
            place
            for likeness, place, _ in case.aligned[clause]
            if likeness >= _LIKE and (denials(place.clause) or may_deny(place.clause))
        ]
        return likely + near
    about = [place for place in near if any(place is other for _, other in same)]
    return about or near


def _has_pronoun(clause: Clause) -> bool:
    return any(word.text.casefold() in clause.statements.pronouns for word in clause.words)


def _is_denied_nearby(case: Case, place: Place) -> bool:
    """Whether somebody denies there, or in a sentence beside it, what a claim lets them deny."""
    return any(
        denials(other.clause) or may_deny(other.clause)
        for other in case.places
        if abs(other.number - place.number) <= _NEARBY
    )


def _told_otherwise(case: Case, clause: Clause, clauses: Sequence[Clause], place: Place) -> bool:
    """Whether no other word explains that only one of the two is negated.

    A word that both have, as "ban" in "not covered by the ban", explains nothing.
    """
    if same_side(clause, place.clause):
        return False  # "stays open" and "does not close"
    own, held = denials(clause), denials(place.clause)
    if own and held:
        return negations(clause) != negations(place.clause)
    if held and not negations(place.clause) and any(may_deny(c) for c in clauses):
        return False  # "opponents" and "opposed to"
    if held:
        return not any(denials(c) or _opposites(c) for c in clauses) and all(
            case.any_held(c, (word,), place.clause.words, place)
            for c in clauses
            for word in _lacking(c)
        )
    return not any(
        denials(c)
        or _opposites(c)
        or not all(
            any(case.any_held(own_, own_.content, (word,), place) for own_ in clauses)
            for word in _lacking(c)
        )
        for c in place.sentence.clauses
    )


def _parities(clause: Clause, before: Sequence[Clause], after: Sequence[Clause] = ()) -> set[int]:
    """Possible parities of the negations in a clause and its main clause; 1 means negated."""
    own = denials(clause)
    last = before[-1] if before else None
    if last is not None and (
        clause.text.casefold().startswith(SUBORDINATE)
        or last.text.endswith("that")
        or (clause.language == "de" and " zu " in f" {clause.text} " and not clause.subject)
    ):
        return {(own + denials(last)) % 2}
    if after and _ASKED.match(clause.text):
        return {own % 2, (own + denials(after[0])) % 2}
    return {own % 2}


def _held_parities(place: Place) -> set[int]:
    clauses = place.sentence.clauses
    number = next((n for n, c in enumerate(clauses) if c is place.clause), 0)
    return _parities(place.clause, clauses[:number], clauses[number + 1 :])


def negations(clause: Clause) -> int:
    statements = clause.statements
    return len(statements.negation.findall(statements.no_denial.sub(" ", clause.text)))


def denials(clause: Clause) -> int:
    """How often a clause denies."""
    statements = clause.statements
    text = statements.no_denial.sub(" ", clause.text)
    return negations(clause) + len(statements.denial.findall(text))


def may_deny(clause: Clause) -> bool:
    """Whether a clause has a word that may express a negation: "ungefährlich", "forbidden"."""
    return bool(clause.statements.lacking.search(clause.text)) or _opposites(clause)


def _opposites(clause: Clause) -> bool:
    return any(is_opposite(word.text, clause.language) for word in clause.content)


def _lacking(clause: Clause) -> list[Word]:
    """The words listed as such that may express a negation in a clause."""
    found = [match.span() for match in clause.statements.lacking.finditer(clause.text)]
    return [word for word in clause.words if any(start <= word.start < end for start, end in found)]


def is_opposite(word: str, language: Language) -> bool:
    """Words such as "ungefährlich" and "unsafe", not "Unfall", "unit" or "increase"."""
    match = OPPOSITES[language].fullmatch(word)
    rest = next((group for group in match.groups() if group), "") if match else ""
    return bool(rest) and is_listed(rest.lower(), language)


def opposites(case: Case) -> Iterator[Finding]:
    """A word whose opposite is in the evidence (``opposite``)."""
    for clause in case.clauses:
        places = aligned(case, clause, share=0.6)
        for axis in clause.statements.axes:
            claimed = side_of(clause, axis)
            held = [
                side
                for place in places
                if (side := side_of(place.clause, axis))
                and not (axis == "winning" and _is_of_another(case, clause, place))
            ]
            if claimed is not None and held and claimed not in held:
                yield "opposite", clause.text


def _is_of_another(case: Case, clause: Clause, place: Place) -> bool:
    """Whether the two clauses have subjects with different names."""
    named, held = case.names_of(clause, clause.subject), case.known(place.subject)
    return bool(named and held) and not named & held


def side_of(clause: Clause, axis: str) -> int | None:
    """1 or -1; None where the clause says neither or both."""
    first, second = clause.statements.axes[axis]
    text = clause.statements.no_denial.sub(" ", clause.text)
    one, other = bool(first.search(text)), bool(second.search(text))
    if one == other:
        return None
    side = 1 if one else -1
    denied = negations(clause) if axis == "consent" else denials(clause)
    return -side if denied % 2 else side


def same_side(clause: Clause, other: Clause) -> bool:
    """Whether both have a verb of one meaning: "buys" and "übernimmt"."""
    return any(
        (side := side_of(clause, axis)) is not None and side == side_of(other, axis)
        for axis in clause.statements.axes
    )


def verb_held(case: Case, clause: Clause, place: Place) -> bool:
    """Whether the clause of the evidence has the verb of the claim's clause."""
    behind = [w for w in clause.content if clause.subject and w.start > clause.subject[-1].start]
    verbs = [w for w in clause.content if is_verb(w.text, clause.language)]
    first = [w for w in behind[:1] if w.text.islower()]
    last = [w for w in clause.content[-1:] if w.text.islower() and clause.language == "de"]
    return case.any_held(clause, [*verbs, *first, *last], place.clause.content, place)
