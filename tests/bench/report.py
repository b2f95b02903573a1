"""The benchmark's table."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from statistics import mean, median
from typing import Any

from rich.table import Table

from rag.evaluation.facts import holds
from tests.bench.indexing import IndexRate
from tests.bench.race import SYSTEMS, Race
from tests.bench.timing import Measured

_MEASURES: tuple[tuple[str, str, Callable[[Sequence[Measured]], float]], ...] = (
    ("sources_ms", "sources, median ms", lambda a: median(m.timing.sources_ms for m in a)),
    ("first_ms", "first words, median ms", lambda a: median(m.timing.first_ms for m in a)),
    ("total_ms", "whole answer, median ms", lambda a: median(m.timing.total_ms for m in a)),
    ("calls", "model calls per answer", lambda a: mean(m.spent.calls for m in a)),
    ("tokens_sent", "input tokens per answer", lambda a: mean(m.spent.tokens_sent for m in a)),
    ("tokens_read", "… of them not cached", lambda a: mean(m.spent.tokens_read for m in a)),
    (
        "tokens_written",
        "output tokens per answer",
        lambda a: mean(m.spent.tokens_written for m in a),
    ),
)


def table(title: str, race: Race, rate: IndexRate) -> Table:
    """A table of ours, the tutorial chain, and their ratio."""
    shown = Table("measured", *SYSTEMS, "ours / tutorial", title=title)
    for label, ours, tutorial in _lines(race):
        ratio = "–" if ours is None or not tutorial else f"{ours / tutorial:.2f}"
        shown.add_row(label, _number(ours), _number(tutorial), ratio)
    shown.add_row("repeated question, ms", _number(race.repeated_ms), "–", "–")
    shown.add_row("time to ready, second start, s", _number(race.ready_again_s), "–", "–")
    shown.add_row("texts indexed per second", _number(rate.build), "–", "–")
    shown.add_row("… by the bare embedding model", _number(rate.bare), "–", "–")
    return shown


def to_json(race: Race, rate: IndexRate) -> dict[str, Any]:
    """The measurements for ``json.dumps``, without the answers' texts."""
    return {
        "questions": len(race.rows),
        "measures": {
            key: {name: round(of(race.answers[name]), 1) for name in SYSTEMS}
            for key, _, of in _MEASURES
        },
        "facts": {name: _facts(race, name) for name in SYSTEMS},
        "ready_s": dict(race.ready_s),
        "ready_again_s": race.ready_again_s,
        "memory_mb": dict(race.memory_mb),
        "repeated_ms": race.repeated_ms,
        "index": asdict(rate),
    }


def _lines(race: Race) -> list[tuple[str, float | None, float | None]]:
    ours, tutorial = SYSTEMS
    lines: list[tuple[str, float | None, float | None]] = [
        (label, of(race.answers[ours]), of(race.answers[tutorial])) for _, label, of in _MEASURES
    ]
    said = sum(row.answerable for row in race.rows)
    return [
        *lines,
        (f"facts held, of {said}", _facts(race, ours), _facts(race, tutorial)),
        ("memory, MB", race.memory_mb[ours], race.memory_mb[tutorial]),
        ("time to ready, first start, s", race.ready_s[ours], race.ready_s[tutorial]),
    ]


def _facts(race: Race, name: str) -> int:
    return sum(
        all(holds(measured.timing.text, fact) for fact in row.answers)
        for row, measured in zip(race.rows, race.answers[name], strict=True)
        if row.answerable
    )


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.1f}" if value < 100 else f"{value:,.0f}"
