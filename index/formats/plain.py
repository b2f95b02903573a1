"""Text and Markdown: the text is the file, to the character, without Markdown's comments."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from index.formats.base import Extract, Fault, Format, UnreadableError, lines, trimmed
from index.types import Span

_FRONT_MATTER: Final = re.compile(
    r"---[ \t]*(?:\r\n|\r|\n)(?P<fields>.{0,10000}?)(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\r|\n|$)",
    re.DOTALL,
)
_FIELD: Final = re.compile(r"(title|date|language|lang)[ \t]{0,9}:[ \t]([^\r\n]*)", re.IGNORECASE)
_QUOTED: Final = re.compile(r"\"((?:[^\"\\]|\\[\"\\])*)\"|'((?:[^']|'')*)'")
_MAX_VALUE: Final = 300
"""Characters of a title, date or language; a guess, four times the title that is shown."""
_NO_VALUE: Final = frozenset({"", "~", "null"})
_NOT_PLAIN: Final = tuple("[{>|&*!%@`\"'#")
"""How YAML's other values begin: lists, blocks, aliases, tags, unclosed quotes."""

_LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+(\S[^\r\n]*)", re.MULTILINE)
# What stands in code is shown as it is, comments too.
_CODE_OR_COMMENT: Final = re.compile(
    r"(?P<code>^ {0,3}(?P<fence>`{3,}+(?=[^`\n]*+\n)|~{3,}+).*?(?:\n {0,3}(?P=fence)|\Z)|`[^`\n]+`)"
    r"|<!--.*?(?:-->|\Z)"
    r"|^ {0,3}\[[^\]\r\n]{1,99}\]:[ \t]{1,9}(?:#|<>)[ \t]{1,9}[\"'(][^\r\n]*",
    re.MULTILINE | re.DOTALL,
)


def decode_utf8(data: bytes) -> str:
    """Raises UnicodeDecodeError, or UnreadableError for what cannot be a text."""
    if b"\0" in data:
        raise UnreadableError(Fault.DAMAGED, "It holds NUL bytes, so it is not a text.")
    return data.decode("utf-8-sig")


def _extract_text(data: bytes) -> Extract:
    return Extract(decode_utf8(data))


def _extract_markdown(data: bytes) -> Extract:
    text = _CODE_OR_COMMENT.sub(lambda found: found["code"] or "", decode_utf8(data))
    matter = _FRONT_MATTER.match(text)
    said = _fields(matter["fields"]) if matter else {}
    heading = _HEADING.search(text, matter.end() if matter else 0)
    language = said.get("language", said.get("lang"))
    return Extract(
        text,
        title=said.get("title") or (_without_closing(heading[1]) if heading else None),
        language=language.lower() if language else None,
        dated=_date(said.get("date", "")),
    )


def _fields(block: str) -> Mapping[str, str]:
    """What front matter says in plain or quoted values on one line.

    No YAML: its aliases and numbers to the base of 60 grow beyond all memory, and a colon in a
    headline would make the whole of it invalid.
    """
    found: dict[str, str] = {}
    for line in block.splitlines():
        if (field := _FIELD.match(line)) and (value := _plain(field[2].strip())):
            found.setdefault(field[1].lower(), value)
    return found


def _plain(written: str) -> str | None:
    """A value without its quotation marks and comment; None for one that is not plain."""
    if len(written) > _MAX_VALUE:
        return None
    if quoted := _QUOTED.match(written):
        if quoted[1] is not None:
            return re.sub(r"\\(.)", r"\1", quoted[1]).strip()
        return quoted[2].replace("''", "'").strip()
    value = written.partition(" #")[0].strip()
    return None if value in _NO_VALUE or value.startswith(_NOT_PLAIN) else value


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _without_closing(heading: str) -> str:
    """``Title ##`` is the heading ``Title``."""
    words = heading.rstrip()
    bare = words.rstrip("#")
    return bare.rstrip() if bare.endswith((" ", "\t")) else words


def _blocks(text: str) -> Iterator[Span]:
    """Lines in a row that are not blank are a paragraph."""
    matter = _FRONT_MATTER.match(text)
    start = end = matter.end() if matter else 0
    for line in _LINE.finditer(text, start):
        if line[1].strip():
            end = line.end()
            continue
        if start < end:
            yield from trimmed(text, start, end)
        start = end = line.end()
    if start < end:
        yield from trimmed(text, start, end)


TEXT = Format(_extract_text, lines)
MARKDOWN = Format(_extract_markdown, _blocks)
