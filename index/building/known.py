"""Reuses the previous index's documents for unchanged files, so that they are not parsed again."""

import sys
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

from index.formats import Fault, Note
from index.reading.folder import SourceFile
from index.reading.parsing import Article, Parsed, Problem, Several
from index.snapshots.contents import Articles
from index.snapshots.manifest import Manifest

_LASTING: Final = frozenset(
    {Fault.EMPTY, Fault.ENCODING, Fault.FORMAT, Fault.LOCKED, Fault.NO_TEXT}
)
"""Faults that depend on the file's bytes only. After any other fault (duplicate, withdrawn, too
slow) the file is parsed again."""


@cache
def reading_version() -> str:
    """Version of the code that reads files: this package, every installed library, and Python."""
    made = sha256(sys.version.encode())
    package = Path(__file__).resolve().parents[1]
    for path in sorted(path for kind in ("*.py", "*.tsv") for path in package.rglob(kind)):
        made.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    for line in sorted(f"{one.name} {one.version}" for one in distributions()):
        made.update(line.encode())
    return made.hexdigest()[:16]


def known_files(
    manifest: Manifest, articles: Articles, files: Iterable[SourceFile]
) -> dict[str, Parsed]:
    """PreviousIndex results, by path, for the files whose bytes have not changed.

    Their passages already have their antecedents. Empty if another version of the code read them.

    Args:
        manifest: of the previous snapshot.
        articles: of the previous snapshot.
        files: as they are now.
    """
    if manifest.reading != reading_version():
        return {}
    same = {file.source for file in files if manifest.files.get(file.source) == file.digest}
    notes: defaultdict[str, list[Note]] = defaultdict(list)
    for one in manifest.notes:
        notes[one.source].append(one.note)
    read: defaultdict[str, list[Article]] = defaultdict(list)
    for document in sorted(articles.documents.values(), key=lambda document: document.source):
        article = Article(
            document, tuple(articles.passages[document.id]), tuple(notes[document.source])
        )
        read[_file_of(document.source, same)].append(article)
    left_out: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in manifest.problems:
        left_out[_file_of(problem.source, same)].append(problem)
    return {
        source: _as_parsed(source, read[source], left_out[source])
        for source in sorted(same & {*read, *left_out})
        if all(problem.fault in _LASTING for problem in left_out[source])
    }


def _file_of(source: str, files: set[str]) -> str:
    """The file that contains an article; empty if it is not among ``files``."""
    while source and source not in files:
        source = source.rpartition("/")[0]
    return source


def _as_parsed(source: str, articles: list[Article], problems: list[Problem]) -> Parsed:
    if [one.document.source for one in articles] == [source] and not problems:
        return articles[0]
    if [one.source for one in problems] == [source] and not articles:
        return problems[0]
    return Several(source, "", tuple(articles), tuple(problems))
