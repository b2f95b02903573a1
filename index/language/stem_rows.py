"""Caches the stems of every passage in a file between starts.

Stemming takes some 0.3 ms per passage, half a minute for a hundred thousand. A row depends only on
the passage's text, so after a build only new and changed passages are stemmed, in whatever
snapshot they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from index.disk.tables import keep_table, load_table, text_key, version_of
from index.language.dictionary.lookup import Dictionary
from index.language.lexicon import Language

Text = tuple[str, Language]
"""The text of a passage as searched, and its language."""
_MADE_BY: Final = ("words.py", "compounds.py", "de.py", "en.py", "dictionary/lookup.py")
"""Modules that determine the stems; after a change to any of them, cached rows are dropped."""
_ARRAYS: Final = ("keys", "stems", "starts", "numbers", "weights")


@dataclass(frozen=True, slots=True)
class StemRows:
    """Sparse rows, one per passage: its stems and their weights.

    The weights are those of :meth:`Dictionary.passage_stems`.
    """

    stems: tuple[str, ...]
    """All stems, each with a language prefix: ``de haus``."""
    starts: NDArray[np.int64]
    """Start of each passage's row, then the end; shape (passages + 1,)."""
    numbers: NDArray[np.int32]
    """Indices into ``stems``, for all rows in sequence."""
    weights: NDArray[np.float32]

    def pick(self, rows: Sequence[int]) -> Self:
        """The rows of some passages, in the given order."""
        chosen = np.asarray(rows, np.int64)
        lengths = np.diff(self.starts)[chosen]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        inside = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
        places = np.repeat(self.starts[chosen], lengths) + inside
        return type(self)(self.stems, starts, self.numbers[places], self.weights[places])


def stem_rows(texts: Sequence[Text], dictionary: Dictionary, file: Path | None) -> StemRows:
    """The rows of all texts, in order.

    Args:
        texts: of the passages.
        dictionary: splits compounds.
        file: the cache. If it is missing, damaged or not writable, it only costs time.
    """
    keys = [_key(text) for text in texts]
    kept = _Growing(*_load(file, dictionary))
    missing = False
    for key, (text, language) in zip(keys, texts, strict=True):
        if key not in kept.row:
            kept.add(key, dictionary.passage_stems(text, language), language)
            missing = True
    rows = kept.rows().pick([kept.row[key] for key in keys])
    if file and (missing or len(kept.row) > len(set(keys))):
        _keep(file, dictionary, keys, rows)
    return rows


class _Growing:
    """Rows by key, to which more can be added."""

    def __init__(self, keys: Sequence[int], rows: StemRows) -> None:
        self.row = {key: number for number, key in enumerate(keys)}
        self._count = len(keys)
        self._before = rows
        self._stems = {stem: number for number, stem in enumerate(rows.stems)}
        self._lengths: list[int] = []
        self._numbers: list[int] = []
        self._weights: list[float] = []

    def add(self, key: int, stems: dict[str, float], language: Language) -> None:
        self.row[key] = self._count
        self._count += 1
        self._lengths.append(len(stems))
        for stem, weight in stems.items():
            self._numbers.append(self._stems.setdefault(f"{language} {stem}", len(self._stems)))
            self._weights.append(weight)

    def rows(self) -> StemRows:
        before = self._before
        starts = before.starts[-1] + np.cumsum(self._lengths, dtype=np.int64)
        return StemRows(
            tuple(self._stems),
            np.concatenate([before.starts, starts]),
            np.concatenate([before.numbers, np.asarray(self._numbers, np.int32)]),
            np.concatenate([before.weights, np.asarray(self._weights, np.float32)]),
        )


_EMPTY: Final[tuple[list[int], StemRows]] = (
    [],
    StemRows((), np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32)),
)


def _key(text: Text) -> int:
    words, language = text
    return text_key(f"{language} {words}")


@cache
def _version() -> str:
    here = Path(__file__).parent
    libraries = (version("snowballstemmer"), version("simplemma"))
    return version_of((here / name for name in _MADE_BY), *libraries)


def _made_with(dictionary: Dictionary) -> str:
    return f"{_version()} {dictionary.version}"


def _load(file: Path | None, dictionary: Dictionary) -> tuple[list[int], StemRows]:
    """The keys and rows of a cache; none if it cannot be used."""
    table = load_table(file, _made_with(dictionary), _ARRAYS)
    if table is None:
        return _EMPTY
    stems = table["stems"].tobytes().decode()
    rows = StemRows(
        tuple(stems.split("\n")) if stems else (),
        table["starts"],
        table["numbers"],
        table["weights"],
    )
    return table["keys"].tolist(), rows


def _keep(file: Path, dictionary: Dictionary, keys: Sequence[int], rows: StemRows) -> None:
    """Write the rows of an index, replacing those of the previous one."""
    used = np.unique(rows.numbers)
    places = np.zeros(len(rows.stems), np.int32)
    places[used] = np.arange(len(used), dtype=np.int32)
    keep_table(
        file,
        _made_with(dictionary),
        keys=np.asarray(keys, np.uint64),
        stems=np.frombuffer("\n".join(rows.stems[number] for number in used).encode(), np.uint8),
        starts=rows.starts,
        numbers=places[rows.numbers],
        weights=rows.weights,
    )
