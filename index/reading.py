"""Reading a sources folder into documents."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from index.errors import SourceError
from index.formats import FORMATS, Extract, Fault, UnreadableError, format_of
from index.language.detection import detect
from index.types import Document, document_id

_TITLE_LENGTH = 80
_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_LANGUAGE_CODE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not in the index; ``message`` says why and what to do."""

    source: str
    message: str
    fault: Fault = Fault.UNREADABLE


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as found. ``data`` is None where it cannot be used, then ``problem`` tells why."""

    source: str
    data: bytes | None
    problem: Problem | None = None

    @property
    def digest(self) -> str:
        """Changes whenever what would be read changes."""
        if self.data is None:
            return f"unreadable: {self.problem.message if self.problem else ''}"
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from a folder, documents sorted by path."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


def scan(folder: Path) -> tuple[SourceFile, ...]:
    """All files of a known format below ``folder``, sorted by path.

    Hidden files and folders, and links that lead outside, are skipped.

    Raises:
        SourceError: the folder is missing, unreadable, or holds no such file.
    """
    if not folder.is_dir():
        raise SourceError(
            f"The sources folder {folder} does not exist.",
            f"Create it and put articles ({', '.join(FORMATS)}) there, or set BRIEFING_SOURCES.",
        )
    root = folder.resolve()
    problems: list[SourceFile] = []

    def note_folder(error: OSError) -> None:
        source = Path(error.filename).relative_to(root).as_posix()
        problems.append(_unusable(source, f"This folder cannot be opened: {error.strerror}."))

    files = []
    for directory, folders, names in os.walk(root, onerror=note_folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(directory, name)
            kind = format_of(name)
            if name.startswith(".") or kind is None:
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                continue
            files.append(_load(path, path.relative_to(root).as_posix(), kind.max_bytes))
    found = sorted(files + problems, key=lambda file: file.source)
    if not found:
        raise SourceError(
            f"The sources folder {folder} holds no article.",
            f"Put files ending in {' or '.join(FORMATS)} there, or set BRIEFING_SOURCES.",
        )
    return tuple(found)


def read(files: Iterable[SourceFile]) -> Reading:
    """The documents in ``files``, in their order; what cannot be read is a problem."""
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for file in files:
        if file.data is None:
            if file.problem:
                problems.append(file.problem)
            continue
        outcome = to_document(file.source, file.data)
        if isinstance(outcome, Problem):
            problems.append(outcome)
        elif outcome.id in documents:
            first = documents[outcome.id].source
            problems.append(
                Problem(
                    file.source,
                    f"It has the same text as {first}, which is indexed.",
                    Fault.DUPLICATE,
                )
            )
        else:
            documents[outcome.id] = outcome
    return Reading(tuple(documents.values()), tuple(problems))


def _load(path: Path, source: str, max_bytes: int) -> SourceFile:
    try:
        source.encode()
    except UnicodeEncodeError:
        shown = source.encode(errors="backslashreplace").decode()
        return _unusable(shown, "Its name is not valid UTF-8: rename it.")
    try:
        if not path.is_file():
            return _unusable(source, "It is not a regular file: remove it or the link to it.")
        if path.stat().st_size > max_bytes:
            return _unusable(
                source,
                f"It is larger than {max_bytes // 1_000_000} MB: cut it into smaller files.",
                Fault.TOO_LARGE,
            )
        return SourceFile(source, path.read_bytes())
    except OSError as error:
        return _unusable(source, f"It cannot be opened ({error.strerror}): check its permissions.")


def _unusable(source: str, message: str, fault: Fault = Fault.UNREADABLE) -> SourceFile:
    return SourceFile(source, None, Problem(source, message, fault))


def to_document(source: str, data: bytes) -> Document | Problem:
    """The article in a file of a known format, or what is wrong with it."""
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
    first = next(kind.paragraphs(extract.text), None)
    if first is None:
        return Problem(source, "It is empty: remove it or add text.", Fault.EMPTY)
    language = extract.language
    if language is None or not _LANGUAGE_CODE.fullmatch(language):
        language = detect(extract.text)
    return Document(
        id=document_id(extract.text),
        source=source,
        title=_title(extract, extract.text[first.start : first.end]),
        language=language,
        date=extract.dated or _date_in_name(source),
        text=extract.text,
    )


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
