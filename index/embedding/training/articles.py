"""Training data: news articles written for this project, and XQuAD."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as model

from index.errors import SourceError

DATA: Final = Path(__file__).with_name("data")
HELD_OUT: Final = frozenset({4, 14, 24, 34})
"""Indices of XQuAD articles that are never trained on."""

_IGNORE: Final = ConfigDict(extra="ignore")


@model(frozen=True, config=_IGNORE)
class Question:
    """A question that the article answers, in both languages."""

    de: str
    en: str
    paragraph: int
    """Counted from 0."""
    evidence: str
    """Words of the paragraph that contain the answer."""
    answer_de: str
    answer_en: str
    also: tuple[tuple[str, int], ...] = ()
    """Other paragraphs that answer it, as (article, paragraph)."""

    def answer(self, language: Literal["de", "en"]) -> str:
        """A short answer in a language."""
        return self.answer_de if language == "de" else self.answer_en


@model(frozen=True, config=_IGNORE)
class Unanswerable:
    """A question that the article does not answer, in both languages."""

    de: str
    en: str
    near: int
    """The paragraph closest to an answer, counted from 0."""


@model(frozen=True, config=_IGNORE)
class NewsArticle:
    """An invented article with questions."""

    id: str
    language: Literal["de", "en"]
    title: str
    paragraphs: tuple[str, ...]
    questions: tuple[Question, ...]
    unanswerable: tuple[Unanswerable, ...]
    cluster: str = ""
    """Articles of one cluster report on the same event; empty if there is no other."""


@model(frozen=True, config=_IGNORE)
class QA:
    """A question of XQuAD."""

    question: str
    answer: str
    start: int
    """Offset of the answer in the paragraph."""

    @property
    def end(self) -> int:
        """Offset of the answer's end."""
        return self.start + len(self.answer)


@model(frozen=True, config=_IGNORE)
class Paragraph:
    """A paragraph of XQuAD; it has the same position in every language."""

    context: str
    qas: tuple[QA, ...]


@model(frozen=True, config=_IGNORE)
class WikiArticle:
    """An article of XQuAD in one language."""

    article: int
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)

    @property
    def name(self) -> str:
        """Identifier, the same in every language."""
        return str(self.article)


_NEWS: Final = TypeAdapter(NewsArticle)
_WIKI: Final = TypeAdapter(list[WikiArticle])


def read_news(folder: Path = DATA) -> list[NewsArticle]:
    """Read the articles of all ``*.jsonl`` in ``folder``, in the order of the files.

    Raises:
        SourceError: a line is invalid, or an evidence is not in its paragraph.
    """
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            try:
                article = _NEWS.validate_json(line)
            except ValidationError as error:
                raise _unusable(f"Line {number} of {path}", error) from error
            for question in article.questions:
                if question.evidence not in article.paragraphs[question.paragraph]:
                    raise SourceError(
                        f"{article.id}: {question.evidence!r} is not in its paragraph.",
                        f"Correct line {number} of {path}.",
                    )
            found.append(article)
    return found


def read_xquad(
    folder: Path, held_out: frozenset[int] = HELD_OUT
) -> dict[str, Sequence[WikiArticle]]:
    """Read XQuAD's articles by language, from files such as ``de.json``.

    Raises:
        SourceError: there is no such file, or one is invalid.
    """
    found: dict[str, Sequence[WikiArticle]] = {}
    for path in sorted(folder.glob("??.json")):
        try:
            articles = _WIKI.validate_json(path.read_bytes())
        except ValidationError as error:
            raise _unusable(str(path), error) from error
        found[path.stem] = [article for article in articles if article.article not in held_out]
    if not found:
        raise SourceError(
            f"{folder} has no file of XQuAD.", "Name the folder with de.json, en.json and so on."
        )
    return found


def _unusable(where: str, error: ValidationError) -> SourceError:
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    return SourceError(
        f"{where} is not valid training data: {place}: {first['msg']}.",
        "Correct it, or restore the original file.",
    )
