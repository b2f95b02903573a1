"""The assistant as the command line and the page see it: loads its parts, then answers.

Loading takes seconds to minutes (index, embedding model, language model), so
``start`` does it in the background and ``state`` tells how far each part is.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.settings import Settings
from rag.types import Event, Language, Turn


class Phase(StrEnum):
    """Where a part stands."""

    LOADING = "loading"
    READY = "ready"
    OFF = "off"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PartState:
    """One part's phase; ``problem`` is a full sentence with the step that mends it."""

    phase: Phase
    progress: float | None = None
    """0 to 1 while something is fetched or built, if known."""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """All parts. Questions can be answered when the index is ready: quotes need no model."""

    index: PartState
    model: PartState
    documents: int = 0
    generation: str | None = None

    @property
    def answers(self) -> bool:
        return self.index.phase is Phase.READY


class Assistant:
    """Owns store, embedder, model and chain of one process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def start(self) -> None:
        """Load everything in a background thread; returns at once."""
        raise NotImplementedError

    def wait(self) -> None:
        """Block until loading ended (ready, off or failed)."""
        raise NotImplementedError

    def close(self) -> None:
        """Stop the model's server and release what is held."""
        raise NotImplementedError

    def state(self) -> State:
        raise NotImplementedError

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        history: Sequence[Turn] = (),
        sources: Collection[str] = (),
        use_cache: bool = True,
    ) -> Iterator[Event]:
        """Answer one question: ``Sources``, then ``Token``s, then ``Done``.

        Closing the iterator early stops the model's work.

        Raises:
            QuestionError: empty, too long or not text.
            StoreError: the index is not ready, or damaged.
        """
        raise NotImplementedError
