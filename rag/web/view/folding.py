"""Splits the paragraphs of an answer into those shown and those folded below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rag.answer.texts import TEXTS
from rag.types import Answer
from rag.web.view.article import Reference

_QUOTING: Final = ("translated", "original", "before")
"""Text keys of the prefixes of quotes that are not verbatim in the answer's language."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """A piece of a paragraph: text, or a citation number."""

    text: str
    reference: Reference | None = None
    quote: str = ""
    marked: bool = False
    """Whether the text is marked as answering."""
    added: bool = False
    """Whether the assistant added the text after a quote: its resolved relative dates."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an answer; ``verbatim`` if it is a quote, with at most a label before it."""

    parts: tuple[TextRun, ...]
    verbatim: bool = False
    language: str = ""
    """Language of a quote."""
    label: str = ""
    """Text before a quote, such as its date."""

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def cites(self) -> bool:
        return any(part.reference for part in self.parts)


def folded(
    paragraphs: Sequence[Paragraph], done: Answer | None
) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs to show, and those to fold: quotes that follow the model's prose.

    Quotes that follow one of the assistant's fixed sentences, as in an uncertain part, are shown.
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
