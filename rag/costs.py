"""What calls of the language model took."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """What calls of the language model took."""

    calls: int = 0
    tokens_in: int = 0
    """Tokens that the model read."""
    tokens_out: int = 0
    """Tokens that the model wrote, thinking included."""
    seconds: float = 0.0
    """Of all calls together, without the wait for a turn."""
    estimated: bool = False
    """Whether the service did not report the tokens of some call."""

    def __add__(self, other: "Costs") -> "Costs":
        return Costs(
            self.calls + other.calls,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.seconds + other.seconds,
            self.estimated or other.estimated,
        )
