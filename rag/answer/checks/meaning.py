"""Semantic similarity of a claim and its evidence, by late interaction of token vectors."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from index.embedding.embedder import Embedder
from index.embedding.late_interaction import best_similarities, max_sim

_FROM: Final = 0.5
_TO: Final = 0.85
"""Typical late-interaction scores of unrelated and of equivalent clauses (bench, dev half)."""


@dataclass
class Meaning:
    """Compares texts in either language. Caches embeddings, so use one instance per claim."""

    embedder: Embedder
    _passages: dict[str, np.ndarray] = field(default_factory=dict)

    def scores(self, claim: str, evidence: Sequence[str]) -> list[float]:
        """Late-interaction score of each evidence text; 0 if the model has no token vectors."""
        new = [text for text in dict.fromkeys(evidence) if text not in self._passages]
        if new:
            found = self.embedder.embed_passages([("", text) for text in new])
            for text, vectors in zip(new, found, strict=True):
                self._passages[text] = vectors.tokens
        question = self.embedder.embed_question(claim)
        if not question.tokens.size:
            return [0.0] * len(evidence)
        tokens = [self._passages[text] for text in evidence]
        starts = np.cumsum([0, *(len(t) for t in tokens[:-1])])
        best = best_similarities(question.tokens, np.concatenate(tokens), starts)
        return [float(score) for score in max_sim(best, question.weights)]

    def shares(self, claim: str, evidence: Sequence[str]) -> list[float]:
        """The scores rescaled to 0 to 1, to be averaged with shares of common words."""
        return [
            min(1.0, max(0.0, (score - _FROM) / (_TO - _FROM)))
            for score in self.scores(claim, evidence)
        ]
