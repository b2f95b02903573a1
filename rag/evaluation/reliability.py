"""Whether probabilities are true: of what is given 0.7, seven in ten should be so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rag.evaluation.estimates import Estimate, share

BINS: Final = 10
"""Of equal width, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose probability lies in one tenth of the scale."""

    predicted: float
    """Mean of the probabilities."""
    observed: Estimate
    """How many of them the briefing answers."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """A reliability diagram, and its calibration error as one number."""

    bins: tuple[Bin, ...]
    """Ascending; those without questions are left out."""
    error: float
    """Expected calibration error: mean distance of predicted from observed, by questions."""
    n: int


def reliability(pairs: Sequence[tuple[float, bool]]) -> Reliability | None:
    """Compare probabilities, 0 to 1, with what was so; None without pairs."""
    if not pairs:
        return None
    filled: dict[int, list[tuple[float, bool]]] = {}
    for pair in pairs:
        filled.setdefault(min(int(pair[0] * BINS), BINS - 1), []).append(pair)
    bins = []
    for _, inside in sorted(filled.items()):
        observed = share([is_so for _, is_so in inside])
        assert observed is not None
        bins.append(Bin(sum(p for p, _ in inside) / len(inside), observed))
    away = sum(abs(b.predicted - b.observed.value) * b.observed.n for b in bins)
    return Reliability(tuple(bins), away / len(pairs), len(pairs))
