"""The training loop."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from torch import nn

from index.embedding.e5_file import E5File
from index.embedding.learned import Learned
from index.embedding.training.articles import NewsArticle, WikiArticle
from index.embedding.training.examples import News, Wiki
from index.embedding.training.head import Head
from index.embedding.training.objective import Objective
from index.embedding.training.states import Batch, Trunk

_PROJECTION_RATE: Final = 3e-4
_GATE_RATE: Final = 1e-3
_SCALAR_RATE: Final = 1e-2
_DECAY: Final = 0.01
_LONGEST_GRADIENT: Final = 1.0
_WARM_UP: Final = 20
"""Warm-up steps; afterwards the learning rates fall to ``_LAST_RATE`` of their maximum."""
_LAST_RATE: Final = 0.03
_SAMPLE: Final = 64
"""Passages used to initialise the projection."""


@dataclass(frozen=True, slots=True)
class Options:
    """Training options; the defaults made the trained file in the repository."""

    steps: int = 280
    batch: int = 16
    """Questions per step."""
    news_share: float = 0.7
    """Questions per step about the project's own articles; the others are XQuAD's."""
    rank: int = 16
    rate: float = 6e-4
    """Of the adapters."""
    seed: int = 0
    threads: int = 2


Tell = Callable[[int, float], None]
"""Called with the number of steps done and the last step's loss."""


def train(
    news: Sequence[NewsArticle],
    xquad: Mapping[str, Sequence[WikiArticle]],
    cache: Path,
    options: Options = Options(),
    tell: Tell = lambda step, loss: None,
) -> Learned:
    """Train from the start.

    Args:
        news: the project's own articles.
        xquad: articles by language.
        cache: folder that keeps the states between runs, some 350 MB.
        options: hyperparameters.
        tell: receives the progress.
    """
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)  # noqa: S311 - draws examples, no secrets
    file = E5File.open()
    trunk = Trunk(file)
    own, wiki = News(trunk, news, cache), Wiki(trunk, xquad, cache)
    head = Head(file, options.rank)
    passages = list(wiki.passages.values())
    head.start_projection(Batch.of(rng.sample(passages, min(_SAMPLE, len(passages)))))
    objective = Objective(head)
    optimizer = _optimizer(objective, options.rate)
    rates = [group["lr"] for group in optimizer.param_groups]
    for step in range(options.steps):
        examples = [
            (own if rng.random() < options.news_share else wiki).draw(rng)
            for _ in range(options.batch)
        ]
        loss = objective(examples)
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * _share(step, options.steps)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(head.parameters(), _LONGEST_GRADIENT)
        optimizer.step()
        tell(step + 1, loss.item())
    return head.learned()


def _optimizer(objective: Objective, rate: float) -> torch.optim.AdamW:
    head = objective.head
    adapters = [p for _, linear in head.adapters() for p in linear.parameters()]
    scalars = [head.rarity, head.late_scale, head.dense_scale]
    binary = [objective.steepness, objective.middle]
    groups = [
        {"params": adapters, "lr": rate},
        {"params": [head.projection.weight], "lr": _PROJECTION_RATE},
        {"params": list(head.gate.parameters()), "lr": _GATE_RATE},
        {"params": scalars + binary, "lr": _SCALAR_RATE},
    ]
    return torch.optim.AdamW(groups, weight_decay=_DECAY)


def _share(step: int, steps: int) -> float:
    """Learning-rate schedule: the share of the maximum in a step, linear up, then linear down."""
    return min(1.0, (step + 1) / _WARM_UP) * max(_LAST_RATE, 1 - step / steps)
