"""Erases what Chroma leaves in the files of its graphs: removed vectors and uninitialised memory.

The layout is that of hnswlib in Chroma 1.5.9. A graph has one slot per vector, with its links to
other slots, the vector and its label. Chroma marks the slot of a removed vector and keeps it,
because searches pass through it.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from struct import Struct, error
from typing import Final, Self

import numpy as np

GRAPH_FILES: Final = "*/*.bin"
"""Below Chroma's folder: the graph of each collection's vectors."""
GRAPH_HEADER: Final = "header.bin"
GRAPH_LINKS: Final = "link_lists.bin"
"""Links of the upper levels; empty if the graph has no vectors."""
_SLOTS: Final = "data_level0.bin"
_LENGTHS: Final = "length.bin"
_LENGTH_BYTES: Final = 4
_HEADER: Final = Struct("<i6QiI3QdQ")
_VERSION: Final = 1
_LABEL_BYTES: Final = 8
_COUNT: Final = slice(0, 2)
"""Bytes of a slot with its number of links."""
_MARKS: Final = 2
"""Byte of a slot whose lowest bit marks a removed vector."""
_LINKS: Final = 4
"""First byte of a slot's links, 4 bytes each."""


@dataclass(frozen=True, slots=True)
class _Graph:
    """One collection's graph."""

    folder: Path
    count: int
    """Slots in use, of removed vectors, too."""
    slot: int
    """Bytes of a slot."""
    vector: slice
    """Bytes of a slot with its vector."""

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Raises ValueError for another layout, OSError if it cannot be read."""
        try:
            fields = _HEADER.unpack((folder / GRAPH_HEADER).read_bytes())
        except error as cause:
            raise ValueError("a graph's header has another length") from cause
        version, start, _, count, slot, label, vector, *_ = fields
        if version != _VERSION or start or not _LINKS < vector < label == slot - _LABEL_BYTES:
            raise ValueError("a graph's header has another layout")
        return cls(folder, count, slot, slice(vector, label))


def erase_unused(chroma: Path) -> None:
    """Overwrite what lies beyond the slots in use.

    Chroma creates a graph with room for a hundred vectors, in memory that this process has used
    before: that may hold the text of removed articles, questions or keys. Leaves alone what is
    gone, damaged or cannot be written.
    """
    with suppress(OSError, ValueError):
        for graph in _graphs(chroma):
            for name, size in ((_SLOTS, graph.slot), (_LENGTHS, _LENGTH_BYTES)):
                used = graph.count * size
                with (graph.folder / name).open("r+b") as file:
                    beyond = file.seek(0, 2) - used
                    file.seek(used)
                    file.write(bytes(max(0, beyond)))


def erase_removed_vectors(chroma: Path) -> None:
    """Overwrite the vectors of removed records in files that no process has open.

    The vector of a linked slot takes the place of each, so that searches still pass through it.

    Raises:
        OSError: a file cannot be read or written.
        ValueError: a graph is damaged, or of another version of Chroma.
    """
    for graph in _graphs(chroma):
        if not graph.count:
            continue
        path = graph.folder / _SLOTS
        slots = np.memmap(path, np.uint8, "r", shape=(graph.count, graph.slot))
        is_removed = (slots[:, _MARKS] & 1).astype(bool)
        with path.open("r+b") as file:
            for number in np.flatnonzero(is_removed).tolist():
                slot = slots[number]
                links = slot[_LINKS : graph.vector.start].view("<u4")[: slot[_COUNT].view("<u2")[0]]
                kept = links[~is_removed[links]]
                vector = slots[kept[0], graph.vector] if len(kept) else slot[graph.vector] * 0
                file.seek(number * graph.slot + graph.vector.start)
                file.write(vector.tobytes())


def _graphs(chroma: Path) -> Iterator[_Graph]:
    for header in sorted(chroma.glob(f"*/{GRAPH_HEADER}")):
        yield _Graph.of(header.parent)
