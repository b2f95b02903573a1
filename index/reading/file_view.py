"""What is extracted from one file, as ``python -m index read`` shows it. Needs no index."""

from itertools import groupby
from pathlib import Path
from typing import Any

from index.errors import SourceError
from index.formats import Note, Remark
from index.reading.folder import load
from index.reading.parsing import Parsed, Problem, Several
from index.reading.pool import shared_pool
from index.types import Passage

_REMARKS = {
    Remark.ENCODING: "Read as {}: it is not UTF-8.",
    Remark.PARTLY_READ: "Not read, because it is only a picture: page {}.",
    Remark.VERSION: "Version {} of the report.",
}


def read_file(path: Path) -> Parsed:
    """The articles in a file, or what is wrong with it.

    Raises:
        SourceError: the file does not exist.
    """
    if not path.exists():
        raise SourceError(f"The file {path} does not exist.", "Check the path.")
    file = load(path, path.name)
    data = file.load()
    return data if isinstance(data, Problem) else shared_pool().read(file.source, data)


def to_json(found: Parsed) -> dict[str, Any]:
    """The JSON object that ``python -m index read --json`` prints.

    For a file with several articles it has the fields of the first and the paragraphs of all;
    ``articles`` lists them separately.
    """
    if isinstance(found, Several):
        return _several(found)
    if isinstance(found, Problem):
        return {
            "source": found.source, "title": None, "date": None, "outlet": None, "language": None,
            "paragraphs": [], "problem": found.message, "time": None, "author": None, "link": None,
            "embargo": None, "notes": [],
        }  # fmt: skip
    document = found.document
    return {
        "source": document.source,
        "title": document.title,
        "date": document.date.isoformat() if document.date else None,
        "outlet": document.outlet or None,
        "language": document.language,
        "paragraphs": [
            _paragraph(document.text, tuple(passages))
            for _, passages in groupby(found.passages, lambda passage: passage.paragraph)
        ],
        "problem": None,
        "time": document.time_of_day.isoformat("minutes") if document.time_of_day else None,
        "author": document.author or None,
        "link": document.link or None,
        "embargo": document.embargo.isoformat("minutes") if document.embargo else None,
        "notes": [sentence(note) for note in found.notes],
    }


def _several(found: Several) -> dict[str, Any]:
    articles = [to_json(article) for article in found.articles]
    problems = [{"source": one.source, "problem": one.message} for one in found.problems]
    if not articles:
        first = found.problems[0]
        return to_json(Problem(found.source, f"{first.source}: {first.message}")) | {
            "articles": [], "problems": problems,
        }  # fmt: skip
    return articles[0] | {
        "source": found.source,
        "title": found.title or articles[0]["title"],
        "paragraphs": [one for article in articles for one in article["paragraphs"]],
        "articles": articles,
        "problems": problems,
    }


def sentence(note: Note) -> str:
    """A note as an English sentence."""
    return _REMARKS[note.remark].format(note.detail)


def _paragraph(text: str, passages: tuple[Passage, ...]) -> dict[str, Any]:
    """A paragraph of the file: one passage, or several if it is long."""
    return {
        "text": text[passages[0].start : passages[-1].end],
        "sentences": [p.quote(span) for p in passages for span in p.sentences],
        "page": passages[0].page,
    }
