"""The content of an exported conversation, independent of the file format."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from babel.dates import format_time

from index.types import Document
from rag.annotations import Correction
from rag.answer.formatting import long_date
from rag.answer.markers import pieces
from rag.answer.notices import (
    change_notice,
    correction_notice,
    embargo_notice,
    source_notices,
    withdrawn_notice,
)
from rag.answer.quoting.additions import addition
from rag.answer.quoting.marks import QuotePiece, cut
from rag.exporting.texts import text
from rag.types import Answer, Check, Citation, Language, Status

Documents = Callable[[str], Document | None]
Link = Callable[[Citation | Correction], str | None]

_NOT_PRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?")
_PARAGRAPH_ENDS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Entry:
    """A citation in the document."""

    n: int
    anchor: str
    """Unique in the document."""
    title: str
    source: str
    date: str
    """In long format; empty if unknown."""
    outlet: str
    embargo: str
    """Notice of the embargo; empty if the article may be published."""
    withdrawn: str
    """Notice of the withdrawal, with the reason; empty if the article was not withdrawn."""
    notices: tuple[str, ...]
    """Notices of genre, and of other articles with the same text."""
    changed: str
    """Notice that the article has changed since the answer; empty if it has not."""
    corrected: str
    """Notice that another article corrects the quote; empty if none does."""
    correction_link: str | None
    """Link to the words that correct it."""
    paragraph: int
    place: str
    quote: tuple[QuotePiece, ...]
    """The quote, split at the marks of the words that answer."""
    addition: str
    """The resolved relative dates and nouns of the quote, in brackets; empty without any."""
    language: str
    """Language of the quote; empty if unknown."""
    translation: str | None
    is_untranslatable: bool
    """Whether a translation was wanted and there is no reliable one."""
    translation_language: str
    link: str | None
    claims: tuple[str, ...]
    """The sentences of the answer that cite it."""

    @property
    def origin(self) -> str:
        """Title, outlet, file, date and all notices on one line."""
        said = (
            self.title, self.outlet, self.source, self.date, *self.notices, self.embargo,
            self.withdrawn, self.changed, self.corrected,
        )  # fmt: skip
        return " · ".join(filter(None, said))


@dataclass(frozen=True, slots=True)
class Run:
    """Text of an answer, or a citation number with its entry."""

    text: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its answer."""

    number: int
    question: str
    language: Language
    status: Status
    badge: str
    """Label of the answer's badge, in the dossier's language."""
    paragraphs: tuple[tuple[Run, ...], ...]
    entries: tuple[Entry, ...]
    entries_are: str
    """Heading of the entries, in the dossier's language."""

    @property
    def no_claim(self) -> str:
        """Key of the text in place of a claim if no sentence cites an entry."""
        return "claim_unsure" if self.status is Status.UNSURE else "claim_none"


@dataclass(frozen=True, slots=True)
class Dossier:
    """The whole conversation."""

    language: Language
    title: str
    made: datetime
    made_text: str
    items: tuple[Item, ...]

    @property
    def cited(self) -> tuple[tuple[Item, Entry], ...]:
        """The rows of the check sheet: every citation of every answer."""
        cite = [item for item in self.items if item.status is not Status.REFUSED]
        return tuple((item, entry) for item in cite for entry in item.entries)

    def say(self, key: str, **values: str | int) -> str:
        """A label in the dossier's language."""
        return text(key, self.language, **values)


def dossier(
    answers: Sequence[Answer],
    documents: Documents,
    *,
    language: Language,
    made: datetime,
    link: Link,
) -> Dossier:
    """Make the dossier of a conversation, oldest answer first.

    Raises:
        ValueError: there are no answers.
    """
    if not answers:
        raise ValueError("A conversation without an answer cannot be exported.")
    time = format_time(made, "HH:mm", locale=language)
    return Dossier(
        language=language,
        title=text("title", language),
        made=made,
        made_text=text("made", language, date=long_date(made.date(), language), time=time),
        items=tuple(
            _item(number, answer, documents, language, link)
            for number, answer in enumerate(answers, start=1)
        ),
    )


def printable(words: str) -> str:
    """The text with unprintable characters replaced and line ends normalised."""
    return _NOT_PRINTABLE.sub("\ufffd", _LINE_ENDS.sub("\n", words))


def _item(
    number: int, answer: Answer, documents: Documents, language: Language, link: Link
) -> Item:
    entries = tuple(
        _entry(number, answer, citation, documents, language, link) for citation in answer.shown
    )
    numbered = {entry.n: entry for entry in entries}
    return Item(
        number=number,
        question=printable(answer.question),
        language=answer.language,
        status=answer.status,
        badge=text(answer.badge, language),
        paragraphs=tuple(
            tuple(_runs(part, numbered))
            for part in _PARAGRAPH_ENDS.split(printable(answer.text).strip())
            if part.strip()
        ),
        entries=entries,
        entries_are=text(answer.shown_as, language),
    )


def _runs(paragraph: str, numbered: Mapping[int, Entry]) -> Iterator[Run]:
    """The text and citation numbers in order; a number without an entry stays text."""
    for piece in pieces(paragraph):
        yield Run(piece.text, None if piece.n is None else numbered.get(piece.n))


def _place(citation: Citation, language: Language) -> str:
    place = text("paragraph", language, number=citation.paragraph)
    page = citation.page
    return f"{text('page', language, number=page)}, {place}" if page else place


def _entry(
    number: int,
    answer: Answer,
    citation: Citation,
    documents: Documents,
    language: Language,
    link: Link,
) -> Entry:
    document = documents(citation.document_id)
    day = document.date if document else None
    return Entry(
        n=citation.n,
        anchor=f"q{number}-{citation.n}",
        title=printable(document.title) if document else "",
        source=printable(citation.source),
        date=long_date(day, language) if day else "",
        outlet=printable(document.outlet) if document else "",
        embargo=embargo_notice(document.embargo, language) if document else "",
        withdrawn=printable(withdrawn_notice(citation.withdrawn, language)),
        notices=tuple(map(printable, source_notices(citation.genre, citation.also, language))),
        changed=printable(change_notice(citation, language)),
        corrected=printable(correction_notice(citation.corrected, language)),
        correction_link=link(citation.corrected) if citation.corrected else None,
        paragraph=citation.paragraph,
        place=_place(citation, language),
        quote=tuple(
            replace(piece, text=printable(piece.text))
            for piece in cut(citation.quote, citation.start, citation.marks)
        ),
        addition=printable(addition(citation, answer.language)),
        language=document.language if document else "",
        translation=printable(citation.translation) if citation.translation else None,
        is_untranslatable=citation.is_untranslatable,
        translation_language=answer.language,
        link=link(citation),
        claims=tuple(
            printable(claim.text)
            for claim in answer.claims
            if claim.check is Check.KEPT and citation.n in claim.cites
        ),
    )
