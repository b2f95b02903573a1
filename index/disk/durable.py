"""Atomic and durable writes: after a crash a file has its old or its new content. And checksums."""

import os
from collections.abc import Iterable
from hashlib import sha256
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


def checksum(files: Iterable[Path]) -> str:
    """SHA-256 of files one after the other, in hexadecimal.

    Raises:
        OSError: one is missing.
    """
    digest = sha256()
    for path in files:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
