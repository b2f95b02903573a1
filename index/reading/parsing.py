"""One file: from its bytes to a document with its passages, or to what is wrong with it.

Files are hostile until they have been read: this runs in processes of its own, see
:mod:`index.reading.pool`.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.formats import Extract, Fault, UnreadableError, format_of
from index.language.detection import detect
from index.splitting import split
from index.types import Document, Passage, document_id

MAX_TEXT: Final = 5_000_000
"""Characters of one article: twenty novels, and what a text file may have in bytes."""
_TITLE_LENGTH: Final = 80
_DATE_IN_NAME: Final = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_LANGUAGE_CODE: Final = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not in the index; ``message`` says why and what to do."""

    source: str
    message: str
    fault: Fault = Fault.UNREADABLE


@dataclass(frozen=True, slots=True)
class Article:
    """A document and its passages in reading order."""

    document: Document
    passages: tuple[Passage, ...]


def parse(source: str, data: bytes) -> Article | Problem:
    """The article in a file of a known format, or what is wrong with it.

    Raises anything that a library raises over a file that its authors did not think of.
    """
    kind = format_of(source)
    if kind is None:
        raise ValueError(f"{source} is not of a known format.")
    try:
        extract = kind.extract(data)
    except UnicodeDecodeError as error:
        message = f"Byte {error.start} is not valid UTF-8: save it as UTF-8."
        return Problem(source, message, Fault.ENCODING)
    except UnreadableError as error:
        return Problem(source, f"{error} Correct it or remove it.", error.fault)
    if len(extract.text) > MAX_TEXT:
        message = f"It has more than {MAX_TEXT // 1_000_000} million characters: cut it."
        return Problem(source, message, Fault.TOO_LARGE)
    first = next(kind.paragraphs(extract.text), None)
    if first is None:
        return Problem(source, "It is empty: remove it or add text.", Fault.EMPTY)
    language = extract.language
    if language is None or not _LANGUAGE_CODE.fullmatch(language):
        language = detect(extract.text)
    document = Document(
        id=document_id(extract.text),
        source=source,
        title=_title(extract, extract.text[first.start : first.end]),
        language=language,
        date=extract.dated or _date_in_name(source),
        text=extract.text,
    )
    return Article(document, split(document))


def _title(extract: Extract, first_paragraph: str) -> str:
    title = " ".join((extract.title or first_paragraph.splitlines()[0]).split())
    if len(title) <= _TITLE_LENGTH:
        return title
    cut = title[:_TITLE_LENGTH]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:-–") + "…"


def _date_in_name(source: str) -> date | None:
    match = _DATE_IN_NAME.search(source.rpartition("/")[2])
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None
