"""Translating ahead, over an assistant that only counts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import monotonic, sleep

import pytest

from index.errors import ModelError
from index.passages.splitting import split
from rag.llm.client import LanguageModel
from rag.runtime.ahead import SENTENCES, TranslatorAhead, newest_first
from tests.rag.scripted import ScriptedModel, document, gone


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

    @property
    def idle_s(self) -> float:
        return 0.0 if self.done >= self.busy_after else 100.0

    def translate(self, most: int | None, go_on: Callable[[], bool]) -> Iterator[tuple[int, int]]:
        self.most = most
        for _ in range(self.done, self.sentences):
            if self.error:
                raise self.error
            assert go_on()
            self.done += 1
            yield self.done, self.sentences


@pytest.fixture
def briefing() -> Briefing:
    return Briefing(ScriptedModel())


def test_everything_is_translated(briefing: Briefing, tmp_path: Path) -> None:
    assert TranslatorAhead(briefing, tmp_path).work("g1")
    assert (briefing.done, briefing.most) == (4, SENTENCES)


def test_a_reader_ends_the_work_and_it_goes_on_later(briefing: Briefing, tmp_path: Path) -> None:
    ahead = TranslatorAhead(briefing, tmp_path)
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
    ahead = TranslatorAhead(briefing, tmp_path)
    ahead.start()
    end = monotonic() + 20
    while briefing.done < 4 and monotonic() < end:
        sleep(0.01)
    ahead.close()
    assert briefing.done == 4


def test_a_model_that_fails_is_told(briefing: Briefing, tmp_path: Path) -> None:
    briefing.error = gone()
    with pytest.raises(ModelError):
        TranslatorAhead(briefing, tmp_path).work("g1")


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
    ahead = TranslatorAhead(briefing, tmp_path)
    ahead.start()
    end = monotonic() + 20
    while not caplog.records and monotonic() < end:
        sleep(0.01)
    assert caplog.messages[0].startswith("Nothing is translated ahead of time.")
    briefing.error = None
    while briefing.done < 4 and monotonic() < end:
        sleep(0.01)
    ahead.close()
    assert briefing.done == 4


def test_leads_of_the_newest_day_come_first() -> None:
    days = (("Alt.\nAlter Text.", 1), ("Neu A.\nText A.\nEnde A.", 2), ("Neu B.\nText B.", 2))
    articles = [replace(document(text), date=date(2026, 5, day)) for text, day in days]
    found = newest_first([(article, split(article)) for article in articles])
    assert list(found) == [
        (sentence, "en")
        for sentence in (
            "Neu A.", "Neu B.", "Text A.", "Text B.", "Ende A.", "Alt.", "Alter Text.",
        )
    ]  # fmt: skip
