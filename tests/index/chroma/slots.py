"""The vectors in the files of Chroma's graphs, which differ from those given in their last bits."""

from pathlib import Path

import numpy as np

from index.embedding.late_interaction import Floats

LINKS = 4 + 64 * 4
"""Bytes of a slot before its vector: number and places of its links."""
LABEL = 8
"""Bytes of a slot behind its vector."""


def as_stored(folder: Path, given: Floats) -> set[bytes]:
    """The bytes of all slots below a folder that have the direction of one of these vectors."""
    directions = given / np.linalg.norm(given, axis=1, keepdims=True)
    width = LINKS + directions.shape[1] * 4 + LABEL
    found = set()
    for path in folder.rglob("data_level0.bin"):
        slots = np.frombuffer(path.read_bytes(), np.uint8).reshape(-1, width)
        stored = slots[:, LINKS:-LABEL].copy().view("<f4")
        same = (stored @ directions.T > 1 - 1e-5).any(axis=1)
        found |= {vector.tobytes() for vector in stored[same]}
    return found
