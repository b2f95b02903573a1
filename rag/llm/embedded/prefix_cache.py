"""Prefix cache: the fixed beginnings of the prompts are processed once and stored on disk.

A prompt of 1,000 tokens takes 15 s on two cores. The engine's slots are saved after the first start
and restored in milliseconds at the next.
"""

import logging
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from langchain_core.messages import BaseMessage, HumanMessage

from index.errors import ModelError
from rag.llm.client import LanguageModel, Slot
from rag.llm.embedded.adapter import NUMBERS
from rag.llm.embedded.engine import Engine
from rag.llm.prompts import Prompt, in_background

log = logging.getLogger(__name__)


def slots_of(prompts: Mapping[str, Prompt], adapters: Sequence[Path]) -> dict[str, Slot]:
    """Slots by prompt: one per prompt that readers wait for; the others share the last.

    Args:
        prompts: by name.
        adapters: those of the engine.
    """
    waited_for = _waited_for(prompts)
    numbers = {name: number for number, name in enumerate(waited_for)}
    trained = {name: number for name, number in NUMBERS.items() if number < len(adapters)}
    return {
        name: Slot(numbers.get(name, len(waited_for)), trained.get(name))
        for name in sorted(prompts)
    }


def warm(
    engine: Engine, model: LanguageModel, prompts: Mapping[str, Prompt], weights: Path, folder: Path
) -> dict[str, Path]:
    """Restore the slots of all prompts that readers wait for, or process and save the prompts.

    Returns:
        The files of the slots, by prompt; those that could not be saved do not exist.

    Raises:
        ModelError: the engine failed.
    """
    files: dict[str, Path] = {}
    slots = slots_of(prompts, engine.adapters)
    count = len({slot.number for slot in slots.values()})
    for slot, name in enumerate(_waited_for(prompts)):
        number = slots[name].adapter
        adapter = None if number is None else engine.adapters[number]
        file = f"{name}-{_key(prompts[name], weights, adapter, count)}.slot"
        files[name] = folder / file
        if adapter:
            # llama.cpp empties a slot when its adapter changes, so it has to be there before.
            _answer(model, name, [HumanMessage("?")])
        if not (files[name].exists() and engine.restore(slot, file)):
            values = dict.fromkeys(prompts[name].variables, "?")
            _answer(model, name, prompts[name].messages(**values))
            _save(engine, slot, file)
    for old in folder.glob("*.slot"):
        if old not in files.values():
            old.unlink(missing_ok=True)
    return files


def _waited_for(prompts: Mapping[str, Prompt]) -> list[str]:
    return [name for name in sorted(prompts) if not in_background(name)]


def _save(engine: Engine, slot: int, file: str) -> None:
    try:
        engine.save(slot, file)
    except ModelError as error:
        log.warning("The next start will take longer. %s", error)


def _answer(model: LanguageModel, name: str, messages: Sequence[BaseMessage]) -> None:
    for _ in model.stream(messages, max_tokens=1, purpose=name):
        pass


def _key(prompt: Prompt, weights: Path, adapter: Path | None, slots: int) -> str:
    """Hash of everything that a slot's file depends on, including the number of slots."""
    status = weights.stat()
    text = "\n".join(str(m.content) for m in prompt.messages(**dict.fromkeys(prompt.variables, "")))
    made = sha256(f"{weights.name}|{status.st_size}|{slots}|{text}".encode())
    if adapter:
        made.update(adapter.read_bytes())
    return made.hexdigest()[:16]
