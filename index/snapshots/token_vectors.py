"""The token vectors of all passages of a snapshot, in one memory-mapped array.

``token_vectors.npy`` has one row per token and one byte per number, about 13 kB for a passage of a
hundred tokens. ``token_places.npz`` has the passage ids and the offsets of each token in the text.
The manifest has the checksum of both. On a Chroma server they are stored as text in the passages'
records, so that replicas need no shared disk.
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final, Self
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
from numpy.lib.format import write_array_header_1_0

from index.disk.durable import checksum
from index.embedding.late_interaction import Bytes, Offsets, PassageVectors

FILES: Final = ("token_vectors.npy", "token_places.npz")
_WIDTH: Final = 128


class TokenVectors:
    """The token vectors of passages, by passage id. Reading is safe from several threads."""

    def __init__(
        self, ids: Sequence[str], starts: npt.NDArray[np.int64], tokens: Bytes, offsets: Offsets
    ) -> None:
        """Wrap the arrays.

        Args:
            ids: of the passages, in the order of the array.
            starts: first row of each passage, then the end; shape (passages + 1,).
            tokens: shape (n, 128).
            offsets: shape (n, 2), see :class:`PassageVectors`.
        """
        self.row = {passage_id: row for row, passage_id in enumerate(ids)}
        self.starts = starts
        self.tokens = tokens
        self.offsets = offsets

    @classmethod
    def of(cls, vectors: Mapping[str, PassageVectors]) -> Self:
        """From vectors in memory, by passage id."""
        found = list(vectors.values())
        starts = np.cumsum([0, *(len(item.tokens) for item in found)])
        if not starts[-1]:
            return cls(
                list(vectors), starts, np.zeros((0, _WIDTH), np.int8), np.zeros((0, 2), np.int32)
            )
        tokens = np.concatenate([item.tokens for item in found])
        offsets = np.concatenate([item.offsets for item in found])
        return cls(list(vectors), starts, tokens, offsets)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """From a snapshot's folder.

        Raises:
            OSError, ValueError, KeyError: the files are missing or damaged.
        """
        vectors, places = (folder / name for name in FILES)
        try:
            # Opened here, because numpy does not close a file that it cannot read.
            with places.open("rb") as file, np.load(file, allow_pickle=False) as table:
                ids, starts, offsets = table["ids"], table["starts"], table["offsets"]
            tokens = np.load(vectors, mmap_mode="r", allow_pickle=False)
        except (EOFError, BadZipFile, zlib.error) as error:
            raise ValueError(f"truncated or overwritten ({error})") from error
        if len(ids) + 1 != len(starts) or len(tokens) != starts[-1] or len(offsets) != starts[-1]:
            raise ValueError("they do not match the passages")
        return cls([str(passage_id) for passage_id in ids], starts, tokens, offsets)

    def __len__(self) -> int:
        """Number of token vectors."""
        return len(self.tokens)

    def of_passage(self, passage_id: str) -> tuple[Bytes, Offsets]:
        """Vectors and offsets of one passage. Raises KeyError for an unknown id."""
        row = self.row[passage_id]
        start, end = int(self.starts[row]), int(self.starts[row + 1])
        return self.tokens[start:end], self.offsets[start:end]


class TokenWriter:
    """Writes the token vectors of a snapshot, passage by passage.

    Only the tokens' offsets are kept in memory, 8 bytes per token.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / FILES[0]).open("wb")
        self._count = 0
        self._write_header()
        self._ids: list[str] = []
        self._starts = [0]
        self._offsets = [np.zeros((0, 2), np.int32)]

    def add(self, passage_id: str, vectors: PassageVectors) -> None:
        """Append the vectors of one passage. Raises OSError on a full disk."""
        self._file.write(np.ascontiguousarray(vectors.tokens).tobytes())
        self._count += len(vectors.tokens)
        self._ids.append(passage_id)
        self._starts.append(self._count)
        self._offsets.append(vectors.offsets)

    def take(self, vectors: TokenVectors, passage_ids: Collection[str]) -> None:
        """Append vectors from another snapshot, in its order, adjacent passages in one write.

        Raises:
            OSError: the disk is full.
            KeyError: a passage is not in that snapshot.
        """
        rows = np.sort(np.asarray([vectors.row[one] for one in passage_ids], np.int64))
        ids = list(vectors.row)
        self._ids.extend(ids[row] for row in rows.tolist())
        ends = self._count + np.cumsum(np.diff(vectors.starts)[rows])
        self._starts.extend(ends.tolist())
        for run in np.split(rows, np.flatnonzero(np.diff(rows) != 1) + 1) if len(rows) else ():
            start, end = int(vectors.starts[run[0]]), int(vectors.starts[run[-1] + 1])
            self._file.write(np.ascontiguousarray(vectors.tokens[start:end]).data)
            self._offsets.append(vectors.offsets[start:end])
            self._count += end - start

    def finish(self) -> str:
        """Complete the files and return their checksum. Raises OSError on a full disk."""
        self._file.seek(0)
        self._write_header()
        self._file.close()
        np.savez(
            self._folder / FILES[1],
            ids=np.asarray(self._ids),
            starts=np.asarray(self._starts, np.int64),
            offsets=np.concatenate(self._offsets),
        )
        return files_checksum(self._folder)

    def close(self) -> None:
        """Close the file; also after a failed build."""
        self._file.close()

    def _write_header(self) -> None:
        """Write the final number of rows; NumPy pads the header, so its length stays the same."""
        shape = (self._count, _WIDTH)
        write_array_header_1_0(self._file, {"descr": "|i1", "fortran_order": False, "shape": shape})


def files_checksum(folder: Path) -> str:
    """SHA-256 of a snapshot's token vector files, in hexadecimal.

    Raises:
        OSError: one is missing.
    """
    return checksum(folder / name for name in FILES)


def to_text(vectors: PassageVectors) -> str:
    """Token vectors of one passage as text."""
    offsets = vectors.offsets.astype("<i4").tobytes()
    return b64encode(offsets + vectors.tokens.tobytes()).decode()


def from_text(text: str) -> tuple[Bytes, Offsets]:
    """The inverse of :func:`to_text`.

    Raises:
        ValueError: it is damaged.
    """
    raw = b64decode(text, validate=True)
    count = len(raw) // (_WIDTH + 8)
    if count * (_WIDTH + 8) != len(raw):
        raise ValueError("the token vectors of a passage are truncated")
    offsets = np.frombuffer(raw[: count * 8], "<i4").reshape(count, 2).astype(np.int32)
    return np.frombuffer(raw[count * 8 :], np.int8).reshape(count, _WIDTH), offsets
