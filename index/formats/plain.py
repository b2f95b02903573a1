"""Text and Markdown: the text is the file, to the character, without Markdown's comments."""

import re
from collections.abc import Iterator
from typing import Final

from index.formats.base import Extract, Format, Note, lines, trimmed
from index.formats.encoding import decode
from index.formats.front_matter import FrontMatter, front_matter
from index.formats.wrapped import wrapped_blocks
from index.types import Span

_LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+(\S[^\r\n]*)", re.MULTILINE)
# What stands in code is shown as it is, comments too.
_CODE_OR_COMMENT: Final = re.compile(
    r"(?P<code>^ {0,3}(?P<fence>`{3,}+(?=[^`\n]*+\n)|~{3,}+).*?(?:\n {0,3}(?P=fence)|\Z)|`[^`\n]+`)"
    r"|<!--.*?(?:-->|\Z)"
    r"|^ {0,3}\[[^\]\r\n]{1,99}\]:[ \t]{1,9}(?:#|<>)[ \t]{1,9}[\"'(][^\r\n]*",
    re.MULTILINE | re.DOTALL,
)


def paragraphs_of(text: str) -> Iterator[Span]:
    """The paragraphs of a plain text: its lines, or blocks of lines that were wrapped by hand."""
    start = _matter(text).end
    blocks = wrapped_blocks(text, start)
    yield from (lines(text, start) if blocks is None else blocks)


def _extract_text(data: bytes) -> Extract:
    text, notes = decode(data)
    return _extract(text, None, _matter(text), notes)


def _extract_markdown(data: bytes) -> Extract:
    decoded, notes = decode(data)
    text = _CODE_OR_COMMENT.sub(lambda found: found["code"] or "", decoded)
    matter = front_matter(text)
    heading = _HEADING.search(text, matter.end)
    return _extract(text, _without_closing(heading[1]) if heading else None, matter, notes)


def _extract(
    text: str, heading: str | None, matter: FrontMatter, notes: tuple[Note, ...]
) -> Extract:
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
    """Front matter of a plain text; a line of hyphens may just as well be an ornament."""
    found = front_matter(text)
    return found if "title" in found.fields or "date" in found.fields else FrontMatter()


def _without_closing(heading: str) -> str:
    """``Title ##`` is the heading ``Title``."""
    words = heading.rstrip()
    bare = words.rstrip("#")
    return bare.rstrip() if bare.endswith((" ", "\t")) else words


def _blocks(text: str) -> Iterator[Span]:
    """Lines in a row that are not blank are a paragraph."""
    start = end = front_matter(text).end
    for line in _LINE.finditer(text, start):
        if line[1].strip():
            end = line.end()
            continue
        if start < end:
            yield from trimmed(text, start, end)
        start = end = line.end()
    if start < end:
        yield from trimmed(text, start, end)


TEXT = Format(_extract_text, paragraphs_of)
MARKDOWN = Format(_extract_markdown, _blocks)
