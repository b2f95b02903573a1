"""Who won against whom: the winner of the evidence told as the loser."""

from collections.abc import Iterator
from typing import Final

from index.language.statements.contests import DISMISSED, LOST, SUITS, UPHELD, WON
from index.language.words import words
from rag.answer.checks.case import Case
from rag.answer.checks.parsing.persons import plain_name
from rag.answer.checks.parsing.text import Clause
from rag.answer.checks.rules.facts import Finding
from rag.answer.checks.rules.relations import negations

_Parties = tuple[frozenset[str], frozenset[str]]
"""Words of the names of the winner and of the loser."""
_NOBODY: Final[frozenset[str]] = frozenset()


def contests(case: Case) -> Iterator[Finding]:
    """Winner and loser exchanged: ``role``."""
    held = [found for place in case.places if (found := parties(case, place.clause))]
    for clause in case.clauses:
        claimed = parties(case, clause)
        if claimed is None:
            continue
        won, lost = claimed
        between = [
            (one, other) for one, other in held if (won | lost) & one and (won | lost) & other
        ]
        if between and all(won & other and lost & one for one, other in between):
            yield "role", clause.text


def parties(case: Case, clause: Clause) -> _Parties | None:
    """Winner and loser of a clause, in the evidence's names."""
    if negations(clause):
        return None
    winner, loser = _in_court(case, clause) or _in_contest(case, clause) or (_NOBODY, _NOBODY)
    return (winner - loser, loser - winner) if winner - loser and loser - winner else None


def _in_contest(case: Case, clause: Clause) -> _Parties | None:
    won, lost = WON[clause.language].search(clause.text), LOST[clause.language].search(clause.text)
    if bool(won) == bool(lost) or not clause.subject:
        return None
    subject = _named(case, " ".join(word.text for word in clause.subject))
    others = _named(case, clause.text) - subject
    return (subject, others) if bool(won) != clause.passive else (others, subject)


def _in_court(case: Case, clause: Clause) -> _Parties | None:
    suit = SUITS[clause.language].search(clause.text)
    if suit is None:
        return None
    found = suit.groupdict()
    plaintiff = _named(case, found["plaintiff"] or found.get("owner") or "")
    defendant = _named(case, found["defendant"])
    if UPHELD[clause.language].search(clause.text):
        return plaintiff, defendant
    return (defendant, plaintiff) if DISMISSED[clause.language].search(clause.text) else None


def _named(case: Case, text: str) -> frozenset[str]:
    """The evidence's names in a text."""
    return case.names & {plain_name(word.text) for word in words(text) if word.text[0].isupper()}
