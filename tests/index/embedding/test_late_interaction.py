"""MaxSim against comparing every token with every other."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding import late_interaction
from index.embedding.late_interaction import (
    PassageVectors,
    QuestionVectors,
    best_similarities,
    max_sim,
    packed,
)

WIDTH = 8
LENGTHS = st.lists(st.integers(1, 5), min_size=1, max_size=8)


def units(count: int, seed: int) -> late_interaction.Floats:
    rows = np.random.default_rng(seed).normal(size=(count, WIDTH)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)  # type: ignore[no-any-return]


@given(LENGTHS, st.integers(1, 4), st.integers(1, 12), st.integers(0, 99))
def test_it_is_the_best_of_each_run(lengths: list[int], asked: int, block: int, seed: int) -> None:
    question, tokens = units(asked, seed), packed(units(sum(lengths), seed + 1))
    bounds = np.cumsum([0, *lengths])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(late_interaction, "_BLOCK", block)  # runs shorter and longer than a block
        found = best_similarities(question, tokens, bounds[:-1].tolist())
    plain = [
        [
            max(
                sum(float(a) * int(b) / 127 for a, b in zip(row, token, strict=True))
                for token in tokens[start:end]
            )
            for start, end in pairwise(bounds)
        ]
        for row in question
    ]
    assert found.shape == (asked, len(lengths))
    assert np.allclose(found, plain, atol=1e-5)


def test_a_question_without_tokens() -> None:
    found = best_similarities(
        np.zeros((0, WIDTH), np.float32), packed(units(3, 0)), np.array([0, 2])
    )
    assert found.shape == (0, 2)


@given(st.integers(0, 999))
def test_packing_keeps_similarities(seed: int) -> None:
    one, other = units(1, seed), units(1, seed + 1)
    assert np.abs(packed(one).astype(int)).max() <= 127
    exact = float((one @ other.T).item())
    found = best_similarities(one, packed(other), np.array([0]))
    assert float(found.item()) == pytest.approx(exact, abs=0.02)


def test_the_score_is_the_weighted_sum() -> None:
    best = np.array([[1.0, 0.5], [0.0, -1.0]], np.float32)
    weights = np.array([0.75, 0.25], np.float32)
    assert max_sim(best, weights).tolist() == [0.75, 0.125]


def test_a_model_without_token_vectors() -> None:
    dense = np.ones(3, np.float32)
    passage, question = PassageVectors.of_dense(dense), QuestionVectors.of_dense(dense)
    assert (passage.dense is dense, question.dense is dense) == (True, True)
    for vectors in (passage, question):
        assert (len(vectors.tokens), len(vectors.offsets)) == (0, 0)
    assert len(question.weights) == 0
