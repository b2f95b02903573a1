"""The JSON format of questions and answers, shared by command line, HTTP interface and evaluation.

``to_json`` writes an answer and ``AnswerForm`` is its schema. The field descriptions are keys of
``rag.web.texts.api``, which has the texts in both languages.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as model

from index.errors import QuestionError
from index.types import Span
from rag.annotations import Genre
from rag.decisions import Mode
from rag.types import Answer, Language, Status, Turn

T = TypeVar("T")


@model(frozen=True, config=ConfigDict(extra="ignore"))
class Row:
    """One question of a batch; other fields of the row are ignored."""

    id: str | int
    question: str
    language: Language | None = None
    history: tuple[Turn, ...] = ()


@model(frozen=True, config=ConfigDict(extra="ignore"))
class ClaimRow:
    """One claim with the texts that are said to support it; other fields of the row are ignored."""

    id: str | int
    language: Language
    claim: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    evidence: Annotated[tuple[str, ...], Field(min_length=1)]
    question: str = ""


class TranslatedSentenceForm(BaseModel):
    """One sentence of a quote: the article's ``text[start:end]``."""

    start: int
    end: int
    quote: str = Field(description="api.quote")
    translation: str | None = Field(description="api.translation")


class ChangeForm(BaseModel):
    """How a quote relates to the current version of its article."""

    words: str | None = Field(description="api.changed_words")
    kept: bool = Field(description="api.changed_kept")


class CorrectionForm(BaseModel):
    """Words of another article that correct a quote: its ``text[start:end]``."""

    passage_id: str
    source: str = Field(description="api.source")
    start: int
    end: int
    quote: str = Field(description="api.quote")
    title: str
    date: str | None = Field(description="api.date")
    outlet: str | None = Field(description="api.outlet")


class PrintForm(BaseModel):
    """Another article with the same text."""

    source: str
    outlet: str | None = Field(description="api.outlet")


class ResolvedDateForm(BaseModel):
    """A relative date in a quote and the date it refers to."""

    start: int
    end: int
    date: str


class ReferentForm(BaseModel):
    """A noun for an institution in a quote and the name it stands for."""

    start: int
    end: int
    name: str


class CitationForm(BaseModel):
    """A verbatim quote: the article's ``text[start:end]``."""

    n: int = Field(description="api.n")
    passage_id: str
    source: str = Field(description="api.source")
    paragraph: int = Field(description="api.paragraph")
    start: int
    end: int
    quote: str = Field(description="api.quote")
    translation: str | None = Field(description="api.translation")
    sentences: list[TranslatedSentenceForm] = Field(description="api.sentences")
    date: str | None = Field(description="api.date")
    outlet: str | None = Field(description="api.outlet")
    link: str | None = Field(description="api.link")
    page: int | None = Field(description="api.page")
    embargo: str | None = Field(description="api.embargo")
    withdrawn: str | None = Field(description="api.withdrawn")
    marks: list[tuple[int, int]] = Field(description="api.marks")
    dates: list[ResolvedDateForm] = Field(description="api.dates")
    referents: list[ReferentForm] = Field(description="api.referents")
    also: list[PrintForm] = Field(description="api.also")
    genre: Genre | None = Field(description="api.genre")
    changed: ChangeForm | None = Field(description="api.changed")
    corrected: CorrectionForm | None = Field(description="api.corrected")


class TimingsForm(BaseModel):
    """Milliseconds since the question left the queue."""

    sources_ms: float
    first_token_ms: float
    total_ms: float


class CostsForm(BaseModel):
    """Usage of the language model for this answer."""

    calls: int
    tokens_in: int = Field(description="api.tokens_in")
    tokens_out: int = Field(description="api.tokens_out")
    seconds: float
    estimated: bool = Field(description="api.costs_estimated")


class ShortAnswerForm(BaseModel):
    """The model's short answer from a passage, unchecked."""

    text: str
    confidence: float | None = Field(description="api.confidence")
    opening: float | None = Field(description="api.opening")


class ConsideredForm(BaseModel):
    """A passage that was considered."""

    n: int = Field(description="api.considered_n")
    passage_id: str
    source: str = Field(description="api.source")
    paragraph: int = Field(description="api.paragraph")
    late: float = Field(description="api.late")
    dense: float = Field(description="api.dense")
    words: float = Field(description="api.words")
    log_odds: float | None = Field(description="api.log_odds")
    probability: float = Field(description="api.passage_probability")
    short: ShortAnswerForm | None = Field(description="api.short")


class DecisionForm(BaseModel):
    """How one part of the question was decided."""

    searched: str = Field(description="api.searched")
    outcome: str = Field(description="api.outcome")
    probability: float | None = Field(description="api.probability")
    passages: list[ConsideredForm] = Field(description="api.considered")
    unmatched: list[str] = Field(description="api.unmatched")
    mode: Mode | None = Field(description="api.mode")


class AnswerForm(BaseModel):
    """An answer, as ``python -m rag ask --json`` prints it too."""

    id: str
    question: str
    language: Language
    answer: str = Field(description="api.answer")
    status: Status = Field(description="api.status")
    refused: bool = Field(description="api.refused")
    citations: list[CitationForm] = Field(description="api.citations")
    nearest: list[CitationForm] = Field(description="api.nearest")
    timings: TimingsForm
    missing: list[str] = Field(description="api.missing")
    model: str | None = Field(description="api.model")
    decisions: list[DecisionForm] = Field(description="api.decisions")
    costs: CostsForm = Field(description="api.costs")


_ROW = TypeAdapter(Row)
_CLAIM = TypeAdapter(ClaimRow)


def numbered_lines(path: Path, hint: str) -> Iterator[tuple[int, str]]:
    """The non-blank lines of a JSONL file, with line numbers from 1.

    Raises:
        QuestionError: the file cannot be read; ``hint`` describes the expected format.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"{path} cannot be read: {error}.", hint) from error
    yield from ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def typed_lines(path: Path, form: TypeAdapter[T], what: str, hint: str) -> Iterator[T]:
    """The rows of a JSONL file, in order; ``what`` names a row in error messages.

    Raises:
        QuestionError: the file cannot be read, or a line is invalid (the message has its number).
    """
    for number, line in numbered_lines(path, hint):
        try:
            yield form.validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            reason = f"{place}: {first['msg']}" if place else first["msg"]
            raise QuestionError(
                f"Line {number} of {path} is not {what}: {reason}.", hint
            ) from error


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a batch of questions. Raises as ``typed_lines`` does."""
    hint = 'Each line has to be like {"id": "1", "question": "…"}, in UTF-8.'
    yield from typed_lines(path, _ROW, "a question", hint)


def read_claims(path: Path) -> Iterator[ClaimRow]:
    """The rows of a batch of claims. Raises as ``typed_lines`` does."""
    hint = (
        'Each line has to be like {"id": "1", "language": "de", "question": "…", "claim": "…", '
        '"evidence": ["…"]}, in UTF-8, with at least one text of evidence.'
    )
    yield from typed_lines(path, _CLAIM, "a claim", hint)


def to_json(answer: Answer) -> dict[str, Any]:
    """The contract's fields, in its order, ready for ``json.dumps``."""
    return {
        "id": answer.id,
        "question": answer.question,
        "language": answer.language,
        "answer": answer.text,
        "status": answer.status.value,
        "refused": answer.status is Status.REFUSED,
        "citations": _plain(answer.citations),
        "nearest": _plain(answer.nearest),
        "timings": _plain(answer.timings),
        "missing": _plain(answer.missing),
        "model": answer.model,
        "decisions": _plain(answer.decisions),
        "costs": _plain(answer.costs),
    }


def _plain(value: object) -> Any:
    """Convert dataclasses and tuples to dictionaries and lists; a span becomes ``[start, end]``."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
