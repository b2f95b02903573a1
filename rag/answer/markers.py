"""Citation markers ``[n]`` in the text of an answer, kept apart from text that looks like one.

An article may contain "[3]" itself. Shown as a link, it would cite an unrelated passage. So the
builder passes all text through :func:`neutral` and appends its own markers with :func:`marked`.
Code that displays an answer splits it with :func:`pieces`, which restores the original characters.

A neutralised "[3]" has a word joiner (U+2060) after its bracket. It is invisible, and programs that
look for ``[n]`` in the JSON form of an answer find only the builder's markers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_JOINER: Final = "\u2060"
_MARKER: Final = re.compile(r"\[([0-9]{1,3})\]")
_BRACKET: Final = re.compile(r"([\[［﹝【〔])([\s\u2060]*)(?=(\S))")
"""An opening bracket, also full-width, and the character after it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text, or a citation marker."""

    text: str
    n: int | None = None
    """The marker's number; None for text."""


def neutral(words: str) -> str:
    """The text with everything that looks like a marker neutralised, in any script's digits."""
    return _BRACKET.sub(_joined, words)


def marked(words: str, *numbers: int) -> str:
    """The neutralised text followed by the markers of the passages that support it."""
    markers = "".join(f"[{n}]" for n in numbers)
    return f"{neutral(words)} {markers}"


def pieces(text: str) -> Iterator[Piece]:
    """The text and markers of an answer in order; the text as it was before :func:`neutral`."""
    start = 0
    for marker in _MARKER.finditer(text):
        if words := text[start : marker.start()]:
            yield Piece(readable(words))
        yield Piece(marker[0], int(marker[1]))
        start = marker.end()
    if words := text[start:]:
        yield Piece(readable(words))


def readable(text: str) -> str:
    """An answer's text for display: the original characters, with the markers."""
    return _BRACKET.sub(_parted, text)


def _joined(found: re.Match[str]) -> str:
    bracket, between, first = found.groups()
    return f"{bracket}{_JOINER}{between}" if first.isnumeric() else found[0]


def _parted(found: re.Match[str]) -> str:
    bracket, between, first = found.groups()
    if first.isnumeric() and between.startswith(_JOINER):
        return bracket + between[1:]
    return found[0]
