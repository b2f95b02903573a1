"""ZIP archives: each file in one is an article of its own."""

from typing import Final
from zipfile import ZipInfo

from index.formats.archives import unpacking
from index.formats.base import Extract, Fault, Format, Member, UnreadableError, lines

_MAX_FILES: Final = 1_000
_IGNORED: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems put into archives by themselves."""
_UTF8: Final = 0x800


def _extract(data: bytes) -> Extract:
    with unpacking(data, "ZIP archive") as archive:
        files = [
            entry
            for entry in archive.infolist()
            if not entry.is_dir() and not any(name in entry.filename for name in _IGNORED)
        ]
        if len(files) > _MAX_FILES:
            raise UnreadableError(Fault.TOO_LARGE, f"It holds more than {_MAX_FILES} files.")
        return Extract(
            "", members=tuple(Member(_name(entry), archive.read(entry)) for entry in files)
        )


def _name(entry: ZipInfo) -> str:
    """Windows writes umlauts in the code page of DOS and does not say so."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename.encode("cp437", "replace").decode("cp850", "replace")


ZIP = Format(_extract, lines, max_bytes=50_000_000)
