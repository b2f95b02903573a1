"""Whether a text corrects an earlier report, or says that one was wrong.

Searching a passage for the patterns takes some 45 µs, 4.5 s for a hundred thousand passages. The
result depends only on the text, so it is kept in a file between starts, and after a build only new
and changed passages are searched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.disk.tables import keep_table, load_table, text_key, version_of
from index.language.statements.by_language import STATEMENTS
from index.language.statements.disputes import RETRACTION

_CACHED: Final = 1 << 14
_REVISES: Final = 1
_RETRACTS: Final = 2


@lru_cache(_CACHED)
def corrects(text: str) -> bool:
    """Whether a text is a note that an earlier report was wrong or is replaced."""
    return any(one.correction.search(text) for one in STATEMENTS.values())


@lru_cache(_CACHED)
def retracts(text: str) -> bool:
    """Whether a text says, as a note or in passing, that an earlier report was wrong."""
    return corrects(text) or any(pattern.search(text) for pattern in RETRACTION.values())


@lru_cache(_CACHED)
def revises(text: str) -> bool:
    """Whether a text corrects an earlier report or calls a value outdated."""
    return retracts(text) or any(one.revision.search(text) for one in STATEMENTS.values())


@dataclass(frozen=True, slots=True)
class Revisions:
    """Masks of passages, shape (passages,)."""

    revises: NDArray[np.bool_]
    """Those that correct an earlier report or call a value outdated."""
    retracts: NDArray[np.bool_]
    """Those that say that an earlier report was wrong."""


def revisions(texts: Sequence[str], file: Path | None) -> Revisions:
    """Those of a sequence of passages.

    Args:
        texts: of the passages.
        file: the cache; None for no cache.
    """
    table = load_table(file, _version(), ("keys", "found"))
    kept = dict(zip(table["keys"].tolist(), table["found"].tolist(), strict=True)) if table else {}
    keys = [text_key(text) for text in texts]
    found = {
        key: kept[key] if key in kept else _found(text)
        for key, text in zip(keys, texts, strict=True)
    }
    if file and found.keys() != kept.keys():
        keep_table(
            file,
            _version(),
            keys=np.asarray(list(found), np.uint64),
            found=np.asarray(list(found.values()), np.uint8),
        )
    flags = np.asarray([found[key] for key in keys], np.uint8)
    return Revisions((flags & _REVISES).astype(np.bool_), (flags & _RETRACTS).astype(np.bool_))


def _found(text: str) -> int:
    return _REVISES * revises(text) | _RETRACTS * retracts(text)


@cache
def _version() -> str:
    statements, retractions = STATEMENTS.values(), RETRACTION.values()
    patterns = [*retractions]
    patterns += [p for one in statements for p in (one.correction, one.revision)]
    searched = "\n".join(f"{pattern.pattern} {pattern.flags}" for pattern in patterns)
    return version_of([Path(__file__)], str(text_key(searched)))
