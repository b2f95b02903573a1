"""The layers of multilingual-e5-small in torch, with or without low-rank adapters."""

import math
from typing import Final

import torch
import torch.nn.functional as F  # noqa: N812 - its name everywhere
from torch import Tensor, nn

from index.embedding.e5_file import E5File

FIRST_TRAINED: Final = 7
"""First layer with adapters, counted from 0."""
_FAR: Final = -1e4
"""Added to the attention on padding."""


class Norm(nn.Module):
    """A frozen layer normalization."""

    def __init__(self, file: E5File, name: str) -> None:
        super().__init__()
        self._epsilon = file.shape.epsilon
        self.weight: Tensor
        self.bias: Tensor
        self.register_buffer(
            "weight", torch.from_numpy(file.tensor(f"{name}.w", file.shape.hidden))
        )
        self.register_buffer("bias", torch.from_numpy(file.tensor(f"{name}.b", file.shape.hidden)))

    def forward(self, x: Tensor) -> Tensor:
        """Normalize over the last axis."""
        return F.layer_norm(x, self.weight.shape, self.weight, self.bias, self._epsilon)


class Linear(nn.Module):
    """A frozen matrix of the model with its trained adapter.

    The adapter (LoRA, Hu et al., arXiv 2106.09685) adds ``up @ down`` to the matrix; ``up`` starts
    at zero. With rank 0 there is no adapter.
    """

    def __init__(self, file: E5File, name: str, rows: int, columns: int, rank: int) -> None:
        super().__init__()
        self.weight: Tensor
        self.bias: Tensor
        self.register_buffer("weight", torch.from_numpy(file.tensor(f"{name}.w", rows, columns)))
        self.register_buffer("bias", torch.from_numpy(file.tensor(f"{name}.b", rows)))
        self.down = nn.Parameter(torch.randn(rank, columns) / math.sqrt(columns)) if rank else None
        self.up = nn.Parameter(torch.zeros(rows, rank)) if rank else None

    def forward(self, x: Tensor) -> Tensor:
        """``x @ (weight + up @ down).T + bias``."""
        plain = F.linear(x, self.weight, self.bias)
        if self.down is None or self.up is None:
            return plain
        return plain + F.linear(F.linear(x, self.down), self.up)


class EncoderLayer(nn.Module):
    """Attention, then feed-forward network, each with residual and norm."""

    def __init__(self, file: E5File, number: int, rank: int = 0) -> None:
        super().__init__()
        wide, inner = file.shape.hidden, file.shape.intermediate
        self._heads = file.shape.heads
        shapes = {
            "q": (wide, wide), "k": (wide, wide), "v": (wide, wide), "ao": (wide, wide),
            "fi": (inner, wide), "fo": (wide, inner),
        }  # fmt: skip
        self.linear = nn.ModuleDict(
            {
                name: Linear(file, f"l{number}.{name}", rows, columns, rank)
                for name, (rows, columns) in shapes.items()
            }
        )
        self.attention_norm = Norm(file, f"l{number}.aln")
        self.output_norm = Norm(file, f"l{number}.oln")

    def forward(self, state: Tensor, mask: Tensor) -> Tensor:
        """States, shape (texts, tokens, hidden), after the layer; ``mask`` is 0 for padding."""
        linear = self.linear
        query, key, value = (self._split(linear[name](state)) for name in ("q", "k", "v"))
        away = (1 - mask)[:, None, None, :] * _FAR
        heads = F.scaled_dot_product_attention(query, key, value, attn_mask=away)
        state = self.attention_norm(linear["ao"](heads.transpose(1, 2).flatten(2)) + state)
        result: Tensor = self.output_norm(linear["fo"](F.gelu(linear["fi"](state))) + state)
        return result

    def _split(self, x: Tensor) -> Tensor:
        return x.reshape(*x.shape[:-1], self._heads, -1).transpose(1, 2)
