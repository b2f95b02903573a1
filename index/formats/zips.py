"""Reads ZIP archives: each file inside is a separate article."""

import re
from stat import S_ISLNK
from typing import Final
from zipfile import ZipFile, ZipInfo

from index.formats.archives import unpacked, unpacking
from index.formats.base import HIDDEN, Extract, Fault, Format, Member, UnreadableError, lines

_MAX_FILES: Final = 1_000
_IGNORED: Final = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
"""Files that operating systems add to archives."""
_UTF8: Final = 0x800
_DOS: Final = "cp850"


def _extract(data: bytes) -> Extract:
    with unpacking(data, "ZIP archive") as archive:
        files = [
            entry
            for entry in archive.infolist()
            if not entry.is_dir() and not any(map(_is_hidden, re.split(r"[/\\]", entry.filename)))
        ]
        if len(files) > _MAX_FILES:
            raise UnreadableError(Fault.TOO_LARGE, f"It contains more than {_MAX_FILES} files.")
        members = tuple(Member(_name(entry), _content(archive, entry)) for entry in files)
    return Extract("", members=members)


def _is_hidden(part: str) -> bool:
    return part in _IGNORED or (part.startswith(HIDDEN) and part not in (".", ".."))


def _content(archive: ZipFile, entry: ZipInfo) -> bytes | UnreadableError:
    if S_ISLNK(entry.external_attr >> 16):
        return UnreadableError(Fault.UNREADABLE, "It is a link: pack the file itself.")
    try:
        return unpacked(archive, entry)
    except UnreadableError as error:
        return error


def _name(entry: ZipInfo) -> str:
    """The entry's name. Windows writes umlauts in a code page without declaring it."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    written = entry.filename.encode("cp437", "replace")
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        dos, windows = written.decode(_DOS, "replace"), written.decode("cp1252", "replace")
        return windows if _signs(windows) < _signs(dos) else dos


def _signs(name: str) -> int:
    """The number of characters that rarely occur in names."""
    return sum(not (letter.isascii() or letter.isalpha()) for letter in name)


ZIP = Format(_extract, lines, max_bytes=50_000_000)
