"""States of the frozen layers, computed once for all steps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from rag.training.packs import Pack
from rag.training.qwen import Memory, Places, Qwen
from rag.types import Language

Tell = Callable[[int, int], None]
"""Called with the number of sequences done and in total."""


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A pack with its states before the first adapted layer."""

    pack: Pack
    states: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """All examples, and the states of the prompts' beginnings by language."""

    heads: Mapping[Language, Tensor]
    examples: tuple[Example, ...]


def places_of(pack: Pack, before: int) -> Places:
    """The places of a pack's tokens behind the prompt's beginning of ``before`` tokens."""
    sizes = [len(asked.question) + len(asked.answer) for asked in pack.asked]
    return Places.of(len(pack.passage), sizes, before=before)


@torch.inference_mode()
def examples_of(
    packs: Sequence[Pack], heads: Mapping[Language, Sequence[int]], model: Qwen, tell: Tell
) -> Examples:
    """Run all packs through the frozen layers.

    Args:
        packs: the tokens.
        heads: the tokens of each prompt's beginning.
        model: its layers below ``FIRST_ADAPTED``.
        tell: receives the progress.
    """
    kept: dict[Language, Tensor] = {}
    memories: dict[Language, list[Memory]] = {}
    for language, ids in heads.items():
        x, memories[language] = model.run(model.embed(ids), Places.of(len(ids)))
        kept[language] = x.clone()
    examples = []
    for done, pack in enumerate(packs):
        tell(done, len(packs))
        ids = [*pack.passage, *(i for a in pack.asked for i in (*a.question, *a.answer))]
        places = places_of(pack, len(heads[pack.language]))
        x, _ = model.run(model.embed(ids), places, memories[pack.language])
        examples.append(Example(pack, x.clone()))
    return Examples(kept, tuple(examples))
