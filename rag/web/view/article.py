"""The reading view: an article with the cited words marked.

A reference has the article's content hash and the offsets of the words, so a link to a quote needs
no state on the server: it works in older turns, after a restart and after an index build.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from index.formats import format_of
from index.types import Document, Span
from rag.annotations import Correction
from rag.types import Citation

_REFERENCE = re.compile(r"([0-9a-f]{16})((?:-\d{1,9}-\d{1,9}){0,16})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reference:
    """Spans of one article, written ``<document id>[-<start>-<end>…]``.

    With one span it has the format of a passage's ID; with none it refers to the article.
    """

    document_id: str
    spans: tuple[Span, ...]

    @classmethod
    def parse(cls, written: str) -> "Reference":
        """Parse a reference. Raises ValueError if it is invalid."""
        match = _REFERENCE.fullmatch(written)
        if match is None:
            raise ValueError(f"{written!r} is not a reference.")
        offsets = [int(digits) for digits in match[2].split("-")[1:]]
        return cls(match[1], tuple(map(Span, offsets[::2], offsets[1::2])))

    @classmethod
    def to(cls, words: Citation | Correction) -> "Reference":
        """The reference to the words of a citation or correction."""
        return cls(words.document_id, (Span(words.start, words.end),))

    def __str__(self) -> str:
        return "-".join([self.document_id, *(f"{span.start}-{span.end}" for span in self.spans)])


def permalink(words: Citation | Correction) -> str:
    """The link to the words of a citation or correction, relative to the page."""
    return f"#quote-{Reference.to(words)}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paragraph that is marked or unmarked as a whole."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, whose text is that of its pieces joined."""

    number: int
    pieces: tuple[Piece, ...]
    near: bool = False
    """Whether quoted words that were removed used to be here."""


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
    """Text for the reader, such as that the article has changed."""
    correction: str | None = None
    """Reference to words of another article that correct the marked ones."""


def read(document: Document, spans: Sequence[Span], near: Sequence[Span] = ()) -> ArticleView:
    """The article with ``spans`` marked, and ``near`` set for the paragraphs of ``near``.

    Raises:
        ValueError: a span exceeds the article.
    """
    if any(span.end > len(document.text) for span in (*spans, *near)):
        raise ValueError(f"A span exceeds {document.source}.")
    kind = format_of(document.source)
    if kind is None:
        raise ValueError(f"{document.source} has an unknown format.")
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
    """The paragraph, split at the boundaries of the spans."""
    edges = {edge for span in spans for edge in (span.start, span.end)}
    inner = sorted(edge for edge in edges if paragraph.start < edge < paragraph.end)
    cuts = pairwise([paragraph.start, *inner, paragraph.end])
    for marked, run in groupby(cuts, key=lambda cut: _inside(cut[0], spans)):
        (start, end), *more = run
        yield Piece(text[start : more[-1][1] if more else end], marked)


def _inside(offset: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= offset < span.end for span in spans)
