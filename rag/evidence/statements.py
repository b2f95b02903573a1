"""Statements: sentences of articles with their values, and when and where they were reported."""

import re
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Final

from index.language.numbers.numerals import SCALES, numeral
from index.language.numbers.quantities import quantities
from index.language.statements.by_language import STATEMENTS
from index.language.statements.disputes import (
    CONTESTS,
    CONTESTS_BEFORE,
    REJECTED,
)
from index.language.statements.revisions import corrects, retracts
from index.types import Document, Passage, Span
from rag.evidence.attribution import Estimate, estimates, without_speaker
from rag.types import Language
from rag.words import content_stems, located_numbers, words

_DATELINE: Final = re.compile(r"^.{0,100}?\b(?:19|20)\d\d\b[^.!?]{0,20}?\s[-–—]\s")
_TICKER: Final = re.compile(r"(\d{1,2})[.:](\d\d)\s?(?:Uhr\b|[:–-])")
_NAME: Final = re.compile(r"[„“\"»]([^„“”\"«»]{2,40})[“”\"«]")
_NAMED: Final = re.compile(r"[A-ZÄÖÜ0-9]\S*(?:\s\S+)*")
_AGE: Final = re.compile(
    r"\s?\(\d{1,3}\)|\baged\s\d{1,3}\b|"
    r"\b\d{1,3}(?:\sJahre\salte?[nrms]?\b|[-–]?jährige?[nrms]?\b|[- ]years?[- ]old\b)"
)
_NEXT_WORD: Final = re.compile(r"[\s-]?([^\W\d_]+)")
_BESIDE: Final = 3
"""Number of words before and after a number among which is what it counts (guess)."""
_CACHED: Final = 1 << 14


@dataclass(frozen=True, slots=True)
class Origin:
    """Metadata of an article, for ordering and naming it."""

    document_id: str
    title: str
    outlet: str
    day: date | None
    clock: time | None
    language: Language

    @property
    def is_correction(self) -> bool:
        """Whether the headline says that the article replaces another one."""
        return corrects(self.title)

    @classmethod
    def of(cls, document: Document) -> "Origin":
        """The origin of an article; a language other than German counts as English."""
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
    """A sentence, or a whole correction, with its article's metadata."""

    passage: Passage
    span: Span
    origin: Origin

    @property
    def text(self) -> str:
        """Verbatim."""
        return self.passage.quote(self.span)

    @property
    def language(self) -> Language:
        """Language of the text."""
        return self.origin.language

    @property
    def clock(self) -> time | None:
        """Time of day of the report: of the paragraph in a live ticker, else of the article."""
        clock = entry_time(self.passage.text)
        return self.origin.clock if clock is None else clock

    @property
    def is_note(self) -> bool:
        """Whether it is a note of correction, or its article replaces another one."""
        return self.origin.is_correction or corrects(self.text)

    @property
    def is_correction(self) -> bool:
        """Whether it, or its article, says that it corrects an earlier report."""
        return self.is_note or retracts(self.text)

    @property
    def contests(self) -> bool:
        """Whether it says that somebody rejects what somebody else has said."""
        return _contests(self.text, self.language)

    @property
    def values(self) -> frozenset[str]:
        """Numbers, times and weekdays, except the dateline and the speaker's age."""
        return _values(self._said, self.language)

    @property
    def units(self) -> frozenset[str]:
        """Units and currencies, in a notation common to both languages."""
        return frozenset(q for q in quantities(self._said, self.language) if not q[-1].isdigit())

    @property
    def counted(self) -> frozenset[tuple[str, str]]:
        """Each number with the stems of words beside it: "eight votes to five" counts votes."""
        return _counted(self._said, self.language)

    @property
    def measured(self) -> frozenset[tuple[str, float]]:
        """Each measured amount as its dimension and its value in the base unit."""
        return _measured(self._said, self.language)

    @property
    def estimates(self) -> list[Estimate]:
        """The amounts that it attributes to a speaker, without the dateline."""
        return estimates(_DATELINE.sub("", self.text), self.language)

    @property
    def names(self) -> frozenset[str]:
        """Texts in quotation marks that are short enough for a name."""
        return frozenset(_NAME.findall(self.text))

    def rejects(self, other: "Statement") -> bool:
        """Whether it names, as wrong, words of another one: "nicht in Bonn, sondern in Köln"."""
        found = REJECTED[self.language].finditer(self.text)
        named = (_NAMED.search(one["old"] or one["last"]) for one in found)
        return any(one and re.search(rf"\b{re.escape(one[0])}\b", other.text) for one in named)

    def stems(self, *, units: bool = False) -> frozenset[str]:
        """Stems of the content words without the values, with or without units."""
        return _plain_stems(self._said, self.language, units=units)

    @property
    def _said(self) -> str:
        return _without_frame(self.text, self.language)


def statements_of(passage: Passage, origin: Origin) -> tuple[Statement, ...]:
    """The sentences of a passage; a correction is one statement, because parts of it mislead."""
    if passage.sentences and corrects(passage.text):
        whole = Span(passage.sentences[0].start, passage.sentences[-1].end)
        return (Statement(passage, whole, origin),)
    return tuple(Statement(passage, span, origin) for span in passage.sentences)


def entry_time(text: str) -> time | None:
    """Time with which an entry of a live ticker begins; None for other paragraphs."""
    said = _TICKER.match(text)
    if said and int(said[1]) < 24 and int(said[2]) < 60:
        return time(int(said[1]), int(said[2]))
    return None


def contests_before(text: str, language: Language) -> bool:
    """Whether a sentence says that somebody rejects what was said just before it."""
    return _has(CONTESTS_BEFORE[language], text, language)


@lru_cache(_CACHED)
def _contests(text: str, language: Language) -> bool:
    return _has(CONTESTS[language], text, language)


def _has(denial: re.Pattern[str], text: str, language: Language) -> bool:
    """Whether a denial is in a text; to contest a match is none."""
    return bool(denial.search(text)) and not STATEMENTS[language].no_denial.search(text)


@lru_cache(_CACHED)
def stems(text: str) -> frozenset[str]:
    """Stems of all content words, cached."""
    return content_stems(text)


@lru_cache(_CACHED)
def _without_frame(text: str, language: Language) -> str:
    """The text without dateline, ticker time, age of the speaker and "sagte er"."""
    text = _AGE.sub("", without_speaker(_DATELINE.sub("", text), language))
    return text[said.end() :] if (said := _TICKER.match(text)) else text


@lru_cache(_CACHED)
def _values(text: str, language: Language) -> frozenset[str]:
    weekdays = STATEMENTS[language].weekdays
    named = {f"weekday {weekdays[w.casefold()]}" for w in words(text) if w.casefold() in weekdays}
    counted = {value for value in quantities(text, language) if value[0].isdigit() or " " in value}
    return frozenset(counted | named)


@lru_cache(_CACHED)
def _counted(text: str, language: Language) -> frozenset[tuple[str, str]]:
    found = text.split()
    return frozenset(
        (value, stem)
        for place, word in enumerate(found)
        for value in quantities(word, language)
        if value[0].isdigit()
        for other in found[max(0, place - _BESIDE) : place + _BESIDE + 1]
        if other.casefold().strip(".,;:") not in STATEMENTS[language].months
        for stem in content_stems(other)
        if not any(map(str.isdigit, stem)) and numeral(stem, language) is None
    )


@lru_cache(_CACHED)
def _measured(text: str, language: Language) -> frozenset[tuple[str, float]]:
    units = STATEMENTS[language].units
    found = set()
    for number in located_numbers(text, language):
        following = _NEXT_WORD.match(text, number.end)
        if following and (unit := units.get(following[1].casefold())):
            found.add((unit.dimension, float(number.value) * unit.factor))
    return frozenset(found)


@lru_cache(_CACHED)
def _plain_stems(text: str, language: Language, *, units: bool) -> frozenset[str]:
    statements = STATEMENTS[language]
    kept = [
        word
        for word in words(text)
        if numeral(word, language) is None
        and word.casefold() not in statements.weekdays
        and word.casefold() not in statements.months
        and (units or word.casefold() not in {*statements.units, *SCALES[language]})
    ]
    return content_stems(" ".join(kept))
