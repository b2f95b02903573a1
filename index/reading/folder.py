"""Reading a sources folder into documents."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, Final

from index.errors import SourceError
from index.formats import FORMATS, HIDDEN, Fault, format_of, format_of_file
from index.reading.parsing import (
    Article,
    FileNote,
    Parsed,
    Problem,
    Several,
    too_large,
    unknown_kind,
)
from index.reading.pool import shared_pool
from index.types import Document, Passage
from index.withdrawals import Withdrawal


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file in the folder, without its bytes, so that memory does not grow with the folder."""

    source: str
    digest: str
    """Changes whenever what would be read changes."""
    path: Path | None = None
    problem: Problem | None = None
    """Why it cannot be read; None if it can."""

    @property
    def is_read(self) -> bool:
        """Whether its format is supported."""
        return self.problem is None or self.problem.fault is not Fault.FORMAT

    def load(self) -> bytes | Problem:
        """Its bytes, or a problem if it changed since it was found."""
        if self.problem or self.path is None:
            return self.problem or Problem(self.source, "It cannot be read.")
        try:
            data = self.path.read_bytes()
        except OSError as error:
            return _unopened(self.source, error)
        if sha256(data).hexdigest() != self.digest:
            return Problem(self.source, CHANGING)
        return data


CHANGING: Final = "It changed while it was being read: build again."


@dataclass(frozen=True, slots=True)
class FolderContents:
    """Everything that was read from a folder, sorted by path."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    parsed: frozenset[str] = frozenset()
    """Ids of the documents whose files were parsed now; the others were already known."""

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(article.document for article in self.articles)

    @property
    def notes(self) -> tuple[FileNote, ...]:
        return tuple(
            FileNote(article.document.source, note)
            for article in self.articles
            for note in article.notes
        )

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for article in self.articles for passage in article.passages)


def scan(folder: Path) -> tuple[SourceFile, ...]:
    """All files below ``folder``, sorted by path, including formats that are not supported.

    Hidden files and folders are skipped.

    Raises:
        SourceError: the folder is missing, unreadable, or has no file of a supported format.
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
        folders[:] = [name for name in folders if not name.startswith(HIDDEN)]
        links = [name for name in folders if Path(directory, name).is_symlink()]
        for name in (*names, *links):
            path = Path(directory, name)
            if name.startswith(HIDDEN):
                continue
            source = path.relative_to(root).as_posix()
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                message = "It is a link to outside the folder: put the file itself there."
                files.append(_unusable(source, message))
            elif name not in links:
                files.append(load(path, source))
    found = sorted(files + problems, key=lambda file: file.source)
    if not any(file.is_read for file in found):
        kinds = "".join(
            f" Not read: {line}." for line in kinds_not_read(f.problem for f in found if f.problem)
        )
        raise SourceError(
            f"The sources folder {folder} holds no article.{kinds}",
            f"Put files ending in {' or '.join(FORMATS)} there, or set BRIEFING_SOURCES.",
        )
    return tuple(found)


def digests_of(files: Iterable[SourceFile]) -> dict[str, str]:
    """Digest of each file of a supported format, by path: what an index is built from."""
    return {file.source: file.digest for file in files if file.is_read}


def all_left_out(indexed: Iterable[Problem], files: Iterable[SourceFile]) -> tuple[Problem, ...]:
    """The files that an index left out, plus the files of unsupported formats now in the folder.

    The latter may come and go without another build.
    """
    of_index = [one for one in indexed if format_of(one.source) or one.fault is not Fault.FORMAT]
    of_folder = [file.problem for file in files if file.problem and not file.is_read]
    return tuple(sorted((*of_index, *of_folder), key=lambda one: one.source))


def is_unknown_kind(problem: Problem) -> bool:
    """Whether the file was left out for its suffix alone, without opening it."""
    return problem.fault is Fault.FORMAT and format_of_file(problem.source) is None


def kinds_not_read(problems: Iterable[Problem]) -> list[str]:
    """The number of files per unsupported format, such as "3 files of kind .doc"."""
    counts = Counter(
        PurePosixPath(problem.source).suffix.lower()
        for problem in problems
        if is_unknown_kind(problem)
    )
    return [
        f"{count} {'file' if count == 1 else 'files'} "
        + (f"of kind {suffix}" if suffix else "without an ending")
        for suffix, count in sorted(counts.items())
    ]


_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


def read(
    files: Iterable[SourceFile],
    withdrawn: Mapping[str, Withdrawal] = _NONE,
    known: Mapping[str, Parsed] = _NONE,
) -> FolderContents:
    """Read the articles in ``files``, in order; what cannot be read becomes a problem.

    Args:
        files: from :func:`scan`.
        withdrawn: withdrawals by document id; such an article becomes a problem.
        known: earlier results, by path, of files that need not be parsed again.

    Raises:
        SourceError: no worker process can be started.
    """
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    parsed: set[str] = set()
    found = tuple(files)
    new = [file for file in found if file.source not in known]
    read_now = shared_pool().read_all((file.source, file.load) for file in new)
    outcomes = {**known, **dict(zip((file.source for file in new), read_now, strict=True))}
    for file in found:
        outcome = outcomes[file.source]
        if isinstance(outcome, Problem):
            problems.append(outcome)
            continue
        if isinstance(outcome, Several):
            problems += outcome.problems
        for article in (outcome,) if isinstance(outcome, Article) else outcome.articles:
            if gone := withdrawn.get(article.document.id):
                problems.append(Problem(article.document.source, gone.message, Fault.WITHDRAWN))
                continue
            first = articles.setdefault(article.document.id, article)
            if first is article and file.source not in known:
                parsed.add(article.document.id)
            elif first is not article:
                problems.append(
                    Problem(
                        article.document.source,
                        f"It has the same text as {first.document.source}, which is indexed.",
                        Fault.DUPLICATE,
                    )
                )
    return FolderContents(tuple(articles.values()), tuple(problems), frozenset(parsed))


def load(path: Path, source: str) -> SourceFile:
    """One file; ``source`` is the path under which it is cited."""
    kind = format_of_file(path.name)
    try:
        source.encode()
    except UnicodeEncodeError:
        shown = source.encode(errors="backslashreplace").decode()
        return _unusable(shown, "Its name is not valid UTF-8: rename it.")
    if kind is None:
        return _left_out(unknown_kind(source))
    try:
        if not path.is_file():
            return _unusable(source, "It is not a regular file: remove it or the link to it.")
        if path.stat().st_size > kind.max_bytes:
            return _left_out(too_large(source, kind.max_bytes))
        with path.open("rb") as file:
            return SourceFile(source, file_digest(file, "sha256").hexdigest(), path)
    except OSError as error:
        return _left_out(_unopened(source, error))


def _unopened(source: str, error: OSError) -> Problem:
    return Problem(source, f"It cannot be opened ({error.strerror}): check its permissions.")


def _unusable(source: str, message: str) -> SourceFile:
    return _left_out(Problem(source, message))


def _left_out(problem: Problem) -> SourceFile:
    return SourceFile(problem.source, f"unreadable: {problem.message}", problem=problem)
