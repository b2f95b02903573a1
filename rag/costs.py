"""Usage of the language model."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """Usage of the language model, summed over calls."""

    calls: int = 0
    tokens_in: int = 0
    """Prompt tokens."""
    tokens_out: int = 0
    """Generated tokens, including thinking."""
    seconds: float = 0.0
    """Total duration of the calls, without time in the queue."""
    estimated: bool = False
    """Whether the service did not report the tokens of at least one call."""

    def __add__(self, other: "Costs") -> "Costs":
        return Costs(
            self.calls + other.calls,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.seconds + other.seconds,
            self.estimated or other.estimated,
        )
