"""Tokens of texts with their states after the frozen layers, computed once and cached."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import torch
from rich.progress import track
from torch import Tensor

from index.embedding.e5_file import E5File, unpack_rows
from index.embedding.training.layers import FIRST_TRAINED, EncoderLayer, Norm

MAX_TOKENS: Final = 384
"""Maximum tokens per text; the rest is cut off."""
_BATCH: Final = 24


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """A tokenized text, including special tokens and the e5 prefix."""

    ids: npt.NDArray[np.int64]
    spans: npt.NDArray[np.int64]
    """Shape (n, 2): start and end in the text; negative or empty for special tokens and prefix."""
    states: npt.NDArray[np.float16]
    """Shape (n, hidden), after the last frozen layer."""
    words: npt.NDArray[np.bool_]
    """Which tokens are used in late interaction."""

    def between(self, start: int, end: int) -> Self:
        """The tokens in a range of characters, plus special tokens and prefix."""
        inside = (self.spans[:, 0] >= start - 1) & (self.spans[:, 1] <= end + 1)
        inside |= self.spans[:, 1] <= 0
        inside[-1] = True
        return type(self)(
            self.ids[inside], self.spans[inside], self.states[inside], self.words[inside]
        )

    def inside(self, start: int, end: int) -> npt.NDArray[np.bool_]:
        """Which words are in a range of characters; a token's span includes the space before."""
        within = (self.spans[:, 0] >= start - 1) & (self.spans[:, 1] <= end + 1)
        found: npt.NDArray[np.bool_] = within & self.words
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Texts of different length, padded with zeros to the longest."""

    ids: Tensor
    states: Tensor
    """Shape (texts, tokens, hidden)."""
    mask: Tensor
    """1 for tokens, 0 for padding."""
    words: Tensor
    """1 for tokens that are used in late interaction."""

    @classmethod
    def of(cls, texts: Sequence[Tokens]) -> Self:
        """Pad and stack ``texts``, at least one."""
        size = (len(texts), max(len(text.ids) for text in texts))
        states = torch.zeros(*size, texts[0].states.shape[1])
        ids, mask, words = torch.zeros(size, dtype=torch.long), torch.zeros(size), torch.zeros(size)
        for row, text in enumerate(texts):
            n = len(text.ids)
            ids[row, :n] = torch.from_numpy(text.ids)
            states[row, :n] = torch.from_numpy(text.states.astype(np.float32))
            mask[row, :n] = 1
            words[row, :n] = torch.from_numpy(text.words)
        return cls(ids, states, mask, words)


class Trunk:
    """The frozen layers of the embedding model."""

    def __init__(self, file: E5File) -> None:
        self._file = file
        self._tokenizer = file.tokenizer()
        self._rows = file.packed_rows("emb.word")
        self._fixed = torch.from_numpy(file.place_embeddings())
        self._norm = Norm(file, "emb.ln")
        self._layers = [EncoderLayer(file, number) for number in range(FIRST_TRAINED)]
        self._is_word = file.are_words()

    def tokens(self, texts: Sequence[str], prompt: str, cache: Path) -> list[Tokens]:
        """Tokens and states of texts.

        Args:
            texts: any number.
            prompt: the prefix that e5 expects before a question or a passage.
            cache: folder that keeps the states of the same texts for the next run.
        """
        encodings = [self._tokenizer.encode(prompt + text) for text in texts]
        ids = [np.array(encoding.ids[:MAX_TOKENS], np.int64) for encoding in encodings]
        key = sha256("\0".join([E5File.version(), prompt, *texts]).encode()).hexdigest()[:16]
        kept = cache / f"states-{key}.npy"
        if not kept.exists():
            cache.mkdir(parents=True, exist_ok=True)
            np.save(cache / f"{key}.npy", self._states(ids))
            (cache / f"{key}.npy").replace(kept)
        states = np.split(np.load(kept), np.cumsum([len(row) for row in ids])[:-1])
        found = []
        for encoding, row, state in zip(encodings, ids, states, strict=True):
            spans = np.array(encoding.offsets[:MAX_TOKENS], np.int64).reshape(-1, 2) - len(prompt)
            found.append(Tokens(row, spans, state, self._words(row, spans)))
        return found

    def _words(
        self, ids: npt.NDArray[np.int64], spans: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.bool_]:
        """Which tokens are words of the text; all, if none is."""
        special = self._file.special
        found: npt.NDArray[np.bool_] = (spans[:, 1] > spans[:, 0]) & (spans[:, 1] > 0)
        found &= self._is_word[ids] & (ids != special.begin) & (ids != special.end)
        return found if found.any() else np.ones(len(ids), np.bool_)

    @torch.no_grad()
    def _states(self, texts: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.float16]:
        """States of all tokens of all texts, concatenated."""
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        found: dict[int, npt.NDArray[np.float16]] = {}
        for start in track(range(0, len(order), _BATCH), "States of the lower layers"):
            rows = order[start : start + _BATCH]
            size = (len(rows), max(len(texts[row]) for row in rows))
            ids, mask = np.full(size, self._file.special.padding, np.int64), torch.zeros(size)
            for place, row in enumerate(rows):
                ids[place, : len(texts[row])] = texts[row]
                mask[place, : len(texts[row])] = 1
            words = torch.from_numpy(unpack_rows(self._rows, ids))
            state: Tensor = self._norm(words + self._fixed[: size[1]])
            for layer in self._layers:
                state = layer(state, mask)
            for place, row in enumerate(rows):
                found[row] = state[place, : len(texts[row])].numpy().astype(np.float16)
        return np.concatenate([found[row] for row in range(len(texts))])
