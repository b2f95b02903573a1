"""How far a training has come, on the console."""

from rich.console import Console

_LAST = 10
"""Steps per printed line, which shows their mean loss."""


class Losses:
    """Prints the mean loss of the last steps."""

    def __init__(self, notes: Console) -> None:
        self._notes = notes
        self._all: list[float] = []

    def tell(self, step: int, steps: int, loss: float) -> None:
        """Note the loss of step ``step`` of ``steps``."""
        self._all.append(loss)
        if not step % _LAST or step == steps:
            recent = self._all[-_LAST:]
            mean = sum(recent) / len(recent)
            self._notes.print(f"Step {step} of {steps}: loss {mean:.3f}")
