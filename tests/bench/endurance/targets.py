"""The targets of a run, and whether each held."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from tests.bench.endurance.clients import REJECTED
from tests.bench.endurance.disturbing import OK, Disturbance
from tests.bench.endurance.plan import MEASURED, Phase
from tests.bench.endurance.processes import Usage

ANSWERED: Final = frozenset({"answered", "quoted", "unsure", "refused"})
"""Outcomes of a question that did not fail."""

_MOST_GROWTH: Final = 0.02
_SLOWER: Final = 1.2
"""How many times as long an answer may take at the end; the machine is not quiet."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what became of it; times in seconds."""

    at: float
    phase: Phase
    client: str
    question: str
    good: bool
    outcome: str
    sources: float | None = None
    words: float | None = None
    whole: float | None = None

    @property
    def failed(self) -> bool:
        """Whether the service did not do what it should."""
        if not self.good:
            return self.outcome != REJECTED
        return self.outcome.partition(" ")[0] not in ANSWERED


@dataclass(frozen=True, slots=True)
class Sample:
    """What service and engine hold at one moment."""

    at: float
    phase: Phase
    load: float
    """Load average of the machine over a minute."""
    service: Usage
    engine: Usage | None
    """None while the engine is being started again."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target with what was measured at the beginning and at the end."""

    name: str
    wanted: str
    first: str
    last: str
    held: bool


def targets(
    asked: Sequence[Asked], samples: Sequence[Sample], disturbances: Sequence[Disturbance]
) -> Iterator[Target]:
    """All targets of a run.

    Raises:
        ValueError: the run was too short to measure anything.
    """
    for name in ("service", "engine"):
        held: dict[Phase, list[Usage]] = {
            phase: [
                usage
                for sample in samples
                if sample.phase == phase and (usage := getattr(sample, name))
            ]
            for phase in MEASURED
        }
        if not all(held.values()):
            raise ValueError(f"The {name} was not sampled in each of the measured phases.")
        yield _memory(name, held)
        yield _constant(name, "handles", held, lambda usage: usage.handles)
        yield _constant(name, "threads", held, lambda usage: usage.threads)
    for good, name in ((True, "good questions failed"), (False, "bad questions not rejected")):
        of_kind = [one for one in asked if one.good == good]
        failed = sum(one.failed for one in of_kind)
        yield Target(name, "0", "", f"{failed} of {len(of_kind)}", not failed)
    for name in ("sources", "words", "whole"):
        yield _latency(name, pairs(asked, name))
    wrong = sum(one.outcome != OK for one in disturbances)
    yield Target(
        "disturbances without the wanted result",
        "0",
        "",
        f"{wrong} of {len(disturbances)}",
        not wrong,
    )


def pairs(asked: Sequence[Asked], name: str) -> list[tuple[float, float]]:
    """A time of each question that the same client asked in both measured phases."""
    first, last = (
        {
            (one.client, one.question): time
            for one in asked
            if one.phase == phase and one.good and (time := getattr(one, name)) is not None
        }
        for phase in MEASURED
    )
    return [(first[key], last[key]) for key in first.keys() & last.keys()]


def _memory(name: str, held: Mapping[Phase, Sequence[Usage]]) -> Target:
    first, last = (median(usage.resident_mb for usage in held[phase]) for phase in MEASURED)
    growth = last / first - 1
    return Target(
        f"memory of the {name}, MB",
        f"< {_MOST_GROWTH:+.0%}",
        f"{first:,.0f}",
        f"{last:,.0f} ({growth:+.1%})",
        growth < _MOST_GROWTH,
    )


def _constant(
    name: str,
    what: str,
    held: Mapping[Phase, Sequence[Usage]],
    count: Callable[[Usage], int],
) -> Target:
    """What is in use comes and goes with the questions; what is leaked raises the least number."""
    first, last = (min(map(count, held[phase])) for phase in MEASURED)
    return Target(f"{what} of the {name}, least", "constant", f"{first}", f"{last}", last <= first)


def _latency(name: str, times: Sequence[tuple[float, float]]) -> Target:
    if not times:
        raise ValueError(f"No question has {name} in both measured phases.")
    first, last = (median(column) for column in zip(*times, strict=True))
    ratio = median(after / before for before, after in times)
    return Target(
        f"{name}, median of {len(times)} questions, s",
        f"ratio < {_SLOWER}",
        f"{first:.2f}",
        f"{last:.2f} (ratio {ratio:.2f})",
        ratio < _SLOWER,
    )
