import errno
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from index.building.build import build
from index.building.status import status
from index.building.withdrawing import undo, withdraw
from index.chroma.collections import Collections
from index.embedding.embedder import Embedder, PassageText, Progress
from index.embedding.late_interaction import PassageVectors, QuestionVectors
from index.errors import SourceError, StoreError
from index.formats import Fault
from index.reading.folder import read, scan
from index.reading.parsing import Problem
from index.settings import ROOT, Settings
from index.snapshots.disk import DiskSnapshots
from index.snapshots.manifest import Changes
from index.store import Store
from tests.index.kills import kill_builds

pytestmark = pytest.mark.slow


class CountingEmbedder:
    """The real embedder, noting what it is asked for."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name = embedder.name
        self.dimension = embedder.dimension
        self.embedded: list[str] = []

    def embed_passages(
        self, texts: Sequence[PassageText], progress: Progress | None = None
    ) -> list[PassageVectors]:
        self.embedded.extend(text for _, text in texts)
        return self._embedder.embed_passages(texts, progress)

    def embed_question(self, text: str) -> QuestionVectors:
        return self._embedder.embed_question(text)


def contents(settings: Settings, embedder: Embedder) -> object:
    """Everything that a reader can see of an index, scores and token vectors included."""
    query = embedder.embed_question("Wer lud ein?").dense.tolist()
    with Store.open(DiskSnapshots(settings.data), embedder.name) as store:
        return (
            store.documents(),
            [store.passages(document.id) for document in store.documents()],
            [(hit.passage.id, round(hit.score, 4)) for hit in store.search_passages(query, 50)],
            [tokens_of(store, passage.id) for passage in store.all_passages()],
        )


def tokens_of(store: Store, passage_id: str) -> list[list[int]]:
    """Where the tokens of a passage stand; their numbers round differently in another batch."""
    tokens, offsets = store.tokens.of_passage(passage_id)
    assert len(tokens) == len(offsets)
    places: list[list[int]] = offsets.tolist()
    return places


def test_a_folder_is_followed(
    settings: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No reader needs what was just replaced.
    monkeypatch.setattr("index.snapshots.base._GRACE", -timedelta(days=1))
    counting = CountingEmbedder(embedder)
    first = build(settings, counting)
    assert (first.built, first.documents, first.passages, first.sentences) == (True, 2, 4, 5)
    assert first.embedded == len(counting.embedded) == 4
    assert first.changes == Changes(added=("2025-04-10 summit.md", "treffen.txt"))

    counting.embedded.clear()
    again = build(settings, counting)
    assert replace(again, seconds=0) == replace(
        first, built=False, embedded=0, changes=Changes(), seconds=0, read=0, unchanged=2
    )

    store = Store.open(DiskSnapshots(settings.data), embedder.name)
    (settings.sources / "treffen.txt").rename(settings.sources / "neu.txt")
    (settings.sources / "2025-04-10 summit.md").unlink()
    (settings.sources / "mehr.txt").write_text("Polen bleibt fern.", encoding="utf-8")
    expected = Changes(
        added=("mehr.txt",),
        removed=("2025-04-10 summit.md",),
        renamed=(("treffen.txt", "neu.txt"),),
    )
    assert status(settings).changes == expected
    followed = build(settings, counting)
    assert followed.changes == expected
    assert counting.embedded == ["Polen bleibt fern."]
    assert store.snapshot == first.snapshot != followed.snapshot
    store.close()
    with Store.open(DiskSnapshots(settings.data), embedder.name) as reopened:
        assert reopened.documents() == read(scan(settings.sources)).documents

    (settings.sources / "mehr.txt").write_text("Polen bleibt fern. Gut so.", encoding="utf-8")
    assert build(settings, counting).changes == Changes(changed=("mehr.txt",))
    assert counting.embedded == ["Polen bleibt fern.", "Polen bleibt fern. Gut so."]
    kept = [path.name for path in (settings.data / "index").iterdir() if path.is_dir()]
    assert len(kept) == 2
    reused = contents(settings, embedder)
    assert build(settings, embedder, fresh=True).embedded > 0
    assert contents(settings, embedder) == reused


class BatchedEmbedder(CountingEmbedder):
    """Also notes how many token vectors are on disk whenever it is asked."""

    def __init__(self, embedder: Embedder, data: Path) -> None:
        super().__init__(embedder)
        self._data = data
        self.calls: list[tuple[int, bool]] = []

    def embed_passages(
        self, texts: Sequence[PassageText], progress: Progress | None = None
    ) -> list[PassageVectors]:
        collections = Collections.open(next((self._data / "index").glob("2*")))
        stored = collections.count("passages")
        collections.close()
        self.calls.append((len(texts), stored == len(self.embedded)))
        return super().embed_passages(texts, progress)


def test_what_was_embedded_is_stored_before_more_is(
    settings: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only one batch of vectors is in memory, whatever the size of the briefing."""
    monkeypatch.setattr("index.building.filling._BATCH", 3)
    batched = BatchedEmbedder(embedder, settings.data)
    build(settings, batched)
    assert batched.calls == [(3, True), (1, True)]
    in_batches = contents(settings, embedder)
    monkeypatch.undo()
    build(settings, embedder, fresh=True)
    assert contents(settings, embedder) == in_batches


PAGE = (
    "<html><head><title>{}</title></head><body><p>Die Minister kamen am Montag nach Brüssel.</p>"
    "<p>Frankreich und Großbritannien hatten sie eingeladen.</p></body></html>"
)


def test_a_new_title_alone_is_embedded(settings: Settings, embedder: Embedder) -> None:
    """It stands above each passage, though it is no part of the text that their ids stand for."""
    page = settings.sources / "seite.html"
    page.write_text(PAGE.format("Treffen der Minister"), encoding="utf-8")
    build(settings, embedder)
    page.write_text(PAGE.format("Gipfel ohne Ergebnis"), encoding="utf-8")
    assert build(settings, embedder).embedded == 2
    followed = contents(settings, embedder)
    build(settings, embedder, fresh=True)
    assert contents(settings, embedder) == followed


def test_bad_files_are_reported_each_time(settings: Settings, embedder: Embedder) -> None:
    (settings.sources / "bad.txt").write_bytes(b"\xff")
    problem = Problem("bad.txt", "Byte 0 is not valid UTF-8: save it as UTF-8.", Fault.ENCODING)
    assert build(settings, embedder).problems == (problem,)
    assert build(settings, embedder).problems == (problem,)
    assert status(settings).problems == (problem,)


def test_nothing_readable_is_an_error(settings: Settings, embedder: Embedder) -> None:
    for path in settings.sources.iterdir():
        path.write_bytes(b"\xff")
    with pytest.raises(SourceError, match=r"None of the 2 files .* can be read"):
        build(settings, embedder)


def test_another_model_rebuilds(settings: Settings, embedder: Embedder) -> None:
    build(settings, embedder)
    other = CountingEmbedder(embedder)
    other.name = "other"
    assert build(settings, other).embedded == 4
    with pytest.raises(StoreError, match="made with the embedding model other"):
        Store.open(DiskSnapshots(settings.data), embedder.name)


def test_one_writer_at_a_time(settings: Settings, embedder: Embedder) -> None:
    with (
        DiskSnapshots(settings.data).writing(),
        pytest.raises(StoreError, match=rf"Another build, .*\(process {os.getpid()}\)"),
    ):
        build(settings, embedder)


def test_a_full_disk_loses_nothing(
    settings: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(settings, embedder)
    before = contents(settings, embedder)
    (settings.sources / "mehr.txt").write_text("Polen bleibt fern.", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Collections, "add", full)
        with pytest.raises(StoreError, match=r"No space left on device.*Free some space"):
            build(settings, embedder)
    assert contents(settings, embedder) == before
    assert len([p for p in (settings.data / "index").iterdir() if p.is_dir()]) == 1


def test_an_unwritable_data_folder_is_an_error(settings: Settings, embedder: Embedder) -> None:
    settings.data.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        build(settings, embedder)


@pytest.mark.parametrize("step", ["storing", "verifying"])
def test_build_kill_build_gives_the_same_index(
    settings: Settings, embedder: Embedder, built_once: Settings, step: str
) -> None:
    # What is killed needs no model: nothing of it may stay.
    script = f"""
import sys, time
from pathlib import Path
import numpy as np
from index.building.build import build
from index.embedding.late_interaction import PassageVectors
from index.settings import ROOT, Settings
class Cheap:
    name, dimension = "cheap", 2
    def embed_passages(self, texts, progress):
        vectors = [np.array([1.0, float(n)], np.float32) for n, _ in enumerate(texts)]
        return [PassageVectors.of_dense(vector) for vector in vectors]
def progress(step, done, total):
    if step == {step!r}:
        print(step, flush=True)
        time.sleep(60)
build(Settings(sources=Path(sys.argv[1]), data=Path(sys.argv[2])), Cheap(), progress)
"""
    with subprocess.Popen(
        [sys.executable, "-c", script, settings.sources, settings.data],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"{step}\n"
        process.send_signal(signal.SIGKILL)
    with pytest.raises(StoreError, match="no index"):
        Store.open(DiskSnapshots(settings.data), embedder.name)
    assert build(settings, embedder).built
    assert len([p for p in (settings.data / "index").iterdir() if p.is_dir()]) == 1
    assert contents(settings, embedder) == contents(built_once, embedder)


def test_kills_at_random_moments(tmp_path: Path) -> None:
    # More of them: python -m tests.index.kills 60
    kill_builds(tmp_path, 4)


def test_what_a_killed_build_left_goes_when_there_is_nothing_to_do(
    settings: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.snapshots.base._GRACE", timedelta(0))
    made = build(settings, embedder)
    left = settings.data / "index" / "20200101T000000000000"
    (left / "chroma").mkdir(parents=True)
    assert not build(settings, embedder).built
    assert [p.name for p in (settings.data / "index").iterdir() if p.is_dir()] == [made.snapshot]


def test_an_unchanged_folder_loads_no_model(settings: Settings, embedder: Embedder) -> None:
    build(settings, embedder)
    script = """
import sys
from pathlib import Path
from index.building.build import build
from index.settings import ROOT, Settings
report = build(Settings(sources=Path(sys.argv[1]), data=Path(sys.argv[2])))
print(report.built, sorted({"torch", "chromadb", "sentence_transformers"} & set(sys.modules)))
"""
    said = subprocess.run(
        [sys.executable, "-c", script, settings.sources, settings.data],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert said.stdout == "False []\n"


def test_what_is_withdrawn_stays_out_until_its_text_changes(
    settings: Settings, embedder: Embedder
) -> None:
    copy, original = settings.sources / "a copy.txt", settings.sources / "treffen.txt"
    copy.write_text(original.read_text(encoding="utf-8"), encoding="utf-8")
    build(settings, embedder)
    [entry] = withdraw(settings, "a copy.txt", "  Das war\nfalsch. ")
    assert (entry.source, entry.why) == ("a copy.txt", "Das war falsch.")
    assert not status(settings).up_to_date

    report = build(settings, embedder)
    left_out = tuple(
        Problem(source, entry.message, Fault.WITHDRAWN) for source in ("a copy.txt", "treffen.txt")
    )
    assert (report.built, report.documents, report.problems) == (True, 1, left_out)
    assert status(settings).up_to_date
    assert status(settings).problems == left_out

    original.rename(settings.sources / "renamed.txt")
    assert build(settings, embedder).documents == 1
    with (settings.sources / "renamed.txt").open("a", encoding="utf-8") as file:
        file.write("\nBerichtigt.\n")
    assert [problem.source for problem in build(settings, embedder).problems] == ["a copy.txt"]

    undo(settings, "a copy.txt")
    assert build(settings, embedder).problems == ()
    with pytest.raises(SourceError, match=r"No article a copy\.txt is withdrawn"):
        undo(settings, "a copy.txt")
    with pytest.raises(SourceError, match=r"no article gone\.txt"):
        withdraw(settings, "gone.txt", "Weg.")


def test_a_damaged_record_of_withdrawals_brings_nothing_back(
    settings: Settings, embedder: Embedder
) -> None:
    withdraw(settings, "treffen.txt", "Falsch.")
    (settings.data / "withdrawn.json").write_bytes(b"[{")
    with pytest.raises(StoreError, match="record of withdrawn articles"):
        build(settings, embedder)
