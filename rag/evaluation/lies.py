"""Measures the verifier: rejected shares of false and of true claims, by kind."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as model

from rag.answer.checks.verify import Claim, Verdict, Verifier
from rag.contract import ClaimRow, typed_lines


@model(frozen=True, config=ConfigDict(extra="ignore"))
class LabelledClaim(ClaimRow):
    """A claim with the label whether its evidence supports it."""

    supported: bool = True
    kind: str = "claim"
    """What is wrong with a false claim, or how a true one was made."""


@dataclass(frozen=True, slots=True)
class KindScore:
    """Number of rejected claims of one kind."""

    kind: str
    supported: bool
    claims: int
    by_rules: int
    """Rejected by the rules."""
    by_judge: int
    """Rejected only by the judge."""

    @property
    def rejected(self) -> float:
        return (self.by_rules + self.by_judge) / self.claims


_ROW = TypeAdapter(LabelledClaim)


def read_labelled_claims(path: Path) -> list[LabelledClaim]:
    """The rows of a file of labelled claims, in order. Raises as ``typed_lines`` does."""
    hint = 'Each line has to be a claim with "supported" and "kind"; see tests/eval/README.md.'
    return list(typed_lines(path, _ROW, "a claim of the bench", hint))


def score(rows: Sequence[LabelledClaim], verdicts: Sequence[Verdict]) -> list[KindScore]:
    """Scores by kind, with totals: false claims first, then true ones."""
    groups: dict[tuple[bool, str], list[Verdict]] = defaultdict(list)
    for row, verdict in zip(rows, verdicts, strict=True):
        groups[row.supported, row.kind].append(verdict)
        groups[row.supported, "all true" if row.supported else "all false"].append(verdict)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], "all" in item[0][1], item[0][1]))
    return [
        KindScore(
            kind,
            supported,
            len(found),
            sum(not v.supported and v.by == "rules" for v in found),
            sum(not v.supported and v.by == "judge" for v in found),
        )
        for (supported, kind), found in ordered
    ]


def verification_table(rows: Sequence[LabelledClaim], verifier: Verifier) -> Iterator[str]:
    """The scores as lines of a Markdown table."""
    verdicts = [
        verifier.verify(Claim(row.claim, row.language, row.evidence, row.question)) for row in rows
    ]
    yield "| kind | claims | rejected by rules | more by the judge | share rejected |"
    yield "|---|---|---|---|---|"
    for s in score(rows, verdicts):
        yield f"| {s.kind} | {s.claims} | {s.by_rules} | {s.by_judge} | {s.rejected:.2f} |"
