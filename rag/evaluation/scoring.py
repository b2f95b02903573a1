"""One answer against its question row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.language.detection import detect
from index.language.lexicon import Language
from rag.evaluation.facts import holds
from rag.evaluation.rows import CitedQuote, GivenAnswer, QuestionRow
from rag.markers import readable

_TELLING = 3
"""Fewer words, such as a name, are of no language."""
_GERMAN_LETTER = re.compile(r"[äöüß]", re.IGNORECASE)
_MARKER = re.compile(r"\s*\[[0-9]{1,3}\]")
_QUOTED = re.compile(r"„[^„“”]*[“”]|“[^“”]*”|»[^»«]*«|«[^»«]*»|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Score:
    """What became of one question. ``None`` where a measure does not apply."""

    row: QuestionRow
    answer: GivenAnswer
    fact: bool | None
    """Every fact asked for is held; only of answerable questions, and not when refused."""
    right_citation: bool | None
    """At least one citation points at a right paragraph."""
    citations_right: int
    citations: int
    """Of an answerable question that was not refused."""
    refused: bool
    contradicted: bool
    """An unanswerable question's premise is contradicted."""
    language_whole: bool
    """The whole text reads as the question's language."""
    language: bool
    """The text without its quotes does; the whole text where nothing else is left."""
    quotes_right: int
    quotes: int
    """Citations and nearest misses; right are those that the document holds at their offsets."""
    words: int

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the answer, in words; empty for a good one."""
        answerable = self.row.answerable
        found = {
            "refused": answerable and self.refused,
            "fact missing": self.fact is False and not self.refused,
            "citation elsewhere": self.right_citation is False and not self.refused,
            "answered": not answerable and not self.refused and not self.contradicted,
            "language": not self.language,
            "quote differs": self.quotes_right < self.quotes,
        }
        return tuple(name for name, is_so in found.items() if is_so)


def score(row: QuestionRow, answer: GivenAnswer, texts: Mapping[str, str]) -> Score:
    """Judge an answer; ``texts`` are the documents as read, by source."""
    answered = row.answerable and not answer.refused
    text = prose(answer.answer)
    right = sum(_points_at(citation, row) for citation in answer.citations) if answered else 0
    quotes = (*answer.citations, *answer.nearest)
    return Score(
        row=row,
        answer=answer,
        fact=(answered and all(holds(text, fact) for fact in row.answers))
        if row.answerable
        else None,
        right_citation=right > 0 if row.answerable else None,
        citations_right=right,
        citations=len(answer.citations) if answered else 0,
        refused=answer.refused,
        contradicted=not row.answerable and not answer.refused and holds(text, row.contradiction),
        language_whole=_language(text) == row.language,
        language=_language(_unquoted(text, quotes) or text) == row.language,
        quotes_right=sum(_verbatim(quote, texts) for quote in quotes),
        quotes=len(quotes),
        words=len(text.split()),
    )


def prose(answer: str) -> str:
    """The answer without its ``[n]``."""
    return readable(_MARKER.sub("", answer))


def _language(text: str) -> Language:
    """One "Brüssel" makes the detector take an English sentence for German: leave such out."""
    plain = " ".join(word for word in text.split() if not _GERMAN_LETTER.search(word))
    return detect(plain or text)


def _unquoted(text: str, quotes: tuple[CitedQuote, ...]) -> str:
    """What the assistant says itself; empty where that is too little to have a language."""
    for quote in sorted({quote.quote for quote in quotes}, key=len, reverse=True):
        text = text.replace(quote, " ")
    text = _QUOTED.sub(" ", text).strip()
    return text if len(text.split()) >= _TELLING else ""


def _points_at(citation: CitedQuote, row: QuestionRow) -> bool:
    return citation.source == row.file and citation.paragraph in row.paragraphs


def _verbatim(quote: CitedQuote, texts: Mapping[str, str]) -> bool:
    text = texts.get(quote.source)
    inside = text is not None and 0 <= quote.start < quote.end <= len(text)
    return inside and text is not None and text[quote.start : quote.end] == quote.quote
