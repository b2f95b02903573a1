"""The ``[n]`` of an answer: those that its builder set, and nothing that only looks like them.

An article may hold "[3]" in its own words. Shown as a link, it would give a foreign passage as the
proof of these words. So the builder passes all words through :func:`neutral` and appends its own
markers with :func:`marked`; whoever shows an answer takes it apart with :func:`pieces`, which gives
the words back to the character.

In between, a neutralized "[3]" has a word joiner (U+2060) behind its bracket. It is invisible, and
programs that look for ``[n]`` in the JSON form of an answer find the builder's markers only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_JOINER: Final = "\u2060"
_MARKER: Final = re.compile(r"\[([0-9]{1,3})\]")
_BRACKET: Final = re.compile(r"([\[［﹝【〔])([\s\u2060]*)(?=(\S))")
"""An opening bracket, also wide as in East Asian text, and the character behind it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or a marker of the builder's."""

    text: str
    n: int | None = None
    """The marker's number; None for words."""


def neutral(words: str) -> str:
    """``words`` without anything that reads as a marker, whatever digits it is written in."""
    return _BRACKET.sub(_joined, words)


def marked(words: str, *numbers: int) -> str:
    """Words of any origin with the markers of the passages that they stand on."""
    markers = "".join(f"[{n}]" for n in numbers)
    return f"{neutral(words)} {markers}"


def pieces(text: str) -> Iterator[Piece]:
    """Words and markers of an answer's text in turn; the words as they were before `neutral`."""
    start = 0
    for marker in _MARKER.finditer(text):
        if words := text[start : marker.start()]:
            yield Piece(readable(words))
        yield Piece(marker[0], int(marker[1]))
        start = marker.end()
    if words := text[start:]:
        yield Piece(readable(words))


def readable(text: str) -> str:
    """An answer's text for people: its words to the character, with the markers."""
    return _BRACKET.sub(_parted, text)


def _joined(found: re.Match[str]) -> str:
    bracket, between, first = found.groups()
    return f"{bracket}{_JOINER}{between}" if first.isnumeric() else found[0]


def _parted(found: re.Match[str]) -> str:
    bracket, between, first = found.groups()
    if first.isnumeric() and between.startswith(_JOINER):
        return bracket + between[1:]
    return found[0]
