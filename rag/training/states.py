"""States of the frozen layers, computed once for all steps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from rag.training.examples import Pack, Prompt
from rag.training.qwen import Memory, Places, Qwen

Tell = Callable[[int, int], None]
"""Called with the number of sequences done and in total."""


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A pack with its states before the first adapted layer."""

    pack: Pack
    states: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """All examples, and the states of the prompts' beginnings by name."""

    heads: Mapping[str, Tensor]
    examples: tuple[Example, ...]


def places_of(pack: Pack, before: int, device: str) -> Places:
    """The places of a pack's tokens behind the prompt's beginning of ``before`` tokens."""
    blocks = [len(asked) for asked in pack.asked]
    return Places.of(len(pack.shared), blocks, before=before, device=device)


@torch.inference_mode()
def examples_of(
    packs: Sequence[Pack], prompts: Mapping[str, Prompt], model: Qwen, tell: Tell
) -> Examples:
    """Run all packs through the frozen layers.

    Args:
        packs: the tokens.
        prompts: by name.
        model: its layers below ``FIRST_ADAPTED``.
        tell: receives the progress.
    """
    kept: dict[str, Tensor] = {}
    memories: dict[str, list[Memory]] = {}
    for name, prompt in prompts.items():
        places = Places.of(len(prompt.head), device=model.device)
        x, memories[name] = model.run(model.embed(prompt.head), places)
        kept[name] = x.clone()
    examples = []
    for done, pack in enumerate(packs):
        tell(done, len(packs))
        places = places_of(pack, len(prompts[pack.prompt].head), model.device)
        x, _ = model.run(model.embed(pack.tokens), places, memories[pack.prompt])
        examples.append(Example(pack, x.clone()))
    return Examples(kept, tuple(examples))
