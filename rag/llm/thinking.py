"""Removes ``<think>…</think>`` from the text of models that put their thinking there."""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from typing import Final

from index.errors import ModelError
from rag.llm.pieces import Piece

_TAGS: Final = {"<think>": "</think>", "[THINK]": "[/THINK]"}
_HINT: Final = (
    "Switch thinking off at the service, or choose a model that does not think; until then "
    "answers are quotes."
)


class Thoughts:
    """Removes the thinking of one model. Safe to use from several threads.

    Some chat templates add the opening tag to the prompt, so the text has only the closing tag. The
    first such call fails; from then on, texts are assumed to begin inside the thinking.
    """

    def __init__(self) -> None:
        self._opened: str | None = None
        """The closing tag, if the template adds the opening one."""

    def dropped(self, pieces: Iterable[Piece]) -> Generator[Piece]:
        """The pieces of the answer without the thinking, token by token.

        Raises:
            ModelError: the text ends inside the thinking, or has only a closing tag.
        """
        end = self._opened
        after_thought = end is not None
        held: list[Piece] = []
        for piece in pieces:
            held.append(piece)
            while found := _first(_text(held), [end] if end else [*_TAGS, *_TAGS.values()]):
                tag, at = found
                if end is None and tag not in _TAGS:
                    self._opened = tag
                    raise ModelError("The language model thinks without an opening tag.", _HINT)
                if end is None:
                    yield from _answer(_cut(held, 0, at), after_thought)
                held = _cut(held, at + len(tag), None)
                end, after_thought = (_TAGS[tag], True) if end is None else (None, True)
            ready = _ready(held, [end] if end else [*_TAGS, *_TAGS.values()])
            if end is None:
                for part in _answer(held[:ready], after_thought):
                    after_thought = False
                    yield part
            held = held[ready:]
        if end is not None:
            self._opened = None
            raise ModelError("The language model did not finish thinking.", _HINT)
        yield from _answer(held, after_thought)


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _first(text: str, tags: Sequence[str]) -> tuple[str, int] | None:
    """The first tag and its offset."""
    found = [(at, tag) for tag in tags if (at := text.find(tag)) >= 0]
    return (min(found)[1], min(found)[0]) if found else None


def _ready(pieces: Sequence[Piece], tags: Sequence[str]) -> int:
    """Number of pieces before what may be the beginning of a tag."""
    text = _text(pieces)
    begun = max(
        (n for tag in tags for n in range(1, len(tag)) if text.endswith(tag[:n])), default=0
    )
    length = 0
    for count, piece in enumerate(pieces):
        length += len(piece.text)
        if length > len(text) - begun:
            return count
    return len(pieces)


def _cut(pieces: Sequence[Piece], start: int, end: int | None) -> list[Piece]:
    """The characters from start to end. A piece that is cut loses its log-probabilities."""
    parts: list[Piece] = []
    at = 0
    for piece in pieces:
        text = piece.text[max(0, start - at) : None if end is None else max(0, end - at)]
        at += len(piece.text)
        if text:
            parts.append(piece if text == piece.text else Piece(text))
    return parts


def _answer(pieces: Iterable[Piece], after_thought: bool) -> Generator[Piece]:
    """The pieces, without the blank lines after the thinking."""
    for piece in pieces:
        if after_thought and not piece.text.strip():
            continue
        yield replace(piece, text=piece.text.lstrip()) if after_thought else piece
        after_thought = False
