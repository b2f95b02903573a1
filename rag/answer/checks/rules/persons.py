"""Who is who: a title told of one that the evidence gives to another."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.language.lexicon import Language
from index.language.statements.clauses import AGES
from index.language.words import Word, words
from rag.answer.checks.alignment import OTHER, PART, SYNONYM, Unit
from rag.answer.checks.case import Case
from rag.answer.checks.parsing.persons import Person, plain_name
from rag.answer.checks.parsing.text import Sentence
from rag.answer.checks.rules.facts import Finding

_OF: Final = re.compile(r"\s(?:of|von|der|des)\b")
"""Behind a title that says little without what it is of."""


def titles(case: Case) -> Iterator[Finding]:
    """A title that somebody else has in the evidence: ``role``."""
    for person in case.reader.people(case.claim, case.language):
        own = [(p, s) for p, s in case.people if p.is_same(person)]
        if not own:
            continue
        others = [(p, s) for p, s in case.people if not p.is_same(person)]
        for title in person.titles:
            holders = [
                (held, p)
                for p, s in own
                if (held := _held(case, title, p.titles, s.language)) >= SYNONYM
            ]
            past = bool(holders) and not person.former and all(p.former for _, p in holders)
            own_most = max((held for held, _ in holders), default=0.0)
            most = max(
                (
                    _held(case, title, p.titles, s.language)
                    for p, s in others
                    if not (past and p.former)
                ),
                default=0.0,
            )
            if not past and (own_most >= most or own_most > SYNONYM):
                continue
            titled = _OF.match(case.claim, title.end) and any(
                p.titles and s.language != case.language for p, s in own
            )
            taken = most > PART or any(
                len(p.names) > 1
                and _held(case, title, p.titles, s.language) >= PART
                and not titled  # "head of the authority" and "Behördenchefin" may be one title
                for p, s in others
                if not (past and p.former)
            )
            if taken and (own_most or not _told_beside(case, title, person)):
                yield "role", title.text
                return


def ages(case: Case) -> Iterator[Finding]:
    """An age told of one that the evidence gives to another: ``role``."""
    held = [pair for text in case.evidence for pair in _ages(text)]
    for name, age in _ages(case.claim):
        whose = {other for other, years in held if years == age}
        if whose and name not in whose and name in case.names:
            yield "role", age


def _ages(text: str) -> Iterator[tuple[str, str]]:
    """Names, folded, with the ages beside them."""
    for match in AGES.finditer(text):
        found = match.groupdict()
        name = found["name"] or found["behind"]
        yield plain_name(name), found["age"] or found["years"]


def _held(case: Case, title: Word, held: Sequence[Word], language: Language) -> float:
    """How well words of the evidence hold a title of the claim."""
    if not held:
        return 0.0
    entries = [
        entry
        for entry in case.aligner.dictionary.translations(
            title.text, case.language, OTHER[case.language]
        )
        if case.language != language
    ]
    unit = Unit(tuple(held), language, case.aligner)
    return case.aligner.held(title, case.language, unit, entries)


def _told_beside(case: Case, title: Word, person: Person) -> bool:
    """Whether a sentence that names somebody, or goes on about them, has the title for them."""
    before = False
    for sentence in case.sentences:
        own = [w for w in words(sentence.text) if plain_name(w.text) in person.names]
        goes_on = before and _begins_with_pronoun(sentence)
        if own or goes_on:
            taken = {
                w.text
                for p in case.reader.people(sentence.text, sentence.language)
                if not p.is_same(person)
                for w in p.titles
            }
            rest = [w for c in sentence.clauses for w in c.content if w.text not in taken]
            if _held(case, title, rest, sentence.language) >= SYNONYM:
                return True
        before = bool(own) or goes_on
    return False


def _begins_with_pronoun(sentence: Sentence) -> bool:
    first = next(iter(words(sentence.text)), None)
    clause = sentence.clauses[0] if sentence.clauses else None
    return bool(first and clause and first.text.casefold() in clause.statements.persons)
