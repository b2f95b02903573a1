"""File formats: how bytes become text, and where its paragraphs are.

A new format is one entry in ``FORMATS``: a function that extracts text and
metadata, and a function that finds the paragraphs of that text.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath

import yaml

from index.types import Span


@dataclass(frozen=True, slots=True)
class Extract:
    """What a file says of itself; ``None`` where it says nothing."""

    text: str
    title: str | None = None
    language: str | None = None
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file."""

    extract: Callable[[bytes], Extract]
    """Raises UnicodeDecodeError or ValueError (with a sentence) for bytes it cannot read."""
    paragraphs: Callable[[str], Iterator[Span]]
    """Spans of the paragraphs in order, without whitespace at their ends."""


_LINE = re.compile(r"[^\r\n]+")
_BLOCK = re.compile(r"(?:[^\r\n]*\S[^\r\n]*(?:\r\n|\r|\n|$))+")
_FRONT_MATTER = re.compile(
    r"---[ \t]*(?:\r\n|\r|\n)(?P<yaml>.{0,10000}?)(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\r|\n|$)",
    re.DOTALL,
)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*\r?$", re.MULTILINE)


def _decode(data: bytes) -> str:
    if b"\0" in data:
        raise ValueError("It holds NUL bytes, so it is not a text.")
    return data.decode("utf-8-sig")


def _extract_text(data: bytes) -> Extract:
    return Extract(_decode(data))


def _extract_markdown(data: bytes) -> Extract:
    text = _decode(data)
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
        raise ValueError("Its front matter between the --- lines is not valid YAML.") from error
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


def _lines(text: str) -> Iterator[Span]:
    return _stripped(text, _LINE, 0)


def _blocks(text: str) -> Iterator[Span]:
    matter = _FRONT_MATTER.match(text)
    return _stripped(text, _BLOCK, matter.end() if matter else 0)


def _stripped(text: str, pattern: re.Pattern[str], start: int) -> Iterator[Span]:
    for match in pattern.finditer(text, start):
        piece = match[0]
        body = piece.strip()
        if body:
            begin = match.start() + len(piece) - len(piece.lstrip())
            yield Span(begin, begin + len(body))


FORMATS: Mapping[str, Format] = {
    ".txt": Format(_extract_text, _lines),
    ".md": Format(_extract_markdown, _blocks),
}
"""By file name suffix, in lower case."""


def format_of(source: str) -> Format | None:
    """The format of a file name, or None for one that is not read."""
    return FORMATS.get(PurePosixPath(source).suffix.lower())
