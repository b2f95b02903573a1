"""Articles are added to an assistant that goes on answering; the index is the real one."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.building.adding import Upload
from index.building.build import Report
from index.building.filling import Progress
from index.errors import LockedError, StoreError
from index.formats import Fault
from index.settings import Settings
from index.types import Document
from index.withdrawals import Withdrawal
from rag.assistant import Assistant
from rag.contract import to_json
from rag.runtime import uploads as module
from rag.runtime.uploads import Indexing, Uploads
from rag.types import Done, Sources
from rag.web.conversation.record import Conversation, Exchange
from rag.web.conversation.tabs import Conversations

pytestmark = pytest.mark.usefixtures("verified_here")

OLD = Upload("alt.txt", "Die Minister tagten am Donnerstag in Brüssel.\nPolen kam nicht.".encode())
NEW = Upload("neu.txt", b"Der Zoo von Leipzig hat einen Pinguin namens Otto bekommen.")


def wait(editing: Uploads) -> Indexing:
    end = time.monotonic() + 120
    while editing.indexing().running:
        assert time.monotonic() < end
        time.sleep(0.02)
    return editing.indexing()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "sources").mkdir()
    return Settings(sources=tmp_path / "sources", data=tmp_path / "data", llm="off")


@pytest.fixture
def assistant(settings: Settings) -> Iterator[Assistant]:
    (settings.sources / "alt.txt").write_bytes(OLD.data)
    helper = Assistant(settings)
    helper.start()
    helper.wait()
    yield helper
    helper.close()


def found(assistant: Assistant, question: str) -> set[str]:
    first, *_, last = assistant.ask(question)
    assert isinstance(first, Sources)
    assert isinstance(last, Done)
    return {evidence.passage.source for evidence in first.evidence}


@pytest.mark.slow
def test_an_added_article_is_answered_from_and_no_question_fails_meanwhile(
    assistant: Assistant, settings: Settings
) -> None:
    editing = Uploads(settings.sources, assistant)
    before = assistant.state().snapshot
    stop = threading.Event()
    answered: list[set[str]] = []

    def ask() -> None:
        while not stop.is_set():
            answered.append(found(assistant, "Wie heißt der Pinguin im Zoo von Leipzig?"))

    asking = threading.Thread(target=ask)
    asking.start()
    outcome = editing.add([NEW, OLD])
    assert [d.source for d in outcome.added] == ["added/neu.txt"]
    assert [p.source for p in outcome.problems] == ["alt.txt"]
    assert wait(editing) == Indexing()
    stop.set()
    asking.join()
    assert answered
    assert assistant.state().snapshot != before
    assert "added/neu.txt" in found(assistant, "Wie heißt der Pinguin im Zoo von Leipzig?")
    assert [d.source for d in assistant.documents()] == ["added/neu.txt", "alt.txt"]


@pytest.mark.slow
def test_a_withdrawn_article_is_out_of_search_cache_and_conversations_and_stays_out(
    assistant: Assistant, settings: Settings
) -> None:
    (settings.sources / "neu.txt").write_bytes(NEW.data)
    assistant.rebuild(lambda *_: None)
    question = "Wie heißt der Pinguin im Zoo von Leipzig?"
    *_, last = assistant.ask(question)
    assert isinstance(last, Done)
    assert [one.source for one in last.answer.shown] == ["neu.txt"]
    conversations = Conversations(withdrawal=assistant.withdrawal)
    held = conversations.add(
        Conversation().asked(Exchange(question).after(Sources("de", ())).after(last))
    )

    running = assistant.ask("Wie heißt der Pinguin?", use_cache=False)
    next(running)
    editing = Uploads(settings.sources, assistant)
    editing.withdraw("neu.txt", "Der Zoo widerspricht.")
    assert found(assistant, question) == {"alt.txt"}
    *_, last = running
    assert isinstance(last, Done)
    assert {one.withdrawn for one in last.answer.shown} == {"Der Zoo widerspricht."}
    shown = conversations.get(held).exchanges[0].answer
    assert shown is not None
    assert {
        one["withdrawn"] for one in (*to_json(shown)["citations"], *to_json(shown)["nearest"])
    } == {"Der Zoo widerspricht."}
    assert [d.source for d in assistant.documents()] == ["alt.txt"]

    assert wait(editing) == Indexing()
    assert [one.fault for one in assistant.left_out()] == [Fault.WITHDRAWN]
    assert [one.fault for one in editing.add([NEW]).problems] == [Fault.WITHDRAWN]
    assert found(assistant, question) == {"alt.txt"}
    editing.reinstate("neu.txt")
    assert wait(editing) == Indexing()
    assert "neu.txt" in found(assistant, question)
    shown = conversations.get(held).exchanges[0].answer
    assert shown is not None
    assert {one.withdrawn for one in shown.shown} == {None}


@pytest.mark.slow
def test_the_first_article_of_all_can_be_added(settings: Settings) -> None:
    assistant = Assistant(settings)
    assistant.start()
    assistant.wait()
    assert not assistant.state().answers
    with pytest.raises(StoreError):
        assistant.documents()
    editing = Uploads(settings.sources, assistant)
    editing.add([OLD])
    assert wait(editing) == Indexing()
    assert assistant.state().answers
    assert found(assistant, "Wo tagten die Minister?") == {"added/alt.txt"}
    assistant.close()


class Slow:
    """An assistant whose builds are counted and do as they are told."""

    def __init__(self, *outcomes: Exception | None) -> None:
        self.outcomes = list(outcomes)
        self.builds = 0
        self.go_on = threading.Event()

    def documents(self) -> tuple[Document, ...]:
        return ()

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        return ()

    def withdraw(self, source: str, why: str) -> tuple[Withdrawal, ...]:
        raise NotImplementedError

    def reinstate(self, source: str) -> tuple[Withdrawal, ...]:
        raise NotImplementedError

    def rebuild(self, progress: Progress) -> Report:
        self.builds += 1
        progress("embedding", 1, 2)
        self.go_on.wait(20)
        if self.outcomes and (error := self.outcomes.pop(0)):
            raise error
        return None  # type: ignore[return-value]


def upload(n: int) -> Upload:
    return Upload(f"{n}.txt", f"Artikel Nummer {n}.".encode())


def test_articles_added_during_a_build_make_one_more_round(tmp_path: Path) -> None:
    slow = Slow()
    editing = Uploads(tmp_path, slow)
    editing.add([upload(1)])
    while editing.indexing().step != "embedding":
        time.sleep(0.01)
    assert editing.indexing() == Indexing("embedding", 1, 2)
    for n in (2, 3, 4):
        editing.add([upload(n)])
    slow.go_on.set()
    assert wait(editing) == Indexing()
    assert slow.builds == 2


def test_articles_added_during_a_build_that_fails_are_built(tmp_path: Path) -> None:
    slow = Slow(StoreError("No room.", "Make some."))
    editing = Uploads(tmp_path, slow)
    editing.add([upload(1)])
    while editing.indexing().step != "embedding":
        time.sleep(0.01)
    editing.add([upload(2)])
    slow.go_on.set()
    assert wait(editing) == Indexing()
    assert slow.builds == 2


def test_a_build_of_another_process_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_RETRY_S", 0.01)
    slow = Slow(LockedError("Busy.", "Wait."), LockedError("Busy.", "Wait."))
    slow.go_on.set()
    editing = Uploads(tmp_path, slow)
    editing.add([upload(1)])
    assert wait(editing) == Indexing()
    assert slow.builds == 3


def test_a_build_that_fails_is_told_and_the_next_one_tries_again(tmp_path: Path) -> None:
    slow = Slow(StoreError("No room.", "Make some."))
    slow.go_on.set()
    editing = Uploads(tmp_path, slow)
    editing.add([upload(1)])
    assert wait(editing) == Indexing("failed", problem="No room. Make some.")
    editing.add([upload(2)])
    assert wait(editing) == Indexing()


def test_a_defect_is_told_and_the_next_one_tries_again(tmp_path: Path) -> None:
    slow = Slow(ZeroDivisionError("a defect"))
    slow.go_on.set()
    editing = Uploads(tmp_path, slow)
    editing.add([upload(1)])
    assert wait(editing).step == "failed"
    assert "a defect" in (editing.indexing().problem or "")
    editing.add([upload(2)])
    assert wait(editing) == Indexing()


def test_nothing_added_builds_nothing(tmp_path: Path) -> None:
    slow = Slow()
    editing = Uploads(tmp_path, slow)
    editing.add([Upload("bild.png", b"x")])
    assert (editing.indexing(), slow.builds) == (Indexing(), 0)
