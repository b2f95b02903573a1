import logging
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from index.errors import ModelError
from rag.llm.client import Piece, Slot
from rag.llm.embedded.engine_process import SLOTS
from rag.llm.embedded.prefix_cache import slots_of, warm
from rag.llm.prompts import Prompt, load_prompts
from tests.rag.scripted import ScriptedModel, gone

if TYPE_CHECKING:
    from rag.llm.embedded.engine import Engine


class Slots:
    """The part of an engine that keeps what its slots have read, in a folder."""

    def __init__(
        self,
        folder: Path,
        adapter: Path | None = None,
        *,
        full: bool = False,
        forgets: bool = False,
    ) -> None:
        self.folder = folder
        self.adapters = (adapter,) if adapter else ()
        self.restored: list[int] = []
        self._full = full
        self._forgets = forgets

    def save(self, slot: int, file: str) -> None:
        if self._full:
            raise ModelError("The disk is full.", "Make room.")
        (self.folder / file).write_text(str(slot))

    def restore(self, slot: int, file: str) -> bool:
        self.restored.append(slot)
        return not self._forgets and (self.folder / file).read_text() == str(slot)


@pytest.fixture
def prompts(tmp_path: Path) -> dict[str, Prompt]:
    return {name: prompt(tmp_path, name, "Be kind.") for name in ("b.de", "a.en")}


def prompt(folder: Path, name: str, system: str) -> Prompt:
    file = folder / f"{name}.txt"
    file.write_text(f"--- system\n{system} {name}\n--- user\n{{q}}\n")
    return Prompt(file, {"q"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "slots"
    made.mkdir()
    return made


def start(
    engine: Slots, prompts: dict[str, Prompt], weights: Path, scripts: int = 9
) -> list[str | None]:
    """Warm, and say which prompts the model had to read."""
    model = ScriptedModel(*[[Piece("x")]] * scripts)
    warm(cast("Engine", engine), model, prompts, weights, engine.folder)
    return [asked.purpose for asked in model.asked]


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    file = tmp_path / "m.gguf"
    file.write_bytes(b"weights")
    return file


def test_each_prompt_has_its_slot(prompts: dict[str, Prompt]) -> None:
    assert slots_of(prompts, ()) == {"a.en": Slot(0), "b.de": Slot(1)}


def test_only_the_prompts_that_the_adapter_was_trained_for_use_it(weights: Path) -> None:
    slots = slots_of(load_prompts(), (weights, weights))
    assert {name: slot.adapter for name, slot in slots.items() if slot.adapter is not None} == {
        "answer.de": 0, "answer.en": 0, "verify.de": 1, "verify.en": 1,
    }  # fmt: skip
    assert {slot.number for slot in slots.values()} == {*range(SLOTS)}


def test_an_adapter_is_in_its_slot_before_what_it_has_read(
    tmp_path: Path, folder: Path, weights: Path
) -> None:
    """llama.cpp empties a slot in which the adapter changes."""
    prompts = {"answer.de": prompt(tmp_path, "answer.de", "Be kind.")}
    adapter = tmp_path / "adapter.gguf"
    adapter.write_bytes(b"one")
    assert start(Slots(folder, adapter), prompts, weights) == ["answer.de"] * 2
    again = Slots(folder, adapter)
    assert start(again, prompts, weights) == ["answer.de"]
    assert again.restored == [0]
    adapter.write_bytes(b"another")
    assert start(Slots(folder, adapter), prompts, weights) == ["answer.de"] * 2


def test_prompts_are_read_once_ever(
    prompts: dict[str, Prompt], folder: Path, weights: Path
) -> None:
    first, second = Slots(folder), Slots(folder)
    assert start(first, prompts, weights) == ["a.en", "b.de"]
    assert start(second, prompts, weights) == []
    assert (first.restored, second.restored) == ([], [0, 1])


def test_only_a_changed_prompt_is_read_anew_and_the_old_slot_removed(
    prompts: dict[str, Prompt], folder: Path, weights: Path, tmp_path: Path
) -> None:
    start(Slots(folder), prompts, weights)
    changed = prompts | {"b.de": prompt(tmp_path, "b.de", "Be brief.")}
    assert start(Slots(folder), changed, weights) == ["b.de"]
    assert sorted(path.name.split("-")[0] for path in folder.iterdir()) == ["a.en", "b.de"]


def test_other_weights_read_everything_anew(
    prompts: dict[str, Prompt], folder: Path, weights: Path
) -> None:
    start(Slots(folder), prompts, weights)
    weights.write_bytes(b"other weights")
    assert start(Slots(folder), prompts, weights) == ["a.en", "b.de"]
    assert len(list(folder.iterdir())) == 2


def test_an_engine_with_more_slots_reads_everything_anew(
    prompts: dict[str, Prompt], folder: Path, weights: Path, tmp_path: Path
) -> None:
    start(Slots(folder), prompts, weights)
    more = prompts | {"c.de": prompt(tmp_path, "c.de", "Be kind.")}
    assert start(Slots(folder), more, weights) == ["a.en", "b.de", "c.de"]


def test_a_slot_that_cannot_be_restored_is_read_anew(
    prompts: dict[str, Prompt], folder: Path, weights: Path
) -> None:
    start(Slots(folder), prompts, weights)
    assert start(Slots(folder, forgets=True), prompts, weights) == ["a.en", "b.de"]


def test_a_full_disk_only_costs_time(
    prompts: dict[str, Prompt], folder: Path, weights: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert start(Slots(folder, full=True), prompts, weights) == ["a.en", "b.de"]
    assert caplog.messages == ["The next start will take longer. The disk is full. Make room."] * 2


def test_an_engine_that_is_gone_is_told(
    prompts: dict[str, Prompt], folder: Path, weights: Path
) -> None:
    with pytest.raises(ModelError, match="gone"):
        warm(cast("Engine", Slots(folder)), ScriptedModel([gone()]), prompts, weights, folder)
    assert list(folder.iterdir()) == []
