"""Rule against statements attributed to the wrong speaker."""

from collections.abc import Iterator
from typing import Final

from index.language.statements.by_language import STATEMENTS
from rag.answer.checks.case import Case, Place
from rag.answer.checks.parsing.text import Clause, Sentence
from rag.answer.checks.rules.facts import Finding

_RETOLD: Final = 0.5
"""Minimum share of the statement's words that one clause of the evidence has to cover; guess."""
_SAME: Final = 0.1
"""Clauses within this distance of the best one also count; guess."""


def speakers(case: Case) -> Iterator[Finding]:
    """A statement that the evidence attributes to somebody else (``attribution``)."""
    saying = STATEMENTS[case.language].saying
    for sentence in case.claim_sentences:
        speaking = next((c for c in sentence.clauses if c.subject and saying.search(c.text)), None)
        if speaking is None:
            continue
        places = _retold(case, sentence, speaking)
        if places and all(_is_of_another(case, speaking, place) for place in places):
            yield "attribution", " ".join(word.text for word in speaking.subject)


def _retold(case: Case, sentence: Sentence, speaking: Clause) -> list[Place]:
    """The clauses of the evidence with the same statement, whoever the speaker is there."""
    saying = STATEMENTS[case.language].saying
    shares: dict[int, float] = {}
    count = 0
    for clause in sentence.clauses:
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
    return [p for p in case.places if shares.get(id(p), 0.0) / count >= top - _SAME]


def _is_of_another(case: Case, speaking: Clause, place: Place) -> bool:
    """Whether the evidence names a speaker there who is not the claim's."""
    clauses = place.sentence.clauses
    frames = [c for c in clauses if c.statements.saying.search(c.text)]
    if not any(frame.subject for frame in frames):
        return False
    named = [word for clause in clauses for word in clause.content]
    return not case.any_held(speaking, speaking.subject, [*named, *place.subject], place)
