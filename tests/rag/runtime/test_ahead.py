"""Reading and translating ahead, over an assistant that only counts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, cast

import pytest
from langchain_core.messages import BaseMessage

from index.errors import ModelError
from index.passages.splitting import split
from rag.llm.client import LanguageModel
from rag.runtime.ahead import SENTENCES, Preparer, newest_first, read, sentences_of
from rag.types import LANGUAGES
from tests.rag.scripted import ScriptedModel, document, gone

if TYPE_CHECKING:
    from rag.llm.embedded.read_ahead import PassageStates


@dataclass
class Briefing:
    """An assistant with sentences to translate."""

    model: LanguageModel | None
    sentences: int = 4
    done: int = 0
    busy_after: int = 99
    """A reader comes when so many are translated."""
    error: Exception | None = None
    snapshot: str | None = "g1"
    most: int | None = None
    passages: int = 2
    read: int = 0
    read_before: int | None = None
    """How many passages were read when the first sentence was translated."""

    @property
    def idle_s(self) -> float:
        return 0.0 if self.done >= self.busy_after else 100.0

    def read_ahead(self, go_on: Callable[[], bool]) -> Iterator[tuple[int, int]]:
        for _ in range(self.read, self.passages):
            assert go_on()
            self.read += 1
            yield self.read, self.passages

    def translate(self, most: int | None, go_on: Callable[[], bool]) -> Iterator[tuple[int, int]]:
        self.most = most
        if self.read_before is None:
            self.read_before = self.read
        for _ in range(self.done, self.sentences):
            if self.error:
                raise self.error
            assert go_on()
            self.done += 1
            yield self.done, self.sentences


@pytest.fixture
def briefing() -> Briefing:
    return Briefing(ScriptedModel())


def test_everything_is_read_and_then_translated(briefing: Briefing, tmp_path: Path) -> None:
    assert Preparer(briefing, tmp_path).work("g1")
    assert (briefing.done, briefing.most) == (4, SENTENCES)
    assert briefing.read == briefing.read_before == 2


def test_a_passage_that_is_abandoned_is_read_later(
    briefing: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def abandoned(go_on: Callable[[], bool]) -> Iterator[tuple[int, int]]:  # noqa: ARG001
        yield 1, 2

    monkeypatch.setattr(briefing, "read_ahead", abandoned)
    assert not Preparer(briefing, tmp_path).work("g1")
    assert briefing.done == 0


def test_a_reader_ends_the_work_and_it_goes_on_later(briefing: Briefing, tmp_path: Path) -> None:
    ahead = Preparer(briefing, tmp_path)
    briefing.busy_after = 2
    assert not ahead.work("g1")
    assert briefing.done == 2
    briefing.busy_after = 99
    assert ahead.work("g1")
    assert briefing.done == 4


def test_it_works_in_the_background_until_it_is_closed(
    briefing: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.runtime.idle._POLL_S", 0.01)
    ahead = Preparer(briefing, tmp_path)
    ahead.start()
    end = monotonic() + 20
    while briefing.done < 4 and monotonic() < end:
        sleep(0.01)
    ahead.close()
    assert briefing.done == 4


def test_a_model_that_fails_is_told(briefing: Briefing, tmp_path: Path) -> None:
    briefing.error = gone()
    with pytest.raises(ModelError):
        Preparer(briefing, tmp_path).work("g1")


@pytest.mark.parametrize("error", [gone(), ZeroDivisionError("a defect")])
def test_a_failure_in_the_background_is_told_and_outlived(
    briefing: Briefing,
    tmp_path: Path,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("rag.runtime.idle._POLL_S", 0.01)
    monkeypatch.setattr("rag.runtime.idle._RETRY_S", 0.01)
    briefing.error = error
    ahead = Preparer(briefing, tmp_path)
    ahead.start()
    end = monotonic() + 20
    while not caplog.records and monotonic() < end:
        sleep(0.01)
    assert caplog.messages[0].startswith("Nothing is read or translated ahead of time.")
    briefing.error = None
    while briefing.done < 4 and monotonic() < end:
        sleep(0.01)
    ahead.close()
    assert briefing.done == 4


def test_leads_of_the_newest_day_come_first() -> None:
    days = (("Alt.\nAlter Text.", 1), ("Neu A.\nText A.\nEnde A.", 2), ("Neu B.\nText B.", 2))
    articles = [replace(document(text), date=date(2026, 5, day)) for text, day in days]
    found = newest_first([(article, split(article)) for article in articles])
    assert sentences_of(found, None) == [
        (sentence, "en")
        for sentence in (
            "Neu A.", "Neu B.", "Text A.", "Text B.", "Ende A.", "Alt.", "Alter Text.",
        )
    ]  # fmt: skip


class States:
    """What the engine has read; ``room`` passages more can be kept."""

    def __init__(self, *known: tuple[str, str], room: int = 9) -> None:
        self.known = set(known)
        self._room = room

    def affordable(self, readings: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return list(readings)[: self._room]

    def keep_only(self, readings: Sequence[tuple[str, str]]) -> None:
        self.known &= set(readings)

    def holds(self, prompt: str, passage: str) -> bool:
        return (prompt, passage) in self.known


class Reader(ScriptedModel):
    """Notes what it reads ahead in what it has read."""

    def __init__(self, states: States) -> None:
        super().__init__()
        self._read = states.known

    def read_ahead(self, messages: Sequence[BaseMessage], purpose: str, passage: str) -> None:
        assert messages
        self._read.add((purpose, passage))


def test_what_fits_is_read_once_and_what_is_gone_is_forgotten() -> None:
    text = "Museum\nEs öffnet.\nEs schließt.\nEs brennt."
    wanted = [(passage, LANGUAGES[0]) for passage in split(document(text))]
    first, second, last = (("answer.de", p.in_context) for p, _ in wanted if not p.is_heading)
    states = States(first, ("answer.de", "weg"), room=2)
    told = read(Reader(states), cast("PassageStates", states), wanted, lambda: True)
    assert list(told) == [(1, 2), (2, 2)]
    assert states.known == {first, second}
    assert last not in states.known


def test_nothing_more_is_read_once_a_reader_asks() -> None:
    states = States()
    wanted = [(passage, LANGUAGES[0]) for passage in split(document("Titel\nEins.\nZwei."))]
    told = read(Reader(states), cast("PassageStates", states), wanted, lambda: not states.known)
    assert list(told) == [(1, 2), (1, 2)]
    assert len(states.known) == 1


def test_a_reader_who_asks_at_once_leaves_everything_to_be_read() -> None:
    states = States()
    wanted = [(passage, LANGUAGES[0]) for passage in split(document("Titel\nEins.\nZwei."))]
    told = read(Reader(states), cast("PassageStates", states), wanted, lambda: False)
    assert list(told) == [(0, 2)]
    assert not states.known
