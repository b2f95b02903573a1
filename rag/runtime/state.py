"""Where the parts of an assistant stand."""

from dataclasses import dataclass, field
from enum import StrEnum

from rag.costs import Costs
from rag.decisions import Mode
from rag.exam.results import Result


class Phase(StrEnum):
    """Where a part stands."""

    LOADING = "loading"
    READY = "ready"
    OFF = "off"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ComponentState:
    """One part's phase; ``problem`` is a full sentence with the step that mends it."""

    phase: Phase
    progress: float | None = None
    """0 to 1 while something is fetched or built, if known."""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """All parts. Questions can be answered when the index is ready: quotes need no model."""

    index: ComponentState
    model: ComponentState
    documents: int = 0
    snapshot: str | None = None
    costs: Costs = field(default_factory=Costs)
    """Of all calls of the model since the start, those in the background included."""
    mode: Mode | None = None
    """How answers are told; None without a model."""
    exam: Result | None = None
    """Of the model, if it sat it."""

    @property
    def answers(self) -> bool:
        return self.index.phase is Phase.READY
