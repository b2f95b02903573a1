"""Which paragraphs of an answer are shown at once, and which are folded below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rag.answer.texts import TEXTS
from rag.types import Answer
from rag.web.view.article import Reference

_QUOTING: Final = ("translated", "original", "before")
"""What the assistant says in front of a quote that is not verbatim in the answer's language."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """A piece of a paragraph: words, or the number of a quote."""

    text: str
    reference: Reference | None = None
    quote: str = ""
    marked: bool = False
    """Whether they are the words that answer."""
    added: bool = False
    """Whether they are the assistant's, behind a quote: the dates of its relative days."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Of an answer; ``verbatim`` if it is a quote, with at most a label before it."""

    parts: tuple[TextRun, ...]
    verbatim: bool = False
    language: str = ""
    """Of a quote"""
    label: str = ""
    """What the answer says before a quote, such as of what moment it is."""

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def cites(self) -> bool:
        return any(part.reference for part in self.parts)


def folded(
    paragraphs: Sequence[Paragraph], done: Answer | None
) -> tuple[list[Paragraph], list[Paragraph]]:
    """What is shown, and what is folded: the quotes below sentences of the model's own.

    Quotes below a sentence of the assistant's, such as that nothing is certain, stay.
    """
    if done is None or not done.is_prose:
        return list(paragraphs), []
    shown: list[Paragraph] = []
    below: list[Paragraph] = []
    openings = tuple(TEXTS[key][done.language].partition("{")[0] for key in _QUOTING)
    after_prose = False
    for paragraph in paragraphs:
        quotes = paragraph.verbatim or paragraph.text.startswith(openings)
        if quotes and after_prose:
            below.append(paragraph)
        else:
            shown.append(paragraph)
            after_prose = paragraph.cites and not quotes
    return shown, below
