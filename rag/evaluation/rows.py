"""Questions with their right answers, and answers in the project's JSON contract."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, model_validator
from pydantic.dataclasses import dataclass as model

from index.errors import QuestionError
from rag.batch import numbered_lines
from rag.types import Language, Turn


@model(frozen=True, config=ConfigDict(extra="ignore"))
class QuestionRow:
    """A question and what a right answer is.

    Also takes the form of the XQuAD sample: ``paragraph`` counted from 0, and ``answers`` as
    one flat list of alternatives.
    """

    id: str
    language: Language
    question: str
    file: str
    """Path of the article below the sources folder."""
    paragraphs: tuple[int, ...]
    """Any of these, counted from 1, is the right place; empty: the briefing does not say."""
    answers: tuple[tuple[str, ...], ...]
    """Facts that the answer must hold, each as its alternatives."""
    kind: str = "fact"
    contradiction: tuple[str, ...] = ()
    """Words that show that an answer contradicts what an unanswerable question presumes."""
    history: tuple[Turn, ...] = ()
    todo: tuple[str, ...] = ()
    """What a person has still to fill in, in rows made from readers' feedback."""

    @property
    def answerable(self) -> bool:
        """Whether the briefing says."""
        return bool(self.answers)

    @model_validator(mode="before")
    @classmethod
    def _from_flat_form(cls, data: Any) -> Any:
        fields = getattr(data, "kwargs", data)
        if not isinstance(fields, Mapping):
            return data
        fields = dict(fields)
        if "paragraph" in fields and "paragraphs" not in fields:
            fields["paragraphs"] = [fields.pop("paragraph") + 1]
        answers = fields.get("answers")
        if isinstance(answers, list) and answers and isinstance(answers[0], str):
            fields["answers"] = [answers]
        return fields

    @model_validator(mode="after")
    def _whole(self) -> "QuestionRow":
        if self.todo:
            raise ValueError(f"fill in what its todo names, then remove that: {self.todo[0]}")
        if bool(self.paragraphs) != self.answerable:
            raise ValueError("answers and paragraphs must both be given, or both be empty")
        return self


@model(frozen=True, config=ConfigDict(extra="ignore"))
class CitedQuote:
    """A citation of an answer."""

    n: int
    source: str
    paragraph: int
    start: int
    end: int
    quote: str


@model(frozen=True, config=ConfigDict(extra="ignore"))
class Measured:
    """Milliseconds after the question came in."""

    sources_ms: float
    first_token_ms: float
    total_ms: float


@model(frozen=True, config=ConfigDict(extra="ignore"))
class GivenAnswer:
    """The part of an answer's JSON that is scored."""

    answer: str
    refused: bool
    status: str
    timings: Measured
    citations: tuple[CitedQuote, ...] = ()
    nearest: tuple[CitedQuote, ...] = Field(default=())


_ROW = TypeAdapter(QuestionRow)
_ANSWER = TypeAdapter(GivenAnswer)


def read_questions(path: Path) -> list[QuestionRow]:
    """The rows of a question set, in order.

    Raises:
        QuestionError: the file cannot be read, holds no row, or a line is not such a row.
    """
    hint = "tests/eval/README.md describes a row; the file has to be JSONL in UTF-8."
    rows = []
    for number, line in numbered_lines(path, hint):
        try:
            rows.append(_ROW.validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "row"
            raise QuestionError(
                f"Line {number} of {path} is not a question row: {where}: {first['msg']}.", hint
            ) from error
    if not rows:
        raise QuestionError(f"{path} holds no question.", hint)
    return rows


def read_answer(answer: Mapping[str, Any]) -> GivenAnswer:
    """Raises pydantic's ValidationError where the answer breaks the contract."""
    return _ANSWER.validate_python(answer)
