"""The layers of Qwen2 in torch, read from a GGUF file, with low-rank adapters on the upper ones.

Weights are dequantised to bfloat16; norms, rotations and adapters are float32.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gguf
import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - its name everywhere
from torch import Tensor, nn

FIRST_ADAPTED: Final = 20
"""First layer with adapters, counted from 0; the states before it are computed once."""
LAYERS: Final = 28
_RANK: Final = 4
_ALPHA: Final = 8.0
"""An adapter's product is scaled by ``_ALPHA / _RANK``."""
_WIDTH, _INNER, _HEADS, _KEY_HEADS, _HEAD_WIDTH = 1536, 8960, 12, 2, 128
_ROTATION_BASE: Final = 1e6
_EPSILON: Final = 1e-6
_SHAPES: Final[Mapping[str, tuple[int, int]]] = {
    "attn_q": (_WIDTH, _WIDTH),
    "attn_k": (_KEY_HEADS * _HEAD_WIDTH, _WIDTH),
    "attn_v": (_KEY_HEADS * _HEAD_WIDTH, _WIDTH),
    "attn_output": (_WIDTH, _WIDTH),
    "ffn_gate": (_INNER, _WIDTH),
    "ffn_up": (_INNER, _WIDTH),
    "ffn_down": (_WIDTH, _INNER),
}
"""Rows and columns of the matrices of a layer, by their names in the file."""

Memory = tuple[Tensor, Tensor]
"""Keys and values of earlier tokens, each of shape (tokens, key heads, head width)."""


class Adapters(nn.Module):
    """Low-rank adapters (LoRA, Hu et al., arXiv 2106.09685) of all matrices of the upper layers."""

    def __init__(self, device: str = "cpu") -> None:
        super().__init__()
        self.parts = nn.ParameterDict()
        for layer in range(FIRST_ADAPTED, LAYERS):
            for name, (rows, columns) in _SHAPES.items():
                a = torch.randn(_RANK, columns, device=device) / math.sqrt(columns)
                self.parts[f"{layer}_{name}_a"] = a
                self.parts[f"{layer}_{name}_b"] = torch.zeros(rows, _RANK, device=device)

    def added(self, layer: int, name: str, x: Tensor) -> Tensor:
        """What the adapter adds to a matrix's product with ``x``."""
        a, b = (self.parts[f"{layer}_{name}_{side}"].to(torch.bfloat16) for side in "ab")
        return F.linear(F.linear(x, a), b) * (_ALPHA / _RANK)

    def write(self, path: Path) -> None:
        """Write them as a GGUF file for llama.cpp (float16)."""
        writer = gguf.GGUFWriter(path, "qwen2")
        writer.add_type("adapter")
        writer.add_string("adapter.type", "lora")
        writer.add_float32("adapter.lora.alpha", _ALPHA)
        for key, values in self.parts.items():
            layer, matrix = key.split("_", 1)
            name, side = matrix.rsplit("_", 1)
            tensor = values.detach().cpu().numpy().astype(np.float16)
            writer.add_tensor(f"blk.{layer}.{name}.weight.lora_{side}", tensor)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()


class Qwen:
    """Some layers of the model.

    Args:
        file: the weights.
        layers: to load; the embeddings are read from the file when needed.
        head: whether to load the last norm and the output matrix.
        device: on which to compute.
    """

    def __init__(
        self, file: Path, layers: Sequence[int], *, head: bool = False, device: str = "cpu"
    ) -> None:
        self.device = device
        self._layers = layers
        tensors = {tensor.name: tensor for tensor in gguf.GGUFReader(file).tensors}
        wanted = [f"blk.{layer}." for layer in layers]
        if head:
            wanted += ["output_norm.", "output.weight"]
        self._embedding = tensors["token_embd.weight"]
        self._weights = {
            name: _loaded(tensor).to(device)
            for name, tensor in tensors.items()
            if name.startswith(tuple(wanted))
        }

    def embed(self, ids: Sequence[int]) -> Tensor:
        """States before the first layer, of shape (tokens, width)."""
        unique, places = np.unique(np.asarray(ids), return_inverse=True)
        rows = gguf.dequantize(self._embedding.data[unique], self._embedding.tensor_type)
        return torch.from_numpy(rows[places]).to(self.device, torch.bfloat16)

    def logits(self, states: Tensor) -> Tensor:
        """Logits over the vocabulary, of states after the last layer."""
        normed = _normed(states, self._weights["output_norm.weight"])
        return F.linear(normed, self._weights["output.weight"]).float()

    def run(
        self,
        x: Tensor,
        places: "Places",
        past: Sequence[Memory] | None = None,
        adapters: Adapters | None = None,
    ) -> tuple[Tensor, list[Memory]]:
        """States after the loaded layers, and the keys and values of these tokens in each.

        Args:
            x: states before the first of them, of shape (tokens, width).
            places: which tokens see which.
            past: of the tokens before ``x``, one per layer.
            adapters: of these layers; None for the model as it is.
        """
        memories = []
        for place, number in enumerate(self._layers):
            x, memory = self._layer(number, x, places, past[place] if past else None, adapters)
            memories.append(memory)
        return x, memories

    def _layer(
        self,
        number: int,
        x: Tensor,
        places: "Places",
        past: Memory | None,
        adapters: Adapters | None,
    ) -> tuple[Tensor, Memory]:
        def linear(name: str, x: Tensor) -> Tensor:
            bias = self._weights.get(f"blk.{number}.{name}.bias")
            weight = self._weights[f"blk.{number}.{name}.weight"]
            y = F.linear(x, weight)
            if adapters is not None:
                y = y + adapters.added(number, name, x)
            return y if bias is None else y + bias.to(torch.bfloat16)

        count = len(x)
        normed = _normed(x, self._weights[f"blk.{number}.attn_norm.weight"])
        query = places.rotated(linear("attn_q", normed).view(count, _HEADS, _HEAD_WIDTH))
        key = places.rotated(linear("attn_k", normed).view(count, _KEY_HEADS, _HEAD_WIDTH))
        value = linear("attn_v", normed).view(count, _KEY_HEADS, _HEAD_WIDTH)
        keys, values = (
            (torch.cat([old, new]) if past else new).repeat_interleave(_HEADS // _KEY_HEADS, 1)
            for old, new in zip(past or (key, value), (key, value), strict=True)
        )
        heads = F.scaled_dot_product_attention(
            query.transpose(0, 1)[None],
            keys.transpose(0, 1)[None],
            values.transpose(0, 1)[None],
            attn_mask=places.mask[None, None],
        )[0]
        x = x + linear("attn_output", heads.transpose(0, 1).reshape(count, _WIDTH))
        normed = _normed(x, self._weights[f"blk.{number}.ffn_norm.weight"])
        inner = F.silu(linear("ffn_gate", normed)) * linear("ffn_up", normed)
        return x + linear("ffn_down", inner), (key, value)


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The positions of a sequence's tokens, and which tokens each of them sees."""

    mask: Tensor
    """Added to the attention, of shape (tokens, earlier tokens and tokens)."""
    cos: Tensor
    sin: Tensor

    @classmethod
    def of(
        cls, shared: int, blocks: Sequence[int] = (), *, before: int = 0, device: str = "cpu"
    ) -> "Places":
        """A shared beginning, then blocks that see the beginning and themselves.

        Args:
            shared: number of tokens of the beginning.
            blocks: number of tokens of each block.
            before: number of earlier tokens, which all see.
            device: on which to create them.
        """
        count = shared + sum(blocks)
        mask = torch.full((count, before + count), -math.inf)
        mask[:, :before] = 0
        mask[:shared, before : before + shared] = _causal(shared)
        positions, at = list(range(before, before + shared)), shared
        for size in blocks:
            mask[at : at + size, before : before + shared] = 0
            mask[at : at + size, before + at : before + at + size] = _causal(size)
            positions += range(before + shared, before + shared + size)
            at += size
        steps = torch.arange(0, _HEAD_WIDTH, 2).float() / _HEAD_WIDTH
        angles = torch.tensor(positions).float()[:, None] / _ROTATION_BASE**steps
        angles = torch.cat([angles, angles], -1)
        mask, cos, sin = mask.to(torch.bfloat16), angles.cos(), angles.sin()
        return cls(mask.to(device), cos.to(device), sin.to(device))

    def rotated(self, x: Tensor) -> Tensor:
        """Rotary position embedding of queries or keys, (tokens, heads, head width)."""
        x = x.float()
        first, second = x.chunk(2, -1)
        turned = torch.cat([-second, first], -1)
        return (x * self.cos[:, None] + turned * self.sin[:, None]).to(torch.bfloat16)


def _causal(count: int) -> Tensor:
    return torch.triu(torch.full((count, count), -math.inf), 1)


def _normed(x: Tensor, weight: Tensor) -> Tensor:
    y = x.float()
    scale = torch.rsqrt(y.pow(2).mean(-1, keepdim=True) + _EPSILON)
    return (y * scale * weight).to(torch.bfloat16)


def _loaded(tensor: Any) -> Tensor:
    values = np.array(gguf.dequantize(tensor.data, tensor.tensor_type))
    weight = torch.from_numpy(values)
    return weight.to(torch.bfloat16) if weight.dim() > 1 else weight.float()
