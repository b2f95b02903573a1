"""Reads Markdown: the text is the file itself without its comments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from index.formats.base import Extract, Format, trimmed
from index.formats.encoding import decode
from index.formats.front_matter import front_matter
from index.formats.plain import said_by
from index.types import Span

_LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
# Comments inside code are kept, since code is shown verbatim.
_CODE_OR_COMMENT: Final = re.compile(
    r"(?P<code>^ {0,3}(?P<fence>`{3,}+(?=[^`\n]*+\n)|~{3,}+).*?(?:\n {0,3}(?P=fence)|\Z)|`[^`\n]+`)"
    r"|<!--.*?(?:-->|\Z)"
    r"|^ {0,3}\[[^\]\r\n]{1,99}\]:[ \t]{1,9}(?:#|<>)[ \t]{1,9}[\"'(][^\r\n]*",
    re.MULTILINE | re.DOTALL,
)
_FENCE: Final = re.compile(r"(`{3,}+(?!.*`)|~{3,}+)")
_HEADING: Final = re.compile(r"#{1,6}[ \t]+(\S.*)")
_UNDERLINE: Final = re.compile(r"(?:=+|-+)[ \t]*")
_RULE: Final = re.compile(r"(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+")
_ITEM: Final = re.compile(r"(?:[-*+]|(?P<number>\d{1,9})[.)])[ \t]")
_TABLE_RULE: Final = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?")
_LINK: Final = re.compile(r"!?\[([^\]]{0,300})\]\([^)]{0,2000}\)")
_EMPHASIS: Final = re.compile(r"\*{1,3}|`+|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)")
_ATTRIBUTES: Final = re.compile(r"\s*\{[#.:][^{}]{0,200}\}$")


@dataclass(slots=True)
class _Block:
    """The lines of one paragraph."""

    start: int
    end: int
    kind: str
    """"text", "item", "quote", "row", "code", or "line" for a line that stays alone."""


def _extract(data: bytes) -> Extract:
    decoded, notes = decode(data)
    text = _CODE_OR_COMMENT.sub(lambda found: found["code"] or "", decoded)
    return said_by(text, _title(text), front_matter(text), notes)


def _title(text: str) -> str | None:
    """The first heading, without markup."""
    for block in _blocks(text):
        first, _, below = text[block.start : block.end].strip().partition("\n")
        if block.kind != "line":
            continue
        if heading := _HEADING.match(first):
            return _plain(_without_closing(heading[1]))
        if below and _UNDERLINE.fullmatch(below.strip()):
            return _plain(first)
    return None


def _plain(heading: str) -> str:
    words = _LINK.sub(r"\1", _ATTRIBUTES.sub("", heading.strip()))
    return _EMPHASIS.sub("", words).strip()


def _without_closing(heading: str) -> str:
    """``Title ##`` is the heading ``Title``."""
    words = heading.rstrip()
    bare = words.rstrip("#")
    return bare.rstrip() if bare.endswith((" ", "\t")) else words


def _paragraphs(text: str) -> Iterator[Span]:
    """Paragraphs are consecutive lines; headings, list items and table rows count as paragraphs."""
    for block in _blocks(text):
        yield from trimmed(text, block.start, block.end)


def _blocks(text: str) -> Iterator[_Block]:
    found = _LINE.finditer(text, front_matter(text).end)
    lines = [(line.start(), line.end(), line[1].strip()) for line in found]
    block: _Block | None = None
    fence = ""
    for (start, end, line), (_, _, below) in pairwise([*lines, (0, 0, "")]):
        opening = _FENCE.match(line)
        if not line:
            kind = None
        elif fence or opening:
            kind = "code"
        else:
            kind = _kind(line, below, block)
        if opening and line.startswith(fence):
            fence = "" if fence else opening[1]
        if block and (kind is None or not _goes_on(block, kind, line, fence_opens=bool(opening))):
            yield block
            block = None
        if kind and block:
            block.end = end
            block.kind = "line" if kind == "underline" else block.kind
        elif kind:
            block = _Block(start, end, kind)
    if block:
        yield block


def _kind(line: str, below: str, above: _Block | None) -> str:
    """The kind of block that a line begins, or "text" if it may continue the block above."""
    kind = above.kind if above else ""
    if kind == "text" and _UNDERLINE.fullmatch(line):
        return "underline"
    if "|" in line and _TABLE_RULE.fullmatch(line) and kind == "row":
        return "table rule"
    if _HEADING.match(line) or _RULE.fullmatch(line):
        return "line"
    item = _ITEM.match(line)
    # Only 1 may begin a list after a line of text, unlike "im Jahr\n1987. Das Haus".
    if item and (kind != "text" or item["number"] in (None, "1")):
        return "item"
    is_row = "|" in line and (kind == "row" or ("|" in below and _TABLE_RULE.fullmatch(below)))
    return "quote" if line.startswith(">") else "row" if is_row else "text"


def _goes_on(block: _Block, kind: str, line: str, *, fence_opens: bool) -> bool:
    """Whether a line continues the block above it."""
    if block.kind == "line" or kind in ("line", "item", "row"):
        return False
    if kind == "code" or block.kind == "code":
        return kind == block.kind and not (fence_opens and len(line.strip("`~")) > 0)
    return kind in ("text", "underline", "table rule") or kind == block.kind


MARKDOWN: Final = Format(_extract, _paragraphs)
