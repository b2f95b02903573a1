"""A newer index is taken up while questions run, and none of them fails by it."""

import gc
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.building.build import build
from index.building.withdrawing import undo, withdraw
from index.embedding.embedder import Embedder
from index.errors import StoreError
from index.settings import Settings
from index.snapshots.disk import DiskSnapshots
from index.store import Store
from rag.runtime.index import IndexComponent
from rag.runtime.state import Phase
from tests.index.conftest import write_articles

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("verified_here")]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_articles(tmp_path / "sources")
    return Settings(sources=tmp_path / "sources", data=tmp_path / "data")


@pytest.fixture
def part(
    settings: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[IndexComponent]:
    monkeypatch.setattr("rag.runtime.index.load_embedder", lambda _: embedder)
    monkeypatch.setattr("rag.runtime.index._LOOK_S", 0.05)
    monkeypatch.setattr("rag.runtime.index._RETRY_S", 0.05)
    made = IndexComponent(settings)
    yield made
    made.close()


def until(reached: Callable[[], bool]) -> None:
    for _ in range(600):
        if reached():
            return
        time.sleep(0.05)
    raise AssertionError("It did not happen.")


def add(settings: Settings, name: str, text: str) -> None:
    (settings.sources / name).write_text(text, encoding="utf-8")


def sources(part: IndexComponent) -> set[str]:
    with part.reading() as retriever:
        return {document.source for document in retriever.store.documents()}


def test_questions_go_on_while_the_index_changes(
    settings: Settings, part: IndexComponent, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []
    close = Store.close

    def noted(store: Store) -> None:
        closed.append(store.snapshot)
        close(store)

    monkeypatch.setattr(Store, "close", noted)
    part.start()
    part.wait()
    assert part.state.phase is Phase.READY
    ended, failures, asked = threading.Event(), list[Exception](), [0, 0, 0, 0]

    def ask(number: int) -> None:
        while not ended.is_set():
            try:
                with part.reading() as retriever:
                    for _ in range(5):  # a reader stays for a while
                        found = retriever.search("Wer lud ein?", "de", 3)
                        assert len(found.candidates) == 3
                asked[number] += 1
            except (StoreError, AssertionError) as error:
                failures.append(error)

    people = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for person in people:
        person.start()
    snapshots = [part.store.snapshot] if part.store else []
    for number in range(4):
        add(settings, f"neu{number}.txt", f"Meldung Nummer {number} ist da.")
        snapshots.append(build(settings, embedder).snapshot)
        until(lambda: part.store is not None and part.store.snapshot == snapshots[-1])
    ended.set()
    for person in people:
        person.join()
    assert failures == []
    assert min(asked) > 0
    assert closed == snapshots[:-1]
    assert {f"neu{number}.txt" for number in range(4)} <= sources(part)


def test_a_reader_keeps_its_store_until_it_leaves(
    settings: Settings, part: IndexComponent, embedder: Embedder
) -> None:
    part.start()
    part.wait()
    with part.reading() as before:
        add(settings, "neu.txt", "Neues.")
        build(settings, embedder)
        until(lambda: part.store is not before.store)
        assert before.search("Wer lud ein?", "de", 1).candidates
    with pytest.raises(StoreError, match="closed"):
        before.search("Wer lud ein?", "de", 1)


def test_taking_up_an_index_leaves_nothing_to_the_cycle_collector(
    settings: Settings, part: IndexComponent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which would hold the interpreter's lock for a second in a large briefing."""
    collecting: list[bool] = []
    opened = Store.open

    def noted(*arguments: Any) -> Store:
        collecting.append(gc.isenabled())
        return opened(*arguments)

    monkeypatch.setattr(Store, "open", noted)
    part.start()
    part.wait()
    assert gc.isenabled()
    old = weakref.ref(part.store or pytest.fail("no store"))
    add(settings, "neu.txt", "Neues.")
    try:
        assert gc.get_freeze_count() > 0
        part.rebuild(lambda *_: None)
        until(lambda: old() is None)  # it was frozen: freed without the collector
    finally:
        gc.unfreeze()
    assert collecting == [False, False]


class Cycle:
    def __init__(self) -> None:
        self.me = self


@pytest.mark.parametrize("collecting", [True, False])
def test_cycles_that_were_frozen_are_freed_by_the_next_change_of_index(
    settings: Settings, part: IndexComponent, collecting: bool
) -> None:
    part.start()
    part.wait()
    cycle = Cycle()
    gone = weakref.ref(cycle)
    try:
        if not collecting:
            gc.disable()
        add(settings, "neu.txt", "Neues.")
        part.rebuild(lambda *_: None)
        del cycle  # frozen by then
        gc.collect()
        assert gone() is not None
        add(settings, "mehr.txt", "Mehr.")
        part.rebuild(lambda *_: None)
        assert gone() is None
        assert gc.isenabled() == collecting
    finally:
        gc.enable()
        gc.unfreeze()


def test_the_word_lists_are_read_before_a_question_comes(
    part: IndexComponent, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr("rag.runtime.index.is_listed", lambda _, language: read.append(language))
    part.start()
    part.wait()
    assert sorted(read) == ["de", "en"]


def test_a_damaged_newer_index_leaves_the_one_in_use(
    settings: Settings, part: IndexComponent, embedder: Embedder
) -> None:
    part.start()
    part.wait()
    snapshots = DiskSnapshots(settings.data)
    first = snapshots.current() or ""
    add(settings, "neu.txt", "Neues.")
    broken = snapshots.folder("99991231T000000000000")
    broken.mkdir()
    snapshots.switch(broken.name)
    time.sleep(0.3)
    assert part.state.phase is Phase.READY
    assert part.store is not None
    assert part.store.snapshot == first
    build(settings, embedder)
    until(lambda: "neu.txt" in sources(part))


def test_what_is_missing_at_first_is_waited_for(settings: Settings, part: IndexComponent) -> None:
    for article in settings.sources.iterdir():
        article.unlink()
    part.start()
    part.wait()
    assert part.state.phase is Phase.FAILED
    with pytest.raises(StoreError, match=r"holds no"):
        sources(part)
    add(settings, "neu.txt", "Endlich steht hier etwas.")
    until(lambda: part.state.phase is Phase.READY)
    assert sources(part) == {"neu.txt"}


def test_the_first_index_is_waited_for_while_another_process_makes_it(
    settings: Settings, part: IndexComponent, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = 0
    plain = IndexComponent._look

    def counted(self: IndexComponent) -> None:
        nonlocal tries
        tries += 1
        plain(self)

    monkeypatch.setattr(IndexComponent, "_look", counted)
    with DiskSnapshots(settings.data).writing():
        part.start()
        until(lambda: tries > 2)
        waiting = part.state
        assert waiting.phase is Phase.LOADING
        with pytest.raises(StoreError, match="still being loaded"):
            sources(part)
    part.wait()
    assert part.state.phase is Phase.READY


def test_adding_is_answered_from_at_once(settings: Settings, part: IndexComponent) -> None:
    part.start()
    part.wait()
    add(settings, "neu.txt", "Neues.")
    part.rebuild(lambda *_: None)
    assert "neu.txt" in sources(part)


def test_a_defect_is_outlived_and_said(
    part: IndexComponent, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = 3

    def load(_: str) -> Embedder:
        nonlocal failures
        failures -= 1
        if failures >= 0:
            raise ZeroDivisionError("a defect")
        return embedder

    monkeypatch.setattr("rag.runtime.index.load_embedder", load)
    part.start()
    part.wait()
    assert part.state.phase is Phase.FAILED
    assert "a defect" in (part.state.problem or "")
    with pytest.raises(StoreError, match="a defect"):
        sources(part)
    until(lambda: part.state.phase is Phase.READY)


def test_changed_bytes_are_found_after_opening_and_mended_by_a_build(
    settings: Settings, part: IndexComponent, embedder: Embedder
) -> None:
    build(settings, embedder)
    snapshots = DiskSnapshots(settings.data)
    folder = snapshots.folder(snapshots.current() or "")
    database = folder / "chroma" / "chroma.sqlite3"
    data = database.read_bytes()
    database.write_bytes(data.replace(b"mehr als 30", b"mehr als 70"))
    part.start()
    until(lambda: part.state.phase is Phase.FAILED)
    assert "has changed" in (part.state.problem or "")
    assert part.store is not None
    summit = next(d for d in part.store.documents() if d.source.endswith(".md"))
    assert part.store.document(summit.id) == summit
    build(settings, embedder)
    until(lambda: part.state.phase is Phase.READY)
    part.store.check_contents()


def test_a_withdrawn_article_is_hidden_before_any_build(part: IndexComponent) -> None:
    part.start()
    part.wait()
    before = part.store.snapshot if part.store else ""
    with part.reading() as held:
        part.withdraw("treffen.txt", "Falsch.")
        assert held.search("Wer lud ein?", "de", 3).candidates  # who reads, reads on
    assert sources(part) == {"2025-04-10 summit.md"}
    assert part.store is not None
    assert part.store.snapshot != before
    with part.reading() as retriever:
        found = retriever.search("Wer lud ein?", "de", 3).candidates
        assert {one.passage.source for one in found} == {"2025-04-10 summit.md"}
        assert retriever.search("Wer lud ein?", "de", 3, ["treffen.txt"]).candidates == ()

    part.reinstate("treffen.txt")
    assert "treffen.txt" in sources(part)
    assert part.store.snapshot == before


def test_what_another_process_withdraws_is_hidden_too(
    settings: Settings, part: IndexComponent
) -> None:
    part.start()
    part.wait()
    withdraw(settings, "treffen.txt", "Falsch.")
    until(lambda: sources(part) == {"2025-04-10 summit.md"})
    undo(settings, "treffen.txt")
    until(lambda: "treffen.txt" in sources(part))
