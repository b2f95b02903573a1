"""``python -m tests.index.kills 60``: builds and uploads that are killed at random moments.

After each kill of a build the index has to be usable, and after each ten a build has to give the
same index as one that was never disturbed, without anything left behind. After each kill of an
upload every article in the folder is whole.
"""

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path

import numpy as np

from index.building.adding import FOLDER, Upload, add
from index.building.build import build
from index.embedding.embedder import PassageText, Progress
from index.embedding.late_interaction import PassageVectors, QuestionVectors
from index.errors import StoreError
from index.settings import ROOT, Settings
from index.snapshots.disk import DiskSnapshots
from index.store import Store

ARTICLES = 30
ROUND = 10
"""Kills between two comparisons."""


class Cheap:
    """Vectors of a text's hash: what is tested is not the search."""

    name, dimension = "cheap", 8

    def embed_passages(
        self,
        texts: Sequence[PassageText],
        progress: Progress | None = None,  # noqa: ARG002 - part of the interface
    ) -> list[PassageVectors]:
        return [PassageVectors.of_dense(self.embed_question(text).dense) for _, text in texts]

    def embed_question(self, text: str) -> QuestionVectors:
        numbers = np.frombuffer(sha256(text.encode()).digest()[: self.dimension], np.uint8)
        return QuestionVectors.of_dense(np.asarray(numbers / 255 + 0.01, np.float32))


def write(sources: Path, number: int) -> None:
    """A new article, or another version of one."""
    sources.mkdir(exist_ok=True)
    text = "".join(f"Satz {n} der Fassung {number} steht hier.\n" for n in range(40))
    (sources / f"artikel {number % ARTICLES}.md").write_text(text, encoding="utf-8")


def start(settings: Settings) -> subprocess.Popen[bytes]:
    """A build in a process of its own."""
    places = [str(settings.sources), str(settings.data)]
    command = [sys.executable, "-m", "tests.index.kills", "build", *places]
    return subprocess.Popen(command, cwd=ROOT)


def contents(settings: Settings) -> object:
    """All that a reader can see; None where there is no index yet."""
    snapshots = DiskSnapshots(settings.data)
    if snapshots.current() is None:
        return None
    asked = Cheap().embed_question("Satz")
    with Store.open(snapshots, Cheap.name) as store:
        store.check_contents()
        return (
            store.documents(),
            [store.passages(document.id) for document in store.documents()],
            # Of passages that are equally near Chroma may give any.
            [round(hit.score, 3) for hit in store.search_passages(asked.dense.tolist(), 9)],
        )


def kill_builds(folder: Path, kills: int, seed: int = 0) -> int:
    """Kill builds; how many of them were hit while they ran.

    Raises:
        AssertionError: an index that cannot be used, another one than without kills, or leftovers.
    """
    chance = random.Random(seed)
    settings = Settings(sources=folder / "sources", data=folder / "data")
    for number in range(ARTICLES):
        write(settings.sources, number)
    began = time.monotonic()
    assert start(settings).wait() == 0
    usual = time.monotonic() - began
    hit = 0
    for number in range(1, kills + 1):
        write(settings.sources, ARTICLES + number)
        process = start(settings)
        time.sleep(chance.uniform(0, usual))
        process.send_signal(signal.SIGKILL)
        hit += process.wait() == -signal.SIGKILL
        assert contents(settings) is not None, f"no index after kill {number}"
        if number % ROUND == 0 or number == kills:
            _compare(settings, folder / "undisturbed")
    return hit


def _compare(settings: Settings, elsewhere: Path) -> None:
    build(settings, Cheap())
    other = settings.model_copy(update={"data": elsewhere})
    build(other, Cheap(), fresh=True)
    assert contents(settings) == contents(other)
    shutil.rmtree(elsewhere)
    build(settings, Cheap())
    left = {path.name for path in (settings.data / "index").iterdir()}
    snapshots = DiskSnapshots(settings.data)
    current = snapshots.current() or ""
    folders = {name for name in left if name.startswith("2")}
    assert current in folders
    assert len(folders) <= 3, f"left behind: {folders}"
    assert left - folders <= {"current", "current.new", "lock"}, left


def upload_for_ever(sources: Path) -> None:
    """Articles of one name, one by one; a line for each that is there."""
    for number in count():
        text = f"Upload {number} von {time.time()}\n\n{'Ein Satz steht hier. ' * 200}Ende."
        found = add(sources, [Upload("x.txt", text.encode())], {}, {})
        assert len(found.added) == 1
        print(number, flush=True)


def kill_uploads(folder: Path, kills: int, seed: int = 0) -> int:
    """Kill a process that adds articles; how many it had added in all.

    Raises:
        AssertionError: an article is not whole, or one that was told to be there is not.
    """
    chance = random.Random(seed)
    sources = folder / "uploaded"
    sources.mkdir()
    told = 0
    for number in range(1, kills + 1):
        command = [sys.executable, "-m", "tests.index.kills", "upload", str(sources)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.05))
            process.send_signal(signal.SIGKILL)
            told += 1 + len(process.stdout.read().splitlines())
        there = [path for path in (sources / FOLDER).iterdir() if path.name[0] != "."]
        whole = [path for path in there if path.read_text(encoding="utf-8").endswith("Ende.")]
        assert there == whole, f"not whole after kill {number}: {set(there) - set(whole)}"
        assert len(there) >= told, f"{told} were added, {len(there)} are there"
    return told


def main() -> None:
    if sys.argv[1] == "build":
        build(Settings(sources=Path(sys.argv[2]), data=Path(sys.argv[3])), Cheap())
        return
    if sys.argv[1] == "upload":
        upload_for_ever(Path(sys.argv[2]))
        return
    kills = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory() as folder:
        added = kill_uploads(Path(folder), kills, seed)
        print(f"{kills} kills of uploads: all of the {added} articles are whole.", flush=True)
        try:
            hit = kill_builds(Path(folder), kills, seed)
        except StoreError as error:
            sys.exit(f"Not usable: {error}")
    print(f"{kills} kills of builds, {hit} of them while one ran: the index is the same each time.")


if __name__ == "__main__":
    main()
