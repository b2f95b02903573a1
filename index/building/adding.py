"""Adds articles to the sources folder: uploaded files, and pasted text or HTML.

Only files that can be read as articles are written, into a separate folder, under a safe name,
and never over an existing file. The index is built afterwards.
"""

import re
import time
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from os import fsync
from os.path import lexists
from pathlib import Path, PurePosixPath
from typing import Final

from index.errors import SourceError
from index.formats import FORMATS, Fault, format_of_file
from index.reading.parsing import Article, Problem, too_large
from index.reading.pool import shared_pool
from index.text import encodable
from index.types import Document
from index.withdrawals import Withdrawal, Withdrawn

FOLDER: Final = "added"
_HELD: Final = ".adding "
"""Name prefix of a file that is being written: hidden, so it is not read as an article."""
_STALE_S: Final = 3600.0
"""Seconds after which such a file counts as abandoned; a guess."""
_NAME_LENGTH: Final = 80
_UNSAFE: Final = re.compile(r"[^\w .,()+&–-]+")
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\b", re.IGNORECASE)
_MARKUP: Final = re.compile(
    r"\s*<(?:!doctype html|(?:html|head|body|article|section|main|div|p|h[1-6])[\s>])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file; its name comes from the client and may be anything."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of adding uploads; ``problems`` use the names given by the client."""

    added: tuple[Document, ...]
    problems: tuple[Problem, ...]


def pasted(words: str, title: str = "", day: date | None = None) -> Upload:
    """Pasted text or HTML as a file. ``day``, the article's date, goes into its name."""
    words = encodable(words)
    title = " ".join(title.split())
    if _MARKUP.match(words):
        suffix = ".html"
        head = f"<title>{escape(title)}</title>" if title else ""
        words = f"<meta charset=utf-8>{head}{words}"
    else:
        suffix = ".txt"
        first = words.lstrip().partition("\n")[0].strip()
        words = f"{title}\n\n{words}" if title and title != first else words
        title = title or first
    name = " ".join(filter(None, (day.isoformat() if day else "", title or "article")))
    name = re.sub(r"[/\\]", " ", name)
    return Upload(f"{name}{suffix}", words.encode())


def add(
    sources: Path,
    uploads: Iterable[Upload],
    known: Mapping[str, str],
    withdrawn: Withdrawn,
) -> Outcome:
    """Write uploads below the sources folder.

    Args:
        sources: the folder of articles.
        uploads: the files to add.
        known: path of every indexed article by document id; duplicates are refused.
        withdrawn: withdrawn articles, which are refused.

    Raises:
        SourceError: the folder is missing or cannot be written. Files already written stay.
    """
    taken = dict(known)
    added: list[Document] = []
    problems: list[Problem] = []
    for upload in uploads:
        outcome = _checked(upload, taken, withdrawn)
        if isinstance(outcome, Problem):
            problems.append(outcome)
            continue
        documents, inner = outcome
        problems += inner
        written = _written(sources, safe_name(upload.name), upload.data)
        for document in documents:
            path = document.source.removeprefix(f"{FOLDER}/{safe_name(upload.name)}")
            here = replace(document, source=f"{written}{path}")
            taken[here.id] = here.source
            added.append(here)
    return Outcome(tuple(added), tuple(problems))


def safe_name(name: str) -> str:
    """The last part of a path as a file name valid on every system; the suffix is kept."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    path = PurePosixPath(_UNSAFE.sub(" ", last))
    suffix = path.suffix.lower().strip()
    stem = " ".join(path.name.removesuffix(path.suffix).split()).strip(" .,")
    if not stem or _RESERVED.match(stem):
        stem = f"article {stem}".strip()
    while len(stem.encode()) > _NAME_LENGTH:
        stem = stem[:-1].rstrip()
    return f"{stem}{suffix}"


def _checked(
    upload: Upload, taken: Mapping[str, str], withdrawn: Withdrawn
) -> tuple[list[Document], list[Problem]] | Problem:
    """The articles in an upload and the problems inside it; one problem if no article is new."""
    name = safe_name(upload.name)
    shown = upload.name[:200]
    kind = format_of_file(name)
    if kind is None:
        formats = ", ".join(FORMATS)
        return Problem(shown, f"Only these formats are supported: {formats}.", Fault.FORMAT)
    if len(upload.data) > kind.max_bytes:
        return too_large(shown, kind.max_bytes)
    found = shared_pool().read(f"{FOLDER}/{name}", upload.data)
    if isinstance(found, Problem):
        return Problem(shown, found.message, found.fault)
    articles, problems = (
        ([found], []) if isinstance(found, Article) else (found.articles, list(found.problems))
    )
    documents = [article.document for article in articles]
    gone = [withdrawn[document.id] for document in documents if document.id in withdrawn]
    new = [d for d in documents if d.id not in taken and d.id not in withdrawn]
    if new:
        return new, [*problems, *(_withdrawn(f"{shown}: {one.title}", one) for one in gone)]
    if documents:
        same = taken.get(documents[0].id)
        twice = Problem(shown, f"It has the same text as {same}.", Fault.DUPLICATE)
        return _withdrawn(shown, gone[0]) if gone else twice
    first = problems[0]
    return Problem(shown, f"{first.source}: {first.message}", first.fault)


def _withdrawn(shown: str, entry: Withdrawal) -> Problem:
    return Problem(shown, entry.message, Fault.WITHDRAWN)


def _written(sources: Path, name: str, data: bytes) -> str:
    """Write the file and return its path below the sources folder."""
    folder = sources / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        if not folder.resolve().is_relative_to(sources.resolve()):
            raise SourceError(f"The folder {folder} leads outside.", "Remove that link.")
        _sweep(folder)
        written = _placed(folder, PurePosixPath(name), data)
    except OSError as error:
        raise SourceError(
            f"Articles cannot be written to {folder} ({error.strerror or error}).",
            "Give this service the right to write to the folder of BRIEFING_SOURCES, or put the "
            "files there yourself and run: python -m index build",
        ) from error
    return f"{FOLDER}/{written}"


def _placed(folder: Path, wanted: PurePosixPath, data: bytes) -> str:
    """Write a file atomically under the first free name, and return that name.

    The name is reserved by a hidden file, which is then renamed. A killed process leaves only the
    hidden file, never half an article.
    """
    number = 0
    while True:
        number += 1
        name = wanted.name if number == 1 else f"{wanted.stem} {number}{wanted.suffix}"
        held, target = folder / f"{_HELD}{name}", folder / name
        try:
            file = held.open("xb")
        except FileExistsError:
            continue  # another process is about to write it
        try:
            with file:
                # Checked only now: a previous holder of the reservation has renamed its file.
                if not lexists(target):
                    file.write(data)
                    file.flush()
                    fsync(file.fileno())
                    held.rename(target)
                    return name
        except BaseException:
            held.unlink(missing_ok=True)
            raise
        held.unlink()


def _sweep(folder: Path) -> None:
    """Remove hidden files left behind by killed processes."""
    for path in folder.glob(f"{_HELD}*"):
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > _STALE_S:
                path.unlink()
