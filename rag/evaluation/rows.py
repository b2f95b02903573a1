"""Question rows with expected answers, and the parts of the answers' JSON that are scored."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic.dataclasses import dataclass as model

from index.errors import QuestionError
from rag.contract import numbered_lines
from rag.evaluation.forms import in_one_form
from rag.types import Language, Status, Turn


class Place(NamedTuple):
    """A paragraph of an article."""

    source: str
    """Path below the sources folder."""
    paragraph: int
    """Counted from 1."""


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is not a regular expression: {error}") from None
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]
"""A case-insensitive regular expression."""


@model(frozen=True, config=ConfigDict(extra="ignore"))
class QuestionRow:
    """A question with the expected answer; see :mod:`rag.evaluation.forms`."""

    id: str
    language: Language
    question: str
    gold: tuple[Place, ...] = ()
    """The paragraphs that answer, each sufficient; empty if the question is unanswerable."""
    answers: tuple[tuple[str, ...], ...] = ()
    """Facts that the answer must contain, each as a list of alternative wordings."""
    facts: tuple[Pattern, ...] = ()
    """Facts that the answer must contain, each as a pattern."""
    file: str = ""
    """The article that the question is about, also if it does not answer it."""
    kind: str = "fact"
    groups: tuple[tuple[Place, ...], ...] = ()
    """A complete answer cites one paragraph of each group."""
    forbidden: tuple[Pattern, ...] = ()
    """A misled answer matches one of these."""
    contradiction: tuple[str, ...] = ()
    """Words of an answer that contradicts the premise of an unanswerable question."""
    article_language: Literal["de", "en", "mixed"] | None = None
    history: tuple[Turn, ...] = ()
    todo: tuple[str, ...] = ()
    """Fields that a person still has to fill in, in rows made from readers' feedback."""

    @property
    def answerable(self) -> bool:
        """Whether the briefing answers the question."""
        return bool(self.answers or self.facts)

    @model_validator(mode="after")
    def _whole(self) -> "QuestionRow":
        if self.todo:
            raise ValueError(f"fill in the fields named in todo, then remove it: {self.todo[0]}")
        if bool(self.gold) != self.answerable:
            raise ValueError("facts and paragraphs must both be given, or both be empty")
        return self


@model(frozen=True, config=ConfigDict(extra="ignore"))
class CitedSentence:
    """A sentence of a quote in another language than the answer."""

    quote: str


@model(frozen=True, config=ConfigDict(extra="ignore"))
class CitedQuote:
    """A citation of an answer."""

    n: int
    source: str
    paragraph: int
    start: int
    end: int
    quote: str
    translation: str | None = None
    sentences: tuple[CitedSentence, ...] = ()

    @property
    def place(self) -> Place:
        """The paragraph of the quote."""
        return Place(self.source, self.paragraph)


@model(frozen=True, config=ConfigDict(extra="ignore"))
class Measured:
    """Milliseconds since the question arrived."""

    sources_ms: float
    first_token_ms: float
    total_ms: float


@model(frozen=True, config=ConfigDict(extra="ignore"))
class Decided:
    """How one part of a question was decided."""

    probability: float | None = None


@model(frozen=True, config=ConfigDict(extra="ignore"))
class GivenAnswer:
    """The part of an answer's JSON that is scored."""

    answer: str
    status: Status
    timings: Measured
    citations: tuple[CitedQuote, ...] = ()
    nearest: tuple[CitedQuote, ...] = Field(default=())
    decisions: tuple[Decided, ...] = ()

    @property
    def claimed(self) -> bool:
        """Whether the answer claims anything."""
        return self.status in {Status.ANSWERED, Status.QUOTED}

    @property
    def refused(self) -> bool:
        """Whether the question was refused."""
        return self.status is Status.REFUSED

    @property
    def probability(self) -> float | None:
        """Probability that the briefing answers all parts; None if there was no decision."""
        known = [part.probability for part in self.decisions if part.probability is not None]
        return min(known, default=None)


_ROW = TypeAdapter(QuestionRow)
_ANSWER = TypeAdapter(GivenAnswer)


def read_questions(path: Path) -> list[QuestionRow]:
    """The rows of a question set, in order.

    Raises:
        QuestionError: the file cannot be read, has no rows, or has an invalid row.
    """
    hint = "tests/eval/README.md describes a row; the file has to be JSONL in UTF-8."
    rows = []
    for number, line in numbered_lines(path, hint):
        try:
            rows.append(_ROW.validate_python(in_one_form(json.loads(line))))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "row"
            raise _not_a_row(path, number, f"{where}: {first['msg']}", hint) from error
        except (ValueError, TypeError) as error:
            raise _not_a_row(path, number, str(error), hint) from error
    if not rows:
        raise QuestionError(f"{path} contains no questions.", hint)
    return rows


def _not_a_row(path: Path, number: int, reason: str, hint: str) -> QuestionError:
    return QuestionError(f"Line {number} of {path} is not a question row: {reason}.", hint)


def read_answer(answer: Mapping[str, Any]) -> GivenAnswer:
    """Validate an answer. Raises pydantic's ValidationError if it violates the contract."""
    return _ANSWER.validate_python(answer)
