"""The trained part of the embedding model: ``late_interaction.safetensors``.

It has low-rank adapters of the last layers (Hu et al., arXiv 2106.09685), the projection of token
states to 128 numbers, and a small network that weights question tokens. Data, licence and figures
are in the model card beside the file; ``python -m index.embedding.training`` trains it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file, save_file

Floats = npt.NDArray[np.float32]

FILE: Final = Path(__file__).with_name("late_interaction.safetensors")


@dataclass(frozen=True, slots=True)
class Learned:
    """The trained parameters as float32."""

    tensors: Mapping[str, Floats]

    @classmethod
    def load(cls, path: Path = FILE) -> Self:
        """Read them from a safetensors file (float16)."""
        return cls({name: values.astype(np.float32) for name, values in load_file(path).items()})

    def save(self, path: Path) -> None:
        """Write them as float16."""
        save_file({name: values.astype(np.float16) for name, values in self.tensors.items()}, path)

    @property
    def projection(self) -> Floats:
        """Shape (128, hidden): token states to token vectors."""
        return self.tensors["projection"]

    @property
    def dimension(self) -> int:
        """Length of a token vector."""
        return int(self.projection.shape[0])

    @property
    def gate_in(self) -> Floats:
        """Shape (64, hidden): first layer of the network that weights question tokens."""
        return self.tensors["gate_in"]

    @property
    def gate_in_bias(self) -> Floats:
        return self.tensors["gate_in_bias"]

    @property
    def gate_out(self) -> Floats:
        """Shape (1, 64): second layer."""
        return self.tensors["gate_out"]

    @property
    def gate_out_bias(self) -> Floats:
        return self.tensors["gate_out_bias"]

    @property
    def rarity(self) -> float:
        """Factor of a token's rarity (negative log-probability) in the log of its weight."""
        return float(self.tensors["rarity"].item())

    def adapted(self, layer: int, name: str, weight: Floats) -> Floats:
        """A weight matrix plus its adapter, if the layer has one."""
        key = f"{layer}.{name}"
        if f"{key}.up" not in self.tensors:
            return weight
        added: Floats = weight + self.tensors[f"{key}.up"] @ self.tensors[f"{key}.down"]
        return added


def checksum(path: Path = FILE) -> str:
    """Hash of the trained file, 12 hex digits: part of the embedding model's name."""
    return sha256(path.read_bytes()).hexdigest()[:12]
