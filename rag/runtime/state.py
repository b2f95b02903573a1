"""The state of an assistant and its components."""

from dataclasses import dataclass, field
from enum import StrEnum

from rag.costs import Costs
from rag.decisions import Mode
from rag.exam.results import Result


class Phase(StrEnum):
    """The phase of a component."""

    LOADING = "loading"
    READY = "ready"
    OFF = "off"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ComponentState:
    """The state of a component; ``problem`` says what is wrong and how to fix it."""

    phase: Phase
    progress: float | None = None
    """0 to 1 during a download or build, if known."""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """The state of all components. Questions can be answered when the index is ready."""

    index: ComponentState
    model: ComponentState
    documents: int = 0
    snapshot: str | None = None
    costs: Costs = field(default_factory=Costs)
    """Usage of all model calls since the start, including background work."""
    mode: Mode | None = None
    """How answers are written; None without a model."""
    exam: Result | None = None
    """Exam result of the model, if it has one."""

    @property
    def answers(self) -> bool:
        return self.index.phase is Phase.READY
