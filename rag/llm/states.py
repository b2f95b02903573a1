"""What a language model may know of passages that it has read ahead."""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol


class States(Protocol):
    """What the engine has read ahead; see :mod:`rag.llm.embedded.read_ahead`."""

    def recall(self, purpose: str, passage: str) -> bool:
        """Put the engine into the state after a passage of a prompt; False if there is none."""

    def keep(self, purpose: str, passage: str) -> None:
        """Keep the state that the engine is in, just after it has read a passage."""

    def holds(self, purpose: str, passage: str) -> bool:
        """Whether there is a state after a passage of a prompt."""

    def affordable(self, readings: Iterable[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        """The first prompts with their passages, as many as there is room for."""

    def keep_only(self, readings: Collection[tuple[str, str]]) -> None:
        """Forget all other passages."""
