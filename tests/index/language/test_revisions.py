"""Passages that revise an earlier report, and the file that remembers them."""

from pathlib import Path

import pytest

from index.language.statements import revisions as module
from index.language.statements.revisions import revisions

TEXTS = (
    "Korrektur: Die Brücke ist 40 Meter lang.",
    "The bridge is closed.",
    "Zunächst war von zwölf Verletzten die Rede, nun sind es neun.",
    "Die Brücke bleibt gesperrt.",
)


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were searched, in order."""
    found: list[str] = []
    search = module.revises

    def note(text: str) -> bool:
        found.append(text)
        return search(text)

    monkeypatch.setattr(module, "revises", note)
    return found


@pytest.mark.parametrize("kept", [True, False])
def test_a_start_finds_the_same_with_and_without_a_file(kept: bool, tmp_path: Path) -> None:
    file = tmp_path / "new" / "revisions.npz" if kept else None
    for _ in range(2):
        found = revisions(TEXTS, file)
        assert found.revises.tolist() == [True, False, True, False]
        assert found.retracts.tolist() == [True, False, False, False]
    assert (file is not None and file.exists()) == kept


def test_only_new_texts_are_searched(searched: list[str], tmp_path: Path) -> None:
    file = tmp_path / "revisions.npz"
    revisions(TEXTS, file)
    assert searched == list(TEXTS)
    searched.clear()
    changed = ("Berichtigung: Es waren sieben.", *TEXTS[1:])
    for _ in range(2):
        assert revisions(changed, file).retracts.tolist() == [True, False, False, False]
    assert searched == [changed[0]]


def test_patterns_that_have_changed_are_searched_for_again(
    searched: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "revisions.npz"
    revisions(TEXTS, file)
    monkeypatch.setattr(module, "_version", lambda: "of other patterns")
    searched.clear()
    revisions(TEXTS, file)
    assert searched == list(TEXTS)


@pytest.mark.parametrize("size", [0, 10, -1])
def test_a_damaged_file_is_made_again(size: int, searched: list[str], tmp_path: Path) -> None:
    file = tmp_path / "revisions.npz"
    revisions(TEXTS, file)
    file.write_bytes(file.read_bytes()[:size])
    revisions(TEXTS, file)
    searched.clear()
    assert revisions(TEXTS, file).revises.tolist() == [True, False, True, False]
    assert searched == []


def test_no_passages() -> None:
    assert revisions((), None).revises.tolist() == []
