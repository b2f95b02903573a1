"""Caches of arrays in files, for what takes long to compute from the texts of an index.

A file belongs to the code and the data that it was made with; made with others, it is not read. If
it is missing, damaged or cannot be written, this only costs time.
"""

import io
import logging
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.disk.durable import checksum, write_atomically

log = logging.getLogger(__name__)

_MADE_WITH = "made_with"


def load_table(
    file: Path | None, made_with: str, names: Collection[str]
) -> Mapping[str, NDArray[Any]] | None:
    """The arrays of a file by name; None if it is missing, damaged or made with something else.

    Args:
        file: the cache; None for no cache.
        made_with: as it was given to :func:`keep_table`.
        names: of the arrays.
    """
    if file is None or not file.exists():
        return None
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as table:
            if str(table[_MADE_WITH]) != made_with:
                return None
            return {name: table[name] for name in names}
    except (OSError, ValueError, KeyError, EOFError, RuntimeError, BadZipFile) as error:
        log.warning("%s cannot be read and is made again: %s", file, error)
        return None


def keep_table(file: Path, made_with: str, **arrays: NDArray[Any]) -> None:
    """Replace the contents of a cache.

    Args:
        file: its folder is made if it is missing.
        made_with: versions of the code and the data that determine the arrays.
        arrays: by name.
    """
    written = io.BytesIO()
    contents: dict[str, Any] = {_MADE_WITH: np.asarray(made_with), **arrays}
    np.savez(written, **contents)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, written.getvalue())
    except OSError as error:
        log.warning("%s cannot be written: %s", file, error)


def text_key(text: str) -> int:
    """64 bits of the SHA-256 of a text, by which caches find it again."""
    return int.from_bytes(sha256(text.encode(errors="replace")).digest()[:8])


def version_of(modules: Iterable[Path], *libraries: str) -> str:
    """Version of what is computed by some modules, and by libraries of these versions."""
    return f"{checksum(modules)[:16]} {' '.join(libraries)}".strip()
