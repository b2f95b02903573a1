"""File formats: how bytes become text, and where its paragraphs are.

A new format is a file here and an entry in ``FORMATS``: a function that extracts text and
metadata, and one that finds the paragraphs of that text. ``text[start:end]`` is the quote in all
of them, where the text is what the format's function has extracted.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from index.formats import html, pdf, plain, word
from index.formats.base import Extract as Extract
from index.formats.base import Fault as Fault
from index.formats.base import Format
from index.formats.base import UnreadableError as UnreadableError

FORMATS: Final[Mapping[str, Format]] = {
    ".txt": plain.TEXT,
    ".md": plain.MARKDOWN,
    ".html": html.HTML,
    ".htm": html.HTML,
    ".pdf": pdf.PDF,
    ".docx": word.WORD,
}
"""By file name suffix, in lower case."""


def format_of(source: str) -> Format | None:
    """The format of a file name, or None for one that is not read."""
    return FORMATS.get(PurePosixPath(source).suffix.lower())
