"""Opens ZIP archives safely: the unpacked size is checked before anything is unpacked."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from lzma import LZMAError
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from index.formats.base import Fault, UnreadableError

MAX_UNPACKED: Final = 100_000_000
"""Bytes. A small malicious file can unpack to more than a machine's memory."""
_ENCRYPTED: Final = 0x1


@contextmanager
def unpacking(data: bytes, kind: str) -> Iterator[ZipFile]:
    """Open an archive for reading; ``kind`` is the expected format, for messages.

    Raises:
        UnreadableError: it is damaged or its unpacked size is too large; or an entry that is read
            in the block is damaged or has a password.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            # Reading an entry never returns more bytes than its declared size.
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise UnreadableError(Fault.TOO_LARGE, "It is too large when unpacked.")
            yield archive
    except (BadZipFile, zlib.error, ValueError, OSError, EOFError, LZMAError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(Fault.DAMAGED, f"It is damaged or not a {kind}.") from error


def unpacked(archive: ZipFile, entry: ZipInfo) -> bytes:
    """The bytes of one entry.

    Raises:
        UnreadableError: it is damaged, has a password, or has an unknown compression.
    """
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableError(Fault.LOCKED, "It is protected by a password.")
    try:
        return archive.read(entry)
    except NotImplementedError as error:
        message = "Its compression method is not supported: pack it again."
        raise UnreadableError(Fault.FORMAT, message) from error
    except (BadZipFile, zlib.error, ValueError, OSError, EOFError, LZMAError) as error:
        raise UnreadableError(Fault.DAMAGED, "It is damaged inside its archive.") from error
