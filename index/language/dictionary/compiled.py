"""Compiles a word list into an SQLite file for fast look-ups by stem.

Table ``de`` maps German stems to English terms, ``en`` the reverse. A key is the stem of a word, or
the stems of a phrase joined by spaces; its terms are JSON rows of form, stems and weight, best
first. The file is memory-mapped, so only pages in use take memory.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from hashlib import file_digest
from itertools import product
from pathlib import Path
from typing import Final

from filelock import FileLock

from index.disk.durable import sync
from index.errors import DictionaryError
from index.language import compounds
from index.language.dictionary import ding
from index.language.lexicon import Language
from index.language.words import is_content, stem, words

VERSION: Final = 3
"""Raise it when the compilation changes, including the stems."""

Progress = Callable[[int, int], None]
"""Called with the processed and total bytes of the word list."""

_LONGEST_PHRASE: Final = 3
_MOST_SPACES: Final = 5
"""Maximum spaces in a phrase with its stop words; longer entries are example sentences."""
_MOST_TERMS: Final = 30
_WEIGHT_WITHOUT_STOP_WORDS: Final = 0.5
"""Weight of "in agreement" for "agreement", less than the word alone; a guess."""
_EVERY: Final = 1 << 12

_Terms = dict[str, dict[str, tuple[str, float]]]
"""For each key, a mapping of target stems to form and weight."""


def compiled(source: Path, folder: Path, progress: Progress = lambda done, total: None) -> Path:
    """Compile a word list if necessary; returns the file. Removes older ones in the folder.

    Raises:
        DictionaryError: the word list cannot be read, is damaged, or the disk is full.
    """
    try:
        with source.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        target = folder / f"dictionary-{digest[:16]}-{VERSION}.sqlite"
        if not target.exists():
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock(folder / "dictionary.lock"):
                if not target.exists():
                    _compile(source, target, progress)
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        raise DictionaryError(
            f"The word list {source} cannot be compiled ({error}).",
            "Name another in BRIEFING_DICTIONARY, or set BRIEFING_DICTIONARY=off.",
        ) from error
    return target


def _compile(source: Path, target: Path, progress: Progress) -> None:
    german, english, parts = _read(source, progress)
    if not german:
        raise DictionaryError(
            f"{source} is no word list in Ding format: no line is like 'Haus {{n}} :: house'.",
            "Name another in BRIEFING_DICTIONARY, or set BRIEFING_DICTIONARY=off.",
        )
    partial = target.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    base = sqlite3.connect(partial)
    try:
        with base:
            base.execute("CREATE TABLE parts (words TEXT)")
            base.execute("INSERT INTO parts VALUES (?)", ("\n".join(sorted(parts)),))
            for table, terms in (("de", german), ("en", english)):
                base.execute(
                    f"CREATE TABLE {table} (key TEXT PRIMARY KEY, terms TEXT) WITHOUT ROWID"
                )
                base.executemany(
                    f"INSERT INTO {table} VALUES (?, ?)",  # noqa: S608 - the two names above
                    ((key, _rows(terms[key])) for key in sorted(terms)),
                )
    finally:
        base.close()
    sync(partial)
    partial.replace(target)
    for older in target.parent.glob("dictionary-*.sqlite"):
        if older != target:
            older.unlink(missing_ok=True)


def _read(source: Path, progress: Progress) -> tuple[_Terms, _Terms, set[str]]:
    german: _Terms = defaultdict(dict)
    english: _Terms = defaultdict(dict)
    parts: set[str] = set()
    for line in _lines(source, progress):
        for pair in dict.fromkeys(_reduced(line)):
            (de_key, de_form, de_weight), (en_key, en_form, en_weight) = pair
            weight = de_weight * en_weight
            _add(german[de_key], en_key, en_form, weight)
            _add(english[en_key], de_key, de_form, weight)
        parts.update(filter(compounds.is_part, map(compounds.folded, ding.simple_words(line))))
    return german, english, parts


def _lines(source: Path, progress: Progress) -> Iterator[str]:
    total, done = source.stat().st_size, 0
    with source.open("rb") as file:
        for number, raw in enumerate(file):
            done += len(raw)
            line = raw.decode()
            if ding.is_entry(line):
                yield line.rstrip("\n")
            if number % _EVERY == 0:
                progress(done, total)
    progress(total, total)


_Reduced = tuple[str, str, float]
"""Key, form and weight of one side of a pair."""


def _reduced(line: str) -> Iterator[tuple[_Reduced, _Reduced]]:
    for sense in ding.senses(line):
        german = [side for text in sense.german if (side := _reduce(text, "de"))]
        english = [side for text in sense.english if (side := _reduce(text, "en"))]
        yield from product(german, english)


def _reduce(text: str, language: Language) -> _Reduced | None:
    """A word or phrase without stop words; None if nothing is left or it is a sentence."""
    if text.count(" ") > _MOST_SPACES:
        return None
    every = [word.text for word in words(text)]
    content = [word for word in every if is_content(word, language)]
    if not 0 < len(content) <= _LONGEST_PHRASE:
        return None
    key = " ".join(stem(word, language) for word in content)
    weight = 1.0 if len(content) == len(every) else _WEIGHT_WITHOUT_STOP_WORDS
    return key, " ".join(content), weight


def _add(terms: dict[str, tuple[str, float]], key: str, form: str, weight: float) -> None:
    known, before = terms.get(key, (form, 0.0))
    terms[key] = (known, before + weight)


def _rows(terms: dict[str, tuple[str, float]]) -> str:
    best = sorted(terms.items(), key=lambda item: (-item[1][1], item[0]))[:_MOST_TERMS]
    most = best[0][1][1]
    return json.dumps(
        [[form, stems, round(weight / most, 3)] for stems, (form, weight) in best],
        ensure_ascii=False,
        separators=(",", ":"),
    )
