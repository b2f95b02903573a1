from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from index.errors import ModelError
from rag.answer.reader import read, read_ahead
from rag.llm.client import LanguageModel, Slot
from rag.llm.embedded import read_ahead as module
from rag.llm.embedded.prefix_cache import slots_of, warm
from rag.llm.embedded.read_ahead import PassageStates
from rag.llm.prompts import load_prompts

if TYPE_CHECKING:
    from rag.llm.embedded.engine import Engine

HEAD = bytes(range(256)) * 400
DE, EN = ("answer.de", "Alle kamen."), ("answer.en", "All came.")
Made = Callable[..., PassageStates]


class Slots:
    """The part of an engine that saves and restores its state, which is ``state``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = b""
        self.restored: list[tuple[int, bytes]] = []

    def save(self, slot: int, file: str) -> None:  # noqa: ARG002 - there is one state
        (self.folder / file).write_bytes(self.state)

    def restore(self, slot: int, file: str) -> bool:
        self.restored.append((slot, (self.folder / file).read_bytes()))
        return True


@pytest.fixture
def fake(tmp_path: Path) -> Slots:
    return Slots(tmp_path)


@pytest.fixture
def made(fake: Slots, tmp_path: Path) -> Made:
    """Makes the states of an engine whose prompts begin with ``head``."""

    def states(head: bytes = HEAD) -> PassageStates:
        numbers = {"answer.de": Slot(3), "answer.en": Slot(4), "write.de": Slot(5)}
        files = {name: tmp_path / f"{name}.slot" for name in numbers}
        for name in ("answer.de", "write.de"):
            files[name].write_bytes(head)  # that of answer.en could not be saved
        return PassageStates(cast("Engine", fake), numbers, files, tmp_path / "passages")

    return states


def test_a_state_comes_back_as_it_was_and_takes_only_the_room_of_what_is_new(
    made: Made, fake: Slots, tmp_path: Path
) -> None:
    states = made()
    fake.state = HEAD + b"Alle kamen."
    assert not states.recall(*DE)
    states.keep(*DE)
    fake.state = b"something else"
    assert made().holds(*DE), "it outlives the process"
    assert states.recall(*DE)
    assert fake.restored == [(3, HEAD + b"Alle kamen.")]
    (file,) = (tmp_path / "passages").rglob("*.zst")
    assert file.stat().st_size < 1000 < len(HEAD)
    assert not list(tmp_path.glob("*.state"))


@pytest.mark.parametrize("reading", [EN, ("write.de", "Alle kamen."), ("answer.de", "Anderes.")])
def test_what_was_not_read_is_not_recalled(
    made: Made, fake: Slots, reading: tuple[str, str]
) -> None:
    states = made()
    states.keep(*DE)
    if reading[0] != "answer.de":
        states.keep(*reading)
    assert not states.holds(*reading)
    assert not states.recall(*reading)
    assert fake.restored == []


def test_states_after_another_beginning_are_removed(made: Made, tmp_path: Path) -> None:
    made().keep(*DE)
    assert not made(head=HEAD[::-1]).holds(*DE)
    assert not list((tmp_path / "passages").rglob("*.zst"))


@pytest.mark.parametrize("content", [b"", b"no state", None])
def test_a_damaged_state_is_removed(
    made: Made, fake: Slots, tmp_path: Path, content: bytes | None
) -> None:
    states = made()
    fake.state = HEAD[7:] + b"end"
    states.keep(*DE)
    (file,) = (tmp_path / "passages").rglob("*.zst")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if content is None else content)
    assert not states.recall(*DE)
    assert not states.holds(*DE)
    assert fake.restored == []


def test_a_disk_that_cannot_be_written_is_told(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:  # noqa: ARG001 - the disk is full for all
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_atomically", full)
    with pytest.raises(ModelError, match=r"No space left on device.*Free some space"):
        made().keep(*DE)
    assert not list(tmp_path.glob("*.state"))


def test_only_what_is_in_the_briefing_is_kept(made: Made) -> None:
    states = made()
    for passage in ("Eins.", "Zwei."):
        states.keep("answer.de", passage)
    states.keep_only([("answer.de", "Zwei."), EN])
    assert [states.holds("answer.de", passage) for passage in ("Eins.", "Zwei.")] == [False, True]


def test_as_many_are_read_as_there_is_room_for(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    states = made()
    wanted = [("answer.de", "x" * 10), EN, ("answer.de", "y" * 10), ("answer.de", "z" * 10)]
    monkeypatch.setattr(module, "_SPARED_BYTES", 0)
    monkeypatch.setattr(module, "_BYTES_PER_CHARACTER", 10)
    monkeypatch.setattr(module, "MOST_BYTES", 250)
    assert states.affordable(wanted) == [wanted[0], wanted[2]]
    states.keep(*wanted[0])  # which takes less than was estimated
    monkeypatch.setattr(module, "MOST_BYTES", 299)
    assert len(states.affordable(wanted)) == 3
    monkeypatch.setattr(module, "_SPARED_BYTES", 10**18)
    assert states.affordable(wanted) == [], "the disk is left to others"


@pytest.mark.model
def test_the_real_model_answers_alike_from_what_it_has_read_ahead(
    engine: "Engine", weights: Path, slots: Path, tmp_path: Path
) -> None:
    prompts = load_prompts()
    numbers = slots_of(prompts, engine.adapters)
    model = LanguageModel(engine.url, "real", engine.key, slots=numbers)
    files = warm(engine, model, prompts, weights, slots)
    passage, other = (
        "Der Stadtrat hat am Dienstag beschlossen, das Hallenbad in Wermelsheim bis zum Mai 2027 "
        f"zu sanieren. Die Kosten von {cost} Millionen Euro trägt das Land."
        for cost in (12, 13)
    )
    asked = "Wie viel kostet die Sanierung des Hallenbads?"
    plain = read(model, "de", asked, passage)
    model.states = states = PassageStates(engine, numbers, files, tmp_path / "passages")
    assert read_ahead(model, "de", passage, lambda: True)
    assert states.holds("answer.de", passage)
    read(model, "de", "Was kostet es?", other)
    ahead = read(model, "de", asked, passage)
    assert ahead.log_odds == pytest.approx(plain.log_odds, abs=0.3)
    assert ahead.short
    assert "12" in ahead.short.text
