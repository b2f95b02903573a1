"""The one JSON form of questions and answers: command line, HTTP interface, evaluation."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as model

from index.errors import QuestionError
from rag.types import Answer, Citation, Decision, Language, Status, Turn

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
    """One claim with the texts it is said to stand on; other fields of the row are ignored."""

    id: str | int
    language: Language
    claim: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    evidence: Annotated[tuple[str, ...], Field(min_length=1)]
    question: str = ""


_ROW = TypeAdapter(Row)
_CLAIM = TypeAdapter(ClaimRow)


def numbered_lines(path: Path, hint: str) -> Iterator[tuple[int, str]]:
    """The lines of a JSONL file that are not blank, numbered from 1.

    Raises:
        QuestionError: the file cannot be read; ``hint`` says what it has to be like.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"{path} cannot be read: {error}.", hint) from error
    yield from ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def typed_lines(path: Path, form: TypeAdapter[T], what: str, hint: str) -> Iterator[T]:
    """The rows of a JSONL file, in order; ``what`` names one in messages.

    Raises:
        QuestionError: the file cannot be read, or a line is not such a row (its number is named).
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
        "citations": [_citation(citation) for citation in answer.citations],
        "nearest": [_citation(citation) for citation in answer.nearest],
        "timings": asdict(answer.timings),
        "missing": list(answer.missing),
        "model": answer.model,
        "decisions": [_decision(decision) for decision in answer.decisions],
        "costs": asdict(answer.costs),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return asdict(citation) | {
        "sentences": [asdict(one) for one in citation.sentences],
        "marks": [[mark.start, mark.end] for mark in citation.marks],
        "dates": [asdict(one) for one in citation.dates],
        "also": [asdict(one) for one in citation.also],
    }


def _decision(decision: Decision) -> dict[str, Any]:
    passages = [asdict(passage) for passage in decision.passages]
    return asdict(decision) | {"passages": passages, "unmatched": list(decision.unmatched)}
