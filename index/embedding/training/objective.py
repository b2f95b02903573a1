"""The training loss."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - its name everywhere
from torch import Tensor, nn

from index.embedding.training.examples import Example
from index.embedding.training.head import Head
from index.embedding.training.states import Batch

_DENSE: Final = 0.5
_SENTENCE: Final = 0.3
_BINARY: Final = 0.2
"""Weights of the other losses; late interaction has 1."""
_ELSEWHERE: Final = 0.5
"""Weight of a negative passage; an unanswerable question has 1."""
_UNANSWERABLE: Final = 8
"""Maximum unanswerable questions per step; each takes as long as an answerable one."""
_AWAY: Final = -1e4
_PARTS: Final = 4
"""Number of groups of similar length in which passages are run."""


class Objective(nn.Module):
    """The weighted sum of four losses.

    Cross entropy of late interaction over all passages of the batch; the same for dense vectors;
    the same for late interaction over the sentences of the answering passage; and a logistic loss
    that separates answered from unanswerable questions, so that scores of different questions can
    be compared. Its slope and midpoint are trained too, and not kept.
    """

    def __init__(self, head: Head) -> None:
        super().__init__()
        self.head = head
        self.steepness = nn.Parameter(torch.tensor(math.log(12.0)))
        self.middle = nn.Parameter(torch.tensor(0.6))

    def forward(self, examples: Sequence[Example]) -> Tensor:
        """The loss of a batch."""
        head = self.head
        rows = [row for example in examples for row in example.rows]
        first = np.cumsum([0, *(len(example.rows) for example in examples[:-1])])
        questions = Batch.of([example.question for example in examples])
        passages = Batch.of([row.tokens for row in rows])
        asked, read = head(questions), head(passages, _PARTS)
        weights = head.weights(asked, questions)
        alike = torch.einsum("qik,pjk->qipj", head.tokens(asked), head.tokens(read))
        alike = alike.masked_fill(~passages.words.bool()[None, None], -1)
        late = (alike.amax(-1) * weights[..., None]).sum(1)
        dense = head.dense(asked, questions) @ head.dense(read, passages).T
        same = torch.tensor(
            [
                [row.key == example.rows[0].key and n != at for n, row in enumerate(rows)]
                for example, at in zip(examples, first, strict=True)
            ]
        )  # another copy of the same paragraph is not a negative
        right = torch.from_numpy(first)
        scaled = late * head.late_scale.exp()
        loss = F.cross_entropy(scaled.masked_fill(same, _AWAY), right)
        scaled = (dense * head.dense_scale.exp()).masked_fill(same, _AWAY)
        loss = loss + _DENSE * F.cross_entropy(scaled, right)
        within = [
            self._among_sentences(example, alike[n, :, at], weights[n])
            for n, (example, at) in enumerate(zip(examples, first, strict=True))
            if example.sentences
        ]
        if within:
            loss = loss + _SENTENCE * torch.stack(within).mean()
        news = [n for n, example in enumerate(examples) if example.unanswerable]
        if news:
            answered, elsewhere = late[news, right[news]], late[news, right[news] + 1]
            loss = loss + _BINARY * self._apart([examples[n] for n in news], answered, elsewhere)
        return loss

    def _among_sentences(self, example: Example, alike: Tensor, weights: Tensor) -> Tensor:
        """Cross entropy over sentences; ``alike`` has shape (question tokens, passage tokens)."""
        tokens = example.rows[0].tokens
        scores = []
        for start, end in example.sentences:
            inside = torch.zeros(alike.shape[1], dtype=torch.bool)
            inside[: len(tokens.ids)] = torch.from_numpy(tokens.inside(start, end))
            best = alike.masked_fill(~inside, -1).amax(-1)
            scores.append((best * weights).sum())
        scaled = torch.stack(scores) * self.head.late_scale.exp()
        return F.cross_entropy(scaled[None], torch.tensor([example.answering]))

    def _apart(self, examples: Sequence[Example], answered: Tensor, elsewhere: Tensor) -> Tensor:
        """Logistic loss on the scores of answering pairs and of two kinds of negatives."""
        pairs = [example.unanswerable for example in examples if example.unanswerable]
        questions = Batch.of([question for question, _ in pairs[:_UNANSWERABLE]])
        passages = Batch.of([passage for _, passage in pairs[:_UNANSWERABLE]])
        asked, read = self.head(questions), self.head(passages, 2)
        alike = torch.einsum("bik,bjk->bij", self.head.tokens(asked), self.head.tokens(read))
        best = alike.masked_fill(~passages.words.bool()[:, None], -1).amax(-1)
        unanswered = (best * self.head.weights(asked, questions)).sum(-1)
        steep, middle = self.steepness.exp(), self.middle
        return (
            F.softplus(-steep * (answered - middle)).mean()
            + _ELSEWHERE * F.softplus(steep * (elsewhere - middle)).mean()
            + F.softplus(steep * (unanswered - middle)).mean()
        )
