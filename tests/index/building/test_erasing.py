"""The text of an article that is gone is in no file of the new index."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.building.build import build
from index.building.withdrawing import withdraw
from index.settings import Settings
from index.snapshots.disk import DiskSnapshots
from tests.index.kills import Cheap

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("verified_here")]

WORD = "Geheimniskater"
THREE_LETTERS = "中ge"
"""As Chroma's full-text index keeps a word; no other entry begins like it, so it is whole."""
SECRET = f"Der 中{WORD} schläft hier."
REST = "Der Hafen wächst.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(sources=tmp_path / "sources", data=tmp_path / "data")
    settings.sources.mkdir()
    for number in range(20):
        text = f"Artikel {number} steht hier.\n\nDas ist Satz {number}.\n"
        (settings.sources / f"{number}.txt").write_text(text, encoding="utf-8")
    (settings.sources / "secret.txt").write_text(f"{REST}\n{SECRET}\n", encoding="utf-8")
    return settings


def holding(settings: Settings, text: str) -> set[str]:
    """Names of the files of the current snapshot with a text in them."""
    snapshots = DiskSnapshots(settings.data)
    files = snapshots.folder(snapshots.current() or "").rglob("*")
    return {path.name for path in files if path.is_file() and text.encode() in path.read_bytes()}


def delete(settings: Settings) -> None:
    (settings.sources / "secret.txt").unlink()


def take_back(settings: Settings) -> None:
    withdraw(settings, "secret.txt", "Falsch.")


def shorten(settings: Settings) -> None:
    (settings.sources / "secret.txt").write_text(REST, encoding="utf-8")


@pytest.mark.parametrize("change", [delete, take_back, shorten])
def test_no_file_of_the_new_index_holds_what_is_gone(
    settings: Settings, change: Callable[[Settings], None]
) -> None:
    build(settings, Cheap())
    assert holding(settings, WORD) == holding(settings, THREE_LETTERS) == {"chroma.sqlite3"}
    change(settings)
    assert build(settings, Cheap()).built
    snapshots = DiskSnapshots(settings.data)
    assert snapshots.manifest(snapshots.current() or "").removed > 0  # a copy, not made anew
    assert holding(settings, WORD) == holding(settings, THREE_LETTERS) == set()
    assert holding(settings, "Artikel 7 steht hier.") == {"chroma.sqlite3"}

    (settings.sources / "new.txt").write_text("Neu ist dieser Satz.\n", encoding="utf-8")
    build(settings, Cheap())
    assert holding(settings, WORD) == set()
