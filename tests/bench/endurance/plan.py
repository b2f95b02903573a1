"""What is asked when: the phases of a run, and the questions of each client."""

import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Final, Literal

from index.settings import ROOT

Phase = Literal["warm-up", "first", "middle", "last", "over"]
MEASURED: Final[tuple[Phase, Phase]] = ("first", "last")
"""The phases that are compared. They have the same questions."""

_ENDS: Final[Mapping[Phase, float]] = {
    "warm-up": 1 / 6, "first": 5 / 12, "middle": 3 / 4, "last": 1,
}  # fmt: skip
"""Each phase with its end as a share of the run."""
_SETS: Final = ("newsroom2/questions.jsonl", "seed_dev.jsonl", "seed_plain_dev.jsonl")
_PROBES: Final = 15
"""Questions per client that are asked in both measured phases."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of a run in seconds since its beginning."""

    seconds: float
    """Length of the run."""
    began: float

    @classmethod
    def start(cls, seconds: float) -> "Clock":
        return cls(seconds, time.monotonic())

    def now(self) -> float:
        return time.monotonic() - self.began

    @property
    def phase(self) -> Phase:
        return phase_of(self.now() / self.seconds)

    def sleep_until(self, at: float) -> bool:
        """Sleep until a time; False if the run is over by then."""
        time.sleep(max(0.0, min(at, self.seconds) - self.now()))
        return at < self.seconds


def phase_of(share: float) -> Phase:
    """The phase after a share of the run."""
    return next((phase for phase, end in _ENDS.items() if share < end), "over")


class Questions:
    """The questions of one client, all of them different but for the probes.

    Args:
        questions: of all clients.
        client: number of this client.
        clients: number of clients.
    """

    def __init__(self, questions: Sequence[str], client: int, clients: int) -> None:
        own = questions[client::clients]
        self._probes, self._others = own[:_PROBES], cycle(own[_PROBES:])
        self._asked: dict[Phase, Iterator[str]] = {phase: cycle(self._probes) for phase in MEASURED}

    def next(self, phase: Phase) -> str:
        """The next question; both measured phases begin with the same one."""
        return next(self._asked.get(phase, self._others))


def questions() -> list[str]:
    """Questions in both languages without an earlier turn, always in the same random order."""
    rows = [
        json.loads(line)
        for name in _SETS
        for line in (ROOT / "tests" / "eval" / name).read_text(encoding="utf-8").splitlines()
    ]
    found = sorted({row["question"] for row in rows if not row.get("history")})
    random.Random(18).shuffle(found)
    return found
