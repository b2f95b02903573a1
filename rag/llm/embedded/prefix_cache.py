"""Prefix cache: the fixed beginnings of the prompts are processed once and stored on disk.

A prompt of 1,000 tokens takes 15 s on two cores. The engine's slots are saved after the first start
and restored in milliseconds at the next.
"""

import logging
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from index.errors import ModelError
from rag.llm.client import LanguageModel
from rag.llm.embedded.engine import Engine
from rag.llm.prompts import Prompt, in_background

log = logging.getLogger(__name__)


def slots_of(prompts: Mapping[str, Prompt]) -> dict[str, int]:
    """Slot numbers by prompt: one per prompt that readers wait for; the others share the last."""
    waited_for = [name for name in sorted(prompts) if not in_background(name)]
    slots = {name: slot for slot, name in enumerate(waited_for)}
    return {name: slots.get(name, len(waited_for)) for name in sorted(prompts)}


def warm(
    engine: Engine, model: LanguageModel, prompts: Mapping[str, Prompt], weights: Path, folder: Path
) -> None:
    """Restore the slots of all prompts that readers wait for, or process and save the prompts.

    Raises:
        ModelError: the engine failed.
    """
    wanted = set()
    slots = slots_of(prompts)
    for name, slot in slots.items():
        if in_background(name):
            continue
        file = f"{name}-{_key(prompts[name], weights, len({*slots.values()}))}.slot"
        wanted.add(folder / file)
        if not ((folder / file).exists() and engine.restore(slot, file)):
            _read(model, name, prompts[name])
            _save(engine, slot, file)
    for old in folder.glob("*.slot"):
        if old not in wanted:
            old.unlink(missing_ok=True)


def _save(engine: Engine, slot: int, file: str) -> None:
    try:
        engine.save(slot, file)
    except ModelError as error:
        log.warning("The next start will take longer. %s", error)


def _read(model: LanguageModel, name: str, prompt: Prompt) -> None:
    messages = prompt.messages(**dict.fromkeys(prompt.variables, "?"))
    for _ in model.stream(messages, max_tokens=1, purpose=name):
        pass


def _key(prompt: Prompt, weights: Path, slots: int) -> str:
    """Hash of everything that a slot's file depends on, including the number of slots."""
    status = weights.stat()
    text = "\n".join(str(m.content) for m in prompt.messages(**dict.fromkeys(prompt.variables, "")))
    return sha256(f"{weights.name}|{status.st_size}|{slots}|{text}".encode()).hexdigest()[:16]
