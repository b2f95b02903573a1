"""The reading view: an article in pieces, the cited words told apart from the rest.

A reference names an article by its content and the words by their offsets, so a link to a quote
needs nothing but itself: it works in older turns, after a restart and after a new index build.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from index.formats import format_of
from index.types import Document, Span
from rag.types import Citation

_REFERENCE = re.compile(r"([0-9a-f]{16})((?:-\d{1,9}-\d{1,9}){0,16})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reference:
    """Words of one article, written ``<document id>[-<start>-<end>…]``.

    With one span, it is the form of a passage's id; with none, the article is meant.
    """

    document_id: str
    spans: tuple[Span, ...]

    @classmethod
    def parse(cls, written: str) -> "Reference":
        """Raises ValueError for anything that is not a reference."""
        match = _REFERENCE.fullmatch(written)
        if match is None:
            raise ValueError(f"{written!r} is not a reference.")
        offsets = [int(digits) for digits in match[2].split("-")[1:]]
        return cls(match[1], tuple(map(Span, offsets[::2], offsets[1::2])))

    def __str__(self) -> str:
        return "-".join([self.document_id, *(f"{span.start}-{span.end}" for span in self.spans)])


def permalink(cited: Citation) -> str:
    """The address that opens the words of a citation, below that of the page."""
    return f"#quote-{Reference(cited.document_id, (Span(cited.start, cited.end),))}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a paragraph that are all marked, or all not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; the texts of its pieces, joined, are its characters."""

    number: int
    pieces: tuple[Piece, ...]
    near: bool = False
    """Whether words that are not there any more stood here."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article ready to be shown."""

    title: str
    source: str
    language: str
    date: str | None
    """ISO 8601"""
    paragraphs: tuple[Paragraph, ...]
    notice: str | None = None
    """What the reader has to know of it, as a sentence."""


def read(document: Document, spans: Sequence[Span], near: Sequence[Span] = ()) -> ArticleView:
    """The article with the characters of ``spans`` marked, and the paragraphs of ``near`` named.

    Raises:
        ValueError: a span ends behind the article.
    """
    if any(span.end > len(document.text) for span in (*spans, *near)):
        raise ValueError(f"A span ends behind {document.source}.")
    kind = format_of(document.source)
    if kind is None:
        raise ValueError(f"{document.source} is not of a known format.")
    return ArticleView(
        title=document.title,
        source=document.source,
        language=document.language,
        date=document.date.isoformat() if document.date else None,
        paragraphs=tuple(
            Paragraph(
                number,
                tuple(_pieces(document.text, paragraph, spans)),
                near=any(
                    span.start < paragraph.end and paragraph.start < span.end for span in near
                ),
            )
            for number, paragraph in enumerate(kind.paragraphs(document.text), start=1)
        ),
    )


def _pieces(text: str, paragraph: Span, spans: Sequence[Span]) -> Iterator[Piece]:
    """The paragraph cut where marking begins or ends."""
    edges = {edge for span in spans for edge in (span.start, span.end)}
    inner = sorted(edge for edge in edges if paragraph.start < edge < paragraph.end)
    cuts = pairwise([paragraph.start, *inner, paragraph.end])
    for marked, run in groupby(cuts, key=lambda cut: _inside(cut[0], spans)):
        (start, end), *more = run
        yield Piece(text[start : more[-1][1] if more else end], marked)


def _inside(offset: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= offset < span.end for span in spans)
