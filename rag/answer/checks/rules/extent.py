"""Of how many it holds: "all" for "most", "at least" for "up to", "only" where it is not said."""

from collections.abc import Iterator
from typing import Final

from index.language.statements.by_language import STATEMENTS
from index.language.statements.clauses import ALL_THE_WAY, FEW, NOTHING_LEFT, SO_FEW
from index.language.words import words
from rag.answer.checks.case import Case, Place
from rag.answer.checks.parsing.quantities import quantities
from rag.answer.checks.parsing.text import Clause
from rag.answer.checks.rules.facts import Finding
from rag.answer.checks.rules.relations import FAINT, aligned, verb_held

_PARTIAL: Final = frozenset(("most", "many", "some", "few"))


def scope(case: Case) -> Iterator[Finding]:
    """Told of "all" where the evidence says "most", and "only" where it does not."""
    statements = STATEMENTS[case.language]
    for clause in case.clauses:
        places = aligned(case, clause, FAINT)
        if not places:
            continue
        places += [p for p in case.places if p not in places and verb_held(case, clause, p)]
        held = set().union(*(_groups(place.clause) for place in places))
        claimed = _groups(clause)
        if "all" in claimed and not held & {"all", "wholly"}:
            yield "scope", clause.text
        if (
            statements.unanimous.search(clause.text)
            and not any(p.clause.statements.unanimous.search(p.sentence.text) for p in case.places)
            and _is_partial(places)
        ):
            yield "scope", clause.text
        if "none" in claimed and "none" not in held and _is_partial(places):
            yield "scope", clause.text
        narrowed = SO_FEW.sub(" ", clause.text)
        if statements.exclusive.search(narrowed) and not any(
            place.clause.statements.exclusive.search(place.sentence.text)
            or FEW.search(place.sentence.text)
            for place in places
        ):
            yield "scope", clause.text


def bounds(case: Case) -> Iterator[Finding]:
    """A least number told where the evidence has a greatest one, or the other way round."""
    for claimed in quantities(case.claim, case.language):
        if claimed.bound is None:
            continue
        held = {q.bound for q in case.quantities if claimed.agrees(q)}
        if held and claimed.bound not in held and None not in held:
            yield "scope", claimed.text


def _groups(clause: Clause) -> set[str]:
    quantifiers = clause.statements.quantifiers
    text = ALL_THE_WAY.sub(" ", clause.text)
    plain = [w.text.casefold() for w in words(text)]
    found = {quantifiers[word] for word in plain if word in quantifiers}
    if NOTHING_LEFT.search(clause.text):
        found.add("wholly")
    if clause.statements.nearly.search(clause.text):
        found = {"most" if group in {"all", "wholly"} else group for group in found}
    return found


def _is_partial(places: list[Place]) -> bool:
    """Whether all of the evidence's clauses speak of a part of a group, with a word or a share."""
    return any(_groups(p.clause) & _PARTIAL or _has_share(p.clause) for p in places)


def _has_share(clause: Clause) -> bool:
    return any(
        q.unit and q.unit.dimension == "percent" and 0 < q.value < 100
        for q in quantities(clause.text, clause.language)
    )
