"""Text and vectors of an article that is gone are in no file of the new index."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from index.building.build import build
from index.building.withdrawing import withdraw
from index.embedding.embedder import PassageText, Progress
from index.embedding.late_interaction import PassageVectors
from index.settings import Settings
from index.snapshots.disk import DiskSnapshots
from tests.index.chroma.slots import as_stored
from tests.index.kills import Cheap

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("verified_here")]

WORD = "Geheimniskater"
THREE_LETTERS = "中ge"
"""As Chroma's full-text index keeps a word; no other entry begins like it, so it is whole."""
SECRET = f"Der 中{WORD} schläft hier."
REST = "Der Hafen wächst.\n"
TEXTS = {WORD.encode(), THREE_LETTERS.encode()}


class WithTokens(Cheap):
    """Two token vectors per passage as well."""

    def embed_passages(
        self, texts: Sequence[PassageText], progress: Progress | None = None
    ) -> list[PassageVectors]:
        found = super().embed_passages(texts, progress)
        places = np.zeros((2, 2), np.int32)
        tokens = [np.resize(one.dense.view(np.int8), (2, 128)) for one in found]
        return [PassageVectors(f.dense, t, places) for f, t in zip(found, tokens, strict=True)]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(sources=tmp_path / "sources", data=tmp_path / "data")
    settings.sources.mkdir()
    for number in range(20):
        text = f"Artikel {number} steht hier.\n\nDas ist Satz {number}.\n"
        (settings.sources / f"{number}.txt").write_text(text, encoding="utf-8")
    (settings.sources / "secret.txt").write_text(f"{REST}\n{SECRET}\n", encoding="utf-8")
    return settings


def snapshot(settings: Settings) -> Path:
    """The folder of the current snapshot."""
    snapshots = DiskSnapshots(settings.data)
    return snapshots.folder(snapshots.current() or "")


def holding(folder: Path, secrets: set[bytes]) -> set[str]:
    """Names of the files below a folder with a secret in them."""
    return {
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(secret in path.read_bytes() for secret in secrets)
    }


def vectors(settings: Settings) -> set[bytes]:
    """All vectors of secret.txt: of the document and of its passages, as computed and as stored."""
    snapshots = DiskSnapshots(settings.data)
    name = snapshots.current() or ""
    articles = snapshots.articles(snapshots.manifest(name))
    own = [one.id for one in articles.documents.values() if one.source == "secret.txt"]
    texts = [("", passage.text) for one in own for passage in articles.passages[one]]
    if not texts:
        return set()
    found = WithTokens().embed_passages(texts)
    dense = np.asarray([one.dense for one in found])
    dense = np.concatenate([dense, [dense.sum(axis=0)]])
    stored = as_stored(snapshots.folder(name), dense)
    return stored | {row.tobytes() for row in dense} | {one.tokens.tobytes() for one in found}


def delete(settings: Settings) -> None:
    (settings.sources / "secret.txt").unlink()


def take_back(settings: Settings) -> None:
    withdraw(settings, "secret.txt", "Falsch.")


def shorten(settings: Settings) -> None:
    (settings.sources / "secret.txt").write_text(REST, encoding="utf-8")


@pytest.mark.parametrize("change", [delete, take_back, shorten])
def test_no_file_of_the_new_index_holds_what_is_gone(
    settings: Settings, change: Callable[[Settings], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(settings, WithTokens())
    for text in TEXTS:
        assert holding(snapshot(settings), {text}) == {"chroma.sqlite3"}
    before = vectors(settings)
    assert holding(snapshot(settings), before) >= {"data_level0.bin", "token_vectors.npy"}

    change(settings)
    assert build(settings, WithTokens()).built
    snapshots = DiskSnapshots(settings.data)
    assert snapshots.manifest(snapshots.current() or "").removed > 0  # a copy, not made anew
    gone = before - vectors(settings)
    assert len(gone) > len(before) / 2
    assert holding(snapshot(settings), TEXTS | gone) == set()
    assert holding(snapshot(settings), {b"Artikel 7 steht hier."}) == {"chroma.sqlite3"}

    monkeypatch.setattr("index.snapshots.base._GRACE", timedelta(0))
    (settings.sources / "new.txt").write_text("Neu ist dieser Satz.\n", encoding="utf-8")
    build(settings, WithTokens())
    assert holding(settings.data, TEXTS | gone) == set()


def test_an_index_of_an_earlier_version_is_made_anew_from_its_vectors(settings: Settings) -> None:
    build(settings, WithTokens())
    before = vectors(settings)
    snapshots = DiskSnapshots(settings.data)
    manifest = snapshots.manifest(snapshots.current() or "")
    manifest.model_copy(update={"erasable": False}).write(snapshot(settings))
    delete(settings)
    assert build(settings, WithTokens()).embedded == 0
    assert snapshots.manifest(snapshots.current() or "").removed == 0
    assert holding(snapshot(settings), TEXTS | before) == set()
