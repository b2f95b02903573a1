"""Reads plain text: the text is the file itself."""

from collections.abc import Iterator
from typing import Final

from index.formats.base import Extract, Format, Note, lines
from index.formats.encoding import decode
from index.formats.front_matter import FrontMatter, front_matter
from index.formats.wrapped import wrapped_blocks
from index.types import Span


def paragraphs_of(text: str) -> Iterator[Span]:
    """The paragraphs of a plain text: its lines, or blocks of lines if it is hard-wrapped."""
    start = _matter(text).end
    blocks = wrapped_blocks(text, start)
    yield from (lines(text, start) if blocks is None else blocks)


def _extract(data: bytes) -> Extract:
    text, notes = decode(data)
    return said_by(text, None, _matter(text), notes)


def said_by(
    text: str, heading: str | None, matter: FrontMatter, notes: tuple[Note, ...]
) -> Extract:
    """An extract with the metadata of the front matter."""
    said, moment = matter.fields, matter.moment
    return Extract(
        text,
        title=said.get("title") or heading,
        language=matter.language,
        dated=moment.day if moment else None,
        time_of_day=moment.clock if moment else None,
        outlet=said.get("outlet"),
        author=said.get("author"),
        link=matter.link,
        embargo=matter.embargo,
        notes=notes,
    )


def _matter(text: str) -> FrontMatter:
    """Front matter of a plain text, in which a line of hyphens may be just decoration."""
    found = front_matter(text)
    return found if "title" in found.fields or "date" in found.fields else FrontMatter()


TEXT: Final = Format(_extract, paragraphs_of)
