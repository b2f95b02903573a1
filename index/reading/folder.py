"""FolderContents a sources folder into documents."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from index.errors import SourceError
from index.formats import FORMATS, Fault, format_of
from index.reading.parsing import Article, Problem
from index.reading.pool import shared_pool
from index.types import Document, Passage


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
class FolderContents:
    """Everything read from a folder, sorted by path."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(article.document for article in self.articles)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for article in self.articles for passage in article.passages)


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


def read(files: Iterable[SourceFile]) -> FolderContents:
    """The articles in ``files``, in their order; what cannot be read is a problem.

    Raises:
        SourceError: no process can be started to read them.
    """
    files = tuple(files)
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    found = shared_pool().read_all((f.source, f.data) for f in files if f.data is not None)
    for file in files:
        outcome = file.problem if file.data is None else next(found)
        if isinstance(outcome, Problem):
            problems.append(outcome)
        elif outcome is None:
            continue
        elif outcome.document.id in articles:
            first = articles[outcome.document.id].document.source
            problems.append(
                Problem(
                    file.source,
                    f"It has the same text as {first}, which is indexed.",
                    Fault.DUPLICATE,
                )
            )
        else:
            articles[outcome.document.id] = outcome
    return FolderContents(tuple(articles.values()), tuple(problems))


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
