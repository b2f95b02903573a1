"""Rows of stems that are kept against rows that are made."""

from pathlib import Path

import numpy as np
import pytest

from index.language import stem_rows as module
from index.language.dictionary.lookup import Dictionary
from index.language.stem_rows import StemRows, Text, stem_rows

TEXTS: list[Text] = [
    ("Der Münzfund lag an der Straßensperrung.", "de"),
    ("Funde gab es auch im Haus.", "de"),
    ("The contact group met in Geneva.", "en"),
    ("", "en"),
    ("Funde gab es auch im Haus.", "de"),
]


class Stemmed:
    """The texts that had to be stemmed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts: list[str] = []
        plain = Dictionary.passage_stems

        def counted(dictionary: Dictionary, text: str, language: str) -> dict[str, float]:
            self.texts.append(text)
            return plain(dictionary, text, language)  # type: ignore[arg-type]

        monkeypatch.setattr(Dictionary, "passage_stems", counted)


def as_dicts(rows: StemRows) -> list[dict[str, float]]:
    return [
        dict(
            zip(
                (rows.stems[number] for number in rows.numbers[start:end]),
                rows.weights[start:end].round(4).tolist(),
                strict=True,
            )
        )
        for start, end in zip(rows.starts[:-1], rows.starts[1:], strict=True)
    ]


def plainly(texts: list[Text], dictionary: Dictionary) -> list[dict[str, float]]:
    return [
        {
            f"{language} {stem}": round(float(np.float32(worth)), 4)
            for stem, worth in dictionary.passage_stems(text, language).items()
        }
        for text, language in texts
    ]


@pytest.mark.parametrize("kept", [True, False])
def test_the_rows_are_those_of_the_plain_way(kept: bool, small: Dictionary, tmp_path: Path) -> None:
    file = tmp_path / "new" / "stems.npz" if kept else None
    expected = [{key: round(w, 4) for key, w in row.items()} for row in plainly(TEXTS, small)]
    for _ in range(2):
        rows = as_dicts(stem_rows(TEXTS, small, file))
        assert [{k: pytest.approx(w) for k, w in row.items()} for row in expected] == rows


def test_only_new_texts_are_stemmed(
    small: Dictionary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, stemmed = tmp_path / "stems.npz", Stemmed(monkeypatch)
    stem_rows(TEXTS, small, file)
    assert len(stemmed.texts) == len({*TEXTS})
    stemmed.texts.clear()
    stem_rows(TEXTS, small, file)
    assert stemmed.texts == []
    changed: list[Text] = [("Haus und Hof.", "de"), *TEXTS[3:0:-1], ("Funde gab es.", "de")]
    rows = stem_rows(changed, small, file)
    assert stemmed.texts == ["Haus und Hof.", "Funde gab es."]
    assert as_dicts(rows) == as_dicts(stem_rows(changed, small, None))


@pytest.mark.parametrize("size", [0, 10, 400, -1])
def test_a_damaged_file_is_made_again(size: int, small: Dictionary, tmp_path: Path) -> None:
    file = tmp_path / "stems.npz"
    expected = as_dicts(stem_rows(TEXTS, small, file))
    file.write_bytes(file.read_bytes()[:size])
    assert as_dicts(stem_rows(TEXTS, small, file)) == expected
    assert as_dicts(stem_rows(TEXTS, small, file)) == expected


def test_rows_made_otherwise_are_not_used(
    small: Dictionary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, stemmed = tmp_path / "stems.npz", Stemmed(monkeypatch)
    stem_rows(TEXTS, small, file)
    stemmed.texts.clear()
    stem_rows(TEXTS, Dictionary.absent(), file)
    assert len(stemmed.texts) == len({*TEXTS})
    stemmed.texts.clear()
    monkeypatch.setattr(module, "_version", lambda: "of another program")
    stem_rows(TEXTS, Dictionary.absent(), file)
    assert len(stemmed.texts) == len({*TEXTS})


def test_a_file_that_cannot_be_written_costs_time_alone(small: Dictionary, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    rows = stem_rows(TEXTS, small, tmp_path / "file" / "stems.npz")
    assert as_dicts(rows) == as_dicts(stem_rows(TEXTS, small, None))
