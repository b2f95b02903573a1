"""Rules for negations, opposites and roles (who did what to whom)."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from index.language.cues import either
from index.language.lexicon import Language
from index.language.statements.clauses import ASKED, SUBORDINATE
from index.language.words import Word, is_listed
from rag.answer.checks.case import Case, Place, is_frame
from rag.answer.checks.parsing.forms import is_verb
from rag.answer.checks.parsing.text import Clause
from rag.answer.checks.rules.facts import Finding, is_common_english

_ALIGNED: Final = 0.34
"""Minimum similarity of a clause of the evidence that a clause of the claim retells; guess."""
_SAME: Final = 0.1
"""Clauses within this distance of the best one also count; guess."""
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
        denied_at_all = any(denials(c) or may_deny(c) for c in clauses)
        for number, clause in enumerate(clauses):
            places = aligned(case, clause)
            if not places or (is_frame(clause) and len(clauses) > 1):
                continue
            claimed = _parities(clause, clauses[:number], clauses[number + 1 :])
            if all(
                not claimed & _held_parities(place)
                and _told_otherwise(clause, denied_at_all, place)
                for place in places
            ):
                yield "negation", clause.text


def _told_otherwise(clause: Clause, denied_at_all: bool, place: Place) -> bool:
    """Whether no other word explains that only one of the two is negated."""
    own, held = denials(clause), denials(place.clause)
    if own and held:
        return negations(clause) != negations(place.clause)
    if held:
        return not denied_at_all
    return not any(denials(c) or may_deny(c) for c in place.sentence.clauses)


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
    """Number of negations and words of denial in a clause."""
    return negations(clause) + len(clause.statements.denial.findall(clause.text))


def may_deny(clause: Clause) -> bool:
    """Whether a clause has a word that may express a negation: "ungefährlich", "forbidden"."""
    return bool(clause.statements.lacking.search(clause.text)) or any(
        is_opposite(word.text, clause.language) for word in clause.content
    )


def is_opposite(word: str, language: Language) -> bool:
    """Whether a word has a negating prefix: "ungefährlich" and "unsafe", not "unten" or "unit"."""
    plain = word.casefold()
    rest = re.sub(r"^(?:un|in|im|dis)(?=\w{4})", "", plain)
    return (
        rest != plain
        and not plain.startswith(("unter", "under", "univers", "until"))
        and is_listed(rest, language)
    )


def opposites(case: Case) -> Iterator[Finding]:
    """A word whose opposite is in the evidence (``opposite``)."""
    for clause in case.clauses:
        places = aligned(case, clause, share=0.6)
        for axis in clause.statements.axes:
            claimed = _side(clause, axis)
            held = [side for place in places if (side := _side(place.clause, axis))]
            if claimed is not None and held and claimed not in held:
                yield "opposite", clause.text


def _side(clause: Clause, axis: str) -> int | None:
    """Side of an axis such as rise and fall: 1 or -1; None if the clause has neither or both."""
    first, second = clause.statements.axes[axis]
    one, other = bool(first.search(clause.text)), bool(second.search(clause.text))
    if one == other:
        return None
    side = 1 if one else -1
    text = clause.statements.no_denial.sub(" ", clause.text)
    return -side if len(clause.statements.negation.findall(text)) % 2 else side


def roles(case: Case) -> Iterator[Finding]:
    """An action attributed to the wrong subject (``role``)."""
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
    scored = [
        (sum(coverage[w] for w in said) / len(said), place, coverage)
        for _, place, coverage in case.aligned[clause]
        if not is_frame(place.clause)
    ]
    same_verb = [item for item in scored if item[0] >= 0.4 and verb_held(case, clause, item[1])]
    scored = same_verb or scored
    top = max((share for share, _, _ in scored), default=0.0)
    if top < (0.4 if same_verb else 0.5):
        return False
    best = [place for share, place, _ in scored if share >= top - 0.15]
    return all(_turned(case, clause, place, subject, owner) for place in best)


def _turned(
    case: Case, clause: Clause, place: Place, subject: tuple[Word, ...], owner: Clause
) -> bool:
    def share(held: Sequence[Word]) -> bool:
        return case.any_held(owner, subject, held, place)

    if not place.subject or share(place.subject):
        return False
    if not (_names(subject, owner) and _names(place.subject, place.clause)):
        return False  # two different nouns may refer to the same thing
    verb = verb_held(case, clause, place) or _same_axis(clause, place.clause)
    if share(place.clause.content):
        swapped = case.any_held(clause, clause.said, place.subject, place)
        return clause.passive == place.clause.passive and swapped and verb
    if not verb and not _number_held(case, clause, place):
        return False
    # The evidence has another subject there, and the claim's subject belongs to another clause.
    return any(
        case.any_held(owner, subject, other.subject, other)
        and not (is_frame(other.clause) and other.number == place.number)
        for other in case.places
        if other.subject
    )


def _same_axis(clause: Clause, other: Clause) -> bool:
    """Whether both have verbs with the same meaning: "buys" and "übernimmt"."""
    return any(
        (side := _side(clause, axis)) is not None and side == _side(other, axis)
        for axis in clause.statements.axes
    )


def _names(subject: Sequence[Word], clause: Clause) -> bool:
    """Whether a subject is a proper name."""
    capital = [w for w in subject if w.text[0].isupper()]
    if clause.language == "en":
        capital = [w for w in capital if w.start or not is_common_english(w.text)]
        return bool(capital)
    joined = any(b.start == a.end + 1 for a, b in pairwise(capital))
    return joined or any(not is_listed(w.text, "de") for w in capital)


def _number_held(case: Case, clause: Clause, place: Place) -> bool:
    figures = [w for w in clause.said if w.text[0].isdigit()]
    return len(figures) == 1 and case.any_held(clause, figures, place.clause.content, place)


def verb_held(case: Case, clause: Clause, place: Place) -> bool:
    """Whether the clause of the evidence has the verb of the claim's clause."""
    behind = [w for w in clause.content if clause.subject and w.start > clause.subject[-1].start]
    verbs = [w for w in clause.content if is_verb(w.text, clause.language)]
    first = [w for w in behind[:1] if w.text.islower()]
    return case.any_held(clause, [*verbs, *first], place.clause.content, place)
