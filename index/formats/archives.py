"""Archives (ZIP) opened with limits: their unpacked size is checked before they are unpacked."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from lzma import LZMAError
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from index.formats.base import Fault, UnreadableError

MAX_UNPACKED: Final = 100_000_000
"""Bytes. A small file can be made to unpack to more than a machine's memory."""
_ENCRYPTED: Final = 0x1


@contextmanager
def unpacking(data: bytes, kind: str) -> Iterator[ZipFile]:
    """An archive whose entries may be read; ``kind`` says what it should have been.

    Raises:
        UnreadableError: it is damaged or would unpack to too much; or what is read of it is
            damaged or has a password.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            # Reading an entry never gives more than the size that it states.
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise UnreadableError(Fault.TOO_LARGE, "Unpacked it is too large.")
            yield archive
    except (BadZipFile, zlib.error, ValueError, OSError, EOFError, LZMAError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(Fault.DAMAGED, f"It is damaged or no {kind}.") from error


def unpacked(archive: ZipFile, entry: ZipInfo) -> bytes:
    """The bytes of one entry.

    Raises:
        UnreadableError: it is damaged, has a password or is compressed in a way that is not known.
    """
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableError(Fault.LOCKED, "It is protected by a password.")
    try:
        return archive.read(entry)
    except NotImplementedError as error:
        message = "It is compressed in a way that is not read: pack it anew."
        raise UnreadableError(Fault.FORMAT, message) from error
    except (BadZipFile, zlib.error, ValueError, OSError, EOFError, LZMAError) as error:
        raise UnreadableError(Fault.DAMAGED, "It is damaged in its archive.") from error
