"""Archives (ZIP) opened with limits: their unpacked size is checked before they are unpacked."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from index.formats.base import Fault, UnreadableError

MAX_UNPACKED: Final = 100_000_000
"""Bytes. A small file can be made to unpack to more than a machine's memory."""
_ENCRYPTED: Final = 0x1


@contextmanager
def unpacking(data: bytes, kind: str) -> Iterator[ZipFile]:
    """An archive whose entries may be read; ``kind`` says what it should have been.

    Raises:
        UnreadableError: it is damaged, has a password or would unpack to too much.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            # Reading an entry never gives more than the size that it states.
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise UnreadableError(Fault.TOO_LARGE, "Unpacked it is too large.")
            if any(entry.flag_bits & _ENCRYPTED for entry in entries):
                raise UnreadableError(Fault.LOCKED, "It is protected by a password.")
            yield archive
    except (BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(Fault.DAMAGED, f"It is damaged or no {kind}.") from error
