"""Parses the bytes of one file into documents with passages, or says what is wrong with it.

Files may be hostile, so this runs in worker processes, see :mod:`index.reading.pool`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from index.dates import Moment, moment_in_name
from index.formats import (
    FORMATS,
    Extract,
    Fault,
    Member,
    Note,
    UnreadableError,
    format_of,
    format_of_file,
)
from index.language.detection import detect
from index.passages.splitting import split
from index.reading.dateline import facts_in_text
from index.text import composed
from index.types import Document, Passage, document_id

MAX_TEXT: Final = 5_000_000
"""Characters per article, as many as a text file may have bytes: about twenty novels."""
_TITLE_LENGTH: Final = 80
_MAX_DEPTH: Final = 3
"""How deep archives and mails may be nested."""
_NAME_LENGTH: Final = 80
_MAX_MEMBERS: Final = 2_000
"""Articles per file; a guess. A feed has some dozens, an agency's day some hundreds."""
_LANGUAGE_CODE: Final = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is left out of the index; ``message`` says why and what to do."""

    source: str
    message: str
    fault: Fault = Fault.UNREADABLE


@dataclass(frozen=True, slots=True)
class FileNote:
    """A remark on a file that is in the index."""

    source: str
    note: Note


@dataclass(frozen=True, slots=True)
class Article:
    """A document and its passages in reading order."""

    document: Document
    passages: tuple[Passage, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Several:
    """A file that holds several articles: a feed, an archive, a mail with attachments."""

    source: str
    title: str
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    """Of the articles inside that cannot be read."""


Parsed = Article | Several | Problem
"""The result of parsing one file."""


def parse(source: str, data: bytes) -> Parsed:
    """Parse a file of a supported format into its articles, or a problem.

    May raise any exception of a library that cannot cope with a broken file.
    """
    found = _extracted(source, data)
    if isinstance(found, Problem):
        return found
    if not found.members:
        return _article(source, found)
    articles: list[Article] = []
    problems: list[Problem] = []
    for item in _inside(source, found, 0):
        if isinstance(item, Article):
            articles.append(item)
        else:
            problems.append(item)
    return Several(source, found.title or "", tuple(articles), tuple(problems))


def _inside(source: str, outer: Extract, depth: int) -> Iterator[Article | Problem]:
    """The articles in a file with members, its own text first."""
    if outer.text.strip():
        own = _article(source, replace(outer, members=()))
        if isinstance(own, Article):
            outer = replace(outer, embargo=own.document.embargo)
        yield own
    if len(outer.members) > _MAX_MEMBERS:
        message = f"It contains more than {_MAX_MEMBERS} articles: split it."
        yield Problem(source, message, Fault.TOO_LARGE)
        return
    taken: dict[str, int] = {}
    for member in outer.members:
        try:
            yield from _member(source, outer, member, taken, depth)
        except Exception as error:
            if isinstance(error, MemoryError):
                raise
            name = f"{source}/{_inner_name(member, {})}"
            message = f"It cannot be read ({type(error).__name__}): save it again."
            yield Problem(name, message, Fault.DAMAGED)


def _member(
    source: str, outer: Extract, member: Member, taken: dict[str, int], depth: int
) -> Iterator[Article | Problem]:
    inner = f"{source}/{_inner_name(member, taken)}"
    if isinstance(member.content, Extract):
        yield _article(inner, member.content)
        return
    if format_of_file(inner) is None:
        yield unknown_kind(inner)
        return
    if isinstance(member.content, UnreadableError):
        yield _unreadable(inner, member.content)
        return
    if depth + 1 >= _MAX_DEPTH:
        yield Problem(inner, "It is nested too deep: unpack it.", Fault.TOO_LARGE)
        return
    found = _extracted(inner, member.content)
    if isinstance(found, Problem):
        yield found
        return
    if member.inherits:
        found = replace(
            found,
            dated=found.dated or outer.dated,
            outlet=found.outlet or outer.outlet,
            author=found.author or outer.author,
            embargo=found.embargo or outer.embargo,
        )
    if found.members:
        yield from _inside(inner, found, depth + 1)
    else:
        yield _article(inner, found)


def _inner_name(member: Member, taken: dict[str, int]) -> str:
    """A unique path below the file, made of safe parts.

    ``taken`` maps each name given so far to the number of members that asked for it.
    Feed entries get no suffix, which would look like a file format.
    """
    written = unicodedata.normalize("NFC", member.name).replace("\\", "/")
    if isinstance(member.content, Extract):
        written = re.sub(r"[./]+", " ", written)
    written = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "", written)
    parts = [" ".join(part.split())[:_NAME_LENGTH] for part in written.split("/")]
    name = "/".join(part for part in parts if part.strip(". ")) or "article"
    path, plain = PurePosixPath(name), name
    while name in taken:
        taken[plain] += 1
        name = str(path.with_name(f"{path.stem} ({taken[plain]}){path.suffix}"))
    taken[name] = 1
    return name


def unknown_kind(source: str) -> Problem:
    """The problem of a file in an unsupported format."""
    suffix = PurePosixPath(source).suffix.lower() or "without an ending"
    message = f"Files of kind {suffix} are not read: save it as one of {', '.join(FORMATS)}."
    return Problem(source, message, Fault.FORMAT)


def _extracted(source: str, data: bytes) -> Extract | Problem:
    """Extract a file's text and metadata, or say what is wrong with it."""
    kind = format_of_file(source)
    if kind is None:
        raise ValueError(f"{source} is not of a known format.")
    if len(data) > kind.max_bytes:
        return too_large(source, kind.max_bytes)
    try:
        return kind.extract(data)
    except UnicodeDecodeError as error:
        message = f"Byte {error.start} is not valid UTF-8: save it as UTF-8."
        return Problem(source, message, Fault.ENCODING)
    except UnreadableError as error:
        return _unreadable(source, error)


def _unreadable(source: str, error: UnreadableError) -> Problem:
    return Problem(source, f"{error} Correct it or remove it.", error.fault)


def too_large(source: str, max_bytes: int) -> Problem:
    """The problem of a file above the size limit of its format."""
    message = f"It is larger than {max_bytes // 1_000_000} MB: split it into smaller files."
    return Problem(source, message, Fault.TOO_LARGE)


def _article(source: str, extract: Extract) -> Article | Problem:
    kind = format_of(source)
    if kind is None:
        raise ValueError(f"{source} is not of a known format.")
    if len(extract.text) > MAX_TEXT:
        message = f"It has more than {MAX_TEXT // 1_000_000} million characters: split it."
        return Problem(source, message, Fault.TOO_LARGE)
    paragraphs = [extract.text[span.start : span.end] for span in kind.paragraphs(extract.text)]
    if not paragraphs:
        return Problem(source, "It is empty: remove it or add text.", Fault.EMPTY)
    language = extract.language
    if language is None or not _LANGUAGE_CODE.fullmatch(language):
        language = detect(extract.text)
    said = facts_in_text(paragraphs)
    moment = _published(extract, said.moment, moment_in_name(source))
    document = Document(
        id=document_id(extract.text),
        source=source,
        title=_title(extract, paragraphs[0]),
        language=language,
        date=moment.day if moment else None,
        text=extract.text,
        outlet=extract.outlet or said.outlet or "",
        author=extract.author or said.author or "",
        link=extract.link or "",
        time_of_day=moment.clock if moment else None,
        embargo=extract.embargo or said.embargo,
    )
    return Article(document, split(document, extract.pages), extract.notes)


def _published(extract: Extract, *others: Moment | None) -> Moment | None:
    """The date from the metadata, else the text, else the file's name; the time from any of them
    with the same date.
    """
    own = Moment(extract.dated, extract.time_of_day) if extract.dated else None
    found = [moment for moment in (own, *others) if moment]
    if not found:
        return None
    same_day = [moment for moment in found if moment.day == found[0].day]
    return next((moment for moment in same_day if moment.clock), found[0])


def _title(extract: Extract, first_paragraph: str) -> str:
    title = composed(" ".join((extract.title or first_paragraph.splitlines()[0]).split()))
    if len(title) <= _TITLE_LENGTH:
        return title
    cut = title[:_TITLE_LENGTH]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:-–") + "…"
