"""The trained module: adapters of the upper layers, projection, and token weights."""

import math
from collections.abc import Iterator
from typing import Final

import torch
import torch.nn.functional as F  # noqa: N812 - its name everywhere
from torch import Tensor, nn

from index.embedding.e5_file import E5File
from index.embedding.learned import Learned
from index.embedding.training.layers import FIRST_TRAINED, EncoderLayer, Linear
from index.embedding.training.states import Batch

DIMENSION: Final = 128
_GATE: Final = 64
_RARITY: Final = 0.15
_SCALE: Final = 30.0
"""Initial factor of similarities before the softmax."""
_TINY: Final = 1e-6


class Head(nn.Module):
    """Maps states of the lower layers to dense vectors, token vectors and token weights."""

    def __init__(self, file: E5File, rank: int) -> None:
        super().__init__()
        hidden = file.shape.hidden
        layers = range(FIRST_TRAINED, file.shape.layers)
        self.layers = nn.ModuleList([EncoderLayer(file, number, rank) for number in layers])
        self.projection = nn.Linear(hidden, DIMENSION, bias=False)
        self.gate = nn.Sequential(nn.Linear(hidden, _GATE), nn.GELU(), nn.Linear(_GATE, 1))
        for start in self.gate[2].parameters():
            nn.init.zeros_(start)
        self.rarity = nn.Parameter(torch.tensor(_RARITY))
        self.late_scale = nn.Parameter(torch.tensor(math.log(_SCALE)))
        self.dense_scale = nn.Parameter(torch.tensor(math.log(_SCALE)))
        self._rarities: Tensor
        self.register_buffer("_rarities", torch.from_numpy(file.rarities()), persistent=False)

    def forward(self, batch: Batch, parts: int = 1) -> Tensor:
        """States after the last layer.

        Args:
            batch: the texts.
            parts: number of groups of similar length to run separately, to save padding.
        """
        longest = batch.mask.shape[1]
        order = batch.mask.sum(1).argsort()
        done = []
        for rows in order.chunk(parts):
            width = int(batch.mask[rows].sum(1).max())
            state, mask = batch.states[rows, :width], batch.mask[rows, :width]
            for layer in self.layers:
                state = layer(state, mask)
            done.append(F.pad(state, (0, 0, 0, longest - width)))
        return torch.cat(done)[order.argsort()]

    def tokens(self, states: Tensor) -> Tensor:
        """Unit vectors for late interaction."""
        return F.normalize(self.projection(states), dim=-1)

    def dense(self, states: Tensor, batch: Batch) -> Tensor:
        """Unit vectors of whole texts."""
        mask = batch.mask[..., None]
        return F.normalize((states * mask).sum(1) / mask.sum(1), dim=-1)

    def weights(self, states: Tensor, batch: Batch) -> Tensor:
        """The weight of each question token; they sum to 1."""
        gate = 2 * torch.tanh(self.gate(states).squeeze(-1))
        raw = torch.exp(self.rarity * self._rarities[batch.ids] + gate) * batch.words
        return raw / raw.sum(-1, keepdim=True).clamp(min=_TINY)

    @torch.no_grad()
    def start_projection(self, batch: Batch) -> None:
        """Initialise the projection with the principal components of some texts' states."""
        states = F.normalize(self(batch)[batch.words.bool()], dim=1)
        self.projection.weight.copy_(torch.linalg.svd(states.T @ states)[2][:DIMENSION])

    def adapters(self) -> Iterator[tuple[str, Linear]]:
        """Every matrix with an adapter, with its name in the trained file."""
        for number, layer in enumerate(self.layers, start=FIRST_TRAINED):
            assert isinstance(layer, EncoderLayer)
            for name, linear in layer.linear.items():
                assert isinstance(linear, Linear)
                yield f"{number}.{name}", linear

    def learned(self) -> Learned:
        """The trained parameters in the form that the running program loads."""
        found: dict[str, Tensor] = {}
        for name, linear in self.adapters():
            assert linear.up is not None
            assert linear.down is not None
            found |= {f"{name}.up": linear.up, f"{name}.down": linear.down}
        found["projection"] = self.projection.weight
        for place, layer in (("gate_in", self.gate[0]), ("gate_out", self.gate[2])):
            assert isinstance(layer, nn.Linear)
            found |= {place: layer.weight, f"{place}_bias": layer.bias}
        found["rarity"] = self.rarity.reshape(1)
        return Learned({name: values.detach().numpy() for name, values in found.items()})
