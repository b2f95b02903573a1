"""The training loop: should the model refuse, and which words does it answer?"""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F  # noqa: N812 - its name everywhere
from torch import Tensor

from rag.training.examples import Asked, Prompt
from rag.training.qwen import Adapters, Memory, Places, Qwen
from rag.training.states import Example, Examples, places_of

_LAST_RATE: Final = 0.05
"""Share of the rate that is left at the end; between, it falls along a cosine."""
_WARM_UP: Final = 10
_DECAY: Final = 0.01
_LONGEST_GRADIENT: Final = 1.0
_REFRESH: Final = 8
"""Steps after which the states of the prompts' beginnings are computed again."""
_FLOOR: Final = 1e-7


@dataclass(frozen=True, slots=True)
class Options:
    """Training options; the defaults made ``reading.gguf``."""

    epochs: float = 2.0
    batch: int = 6
    """Sequences per step, each with its examples."""
    rate: float = 1e-3
    answer: float = 0.1
    """Weight of each token of an answer against the decision to refuse."""
    seed: int = 0


Tell = Callable[[int, int, float], None]
"""Called with the number of steps done and in total, and the last step's loss per example."""


def train(
    examples: Examples,
    model: Qwen,
    prompts: Mapping[str, Prompt],
    options: Options,
    tell: Tell = lambda step, steps, loss: None,
) -> Adapters:
    """Train the adapters from the start.

    Args:
        examples: with their states.
        model: the adapted layers and the head.
        prompts: by name.
        options: hyperparameters.
        tell: receives the progress.
    """
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)  # noqa: S311 - draws examples, no secrets
    reader = Reader(model, Adapters(model.device), examples.heads, prompts, options.answer)
    optimizer = torch.optim.AdamW(
        reader.adapters.parameters(), lr=options.rate, weight_decay=_DECAY
    )
    steps = int(len(examples.examples) // options.batch * options.epochs)
    queue: list[Example] = []
    for step in range(1, steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = options.rate * _share(step, steps)
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
        heads: Mapping[str, Tensor],
        prompts: Mapping[str, Prompt],
        answer: float = 0.0,
    ) -> None:
        self.adapters = adapters
        self._model = model
        self._heads = heads
        self._prompts = prompts
        self._answer = answer
        self._memories: dict[str, list[Memory]] = {}

    @torch.no_grad()
    def refresh(self) -> None:
        """Compute keys and values of the prompts' beginnings with the present adapters."""
        for name, head in self._heads.items():
            places = Places.of(len(head), device=self._model.device)
            _, memories = self._model.run(head, places, adapters=self.adapters)
            self._memories[name] = memories

    def loss(self, example: Example) -> Tensor:
        """Sum over what is asked: cross entropy of the decision, and of the answers' tokens."""
        x = self.states(example)
        device = self._model.device
        loss = torch.zeros((), device=device)
        starts = _starts(example)
        decided = [(at, asked) for at, asked in starts if asked.is_refused is not None]
        if decided:
            answered = torch.tensor([not asked.is_refused for _, asked in decided], device=device)
            log_odds = self._log_odds(example, x[[at for at, _ in decided]])
            loss = F.binary_cross_entropy_with_logits(log_odds, answered.float(), reduction="sum")
        learned = [(at, asked) for at, asked in starts if asked.is_learned]
        if learned:
            logits = self._model.logits(
                x[[place for at, asked in learned for place in range(at, at + len(asked.answer))]]
            )
            tokens = [token for _, asked in learned for token in asked.answer]
            loss = loss + self._answer * F.cross_entropy(
                logits, torch.tensor(tokens, device=device), reduction="sum"
            )
        return loss

    def states(self, example: Example) -> Tensor:
        """States of all tokens after the last layer."""
        pack = example.pack
        places = places_of(pack, len(self._heads[pack.prompt]), self._model.device)
        past = self._memories[pack.prompt]
        x, _ = self._model.run(example.states, places, past, self.adapters)
        return x

    @torch.inference_mode()
    def log_odds(self, example: Example) -> Tensor:
        """Log-odds that the model does not refuse, for everything asked."""
        return self._log_odds(example, self.states(example)[[at for at, _ in _starts(example)]])

    def _log_odds(self, example: Example, states: Tensor) -> Tensor:
        refusal = self._prompts[example.pack.prompt].refusal
        missing = self._model.logits(states).log_softmax(-1)[:, refusal]
        return torch.log1p(_FLOOR - missing.exp()) - missing


def _starts(example: Example) -> list[tuple[int, Asked]]:
    """What is asked, each with the index of the state that its answer's first token comes from."""
    found = []
    at = len(example.pack.shared)
    for asked in example.pack.asked:
        found.append((at + len(asked.question) - 1, asked))
        at += len(asked)
    return found


def _share(step: int, steps: int) -> float:
    """Share of the highest learning rate at a step."""
    falling = (1 + math.cos(math.pi * step / steps)) / 2
    return min(step / _WARM_UP, 1) * (_LAST_RATE + (1 - _LAST_RATE) * falling)
