"""What a clause says of whom: denials, opposites, and who did it to whom."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.language.cues import either
from index.language.lexicon import Language
from index.language.statements.clauses import AGENT, ASKED, OPPOSITES, SUBORDINATE
from index.language.words import Word, is_listed
from rag.answer.checks.case import Case, Place, is_frame
from rag.answer.checks.parsing.forms import is_verb
from rag.answer.checks.parsing.persons import plain_name
from rag.answer.checks.parsing.text import Clause
from rag.answer.checks.rules.facts import Finding

_ALIGNED: Final = 0.34
"""Least share of a clause's words by which a clause of the evidence is what it retells; guess."""
_SAME: Final = 0.1
"""Clauses within this of the best one may be meant as well; guess."""
_LIKE: Final = 0.25
"""Least likeness of a place with the same subject and verb; guess."""
_NEARBY: Final = 2
"""Sentences from an accusation to its denial, at most; guess."""
_NEARLY: Final = 0.75
"""Share of the best likeness that a place with the same verb needs to count before it; guess."""
_CLOSE: Final = 0.15
"""Places within this of the best one may be where it was done; guess."""
_AGENT_WORDS: Final = 3
_ASKED: Final = re.compile(rf"(?:{either(ASKED)})\b", re.IGNORECASE)


def aligned(
    case: Case, clause: Clause, least: float = _ALIGNED, share: float | None = None
) -> list[Place]:
    """The clauses of the evidence that a clause of the claim retells, best first.

    Args:
        case: claim and evidence.
        clause: of the claim.
        least: how much the best one must be alike.
        share: of the best one's likeness that the others need; nearly all if left out.
    """
    scored = case.aligned[clause]
    if not scored or scored[0][0] < least:
        return []
    needed = scored[0][0] - _SAME if share is None else scored[0][0] * share
    return [place for likeness, place, _ in scored if likeness >= needed]


def polarity(case: Case) -> Iterator[Finding]:
    """A denial lost or added: ``negation``."""
    for sentence in case.claim_sentences:
        clauses = sentence.clauses
        told = any(c.statements.denial.search(c.text) for c in clauses)
        denied_at_all = any(denials(c) or may_deny(c) for c in clauses)
        for number, clause in enumerate(clauses):
            places = _retold(case, clause)
            if not places or (is_frame(clause) and len(clauses) > 1):
                continue
            claimed = _parities(clause, clauses[:number], clauses[number + 1 :])
            if all(
                not claimed & _held_parities(place)
                and _told_otherwise(clause, denied_at_all, place)
                and not (told and not denials(place.clause) and _is_denied_nearby(case, place))
                for place in places
            ):
                yield "negation", clause.text


def _retold(case: Case, clause: Clause) -> list[Place]:
    """Where a clause's subject and verb stand, or else its subject, or else what is most alike."""
    if not clause.subject:
        return aligned(case, clause)
    same = [
        (likeness, place)
        for likeness, place, _ in case.aligned[clause]
        if case.same_party(
            clause, clause.subject, [*place.clause.content, *place.subject], place
        )
    ]
    strong = [item for item in same if item[0] >= _LIKE and verb_held(case, clause, item[1])]
    likely = [place for likeness, place in strong if likeness >= strong[0][0] - _SAME]
    if likely and not denials(clause):
        return likely
    near = aligned(case, clause)
    if denials(clause):
        near += [
            place
            for likeness, place, _ in case.aligned[clause]
            if likeness >= _LIKE and (denials(place.clause) or may_deny(place.clause))
        ]
        return likely + near
    about = [place for place in near if any(place is other for _, other in same)]
    return about or near


def _is_denied_nearby(case: Case, place: Place) -> bool:
    """Whether somebody denies there, or in a sentence beside it, what a claim lets them deny."""
    return any(
        denials(other.clause) or may_deny(other.clause)
        for other in case.places
        if abs(other.number - place.number) <= _NEARBY
    )


def _told_otherwise(clause: Clause, denied_at_all: bool, place: Place) -> bool:
    """Whether no other word explains that one side denies and the other does not."""
    own, held = denials(clause), denials(place.clause)
    if own and held:
        return negations(clause) != negations(place.clause)
    if held:
        return not denied_at_all
    return not any(denials(c) or may_deny(c) for c in place.sentence.clauses)


def _parities(clause: Clause, before: Sequence[Clause], after: Sequence[Clause] = ()) -> set[int]:
    """Whether a clause is denied: by itself, or by the one that it depends on."""
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
    """Whether it has a word that may retell a denial: "ungefährlich", "forbidden"."""
    return bool(clause.statements.lacking.search(clause.text)) or any(
        is_opposite(word.text, clause.language) for word in clause.content
    )


def is_opposite(word: str, language: Language) -> bool:
    """Words such as "ungefährlich" and "unsafe", not "Unfall", "unit" or "increase"."""
    match = OPPOSITES[language].fullmatch(word)
    rest = next((group for group in match.groups() if group), "") if match else ""
    return bool(rest) and is_listed(rest.lower(), language)


def opposites(case: Case) -> Iterator[Finding]:
    """A word where the evidence has its opposite: ``opposite``."""
    for clause in case.clauses:
        places = aligned(case, clause, share=0.6)
        for axis in clause.statements.axes:
            claimed = _side(clause, axis)
            held = [side for place in places if (side := _side(place.clause, axis))]
            if claimed is not None and held and claimed not in held:
                yield "opposite", clause.text


def _side(clause: Clause, axis: str) -> int | None:
    """1 or -1; None where the clause says neither or both."""
    first, second = clause.statements.axes[axis]
    text = clause.statements.no_denial.sub(" ", clause.text)
    one, other = bool(first.search(text)), bool(second.search(text))
    if one == other:
        return None
    side = 1 if one else -1
    denied = negations(clause) if axis == "consent" else denials(clause)
    return -side if denied % 2 else side


def roles(case: Case) -> Iterator[Finding]:
    """What one did told of another: ``role``."""
    for sentence in case.claim_sentences:
        subject: tuple[Word, ...] = ()
        owner: Clause | None = None
        for clause in sentence.clauses:
            if is_frame(clause):
                continue
            if clause.subject:
                subject, owner = clause.subject, clause
            if owner is None or clause.relative:
                continue
            if _role_turned(case, clause, subject, owner):
                yield "role", " ".join(w.text for w in subject)
                return


def _role_turned(case: Case, clause: Clause, subject: tuple[Word, ...], owner: Clause) -> bool:
    said = clause.said
    if not said:
        return False
    tells = clause.statements.saying.search(clause.text)
    scored = [
        (sum(coverage[w] for w in said) / len(said), place, coverage)
        for _, place, coverage in case.aligned[clause]
        if tells or not is_frame(place.clause)
    ]
    most = max((share for share, _, _ in scored), default=0.0)
    same_verb = [
        item
        for item in scored
        if item[0] >= max(0.4, _NEARLY * most) and verb_held(case, clause, item[1])
    ]
    if same_verb and any(
        share >= most - _CLOSE and case.same_party(owner, subject, place.subject, place)
        for share, place, _ in scored
        if place.subject and not any(place is other for _, other, _ in same_verb)
    ):
        return False
    scored = same_verb or scored
    top = max((share for share, _, _ in scored), default=0.0)
    if top < (0.4 if same_verb else 0.5):
        return False
    best = [place for share, place, _ in scored if share >= top - _CLOSE]
    return all(_turned(case, clause, place, subject, owner) for place in best)


def _turned(
    case: Case, clause: Clause, place: Place, subject: tuple[Word, ...], owner: Clause
) -> bool:
    def share(held: Sequence[Word]) -> bool:
        return case.same_party(owner, subject, held, place)

    if not place.subject:
        return False
    verb = verb_held(case, clause, place) or _same_axis(clause, place.clause)
    if share(place.subject):
        return verb and _voice_turned(case, clause, place)
    if not (case.names_of(owner, subject) and case.known(place.subject)):
        return False  # another noun may be the same thing
    if share(place.clause.content):
        swapped = case.any_held(clause, clause.said, place.subject, place)
        return clause.passive == place.clause.passive and swapped and verb
    if not verb and not _number_held(case, clause, place):
        return False
    # Somebody else is the subject there, and this one is the subject of another clause.
    return any(
        case.names_of(owner, subject) & case.known(other.subject)
        and not (other.number == place.number and _lets_speak(other.clause))
        for other in case.places
        if other.subject
    )


def _voice_turned(case: Case, clause: Clause, place: Place) -> bool:
    """Whether one did there what here is done to them by the other: "was fouled by Packeiser"."""
    if clause.passive == place.clause.passive:
        return False
    passive = clause if clause.passive else place.clause
    agent = AGENT.search(passive.text)
    if agent is None:
        return False
    doers = [w for w in passive.content if w.start >= agent.end()][:_AGENT_WORDS]
    if clause.passive:
        rest = [w for w in place.clause.content if w not in place.clause.subject]
        names = case.names_of(clause, doers)
        return bool(names & {plain_name(w.text) for w in rest})
    rest = [w for w in clause.content if w not in clause.subject]
    names = case.names_of(clause, rest)
    return bool(names & {plain_name(w.text) for w in doers})


def _same_axis(clause: Clause, other: Clause) -> bool:
    """Whether both have a verb of one meaning: "buys" and "übernimmt"."""
    return any(
        (side := _side(clause, axis)) is not None and side == _side(other, axis)
        for axis in clause.statements.axes
    )


def _lets_speak(clause: Clause) -> bool:
    statements = clause.statements
    return bool(statements.saying.search(clause.text) or statements.notice.search(clause.text))


def _number_held(case: Case, clause: Clause, place: Place) -> bool:
    figures = [w for w in clause.said if w.text[0].isdigit()]
    return len(figures) == 1 and case.any_held(clause, figures, place.clause.content, place)


def verb_held(case: Case, clause: Clause, place: Place) -> bool:
    """Whether the evidence has the verb as well."""
    behind = [w for w in clause.content if clause.subject and w.start > clause.subject[-1].start]
    verbs = [w for w in clause.content if is_verb(w.text, clause.language)]
    first = [w for w in behind[:1] if w.text.islower()]
    last = [w for w in clause.content[-1:] if w.text.islower() and clause.language == "de"]
    return case.any_held(clause, [*verbs, *first, *last], place.clause.content, place)
