"""The report on a question set, as tables, Markdown and JSON."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.box import SIMPLE
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from index.terminal import printable
from rag.evaluation.estimates import Estimate
from rag.evaluation.measures import BRIEF, MEASURES, Measure, brief, estimates
from rag.evaluation.reliability import Reliability, reliability
from rag.evaluation.rows import Place
from rag.evaluation.scoring import Score
from rag.types import LANGUAGES


@dataclass(frozen=True, slots=True)
class Report:
    """Estimates by group ("all", then each language), and the failures."""

    groups: Mapping[str, Mapping[str, Estimate]]
    pairings: Mapping[str, Mapping[str, Estimate]]
    """The measures in :data:`BRIEF` by languages of question and article."""
    kinds: Mapping[str, Mapping[str, Estimate]]
    """The measures in :data:`BRIEF` by kind of question."""
    counts: Mapping[str, int]
    """Number of questions per pairing and kind."""
    reliability: Reliability | None
    """Reliability of the decisions' probabilities; None if no answer has any."""
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
        pairings = _by(scores, lambda s: s.pairing)
        kinds = _by(scores, lambda s: s.row.kind)
        return cls(
            groups={name: estimates(group) for name, group in groups.items()},
            pairings={name: brief(group) for name, group in pairings.items()},
            kinds={name: brief(group) for name, group in kinds.items()},
            counts={name: len(group) for name, group in (pairings | kinds).items()},
            reliability=reliability(
                [
                    (probability, s.row.answerable)
                    for s in scores
                    if (probability := s.answer.probability) is not None
                ]
            ),
            failures=tuple(s for s in scores if s.faults),
            questions=len(scores),
        )

    def to_json(self) -> dict[str, Any]:
        """The report as JSON-compatible values."""
        return {
            "questions": self.questions,
            "groups": _rounded_groups(self.groups),
            "pairings": _rounded_groups(self.pairings),
            "kinds": _rounded_groups(self.kinds),
            "counts": dict(self.counts),
            "reliability": asdict(self.reliability) if self.reliability else None,
            "failures": [failure(s) for s in self.failures],
        }

    def markdown(self) -> str:
        """The report as Markdown."""
        return "\n\n".join(
            "\n".join([_row(head), "|---" * len(head) + "|", *map(_row, lines)])
            for head, lines in (self._main(), self._brief())
        ) + (f"\n\n{calibration}\n" if (calibration := self._calibration()) else "\n")

    def print(self, console: Console) -> None:
        """Print the tables, then each failure with question, expected facts and answer."""
        title = f"{self.questions} questions"
        for head, lines in (self._main(), self._brief()):
            table = Table(*head, title=title, box=SIMPLE, padding=0)
            for line in lines:
                table.add_row(*line)
            console.print(table)
            title = "by languages of question and article, and by kind"
        if calibration := self._calibration():
            console.print(calibration)
        for score in self.failures:
            console.print(_failure_text(score), soft_wrap=True)

    def _main(self) -> tuple[list[str], list[list[str]]]:
        """Header and rows of the table of all measures."""
        groups = self.groups.values()
        return ["measured", *self.groups], [
            [measure.label, *(_cell(group.get(measure.key), measure) for group in groups)]
            for measure in MEASURES
        ]

    def _brief(self) -> tuple[list[str], list[list[str]]]:
        """Header and rows of the table of pairings and kinds."""
        return ["", "n", *BRIEF.values()], [
            [name, str(self.counts[name]), *(_plain(group.get(key)) for key in BRIEF)]
            for name, group in (*self.pairings.items(), *self.kinds.items())
        ]

    def _calibration(self) -> str:
        found = self.reliability
        return f"Calibration error: {found.error:.3f} ({found.n} questions)" if found else ""


def _by(scores: Sequence[Score], key: Callable[[Score], str | None]) -> dict[str, list[Score]]:
    """Scores grouped by key, sorted; scores whose key is None are left out."""
    names = sorted({name for s in scores if (name := key(s)) is not None})
    return {name: [s for s in scores if key(s) == name] for name in names}


def failure(score: Score) -> dict[str, Any]:
    """A failed answer with the expected facts, as JSON-compatible values."""
    return {
        "id": score.row.id,
        "kind": score.row.kind,
        "faults": list(score.faults),
        "question": score.row.question,
        "expected": [*map(list, score.row.answers), *score.row.facts],
        "gold": list(score.row.gold),
        "answer": score.answer.answer,
        "cited": sorted({c.place for c in score.answer.citations}),
    }


def _failure_text(score: Score) -> RenderableType:
    row = score.row
    facts = (*(fact[0] for fact in row.answers), *row.facts)
    expected = " + ".join(facts) or "a refusal"
    where = f" ({_places(row.gold)})" if row.gold else ""
    cited = _places(c.place for c in score.answer.citations)
    return Text(
        printable(
            f"\n{row.id}: {', '.join(score.faults)}\n"
            f"  question: {row.question}\n"
            f"  expected: {expected}{where}\n"
            f"  answer:   {' '.join(score.answer.answer.split())}"
            + (f" ({cited})" if cited else "")
        )
    )


def _places(places: Iterable[Place]) -> str:
    return ", ".join(f"{place.source} § {place.paragraph}" for place in sorted(set(places)))


def _rounded_groups(
    groups: Mapping[str, Mapping[str, Estimate]],
) -> dict[str, dict[str, dict[str, float]]]:
    return {
        name: {key: _rounded(estimate) for key, estimate in group.items()}
        for name, group in groups.items()
    }


def _rounded(estimate: Estimate) -> dict[str, float]:
    return {key: round(value, 4) for key, value in asdict(estimate).items()}


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _plain(estimate: Estimate | None) -> str:
    return "–" if estimate is None else f"{estimate.value:.2f}"


def _cell(estimate: Estimate | None, measure: Measure) -> str:
    if estimate is None:
        return "–"
    digits = 0 if measure.unit else 2
    value, low, high = (f"{x:.{digits}f}" for x in (estimate.value, estimate.low, estimate.high))
    unit = f" {measure.unit}" if measure.unit else ""
    return f"{value}{unit} ({low}–{high})"
