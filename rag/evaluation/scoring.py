"""Scores one answer against its question row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from index.language.detection import detect
from index.language.lexicon import Language
from rag.answer.markers import readable
from rag.evaluation.facts import holds, matches
from rag.evaluation.rows import CitedQuote, GivenAnswer, QuestionRow
from rag.types import Status

SMALL_TALK: Final = "smalltalk"
"""The kind of question that needs no source."""
_DETECTABLE = 3
"""Minimum number of words for language detection; fewer may just be a name."""
_GERMAN_LETTER = re.compile(r"[äöüß]", re.IGNORECASE)
_MARKER = re.compile(r"\s*\[[0-9]{1,3}\]")
_MARKS = re.compile(r"[„“”»«\"]")
"""Quotation marks; the language detector ignores text between them."""
_QUOTED = re.compile(r"„[^„“”]*[“”]|“[^“”]*”|»[^»«]*«|«[^»«]*»|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of one answer. ``None`` if a measure does not apply."""

    row: QuestionRow
    answer: GivenAnswer
    pairing: str | None
    """Languages of question and article, such as ``en/de``."""
    fact: bool | None
    """All expected facts are in the claimed answer, or in the quotes of an uncertain one."""
    right_citation: bool | None
    """At least one citation of such an answer is a right paragraph."""
    complete: bool | None
    """It cites a paragraph of each group; None without groups."""
    misled: bool | None
    """A claimed answer matches a forbidden pattern; None without such patterns."""
    citations_right: int
    citations: int
    """Number of citations of a claimed answer to an answerable question."""
    contradicted: bool
    """The answer contradicts the premise of an unanswerable question."""
    language_whole: bool
    """The whole text is in the question's language."""
    language: bool
    """The text without quotes is; the whole text if little else is left."""
    quotes_right: int
    quotes: int
    """Number of quotes, nearest passages included; right ones match the document at their
    offsets."""
    words: int

    @property
    def refused(self) -> bool:
        """Whether the question was refused."""
        return self.answer.refused

    @property
    def courteous(self) -> bool:
        """Small talk was answered without citations, as it should be."""
        answered = self.answer.status is Status.ANSWERED
        return self.row.kind == SMALL_TALK and answered and not self.answer.citations

    @property
    def right(self) -> bool | None:
        """Claimed with the facts; None for unanswerable questions."""
        return self.answer.claimed and self.fact is True if self.row.answerable else None

    @property
    def wrong(self) -> bool | None:
        """Claimed without the facts; None for unanswerable questions."""
        return self.answer.claimed and self.fact is False if self.row.answerable else None

    @property
    def claimed_unsaid(self) -> bool | None:
        """Claimed although unanswerable; None for answerable questions."""
        if self.row.answerable:
            return None
        return self.answer.claimed and not self.contradicted and not self.courteous

    @property
    def faults(self) -> tuple[str, ...]:
        """Names of the faults of the answer; empty for a good one."""
        answerable = self.row.answerable
        found = {
            "refused": answerable and self.refused,
            "fact missing": self.fact is False and not self.refused,
            "citation elsewhere": self.right_citation is False and not self.refused,
            "answered": self.claimed_unsaid is True,
            "misled": self.misled is True,
            "language": not self.language,
            "quote differs": self.quotes_right < self.quotes,
        }
        return tuple(name for name, is_so in found.items() if is_so)


def score(row: QuestionRow, answer: GivenAnswer, texts: Mapping[str, str]) -> Score:
    """Score an answer; ``texts`` are the texts of the documents by source."""
    text = prose(answer.answer)
    quotes = (*answer.citations, *answer.nearest)
    told = row.answerable and not answer.refused
    cited = {citation.place for citation in answer.citations} if told else set()
    counted = answer.citations if told and answer.claimed else ()
    return Score(
        row=row,
        answer=answer,
        pairing=_pairing(row, texts),
        fact=(told and _holds_facts(row, answer)) if row.answerable else None,
        right_citation=not cited.isdisjoint(row.gold) if row.answerable else None,
        complete=all(not cited.isdisjoint(group) for group in row.groups) if row.groups else None,
        misled=(answer.claimed and any(matches(text, pattern) for pattern in row.forbidden))
        if row.forbidden
        else None,
        citations_right=sum(citation.place in row.gold for citation in counted),
        citations=len(counted),
        contradicted=not row.answerable and not answer.refused and holds(text, row.contradiction),
        language_whole=_language(_MARKS.sub(" ", text)) == row.language,
        language=_language(_unquoted(text, quotes) or text) == row.language,
        quotes_right=sum(_verbatim(quote, texts) for quote in quotes),
        quotes=len(quotes),
        words=len(text.split()),
    )


def _holds_facts(row: QuestionRow, answer: GivenAnswer) -> bool:
    """Whether each fact is in the text, in a quote or in a translation.

    For an uncertain answer only quotes and translations count: its text says that it is not sure,
    and "not" is the expected fact of some questions.
    """
    parts = [part for c in answer.citations for part in (c.quote, c.translation) if part]
    if answer.claimed:
        parts.append(prose(answer.answer))
    return all(any(holds(part, fact) for part in parts) for fact in row.answers) and all(
        any(matches(part, fact) for part in parts) for fact in row.facts
    )


def _pairing(row: QuestionRow, texts: Mapping[str, str]) -> str | None:
    """Languages of question and article; the latter is detected if the row does not give it."""
    article = row.article_language
    if article is None and row.file in texts:
        article = detect(texts[row.file])
    return f"{row.language}/{article}" if article else None


def prose(answer: str) -> str:
    """The answer without ``[n]`` markers."""
    return readable(_MARKER.sub("", answer))


def _language(text: str) -> Language:
    """The language of a text, ignoring words with German letters, such as the name "Brüssel"."""
    plain = " ".join(word for word in text.split() if not _GERMAN_LETTER.search(word))
    return detect(plain or text)


def _unquoted(text: str, quotes: tuple[CitedQuote, ...]) -> str:
    """The text without quotes; empty if too little is left for language detection."""
    # A citation of sentences that are quoted apart holds what stands between them, too.
    parts = {one.quote for one in quotes} | {s.quote for one in quotes for s in one.sentences}
    for quote in sorted(parts, key=len, reverse=True):
        text = text.replace(quote, " ")
    text = _QUOTED.sub(" ", text).strip()
    return text if len(text.split()) >= _DETECTABLE else ""


def _verbatim(quote: CitedQuote, texts: Mapping[str, str]) -> bool:
    text = texts.get(quote.source)
    inside = text is not None and 0 <= quote.start < quote.end <= len(text)
    return inside and text is not None and text[quote.start : quote.end] == quote.quote
