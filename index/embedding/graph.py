"""Builds the ONNX graph: multilingual-e5-small's twelve layers with the trained part.

One forward pass gives dense and token vectors. Word embeddings are not in the graph: they are
three quarters of the model, and only the rows of a text's tokens are needed.

Inputs: ``words`` float32 (texts, tokens, hidden), the word embeddings; ``mask`` int32 (texts,
tokens), 1 for tokens and 0 for padding. Outputs: ``dense`` (texts, hidden), the unit mean of the
last layer; ``tokens`` (texts, tokens, 128), unit vectors for late interaction; ``importance``
(texts, tokens), the learned part of a question token's weight.
"""

from typing import Any, Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from index.embedding.e5_file import E5File, Floats
from index.embedding.learned import Learned

_OPSET: Final = 20
_MICROSOFT: Final = "com.microsoft"
_TINY: Final = 1e-6


class _Builder:
    """Collects nodes and constants; every method returns the name of the new output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._count = 0

    def constant(self, values: Any, kind: Any = np.float32) -> str:
        name = self._name("c")
        self.constants.append(numpy_helper.from_array(np.asarray(values, dtype=kind), name))
        return name

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        name = self._name(kind.lower())
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **attributes))
        return name

    def linear(self, x: str, weight: Floats, bias: Floats | None = None) -> str:
        """``x @ weight.T + bias``."""
        product = self.node("MatMul", x, self.constant(np.ascontiguousarray(weight.T)))
        return product if bias is None else self.node("Add", product, self.constant(bias))

    def norm(self, x: str, weight: Floats, bias: Floats, epsilon: float) -> str:
        return self.node(
            "LayerNormalization", x, self.constant(weight), self.constant(bias),
            axis=-1, epsilon=epsilon,
        )  # fmt: skip

    def unit(self, x: str) -> str:
        """Scale vectors along the last axis to length 1."""
        return self.node("LpNormalization", x, axis=-1, p=2)

    def _name(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}_{self._count}"


def encoder_graph(file: E5File, learned: Learned) -> bytes:
    """The serialized ONNX model.

    Args:
        file: the weights of multilingual-e5-small.
        learned: the trained part.
    """
    build = _Builder()
    state = _embedded(build, file)
    for number in range(file.shape.layers):
        state = _layer(build, file, learned, number, state)
    dense = build.unit(_mean(build, state))
    tokens = build.unit(build.linear(state, learned.projection))
    hidden = build.node("Gelu", build.linear(state, learned.gate_in, learned.gate_in_bias))
    gate = build.node("Tanh", build.linear(hidden, learned.gate_out, learned.gate_out_bias))
    importance = build.node("Squeeze", gate, build.constant([-1], np.int64))
    outputs = {"dense": dense, "tokens": tokens, "importance": importance}
    for name, found in outputs.items():
        build.nodes.append(helper.make_node("Identity", [found], [name]))
    graph = helper.make_graph(
        build.nodes,
        "multilingual-e5-small",
        [
            _value("words", TensorProto.FLOAT, ["texts", "length", file.shape.hidden]),
            _value("mask", TensorProto.INT32, ["texts", "length"]),
        ],
        [
            _value("dense", TensorProto.FLOAT, ["texts", file.shape.hidden]),
            _value("tokens", TensorProto.FLOAT, ["texts", "length", learned.dimension]),
            _value("importance", TensorProto.FLOAT, ["texts", "length"]),
        ],
        build.constants,
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)],
        ir_version=10,
    )
    onnx.checker.check_model(model)
    serialized: bytes = model.SerializeToString()
    return serialized


def _embedded(build: _Builder, file: E5File) -> str:
    """Sum of word, position and type embeddings, normalized."""
    hidden = file.shape.hidden
    fixed = build.constant(file.place_embeddings())
    length = build.node("Shape", "mask", start=1, end=2)
    zero, axis = build.constant([0], np.int64), build.constant([0], np.int64)
    here = build.node("Slice", fixed, zero, length, axis)
    summed = build.node("Add", "words", here)
    weight, bias = file.tensor("emb.ln.w", hidden), file.tensor("emb.ln.b", hidden)
    return build.norm(summed, weight, bias, file.shape.epsilon)


def _layer(build: _Builder, file: E5File, learned: Learned, number: int, state: str) -> str:
    """One encoder layer: attention, then feed-forward network, each with residual and norm."""
    shape = file.shape
    wide, inner = shape.hidden, shape.intermediate

    def linear(x: str, short: str, rows: int, columns: int) -> str:
        name = f"l{number}.{short}"
        weight = learned.adapted(number, short, file.tensor(f"{name}.w", rows, columns))
        return build.linear(x, weight, file.tensor(f"{name}.b", rows))

    def norm(x: str, short: str) -> str:
        name = f"l{number}.{short}"
        weight, bias = file.tensor(f"{name}.w", wide), file.tensor(f"{name}.b", wide)
        return build.norm(x, weight, bias, shape.epsilon)

    query, key, value = (linear(state, short, wide, wide) for short in ("q", "k", "v"))
    heads = build.node(
        "MultiHeadAttention", query, key, value, "", "mask",
        domain=_MICROSOFT, num_heads=shape.heads,
    )  # fmt: skip
    state = norm(build.node("Add", linear(heads, "ao", wide, wide), state), "aln")
    grown = build.node("Gelu", linear(state, "fi", inner, wide))
    return norm(build.node("Add", linear(grown, "fo", wide, inner), state), "oln")


def _mean(build: _Builder, state: str) -> str:
    """Mean over the tokens, without padding."""
    mask = build.node("Cast", "mask", to=TensorProto.FLOAT)
    column = build.node("Unsqueeze", mask, build.constant([-1], np.int64))
    axis = build.constant([1], np.int64)
    total = build.node("ReduceSum", build.node("Mul", state, column), axis, keepdims=0)
    count = build.node("ReduceSum", column, axis, keepdims=0)
    return build.node("Div", total, build.node("Max", count, build.constant(_TINY)))


def _value(name: str, kind: int, shape: list[str | int]) -> Any:
    return helper.make_tensor_value_info(name, kind, shape)
