"""Exports a conversation as a document with a check sheet: Markdown, HTML or Word.

::

    file = export(answers, find_document, "docx", language="de", made=datetime.now(UTC))
    Path(file.name).write_bytes(file.data)
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from rag.exporting import html, markdown, word
from rag.exporting.dossier import Documents, Dossier, Link, dossier
from rag.types import Answer, Language

Kind = Literal["md", "html", "docx"]


@dataclass(frozen=True, slots=True)
class File:
    """The exported file."""

    name: str
    media_type: str
    data: bytes


_WRITERS: Final[Mapping[Kind, tuple[str, Callable[[Dossier], bytes]]]] = {
    "md": ("text/markdown; charset=utf-8", markdown.write),
    "html": ("text/html; charset=utf-8", html.write),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        word.write,
    ),
}
KINDS: Final[tuple[Kind, ...]] = tuple(_WRITERS)


def export(
    answers: Sequence[Answer],
    documents: Documents,
    kind: Kind,
    *,
    language: Language,
    made: datetime,
    link: Link = lambda citation: None,
) -> File:
    """Export a conversation.

    Args:
        answers: at least one, oldest first, each with its question.
        documents: returns an article by its ID, None for one that no longer exists.
        kind: the file format.
        language: of headings and labels; questions and answers are not translated.
        made: the current time in the reader's time zone.
        link: returns the permalink of a citation, if there is one.

    Raises:
        ValueError: there are no answers.
    """
    media_type, write = _WRITERS[kind]
    sheet = dossier(answers, documents, language=language, made=made, link=link)
    return File(f"briefing-{made:%Y-%m-%d-%H%M}.{kind}", media_type, write(sheet))
