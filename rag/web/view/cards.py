"""Cards: passages as shown to the reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from index.errors import BriefingError
from index.types import Document, Span
from rag.answer.formatting import long_date
from rag.answer.notices import (
    change_notice,
    correction_notice,
    embargo_notice,
    source_notices,
    withdrawn_notice,
)
from rag.answer.quoting.additions import addition
from rag.answer.quoting.marks import QuotePiece, cut
from rag.evidence.genre import genre_of
from rag.types import Citation, Evidence, Language
from rag.web.assistant import Helper
from rag.web.texts import text
from rag.web.view.article import Reference

_PAIR_TEXTS: Final = (
    "compare", "compare_original", "compare_translation", "untranslated_sentence",
)  # fmt: skip
Documents = Callable[[str], Document | None]
"""Finds an article by its ID; None if it is not, or no longer, in the briefing."""


def known(helper: Helper) -> Documents:
    """A function that finds the articles of an assistant."""

    def find(document_id: str) -> Document | None:
        try:
            return helper.document(document_id)
        except (KeyError, BriefingError):
            return None

    return find


@dataclass(frozen=True, slots=True)
class Card:
    """The content of a card for one passage."""

    n: int
    reference: Reference
    title: str
    place: str
    quotes: tuple[str, ...]
    marks: tuple[Span, ...] = ()
    """The words that answer, as document offsets."""
    addition: str = ""
    """The resolved relative dates and nouns of the quotes, in brackets."""
    language: str = ""
    """Language of title and quotes, if known."""
    date: str | None = None
    """ISO 8601."""
    date_text: str = ""
    outlet: str = ""
    embargo: str = ""
    """Notice of an embargo."""
    withdrawn: str = ""
    """Notice of a withdrawal, with the reason."""
    changed: str = ""
    """Notice that the article has changed since the answer."""
    corrected: str = ""
    """Notice that another article corrects the quote."""
    correction: Reference | None = None
    """The words that correct it."""
    correction_label: str = ""
    notices: tuple[str, ...] = ()
    """Notices of genre, and of other articles with the same text."""
    translation: str | None = None
    translation_label: str = ""
    translation_language: str = ""
    untranslated: str = ""
    """Notice that there is no reliable translation, if one was wanted."""
    pairs: tuple[tuple[str, str | None], ...] = ()
    """Original and translation, sentence by sentence."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Texts for the table of pairs."""
    copy_label: str = ""

    @property
    def pieces(self) -> tuple[tuple[QuotePiece, ...], ...]:
        """The quotes, each split at the boundaries of the marks."""
        quotes = zip(self.quotes, self.reference.spans, strict=True)
        return tuple(cut(quote, span.start, self.marks) for quote, span in quotes)


def evidence_card(evidence: Evidence, documents: Documents, shown_in: Language) -> Card:
    """The card of a passage found by the search."""
    passage = evidence.passage
    spans = evidence.spans or (Span(passage.start, passage.end),)
    document = documents(passage.document_id)
    genre = genre_of(document) if document else None
    card = Card(
        n=evidence.n,
        reference=Reference(passage.document_id, spans),
        title=passage.source,
        place=_place(passage.paragraph, passage.page, shown_in),
        quotes=tuple(passage.quote(span) for span in spans),
        notices=source_notices(genre, evidence.also, shown_in),
        copy_label=text("copy_quote", shown_in),
    )
    return _described(card, document, shown_in)


def citation_card(
    citation: Citation, documents: Documents, shown_in: Language, answered_in: Language
) -> Card:
    """The card of a citation, with its translation."""
    card = Card(
        n=citation.n,
        reference=Reference.to(citation),
        title=citation.source,
        place=_place(citation.paragraph, citation.page, shown_in),
        quotes=(citation.quote,),
        withdrawn=withdrawn_notice(citation.withdrawn, shown_in),
        changed=change_notice(citation, shown_in),
        corrected=correction_notice(citation.corrected, shown_in),
        correction=Reference.to(citation.corrected) if citation.corrected else None,
        correction_label=text("open_correction", shown_in),
        marks=citation.marks,
        addition=addition(citation, answered_in),
        notices=source_notices(citation.genre, citation.also, shown_in),
        translation=citation.translation,
        translation_label=text("translation", shown_in),
        translation_language=answered_in,
        untranslated=text("untranslated", shown_in) if citation.is_untranslatable else "",
        pairs=tuple((one.quote, one.translation) for one in citation.sentences),
        labels={key: text(key, shown_in) for key in _PAIR_TEXTS},
        copy_label=text("copy_quote", shown_in),
    )
    return _described(card, documents(citation.document_id), shown_in)


def _described(card: Card, document: Document | None, shown_in: Language) -> Card:
    """Add the metadata of the article; a card without it keeps the file name as title."""
    if document is None:
        return card
    day = document.date
    return replace(
        card,
        title=document.title,
        language=document.language,
        date=day.isoformat() if day else None,
        date_text=long_date(day, shown_in) if day else "",
        outlet=document.outlet,
        embargo=embargo_notice(document.embargo, shown_in),
    )


def _place(paragraph: int, page: int | None, shown_in: Language) -> str:
    place = text("paragraph", shown_in, number=paragraph)
    return f"{text('page', shown_in, number=page)}, {place}" if page else place
