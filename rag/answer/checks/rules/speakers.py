"""Rule against statements attributed to the wrong speaker."""

from collections.abc import Iterator, Sequence
from typing import Final

from index.language.statements.by_language import STATEMENTS
from index.language.statements.clauses import FRAMES
from rag.answer.checks.case import Case, Place, is_frame
from rag.answer.checks.parsing.text import Clause
from rag.answer.checks.rules.facts import Finding

_RETOLD: Final = 0.5
"""Minimum share of the statement's words that one clause of the evidence has to cover; guess."""
_SAME: Final = 0.1
"""Clauses within this distance of the best one also count; guess."""
_NEAR: Final = 0.4
"""The same for clauses in which the claim's speaker speaks in other words; guess."""


def speakers(case: Case) -> Iterator[Finding]:
    """A statement that the evidence attributes to somebody else (``attribution``)."""
    saying = STATEMENTS[case.language].saying
    for sentence in case.claim_sentences:
        clauses = sentence.clauses
        at = next((n for n, c in enumerate(clauses) if c.subject and saying.search(c.text)), None)
        denying = STATEMENTS[case.language].axes["consent"][1]
        if at is None or FRAMES.search(clauses[at].text) or denying.search(clauses[at].text):
            continue  # another speaker, or one who denies what others say
        speaking = clauses[at]
        # "X says that …" speaks of what follows, "…, said X" of what stands before.
        said = clauses if is_frame(speaking) and at == len(clauses) - 1 else clauses[at:]
        places, near = _retold(case, said, speaking, _SAME), _retold(case, said, speaking, _NEAR)
        if (
            places
            and all(_is_of_another(case, speaking, place) for place in places)
            and not any(_speaks(case, speaking, place) for place in near)
        ):
            yield "attribution", " ".join(word.text for word in speaking.subject)


def _speaks(case: Case, speaking: Clause, place: Place) -> bool:
    """Whether a clause of the evidence lets the claim's speaker speak."""
    named = case.names_of(speaking, speaking.subject) & case.known(place.subject)
    return bool(named and place.clause.statements.saying.search(place.clause.text))


def _retold(case: Case, clauses: Sequence[Clause], speaking: Clause, within: float) -> list[Place]:
    """Where the evidence has what is said, whoever says it there."""
    saying = STATEMENTS[case.language].saying
    shares: dict[int, float] = {}
    count = 0
    for clause in clauses:
        frame = speaking.subject if clause is speaking else ()
        said = [w for w in clause.content if w not in frame and not saying.fullmatch(w.text)]
        count += len(said)
        for _, place, coverage in case.aligned[clause]:
            key = id(place)
            shares[key] = shares.get(key, 0.0) + sum(coverage[word] for word in said)
    if count < 2:  # a single word may occur in anybody's statement
        return []
    top = max(shares.values(), default=0.0) / count
    if top < _RETOLD:
        return []
    return [p for p in case.places if shares.get(id(p), 0.0) / count >= top - within]


def _is_of_another(case: Case, speaking: Clause, place: Place) -> bool:
    """Whether somebody else says it there, and the claim's speaker is another known party."""
    clauses = place.sentence.clauses
    frames = [c for c in clauses if c.statements.saying.search(c.text)]
    if not any(frame.subject for frame in frames):
        return False
    named = [word for clause in clauses for word in clause.content]
    if case.same_party(speaking, speaking.subject, [*named, *place.subject], place):
        return False
    # A noun that is nowhere a subject there may be the same one by another word.
    return bool(case.names_of(speaking, speaking.subject)) or any(
        case.any_held(speaking, speaking.subject, other.subject, other)
        for other in case.places
        if other.subject
    )
