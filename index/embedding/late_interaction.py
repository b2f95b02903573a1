"""Late interaction: scores passages by the best match of each question token.

ColBERT's MaxSim (Khattab and Zaharia, arXiv 2004.12832) with a weight per question token. Token
vectors are unit vectors of 128 numbers, stored with one byte per number.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]
Offsets = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]

_SCALE: Final = 127.0
_BLOCK: Final = 65_536
"""Token vectors unpacked at a time: 32 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class PassageVectors:
    """The vectors of a passage."""

    dense: Floats
    """Unit vector of the whole passage."""
    tokens: Bytes
    """Shape (n, 128); n is 0 for a model without token vectors."""
    offsets: Offsets
    """Shape (n, 2): start and end in the passage's text; -1 for tokens of its headings."""

    @classmethod
    def of_dense(cls, dense: Floats) -> Self:
        """For a model without token vectors."""
        return cls(dense, np.zeros((0, 0), np.int8), np.zeros((0, 2), np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class QuestionVectors:
    """The vectors of a question."""

    dense: Floats
    tokens: Floats
    """Shape (n, 128); n is 0 for a model without token vectors."""
    weights: Floats
    """Shape (n,), summing to 1."""
    offsets: Offsets
    """Shape (n, 2): start and end in the question."""

    @classmethod
    def of_dense(cls, dense: Floats) -> Self:
        """For a model without token vectors."""
        empty = np.zeros((0, 0), np.float32)
        return cls(dense, empty, np.zeros(0, np.float32), np.zeros((0, 2), np.int32))


def packed(vectors: Floats) -> Bytes:
    """Pack unit vectors into one byte per number."""
    found: Bytes = np.rint(vectors * _SCALE).astype(np.int8)
    return found


def best_similarities(question: Floats, tokens: Bytes, starts: Places) -> Floats:
    """For each question token, the best cosine similarity in each run of token vectors.

    Args:
        question: shape (q, 128), unit vectors.
        tokens: shape (n, 128); may be memory-mapped.
        starts: first row of each run, ascending from 0; no run is empty.

    Returns:
        Shape (q, runs).
    """
    bounds = np.asarray([*starts, len(tokens)])
    found = np.empty((len(question), len(starts)), np.float32)
    first = 0
    while first < len(starts):
        # As many whole runs as fit into a block, but at least one.
        last = int(np.searchsorted(bounds, bounds[first] + _BLOCK, side="right")) - 1
        last = max(first + 1, min(last, len(starts)))
        block = tokens[bounds[first] : bounds[last]].astype(np.float32)
        similarities = question @ block.T
        runs = bounds[first:last] - bounds[first]
        found[:, first:last] = np.maximum.reduceat(similarities, runs, axis=1)
        first = last
    return found / _SCALE


def max_sim(best: Floats, weights: Floats) -> Floats:
    """Late-interaction score of each run, -1 to 1, from :func:`best_similarities`."""
    scores: Floats = weights @ best
    return scores
