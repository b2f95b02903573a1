"""Atomic and durable writes: after a crash a file has its old or its new content."""

import os
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file atomically; its folder must exist. Raises OSError."""
    new = path.with_suffix(".new")
    new.write_bytes(data)
    sync(new)
    new.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Flush a file, or a folder's entries, to the disk (fsync)."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
