"""Reads an index from a full or read-only disk, and reports that the disk cannot be written.

Chroma writes to its files when it opens them. If it cannot, a copy on another disk is opened.
"""

import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from index.errors import REBUILD, DamagedError, StoreError

log = logging.getLogger(__name__)

_ROOM: Final = 1_000_000
"""Free bytes that Chroma needs to open its files; a guess."""
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - where Linux keeps files in memory
_COPY: Final = "briefing-index-"


def why_unwritable(folder: Path) -> OSError | None:
    """The error when writing to a folder; None if it can be written."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(_ROOM))
    except OSError as error:
        return error
    return None


def unwritable(folder: Path, error: OSError) -> StoreError:
    """The error for a folder that cannot be written."""
    return StoreError(
        f"The data folder {folder} cannot be written ({error.strerror or error}).",
        "Free some space or correct its permissions, or set BRIEFING_DATA to another folder. "
        "The index in use is unchanged.",
    )


@contextmanager
def readable(folder: Path) -> Iterator[Path]:
    """The folder itself, or a copy of it, for the length of the block, if it cannot be written."""
    why = why_unwritable(folder)
    if why is None:
        yield folder
        return
    copy = readable_copy(folder, why)
    try:
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def readable_copy(folder: Path, why: OSError) -> Path:
    """Copy a folder to another disk or to memory.

    Raises:
        StoreError: there is no room for one.
    """
    for place in (_temporary(), _MEMORY):
        if place is None or not place.is_dir():
            continue
        copy = None
        try:
            copy = Path(tempfile.mkdtemp(prefix=_COPY, dir=place))
            shutil.copytree(folder, copy, dirs_exist_ok=True)
        except OSError as error:  # shutil.Error is one, too
            log.info("No copy of the index in %s: %s", place, error)
            if copy is not None:
                shutil.rmtree(copy, ignore_errors=True)
        else:
            log.warning("%s The index is read from a copy in %s.", unwritable(folder, why), place)
            return copy
    raise unwritable(folder, why)


def _temporary() -> Path | None:
    try:
        return Path(tempfile.gettempdir())
    except OSError:
        return None


def damaged(place: object, why: str) -> StoreError:
    """The error for a store, in a folder or at a URL, that cannot be used.

    If its disk cannot be written, the error says that instead: the store may be undamaged.
    """
    if isinstance(place, Path) and place.is_dir() and (error := why_unwritable(place)):
        return unwritable(place, error)
    return DamagedError(f"The index in {place} is damaged: {why}.", REBUILD)
