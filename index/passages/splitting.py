"""Splits a document into passages and sentences with exact offsets."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.formats import format_of
from index.language.sentence_ends import sentence_ends
from index.passages.headings import with_headings
from index.types import Document, Passage, Span, passage_id

VERSION = 4
"""Raise it when the splitting changes, so that indexes are rebuilt."""

MAX_PASSAGE = 1_500
"""Characters. A longer paragraph becomes several passages with the same paragraph number."""

_WINDOW = 10_000
"""Characters. sentencex takes quadratic time on unclosed quotes, so long texts are cut first."""


def split(document: Document, pages: Sequence[int] = ()) -> tuple[Passage, ...]:
    """The passages of a document in reading order.

    Every non-space character of the document, except Markdown front matter, is in exactly one
    passage and in exactly one of its sentences.

    Args:
        document: of a supported format.
        pages: page of each paragraph, as in ``Extract.pages``.
    """
    kind = format_of(document.source)
    if kind is None:
        raise ValueError(f"{document.source} is not of a known format.")
    passages: list[Passage] = []
    for number, paragraph in enumerate(kind.paragraphs(document.text), start=1):
        for group in _groups(_sentences(document.text, paragraph, document.language)):
            start, end = group[0].start, group[-1].end
            passages.append(
                Passage(
                    id=passage_id(document.id, start, end),
                    document_id=document.id,
                    source=document.source,
                    paragraph=number,
                    start=start,
                    end=end,
                    text=document.text[start:end],
                    sentences=tuple(group),
                    page=pages[number - 1] if pages else None,
                )
            )
    return with_headings(passages, document.title)


def sentences_in(text: str, language: str) -> list[str]:
    """The sentences of any text, without surrounding whitespace."""
    cuts = [0, *sentence_ends(text, language)]
    return [sentence for start, end in pairwise(cuts) if (sentence := text[start:end].strip())]


def _groups(sentences: Iterator[Span]) -> Iterator[list[Span]]:
    """Groups of consecutive sentences, each group at most ``MAX_PASSAGE`` characters long."""
    group: list[Span] = []
    for sentence in sentences:
        if group and sentence.end - group[0].start > MAX_PASSAGE:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _sentences(text: str, paragraph: Span, language: str) -> Iterator[Span]:
    """The sentences of a paragraph, trimmed; longer ones are cut at ``MAX_PASSAGE``."""
    for window in _pieces(text, paragraph, _WINDOW):
        cuts = [window.start]
        cuts += [window.start + c for c in sentence_ends(text[window.start : window.end], language)]
        for start, end in pairwise(cuts):
            sentence = _trim(text, start, end)
            if sentence:
                yield from _pieces(text, sentence, MAX_PASSAGE)


def _pieces(text: str, span: Span, size: int) -> Iterator[Span]:
    """``span`` itself, or parts of at most ``size`` characters, cut at whitespace if possible."""
    start = span.start
    while span.end - start > size:
        cut = start + size
        while cut > start + size // 2 and not text[cut].isspace():
            cut -= 1
        if not text[cut].isspace():
            cut = start + size
        piece = _trim(text, start, cut)
        if piece:
            yield piece
        start = cut
    rest = _trim(text, start, span.end)
    if rest:
        yield rest


def _trim(text: str, start: int, end: int) -> Span | None:
    body = text[start:end]
    stripped = body.strip()
    if not stripped:
        return None
    begin = start + len(body) - len(body.lstrip())
    return Span(begin, begin + len(stripped))
