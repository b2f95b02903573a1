"""Passages that say the same thing with other values: newer reports, corrections, contradictions.

Two sentences of different articles are about one thing if they share most of their words, and their
token vectors agree; or if the newer one names the older value as outdated ("von 14 auf 19
gestiegen", "nicht wie anfangs angenommen 200 Liter"). The newest then comes first, and what it
replaces never stands alone. Where neither replaces the other, both stand side by side. Prints of
one text are one source.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache
from typing import Final

from index.language.numerals import SCALES, numeral
from index.language.quantities import quantities
from index.types import Document, Passage, Span
from rag.evidence.attribution import STATEMENTS as _STATEMENTS
from rag.evidence.attribution import attribution_of, told
from rag.types import LANGUAGES, Language
from rag.words import content_stems, words

_SAME_TEXT: Final = 0.8
"""Share of words from which on two passages are prints of one text (guess)."""
_SHARED: Final = 0.5
"""Words that the shorter of two sentences about one thing shares with the other, as a share. Over
all pairs of sentences of four briefings (43 articles, also used to choose these values) the rules
gave 14 right pairs and one that may be (two ballots); the token vectors kept out three wrong ones
and one right (2026-11-26)."""
_SHARED_LEAST: Final = 2
_ALIKE: Final = 0.7
"""Late interaction of two such sentences."""
_CONTEXT: Final = 2
"""Words that two passages about one event share, with what stands above them."""
_DATELINE: Final = re.compile(r"^.{0,100}?\b(?:19|20)\d\d\b[^.!?]{0,20}?\s[-–—]\s")
_TICKER: Final = re.compile(r"(\d{1,2})[.:](\d\d)\s?(?:Uhr\b|[:–-])")
_NAME: Final = re.compile(r"[„“\"»]([^„“”\"«»]{2,40})[“”\"«]")
_AGE: Final = re.compile(r"\s?\(\d{1,3}\)")


class Role(StrEnum):
    """What a passage is to another one about the same thing. Texts have it as a key."""

    NEWEST = "as_of"
    EARLIER = "earlier"
    BESIDE = "according_to"
    """Neither replaces the other."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What orders an article among others, and names it."""

    document_id: str
    title: str
    outlet: str
    day: date | None
    clock: time | None
    language: Language

    @property
    def is_correction(self) -> bool:
        """Whether the article says in its headline that it replaces another one."""
        return _corrects(self.title)

    @classmethod
    def of(cls, document: Document) -> "Origin":
        return cls(
            document.id,
            document.title,
            document.outlet,
            document.date,
            document.time_of_day,
            "de" if document.language == "de" else "en",
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, or a whole correction, and the article that it is from."""

    passage: Passage
    span: Span
    origin: Origin

    @property
    def text(self) -> str:
        """Verbatim."""
        return self.passage.quote(self.span)

    @property
    def clock(self) -> time | None:
        """When it was reported; the paragraphs of a ticker say so themselves."""
        said = _TICKER.match(self.passage.text)
        if said and int(said[1]) < 24 and int(said[2]) < 60:
            return time(int(said[1]), int(said[2]))
        return self.origin.clock


Alike = Callable[[Statement, Statement], float]
"""Late interaction of two sentences, -1 to 1."""


@dataclass(frozen=True, slots=True)
class Version:
    """Sentences of one passage, and what they are to the others."""

    statements: tuple[Statement, ...]
    role: Role

    @property
    def first(self) -> Statement:
        return self.statements[0]


def is_same_text(one: Passage, other: Passage) -> bool:
    """Whether two passages are nearly the same words, as one agency's text in two papers is."""
    first, second = _stems(one.text), _stems(other.text)
    return len(first & second) >= _SAME_TEXT * max(len(first | second), 1)


def prints(passage: Passage, others: Iterable[Passage]) -> tuple[str, ...]:
    """The other sources that print the same text with the same values."""
    found = {
        other.source
        for other in others
        if other.document_id != passage.document_id
        and is_same_text(passage, other)
        and quantities(other.text, "de") == quantities(passage.text, "de")
    }
    return tuple(sorted(found - {passage.source}))


def revises(text: str) -> bool:
    """Whether a text corrects what was said before, or calls a value outdated."""
    return _corrects(text) or any(_STATEMENTS[key].revision.search(text) for key in LANGUAGES)


def statements_of(passage: Passage, origin: Origin) -> tuple[Statement, ...]:
    """The sentences of a passage; a correction is one statement, or it would be misread."""
    if passage.sentences and _corrects(passage.text):
        whole = Span(passage.sentences[0].start, passage.sentences[-1].end)
        return (Statement(passage, whole, origin),)
    return tuple(Statement(passage, span, origin) for span in passage.sentences)


def arranged(
    shown: Sequence[Statement], pool: Sequence[Statement], alike: Alike
) -> tuple[Version, ...]:
    """The passages to quote in place of ``shown``, the newest first.

    Args:
        shown: sentences of one passage that are to be quoted.
        pool: what else was found.
        alike: compares two sentences.

    Returns:
        A version for each passage about the same thing; empty if there is no other one.
    """
    found: dict[str, dict[Statement, Role]] = {}
    for one in shown:
        for other in pool:
            role = relation(one, other, alike)
            if role and not any(_is_print(other, kept) for kept in found.values()):
                found.setdefault(other.passage.id, {})[other] = role
    if not found:
        return ()
    roles = {role for said in found.values() for role in said.values()}
    others = [tuple(said) for said in found.values()]
    ranked = sorted([tuple(shown), *others], key=lambda said: _rank(said[0]), reverse=True)
    if Role.BESIDE in roles:
        return tuple(Version(said, Role.BESIDE) for said in ranked)
    return tuple(
        Version(said, Role.EARLIER if place else Role.NEWEST) for place, said in enumerate(ranked)
    )


def relation(one: Statement, other: Statement, alike: Alike) -> Role | None:
    """What ``other`` is to ``one``; None unless both give other values for one thing."""
    same_article = one.origin.document_id == other.origin.document_id
    if one.passage.id == other.passage.id or (same_article and one.clock == other.clock):
        return None
    order = _order(one, other)
    older, newer = (one, other) if order > 0 else (other, one)
    if order and _replaces(newer, older):
        return Role.NEWEST if newer is other else Role.EARLIER
    if not _is_near(one, other, alike):
        return None
    if not order or (_are_independent(one, other) and not revises(newer.text)):
        return Role.BESIDE
    return Role.NEWEST if newer is other else Role.EARLIER


def _is_near(one: Statement, other: Statement, alike: Alike) -> bool:
    """Whether both say the same but for values that each has for itself."""
    if one.origin.language != other.origin.language:
        return False
    first, second = _values(one), _values(other)
    if not {_kind(value) for value in first - second} & {_kind(v) for v in second - first}:
        return False
    mine, theirs = _plain_stems(one), _plain_stems(other)
    common = mine & theirs
    if len(common) < max(_SHARED_LEAST, _SHARED * min(len(mine), len(theirs))):
        return False
    return _is_same_event(one, other) and alike(one, other) >= _ALIKE


def _replaces(newer: Statement, older: Statement) -> bool:
    """Whether the newer names the value of the older, and another one, as a revision."""
    if newer.origin.document_id == older.origin.document_id or not revises(newer.text):
        return False
    if newer.origin.language != older.origin.language:
        return False
    said, was = _values(newer), _values(older)
    if _corrects(newer.text):
        said, was = said | _names(newer), was | _names(older)
    common = _plain_stems(newer, units=True) & _plain_stems(older, units=True)
    return bool(said & was and said - was and common) and _is_same_event(newer, older)


def _is_same_event(one: Statement, other: Statement) -> bool:
    common = _stems(one.passage.in_context) & _stems(other.passage.in_context)
    return len(common) >= _CONTEXT


def _is_print(statement: Statement, kept: Iterable[Statement]) -> bool:
    return any(
        other.passage.id != statement.passage.id and is_same_text(other.passage, statement.passage)
        for other in kept
    )


def _are_independent(one: Statement, other: Statement) -> bool:
    """Whether both name their outlets, and no agency stands behind both; or each its speaker."""
    mine, theirs = _outlets(one.origin.outlet), _outlets(other.origin.outlet)
    if mine and theirs:
        return not mine & theirs
    speakers = [attribution_of(item.text, item.origin.language) for item in (one, other)]
    named = [_stems(speaker.speaker) for speaker in speakers if speaker]
    return len(named) == len(speakers) and not named[0] & named[1]


def _outlets(named: str) -> set[str]:
    return {part.strip().casefold() for part in re.split(r"[/,;+]", named) if part.strip()}


def _order(one: Statement, other: Statement) -> int:
    """1 if ``other`` is the newer one, -1 if ``one`` is, 0 if that is not known."""
    if one.origin.day and other.origin.day:
        first, second = (one.origin.day, one.clock), (other.origin.day, other.clock)
        if first[0] != second[0]:
            return 1 if first[0] < second[0] else -1
        if first[1] and second[1] and first[1] != second[1]:
            return 1 if first[1] < second[1] else -1
    corrects = [item.origin.is_correction or _corrects(item.text) for item in (one, other)]
    return corrects[1] - corrects[0]


def _rank(one: Statement) -> tuple[date, time, bool]:
    corrects = one.origin.is_correction or _corrects(one.text)
    return one.origin.day or date.min, one.clock or time(), corrects


def _corrects(text: str) -> bool:
    return any(_STATEMENTS[key].correction.search(text) for key in LANGUAGES)


def _values(one: Statement) -> frozenset[str]:
    """Numbers, times and weekdays, but not the dateline's or the speaker's."""
    return _values_in(_told(one), one.origin.language)


def _told(one: Statement) -> str:
    text = _AGE.sub("", told(_DATELINE.sub("", one.text), one.origin.language))
    return text[said.end() :] if (said := _TICKER.match(text)) else text


@cache
def _values_in(text: str, language: Language) -> frozenset[str]:
    weekdays = _STATEMENTS[language].weekdays
    named = {f"weekday {weekdays[w.casefold()]}" for w in words(text) if w.casefold() in weekdays}
    counted = {value for value in quantities(text, language) if value[0].isdigit() or " " in value}
    return frozenset(counted | named)


def _kind(value: str) -> str:
    """What two values must have in common to contradict each other."""
    return "clock" if ":" in value else value.partition(" ")[0] if " " in value else "number"


def _names(one: Statement) -> frozenset[str]:
    return frozenset(_NAME.findall(one.text))


@cache
def _stems(text: str) -> frozenset[str]:
    return content_stems(text)


def _plain_stems(one: Statement, *, units: bool = False) -> frozenset[str]:
    """What is said, without the values, and with or without their units."""
    return _plain_stems_in(_told(one), one.origin.language, units=units)


@cache
def _plain_stems_in(text: str, language: Language, *, units: bool) -> frozenset[str]:
    statements = _STATEMENTS[language]
    kept = [
        word
        for word in words(text)
        if numeral(word, language) is None
        and word.casefold() not in statements.weekdays
        and word.casefold() not in statements.months
        and (units or word.casefold() not in {*statements.units, *SCALES[language]})
    ]
    return content_stems(" ".join(kept))
