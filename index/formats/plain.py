"""Text and Markdown: the text is the file, to the character."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

import yaml

from index.formats.base import Extract, Fault, Format, UnreadableError, lines, stripped
from index.types import Span

_BLOCK = re.compile(r"(?:[^\r\n]*\S[^\r\n]*(?:\r\n|\r|\n|$))+")
_FRONT_MATTER = re.compile(
    r"---[ \t]*(?:\r\n|\r|\n)(?P<yaml>.{0,10000}?)(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\r|\n|$)",
    re.DOTALL,
)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*\r?$", re.MULTILINE)


def decode_utf8(data: bytes) -> str:
    """Raises UnicodeDecodeError, or UnreadableError for what cannot be a text."""
    if b"\0" in data:
        raise UnreadableError(Fault.DAMAGED, "It holds NUL bytes, so it is not a text.")
    return data.decode("utf-8-sig")


def _extract_text(data: bytes) -> Extract:
    return Extract(decode_utf8(data))


def _extract_markdown(data: bytes) -> Extract:
    text = decode_utf8(data)
    matter = _FRONT_MATTER.match(text)
    said = _front_matter(matter["yaml"]) if matter else {}
    heading = _HEADING.search(text, matter.end() if matter else 0)
    title, language = said.get("title"), said.get("language", said.get("lang"))
    return Extract(
        text,
        title=str(title).strip() if title else (heading[1] if heading else None),
        language=str(language).strip().lower() if language else None,
        dated=_date(said.get("date")),
    )


def _front_matter(block: str) -> Mapping[object, object]:
    try:
        said = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableError(
            Fault.FRONT_MATTER, "Its front matter between the --- lines is not valid YAML."
        ) from error
    return said if isinstance(said, dict) else {}


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _blocks(text: str) -> Iterator[Span]:
    matter = _FRONT_MATTER.match(text)
    return stripped(text, _BLOCK, matter.end() if matter else 0)


TEXT = Format(_extract_text, lines)
MARKDOWN = Format(_extract_markdown, _blocks)
