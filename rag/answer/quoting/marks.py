"""Marks the words of a quote that answer the question.

The model's short answer is located in the quote; inflected forms and other notations of a number
match. Without a short answer, the only matching number or time is marked if the question asks for
one. If the result is ambiguous, nothing is marked.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.language.lexicon import Language
from index.types import Document, Span
from rag.answer.quoting.values import TextToken, TokenizedText, asked_values, tokens_of
from rag.answer.short_answer import YES_NO, is_sure
from rag.decisions import Outcome, ShortAnswer
from rag.types import LANGUAGES, Answer, Citation, Status

_LONGEST: Final = 12
"""Maximum length of a mark in words; a guess."""


@dataclass(frozen=True, slots=True)
class QuotePiece:
    """A piece of a quote that is marked or unmarked as a whole."""

    text: str
    marked: bool = False


def cut(quote: str, start: int, marks: Sequence[Span]) -> tuple[QuotePiece, ...]:
    """Split a quote at the boundaries of its marks; the joined texts of the pieces are the quote.

    Args:
        quote: a quote or a part of one.
        start: its offset in the document.
        marks: document offsets, in order; marks outside the quote are ignored.
    """
    pieces = []
    at = 0
    for mark in marks:
        first, last = max(mark.start - start, at), min(mark.end - start, len(quote))
        if first < last:
            pieces += [QuotePiece(quote[at:first]), QuotePiece(quote[first:last], marked=True)]
            at = last
    pieces.append(QuotePiece(quote[at:]))
    return tuple(piece for piece in pieces if piece.text)


def with_marks(citation: Citation, language: str, answer: Answer) -> Citation:
    """Add marks to a citation, if the answer claims anything.

    Args:
        citation: of the answer.
        language: of the quote.
        answer: its decisions have the question and the model's short answer for the passage.
    """
    if answer.status not in (Status.ANSWERED, Status.QUOTED):
        return citation
    found = {
        span
        for spoken in LANGUAGES
        if spoken == language
        for decision in answer.decisions
        if decision.outcome == Outcome.CLAIM
        for passage in decision.passages
        if passage.passage_id == citation.passage_id
        for span in marks(citation.quote, spoken, decision.searched, passage.short)
    }
    placed = [Span(citation.start + span.start, citation.start + span.end) for span in found]
    return replace(citation, marks=tuple(_united(placed)))


def with_marked_citations(answer: Answer, article: Callable[[str], Document]) -> Answer:
    """Add marks to all citations of an answer.

    Args:
        answer: as written.
        article: returns an article by its ID.
    """
    marked = tuple(with_marks(c, article(c.document_id).language, answer) for c in answer.citations)
    return replace(answer, citations=marked)


def marks(
    quote: str, language: Language, question: str, short: ShortAnswer | None = None
) -> tuple[Span, ...]:
    """The words of a quote that answer a question, as offsets in the quote.

    Args:
        quote: verbatim.
        language: of the quote.
        question: in either language.
        short: the model's short answer from the passage.
    """
    text = TokenizedText(quote, language)
    said = short.text if short and is_sure(short) else ""
    if said and YES_NO.match(said):
        return ()
    values = asked_values(text, question, said)
    located = _located(text, said, question) if said else []
    inside = [v for v in values if any(v.start < s.end and s.start < v.end for s in located)]
    if len(inside) == 1:
        return (inside[0],)
    if located:
        return tuple(span for span in located if len(text.within(span)) <= _LONGEST)
    return tuple(values) if len(values) == 1 else ()


def _located(text: TokenizedText, said: str, question: str) -> list[Span]:
    """Spans of the quote that match the short answer."""
    needle = list(tokens_of(said, text.language))
    content = [token for token in needle if token.content]
    if not content:
        return []
    places = _places(text, needle) or _places(text, content)
    if len(places) > 1:
        asked = TokenizedText(question, text.language).keys()
        held = [len(asked & text.keys(text.sentence(span.start))) for span in places]
        places = [span for span, count in zip(places, held, strict=True) if count == max(held)]
    # A name is the same answer wherever it occurs; a number may not be.
    numeric = all(key.startswith("#") for token in content for key in token.keys)
    return [] if numeric and len(places) > 1 else places


def _places(text: TokenizedText, needle: Sequence[TextToken]) -> list[Span]:
    """Spans in which these tokens occur in order in one sentence, with only stop words between."""
    found = []
    for first in range(len(text.tokens)):
        at, last = first, first
        for token in needle:
            while at > first and at < len(text.tokens) and not text.tokens[at].keys & token.keys:
                if text.tokens[at].content:
                    break
                at += 1
            if at == len(text.tokens) or not text.tokens[at].keys & token.keys:
                break
            last, at = at, at + 1
        else:
            span = Span(text.tokens[first].start, text.tokens[last].end)
            if span.end <= text.sentence(span.start).end:
                found.append(span)
    return found


def _united(spans: Sequence[Span]) -> Iterator[Span]:
    """The spans in order, with overlapping or adjacent ones merged."""
    last: Span | None = None
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if last and span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
