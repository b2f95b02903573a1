"""Writing so that a crash leaves the old or the new, whole."""

import os
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file; its folder has to be there. Raises OSError."""
    new = path.with_suffix(".new")
    new.write_bytes(data)
    sync(new)
    new.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have a file or a folder's entries written to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
