"""Cutting a document into passages and sentences, by exact offsets."""

import re
from collections.abc import Iterator
from itertools import pairwise

import sentencex

from index.formats import format_of
from index.headings import with_headings
from index.types import Document, Passage, Span, passage_id

VERSION = 2
"""Raise it when documents are cut differently, so that indexes are rebuilt."""

MAX_PASSAGE = 1_500
"""Characters. Longer paragraphs become several passages of the same number."""

_WINDOW = 10_000
"""sentencex takes quadratic time over unclosed quotes, so long texts go in windows."""

_GERMAN_NO_END = re.compile(
    r"(?:^|[\s(])(?:\d{1,2}|[IVX]{1,5}"  # "der 1. FC Köln", "Ludwig XIV. starb"
    r"|hl|Fa|Gem|Abt|stellv|ehem|gegr|geb|verh|Bez|Tel|inkl|exkl|einschl|zzgl|Tsd|Abs|Bd|Hrsg|Jh"
    r"|Kap|Abb|Anm|Aufl|Dipl|gez|Vors|max|insb|allg|evang|röm|griech|lat|dt|engl|frz|russ|ukr"
    r"|Okt|Dez)\.\s*$"
)
"""What sentencex takes for the end of a German sentence and is not."""
_SENTENCE_END = re.compile(r"[.!?…:]\W*$")


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in reading order.

    Every non-space character of the document (front matter of Markdown aside)
    is in exactly one passage, and in exactly one sentence of it.
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
                )
            )
    return with_headings(passages, document.title)


def sentences_in(text: str, language: str) -> list[str]:
    """The sentences of a text that is no document, without the space around them."""
    cuts = [0, *_boundaries(text, language)]
    return [sentence for start, end in pairwise(cuts) if (sentence := text[start:end].strip())]


def _groups(sentences: Iterator[Span]) -> Iterator[list[Span]]:
    """Runs of sentences, each run at most ``MAX_PASSAGE`` long."""
    group: list[Span] = []
    for sentence in sentences:
        if group and sentence.end - group[0].start > MAX_PASSAGE:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _sentences(text: str, paragraph: Span, language: str) -> Iterator[Span]:
    """Sentences of a paragraph, none longer than ``MAX_PASSAGE``, trimmed."""
    for window in _pieces(text, paragraph, _WINDOW):
        cuts = [window.start]
        cuts += [window.start + c for c in _boundaries(text[window.start : window.end], language)]
        for start, end in pairwise(cuts):
            sentence = _trim(text, start, end)
            if sentence:
                yield from _pieces(text, sentence, MAX_PASSAGE)


def _boundaries(text: str, language: str) -> list[int]:
    """Offsets at which sentences end, the last being the end of ``text``."""
    ends: list[int] = []
    for found in sentencex.get_sentence_boundaries(language, text):
        end: int = found["end_index"]
        start = ends[-1] if ends else 0
        left = text[ends[-2] if len(ends) > 1 else 0 : start]
        if ends and _continues(left, text[start:end], language):
            ends.pop()
        ends.append(end)
    if not ends or ends[-1] != len(text):
        ends.append(len(text))
    return ends


def _continues(left: str, right: str, language: str) -> bool:
    """Whether sentencex cut too early: ``Der 1. | FC Köln``, ``"Wirklich?" | fragte er.``"""
    words = right.lstrip()
    if not any(character.isalnum() for character in words):
        return True
    if words[0].islower():
        return True
    if language == "de" and _GERMAN_NO_END.search(left[-20:]):
        return True
    return not _SENTENCE_END.search(left[-20:].rstrip())


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
