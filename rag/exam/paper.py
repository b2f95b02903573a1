"""The questions of the exam, over small articles that were made up for it (``paper.json``)."""

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
    """A question as it stands in the file. Paragraphs are named like ``mensa.2``."""

    kind: str
    language: Language
    question: str
    articles: Annotated[tuple[str, ...], Field(min_length=1)]
    """That the model is given; not all of them are about the matter."""
    facts: tuple[str, ...] = ()
    """Patterns, all of which a right answer matches; empty if nothing answers."""
    stands: tuple[str, ...] = ()
    """The paragraphs that answer."""
    nearest: str = ""
    """The paragraph that comes nearest, if nothing answers."""
    corrected: str = ""
    """A pattern of answers that correct what the question wrongly supposes."""


@model(frozen=True, config=ConfigDict(extra="forbid"))
class Paper:
    version: int
    """Raise it with any change: models are examined anew."""
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
    """Numbers of all paragraphs of the article that it is about."""
    read: tuple[Language, tuple[str, str]]
    """Language, headline and text of the paragraph that is read for the decision to answer."""


@cache
def paper() -> Paper:
    """The paper that ships with the program."""
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
