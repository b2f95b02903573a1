"""Who did it to whom: what one did told of another."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.language.statements.clauses import AGENT, PERSONAL, PERSONAL_ALWAYS, WHICH
from index.language.words import Word
from rag.answer.checks.case import Case, Place, is_frame
from rag.answer.checks.parsing.persons import plain_name
from rag.answer.checks.parsing.text import Clause, clause_of
from rag.answer.checks.rules.contests import parties
from rag.answer.checks.rules.facts import Finding
from rag.answer.checks.rules.relations import same_side, verb_held

_NEARLY: Final = 0.75
"""Share of the best likeness that a place with the same verb needs to count before it; guess."""
_CLOSE: Final = 0.15
"""Places within this of the best one may be where it was done; guess."""
_AGENT_WORDS: Final = 3
_INSIDE: Final = re.compile(
    r"(?P<who>[^,]+?)(?:\s*,\s*\d+)?\s*,\s*(?:who|which|der|die|das)\s(?P<what>[^,]+?)"
    r"(?:\s*,\s*(?P<rest>.+))?$"
)
"""A clause with a relative clause behind its subject."""
_DIFFERENCE: Final = re.compile(r"\b(?:by|um)\s$", re.IGNORECASE)
"""Before a figure that tells of two parties how far they are apart."""


def roles(case: Case) -> Iterator[Finding]:
    """What one did told of another: ``role``."""
    for sentence in case.claim_sentences:
        subject: tuple[Word, ...] = ()
        owner: Clause | None = None
        for clause in (part for whole in sentence.clauses for part in _parts(whole)):
            if is_frame(clause):
                continue
            if clause.subject:
                subject, owner = clause.subject, clause
            elif WHICH.match(clause.text):
                continue
            if owner is None or clause.relative:
                continue
            if _role_turned(case, clause, subject, owner):
                yield "role", " ".join(w.text for w in subject)
                return


def _parts(clause: Clause) -> tuple[Clause, ...]:
    """A clause; and what its relative clause tells of the subject: "Amory, who lost, left"."""
    match = _INSIDE.match(clause.text)
    if match is None:
        return (clause,)
    texts = (f"{match['who']} {match[part]}" for part in ("what", "rest") if match[part])
    return (clause, *(clause_of(text, clause.language) for text in texts))


def _role_turned(case: Case, clause: Clause, subject: tuple[Word, ...], owner: Clause) -> bool:
    said = clause.said
    if not said:
        return False
    tells = clause.statements.saying.search(clause.text)
    scored = [
        (sum(coverage[w] for w in said) / len(said), place, coverage)
        for _, place, coverage in case.aligned.get(clause) or case.scores(clause)
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


def _turned(  # noqa: PLR0911 - a case per way to name the two
    case: Case, clause: Clause, place: Place, subject: tuple[Word, ...], owner: Clause
) -> bool:
    def share(held: Sequence[Word]) -> bool:
        return case.same_party(owner, subject, held, place)

    if not place.subject or (parties(case, clause) and parties(case, place.clause)):
        return False  # of contests, another rule knows the winner
    verb = verb_held(case, clause, place) or same_side(clause, place.clause)
    if verb and clause is owner and _heads_turned(case, clause, place):
        return True
    if share(place.subject):
        return verb and _voice_turned(case, clause, place)
    names = case.names_of(owner, subject)
    if not (names and case.known(place.subject)):
        return False  # another noun may be the same thing
    if share(place.clause.content):
        swapped = case.any_held(clause, clause.said, place.subject, place)
        return clause.passive == place.clause.passive and swapped and verb
    if not verb and (_may_refer(case, place, names) or not _number_held(case, clause, place)):
        return False
    # Somebody else is the subject there, and this one is the subject of another clause.
    return any(
        case.names_of(owner, subject) & case.known(other.subject)
        and not (other.number == place.number and _lets_speak(other.clause))
        for other in case.places
        if other.subject
    )


def _heads_turned(case: Case, clause: Clause, place: Place) -> bool:
    """Whether each one's subject is the other's object: "the clerk of the mayor" is no mayor."""
    head, held = clause.head, place.clause.head
    if not head or len(held) == len(place.clause.subject) or clause.passive != place.clause.passive:
        return False
    if case.names_of(clause, head):
        return False  # "the mayor of Ashcombe, Dorothy Pike" is one person
    objects = [word for word in clause.said if word not in clause.subject]
    return case.any_held(clause, objects, held, place) and not case.any_held(
        clause, head, held, place
    )


def _may_refer(case: Case, place: Place, names: frozenset[str]) -> bool:
    """Whether a pronoun is the subject there and may mean somebody named shortly before."""
    clause = place.clause
    if clause.subject or clause.relative or names & case.known(clause.content):
        return False
    if not any(w.text.casefold() in PERSONAL_ALWAYS | PERSONAL for w in clause.words):
        return False
    return any(
        names & case.known(before.clause.content)
        for before in case.places
        if place.number - 1 <= before.number <= place.number
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


def _lets_speak(clause: Clause) -> bool:
    statements = clause.statements
    return bool(statements.saying.search(clause.text) or statements.notice.search(clause.text))


def _number_held(case: Case, clause: Clause, place: Place) -> bool:
    figures = [w for w in clause.said if w.text[0].isdigit()]
    return (
        len(figures) == 1
        and not _DIFFERENCE.search(clause.text[: figures[0].start])
        and case.any_held(clause, figures, place.clause.content, place)
    )
