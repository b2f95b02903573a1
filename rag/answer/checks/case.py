"""The input of all checks: a claim and its evidence, split into sentences and clauses."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, TypeVar

from index.language.detection import detect
from index.language.lexicon import Language
from index.language.statements.clauses import POSSESSIVE, opening
from index.language.words import Word
from rag.answer.checks.alignment import SYNONYM, Aligner, Unit
from rag.answer.checks.meaning import Meaning
from rag.answer.checks.parsing.dates import Time, days_told, report_day, times
from rag.answer.checks.parsing.durations import durations
from rag.answer.checks.parsing.persons import NameReader, Person, plain_name
from rag.answer.checks.parsing.quantities import Quantity, quantities
from rag.answer.checks.parsing.text import Clause, Sentence, sentences

_AGE: Final = re.compile(r"jährige[nrms]?$|year$|old$")
_POSSESSIVE: Final = opening(POSSESSIVE, r"\s")
_Found = TypeVar("_Found")
_SUBJECT: Final = 0.15
"""Bonus for the similarity of two clauses with the same subject; guess."""


@dataclass(frozen=True)
class Place:
    """A clause of the evidence, with its own subject or that of the clause before."""

    clause: Clause
    sentence: Sentence
    number: int
    """Number of the sentence, counted over all evidence."""
    subject: tuple[Word, ...]
    unit: Unit


@dataclass(frozen=True)
class Case:
    """One claim with its evidence."""

    claim: str
    language: Language
    question: str
    evidence: tuple[str, ...]
    aligner: Aligner
    meaning: Meaning | None

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        return tuple(detect(text) for text in self.evidence)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of the evidence."""
        return tuple(
            sentence
            for text, language in zip(self.evidence, self.languages, strict=True)
            for sentence in sentences(text, language, halves=True)
        )

    @cached_property
    def places(self) -> tuple[Place, ...]:
        found = []
        number = 0
        for text, language in zip(self.evidence, self.languages, strict=True):
            subject: tuple[Word, ...] = ()
            before: Clause | None = None
            for sentence in sentences(text, language, halves=True):
                number += 1
                for clause in sentence.clauses:
                    if clause.relative and before:
                        subject = before.last_nouns
                    elif subject and _is_age(clause.subject):
                        pass  # "Der 58-Jährige" goes on about the subject before
                    elif clause.subject and _POSSESSIVE.match(clause.text):
                        subject = (*clause.subject, *subject)
                    else:
                        subject = clause.subject or subject
                    before = clause
                    found.append(
                        Place(
                            clause,
                            sentence,
                            number,
                            subject,
                            self.aligner.unit([clause], () if clause.subject else subject),
                        )
                    )
        return tuple(found)

    @cached_property
    def reader(self) -> NameReader:
        """Tells who is named."""
        return NameReader(self.aligner.dictionary)

    @cached_property
    def people(self) -> tuple[tuple[Person, Sentence], ...]:
        """Of the evidence, each with where it is named."""
        return tuple(
            (person, sentence)
            for sentence in self.sentences
            for person in self.reader.people(sentence.text, sentence.language)
        )

    @cached_property
    def claim_sentences(self) -> tuple[Sentence, ...]:
        return sentences(self.claim, self.language)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Clauses of the claim."""
        return tuple(clause for sentence in self.claim_sentences for clause in sentence.clauses)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The content words of all evidence, one unit per language."""
        return self.units_of(self.sentences)

    def units_of(self, among: Sequence[Sentence]) -> tuple[Unit, ...]:
        """The content words of sentences of the evidence, one unit per language."""
        return tuple(
            self.aligner.unit(of)
            for language in dict.fromkeys(self.languages)
            if (of := [c for s in among if s.language == language for c in s.clauses])
        )

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Quantities in the evidence."""
        return self._in_evidence(quantities)

    @cached_property
    def durations(self) -> list[Quantity]:
        """Durations in words in the evidence: "an hour"."""
        return self._in_evidence(durations)

    @cached_property
    def times(self) -> list[Time]:
        """Dates and times in the evidence."""
        return self._in_evidence(times)

    @cached_property
    def report_days(self) -> tuple[date | None, ...]:
        """The date in the dateline of each evidence; None if it has none."""
        return tuple(map(report_day, self.evidence))

    @cached_property
    def dated_days(self) -> tuple[Time, ...]:
        """The dates of relative days in evidence that has a dateline."""
        told = zip(self.evidence, self.languages, self.report_days, strict=True)
        return tuple(
            Time("day", (day.month, day.day), 0, 0)
            for text, language, report in told
            if report
            for day in days_told(text, language, report)
        )

    def _in_evidence(self, find: Callable[[str, Language], Iterable[_Found]]) -> list[_Found]:
        """What is found in the texts of the evidence, each read in its language."""
        texts = zip(self.evidence, self.languages, strict=True)
        return [found for text, language in texts for found in find(text, language)]

    def held(self, clause: Clause, units: Sequence[Unit] | None = None) -> dict[Word, float]:
        """How well the evidence, or units of it, cover each content word of a clause, 0 to 1."""
        found: dict[Word, float] = {}
        for unit in self.units if units is None else units:
            for word, value in self.aligner.coverage(clause, unit).items():
                found[word] = max(found.get(word, 0.0), value)
        return found

    def scores(self, clause: Clause) -> list[tuple[float, Place, dict[Word, float]]]:
        """(Similarity, clause of the evidence, coverage of the words), most similar first."""
        found = []
        texts = [place.clause.text for place in self.places]
        near = self.meaning.shares(clause.text, texts) if self.meaning else None
        for number, place in enumerate(self.places):
            coverage = self.aligner.coverage(clause, place.unit)
            total = sum(coverage.values()) / len(coverage) if coverage else 0.0
            if near:
                total = (total + near[number]) / 2
            if clause.subject and place.subject:
                shared = self.any_held(clause, clause.subject, place.subject, place)
                total += _SUBJECT if shared else 0.0
            found.append((total, place, coverage))
        return sorted(found, key=lambda item: -item[0])

    def any_held(
        self, owner: Clause, those: Sequence[Word], held: Sequence[Word], place: Place
    ) -> bool:
        """Whether the words ``held`` of the evidence cover any of ``those``.

        Args:
            owner: the clause of the claim with ``those`` words.
            those: words of the claim.
            held: words of the evidence.
            place: the clause of the evidence, for its language.
        """
        language = place.clause.language
        unit = Unit(tuple(held), language, self.aligner)
        entries = self.aligner.entries(owner, language) if owner.language != language else {}
        return any(
            self.aligner.held(word, owner.language, unit, entries.get(word.start, ())) >= SYNONYM
            for word in those
        )

    def same_party(
        self, owner: Clause, those: Sequence[Word], held: Sequence[Word], place: Place
    ) -> bool:
        """Whether words of a claim's clause and of the evidence may mean the same party.

        Where both give a name it decides: two may have one title.
        """
        names, others = self.names_of(owner, those), self.known(held)
        if names & self.names and others:
            return bool(names & others)
        return self.any_held(owner, those, held, place)

    def names_of(self, owner: Clause, those: Sequence[Word]) -> frozenset[str]:
        """Words of names among words of a clause, folded."""
        found = {n for p in self.reader.people(owner.text, owner.language) for n in p.names}
        return frozenset(found & {plain_name(word.text) for word in those}) | self.known(those)

    @cached_property
    def names(self) -> frozenset[str]:
        """All words of names of the evidence, folded."""
        return frozenset(name for person, _ in self.people for name in person.names)

    def known(self, held: Sequence[Word]) -> frozenset[str]:
        """Words of the evidence's names among other words, folded."""
        return self.names & {plain_name(word.text) for word in held if word.text[0].isupper()}

    @cached_property
    def aligned(self) -> dict[Clause, list[tuple[float, Place, dict[Word, float]]]]:
        return {clause: self.scores(clause) for clause in self.clauses}


def _is_age(subject: Sequence[Word]) -> bool:
    """Whether a subject names somebody by age alone: "the 58-year-old from Regensburg"."""
    plain = [word.text.casefold() for word in subject]
    return bool(plain) and plain[0].isdigit() and any(_AGE.match(word) for word in plain[1:4])


def is_frame(clause: Clause) -> bool:
    """Whether a clause only attributes another one to a speaker: "sagte Claudia Ferber"."""
    if not clause.statements.saying.search(clause.text):
        return False
    said = [
        w
        for w in clause.content
        if w not in clause.subject and not clause.statements.saying.fullmatch(w.text)
    ]
    return not said
