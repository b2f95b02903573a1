"""The questions of the exam, about small invented articles (``paper.json``)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as model

from rag.answer.prose.sheet import Entry, Sheet
from rag.types import Language

PAPER: Final = Path(__file__).with_name("paper.json")


@model(frozen=True, config=ConfigDict(extra="forbid"))
class Article:
    language: Language
    title: str
    paragraphs: tuple[str, ...]


@model(frozen=True, config=ConfigDict(extra="forbid"))
class Written:
    """A question as in the file. Paragraphs have names such as ``mensa.2``."""

    kind: str
    language: Language
    question: str
    articles: Annotated[tuple[str, ...], Field(min_length=1)]
    """The articles given to the model; some are off-topic."""
    facts: tuple[str, ...] = ()
    """Patterns that a right answer matches, all of them; empty if nothing answers."""
    stands: tuple[str, ...] = ()
    """The paragraphs that answer."""
    nearest: str = ""
    """The nearest paragraph, if nothing answers."""
    corrected: str = ""
    """A pattern of answers that correct a false presupposition of the question."""


@model(frozen=True, config=ConfigDict(extra="forbid"))
class Paper:
    version: int
    """To be raised with every change; models then take the exam again."""
    articles: dict[str, Article]
    questions: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its evidence."""

    written: Written
    sheet: Sheet
    right: frozenset[int]
    """Numbers of the paragraphs that answer."""
    own: frozenset[int]
    """Numbers of all paragraphs of the article that the question is about."""
    read: tuple[Language, tuple[str, str]]
    """Language, headline and text of the paragraph that the model reads to find an answer."""


@cache
def paper() -> Paper:
    """The exam paper that ships with the program."""
    return TypeAdapter(Paper).validate_json(PAPER.read_bytes())


def questions() -> tuple[Question, ...]:
    """All questions, in order."""
    made = paper()
    return tuple(_question(written, made) for written in made.questions)


def _question(written: Written, made: Paper) -> Question:
    places = [
        (name, number)
        for name in written.articles
        for number in range(1, len(made.articles[name].paragraphs) + 1)
    ]
    numbers = {f"{name}.{number}": n for n, (name, number) in enumerate(places, start=1)}
    entries = tuple(
        Entry(n, made.articles[name].paragraphs[number - 1], made.articles[name].title)
        for n, (name, number) in enumerate(places, start=1)
    )
    asked_of = (written.stands or (written.nearest,))[0]
    about, _, number = asked_of.partition(".")
    article = made.articles[about]
    return Question(
        written,
        Sheet(entries),
        frozenset(numbers[place] for place in written.stands),
        frozenset(n for place, n in numbers.items() if place.startswith(f"{about}.")),
        (article.language, (article.title, article.paragraphs[int(number) - 1])),
    )
