"""The scores of a question set as a table, as Markdown and as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from index.terminal import printable
from rag.evaluation.estimates import MEASURES, Estimate, Measure, estimates
from rag.evaluation.scoring import Score
from rag.types import LANGUAGES


@dataclass(frozen=True, slots=True)
class Report:
    """Estimates by group ("all", then each language), and what went wrong."""

    groups: Mapping[str, Mapping[str, Estimate]]
    failures: tuple[Score, ...]
    questions: int

    @classmethod
    def of(cls, scores: Sequence[Score]) -> "Report":
        """Raises ValueError without scores."""
        if not scores:
            raise ValueError("There is nothing to report without scores.")
        by_language = {
            language: [s for s in scores if s.row.language == language] for language in LANGUAGES
        }
        groups = {"all": list(scores)} | {k: group for k, group in by_language.items() if group}
        return cls(
            groups={name: estimates(group) for name, group in groups.items()},
            failures=tuple(s for s in scores if s.faults),
            questions=len(scores),
        )

    def to_json(self) -> dict[str, Any]:
        """Ready for ``json.dumps``."""
        return {
            "questions": self.questions,
            "groups": {
                name: {key: _rounded(estimate) for key, estimate in group.items()}
                for name, group in self.groups.items()
            },
            "failures": [failure(s) for s in self.failures],
        }

    def table(self) -> Table:
        """For a terminal."""
        table = Table("measured", *self.groups, title=f"{self.questions} questions")
        for label, cells in self._lines():
            table.add_row(label, *cells)
        return table

    def markdown(self) -> str:
        """For a file."""
        lines = [
            "| measured | " + " | ".join(self.groups) + " |",
            "|---" * (len(self.groups) + 1) + "|",
            *(f"| {label} | " + " | ".join(cells) + " |" for label, cells in self._lines()),
        ]
        return "\n".join(lines) + "\n"

    def print(self, console: Console) -> None:
        """The table, then each failure with its question, what was expected, and the answer."""
        console.print(self.table())
        for score in self.failures:
            console.print(_failure_text(score), soft_wrap=True)

    def _lines(self) -> list[tuple[str, list[str]]]:
        return [
            (
                measure.label,
                [_cell(group.get(measure.key), measure) for group in self.groups.values()],
            )
            for measure in MEASURES
        ]


def failure(score: Score) -> dict[str, Any]:
    """A failed answer, with what was expected."""
    return {
        "id": score.row.id,
        "kind": score.row.kind,
        "faults": list(score.faults),
        "question": score.row.question,
        "expected": [list(fact) for fact in score.row.answers],
        "paragraphs": list(score.row.paragraphs),
        "answer": score.answer.answer,
        "cited": sorted({c.paragraph for c in score.answer.citations}),
    }


def _failure_text(score: Score) -> RenderableType:
    row = score.row
    expected = " + ".join(fact[0] for fact in row.answers) or "a refusal"
    where = f" (§ {', '.join(map(str, row.paragraphs))})" if row.paragraphs else ""
    cited = ", ".join(str(citation.paragraph) for citation in score.answer.citations)
    return Text(
        printable(
            f"\n{row.id}: {', '.join(score.faults)}\n"
            f"  question: {row.question}\n"
            f"  expected: {expected}{where}\n"
            f"  answer:   {' '.join(score.answer.answer.split())}"
            + (f" (§ {cited})" if cited else "")
        )
    )


def _rounded(estimate: Estimate) -> dict[str, float]:
    return {key: round(value, 4) for key, value in asdict(estimate).items()}


def _cell(estimate: Estimate | None, measure: Measure) -> str:
    if estimate is None:
        return "–"
    digits = 0 if measure.unit else 2
    value, low, high = (f"{x:.{digits}f}" for x in (estimate.value, estimate.low, estimate.high))
    unit = f" {measure.unit}" if measure.unit else ""
    return f"{value}{unit} ({low}–{high})"
