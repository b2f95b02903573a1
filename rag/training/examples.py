"""What is trained on: sequences of tokens, and which of them are learned."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """What one example adds to what is shared, up to where the model answers, and the answer."""

    question: tuple[int, ...]
    answer: tuple[int, ...]
    is_refused: bool | None
    """Whether the answer is the prompt's refusal; None if the prompt has none."""
    is_learned: bool
    """Whether the answer's tokens are learned, beyond the decision to refuse."""

    def __len__(self) -> int:
        return len(self.question) + len(self.answer)


@dataclass(frozen=True, slots=True)
class Pack:
    """Shared tokens, and examples that see these and themselves, but not each other."""

    prompt: str
    """Name of the prompt that comes before."""
    shared: tuple[int, ...]
    asked: tuple[Asked, ...]

    @property
    def tokens(self) -> tuple[int, ...]:
        """All tokens in order."""
        return (*self.shared, *(i for a in self.asked for i in (*a.question, *a.answer)))


@dataclass(frozen=True, slots=True)
class Prompt:
    """The beginning of a prompt."""

    head: tuple[int, ...]
    """Tokens of the instruction and its examples."""
    refusal: int | None
    """First token of the word with which the model refuses to answer; None if there is none."""
