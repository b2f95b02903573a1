"""Finds the paragraphs of hard-wrapped text, as agencies and mail programs write it.

Wrapped lines have nearly the same length: the first word of the next line would not have fitted.
Few end a sentence; many end in an article or come before a lower-case word.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from index.formats.base import trimmed
from index.language.lexicons import LEXICONS
from index.types import Span

_LINE: Final = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_SENTENCE_END: Final = re.compile(r"[.!?:…][\"'”“’‘»«)\]]*$")
_ITEM: Final = re.compile(r"(?:[•▪●*+–—-]|\(?\d{1,2}[.)]|[a-z]\))\s")
_NARROWEST, _WIDEST = 30, 100
"""Columns: width of a newspaper column and of the widest mail. Guesses."""
_FULL: Final = 0.8
"""Minimum share of full lines. Agency copy has 1.0, copy edited afterwards less. A guess, like the
next two; no text under tests/eval or seeds/ is mistaken for wrapped."""
_OPEN: Final = 0.2
"""Minimum share of line ends that are certainly inside a sentence; in wrapped text over half."""
_ENDING: Final = 0.35
"""Maximum share of lines that end a sentence; in wrapped text about one in ten."""
_NO_LAST_WORDS: Final = LEXICONS["de"].stop_words | LEXICONS["en"].stop_words
"""Words that sentences and headlines hardly ever end with."""
_ADDRESS: Final = re.compile(r"www\.|https?:|[\w.+-]{1,60}@")
_SLACK: Final = 3
"""Columns by which a full line may be shorter, if people wrap or correct lines; a guess."""
_MUCH_ROOM: Final = 12
"""Free columns that show an intended line end without a full stop, as of a headline."""


def wrapped_blocks(text: str, start: int = 0) -> list[Span] | None:
    """The paragraphs of a hard-wrapped text; None if the text is not hard-wrapped."""
    blocks = list(_blocks(text, start))
    inner = [pair for block in blocks for pair in pairwise(block)]
    shown = [(_shown(text, line), _shown(text, below).lstrip()) for line, below in inner]
    width = _width([len(line) for line, _ in shown])
    if not shown or not _NARROWEST <= width <= _WIDEST:
        return None
    unmeant = [
        (_shown(text, line), _shown(text, below).lstrip())
        for line, below in inner
        if not _is_meant(text, line, below, width)
    ]
    full = sum(not _fits(line, below, width) for line, below in unmeant)
    apart = len(blocks) > 1
    parted = sum(_parts_sentence(line, below, apart=apart) for line, below in shown)
    ending = sum(bool(_SENTENCE_END.search(line)) for line, _ in unmeant)
    count = len(shown)
    if (
        full < max(1, _FULL * len(unmeant))
        or parted < _OPEN * count
        or (ending > max(1, _ENDING * len(unmeant)) and parted < ending)
    ):
        return None
    return [span for block in blocks for span in _paragraphs(text, block, width)]


def _width(lengths: Sequence[int]) -> int:
    """Width of the text in columns: the longest line, except for a few long URLs."""
    ordered = sorted(lengths)
    return ordered[int(0.97 * (len(ordered) - 1))] if ordered else 0


def _blocks(text: str, start: int) -> Iterator[list[Span]]:
    """Groups of consecutive non-blank lines."""
    block: list[Span] = []
    for line in _LINE.finditer(text, start):
        if line[1].strip():
            block.append(Span(*line.span(1)))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _paragraphs(text: str, block: Sequence[Span], width: int) -> Iterator[Span]:
    """Split a block where a line ends early or the next one is a list item."""
    start = block[0].start
    for line, below in pairwise(block):
        if _is_meant(text, line, below, width):
            yield from trimmed(text, start, line.end)
            start = below.start
    yield from trimmed(text, start, block[-1].end)


def _is_meant(text: str, line: Span, below: Span, width: int) -> bool:
    """Whether the line end is intended, not caused by wrapping."""
    shown, next_shown = _shown(text, line), _shown(text, below).lstrip()
    room = width - len(shown) - 1 - len(next_shown.split(maxsplit=1)[0])
    ends = bool(_SENTENCE_END.search(shown))
    begins = _ITEM.match(next_shown) or _indent(text, below) > _indent(text, line)
    if begins and (ends or room >= 0):
        return True
    starts = not next_shown[0].islower() or _ADDRESS.match(next_shown)
    return room >= 0 and bool(ends or (starts and room >= _MUCH_ROOM))


def _parts_sentence(line: str, below: str, *, apart: bool) -> bool:
    """Whether a line end is inside a sentence; ``apart``: blank lines separate paragraphs."""
    last = line.rsplit(maxsplit=1)[-1]
    last = last.lower() if line.isupper() else last
    certain = below[0].islower() or line.endswith(",") or last in _NO_LAST_WORDS
    return certain or (apart and last.isalpha() and last.islower())


def _fits(line: str, below: str, width: int) -> bool:
    return len(line) + 1 + len(below.split(maxsplit=1)[0]) <= width - _SLACK


def _shown(text: str, line: Span) -> str:
    return text[line.start : line.end].rstrip()


def _indent(text: str, line: Span) -> int:
    words = text[line.start : line.end]
    return len(words) - len(words.lstrip())
