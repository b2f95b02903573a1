"""The training loop: is the answer in the passage, and which of its words are it?"""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F  # noqa: N812 - its name everywhere
from torch import Tensor

from rag.training.qwen import Adapters, Memory, Places, Qwen
from rag.training.states import Example, Examples, places_of
from rag.types import Language

_RATE: Final = 1e-3
_LAST_RATE: Final = 0.05
"""Share of the rate that is left at the end; between, it falls along a cosine."""
_WARM_UP: Final = 10
_DECAY: Final = 0.01
_LONGEST_GRADIENT: Final = 1.0
_ANSWER: Final = 0.1
"""Weight of the answer's words against the decision."""
_REFRESH: Final = 8
"""Steps after which the states of the prompts' beginnings are computed again."""
_FLOOR: Final = 1e-7


@dataclass(frozen=True, slots=True)
class Options:
    """Training options; the defaults made the file in the repository."""

    epochs: float = 2.0
    batch: int = 6
    """Passages per step, each with its questions."""
    seed: int = 0


Tell = Callable[[int, int, float], None]
"""Called with the number of steps done and in total, and the last step's loss per question."""


def train(
    examples: Examples,
    model: Qwen,
    missing: Mapping[Language, int],
    options: Options,
    tell: Tell = lambda step, steps, loss: None,
) -> Adapters:
    """Train the adapters from the start.

    Args:
        examples: with their states.
        model: the adapted layers and the head.
        missing: first token of the word with which the model says that an answer is missing.
        options: hyperparameters.
        tell: receives the progress.
    """
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)  # noqa: S311 - draws examples, no secrets
    reader = Reader(model, Adapters(), examples.heads, missing)
    optimizer = torch.optim.AdamW(reader.adapters.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = int(len(examples.examples) // options.batch * options.epochs)
    queue: list[Example] = []
    for step in range(1, steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = _rate(step, steps)
        if step % _REFRESH == 1:
            reader.refresh()
        if len(queue) < options.batch:
            queue = rng.sample(examples.examples, len(examples.examples))
        chosen, queue = queue[: options.batch], queue[options.batch :]
        asked = sum(len(example.pack.asked) for example in chosen)
        total = 0.0
        for example in chosen:
            loss = reader.loss(example) / asked
            loss.backward()  # type: ignore[no-untyped-call]
            total += float(loss.detach())
        torch.nn.utils.clip_grad_norm_(reader.adapters.parameters(), _LONGEST_GRADIENT)
        optimizer.step()
        optimizer.zero_grad()
        tell(step, steps, total)
    return reader.adapters


class Reader:
    """The adapted layers over the states of the frozen ones."""

    def __init__(
        self,
        model: Qwen,
        adapters: Adapters,
        heads: Mapping[Language, Tensor],
        missing: Mapping[Language, int],
    ) -> None:
        self.adapters = adapters
        self._model = model
        self._heads = heads
        self._missing = missing
        self._memories: dict[Language, list[Memory]] = {}

    @torch.no_grad()
    def refresh(self) -> None:
        """Compute keys and values of the prompts' beginnings with the present adapters."""
        for language, head in self._heads.items():
            _, memories = self._model.run(head, Places.of(len(head)), adapters=self.adapters)
            self._memories[language] = memories

    def loss(self, example: Example) -> Tensor:
        """Sum over the questions: cross entropy of the decision, and of the answers' words."""
        log_odds, logits, answers = self._read(example)
        answered = torch.tensor([float(asked.is_answered) for asked in example.pack.asked])
        loss = F.binary_cross_entropy_with_logits(log_odds, answered, reduction="sum")
        if len(answers):
            loss = loss + _ANSWER * F.cross_entropy(logits, answers, reduction="sum")
        return loss

    def states(self, example: Example) -> Tensor:
        """States of all tokens after the last layer."""
        pack = example.pack
        places = places_of(pack, len(self._heads[pack.language]))
        past = self._memories[pack.language]
        x, _ = self._model.run(example.states, places, past, self.adapters)
        return x

    def _read(self, example: Example) -> tuple[Tensor, Tensor, Tensor]:
        pack, x = example.pack, self.states(example)
        first: list[int] = []
        copied: list[int] = []
        answers: list[int] = []
        at = len(pack.passage)
        for asked in pack.asked:
            start = at + len(asked.question) - 1  # the state from which the answer's first token is
            first.append(start)
            if asked.is_copied:
                copied += range(start, start + len(asked.answer))
                answers += asked.answer
            at += len(asked.question) + len(asked.answer)
        logits = self._model.logits(x[[*first, *copied]])
        missing = logits[: len(first)].log_softmax(-1)[:, self._missing[pack.language]]
        log_odds = torch.log1p(_FLOOR - missing.exp()) - missing
        return log_odds, logits[len(first) :], torch.tensor(answers)


def _rate(step: int, steps: int) -> float:
    falling = (1 + math.cos(math.pi * step / steps)) / 2
    return _RATE * min(step / _WARM_UP, 1) * (_LAST_RATE + (1 - _LAST_RATE) * falling)
