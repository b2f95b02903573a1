"""The backup archive: a ZIP file whose last entry lists all others with size and digest.

``data/…`` has the files of the data folder, ``articles/…`` those of the sources folder.
"""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Final, Self
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from pydantic import BaseModel, ConfigDict, ValidationError

from index.errors import BackupError

FORMAT: Final = 1
"""Version of the archive's layout; an older program refuses a newer archive."""
DATA: Final = "data/"
ARTICLES: Final = "articles/"
_HEAD: Final = "backup.json"
_MOST_HEAD: Final = 64_000_000
"""Maximum size of the list in bytes, enough for some 400,000 files; a guess."""
_BLOCK: Final = 1 << 20
_FAST: Final = 1
"""Compression level. Low: token vectors hardly shrink, and the CPU is needed for questions."""


class Entry(BaseModel):
    """Expected size and digest of a file in the archive."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: int
    sha256: str


class Head(BaseModel):
    """The archive's list of files, with its format version and date."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    made: str
    """ISO 8601, UTC."""
    snapshot: str | None
    """Name of the archived snapshot; None if the archive has no index."""
    files: dict[str, Entry]

    def below(self, prefix: str) -> dict[str, Entry]:
        """The files below a folder of the archive, by path relative to it."""
        return {
            name.removeprefix(prefix): entry
            for name, entry in self.files.items()
            if name.startswith(prefix)
        }


class Writer:
    """Writes an archive file by file; use it in a ``with`` block.

    Its methods raise OSError if the archive cannot be written.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_FAST)
        self._files: dict[str, Entry] = {}

    def add(self, name: str, path: Path) -> None:
        """Copy a file into the archive as ``name``."""
        digest, size = sha256(), 0
        with path.open("rb") as source, self._zip.open(name, "w", force_zip64=True) as target:
            while block := source.read(_BLOCK):
                digest.update(block)
                size += len(block)
                target.write(block)
        self._files[name] = Entry(size=size, sha256=digest.hexdigest())

    def finish(self, made: str, snapshot: str | None) -> Head:
        """Write the list of files; without it the archive counts as damaged."""
        head = Head(format=FORMAT, made=made, snapshot=snapshot, files=self._files)
        self._zip.writestr(_HEAD, head.model_dump_json(indent=1))
        self._zip.close()
        return head

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # only an abandoned archive is still open; finish closes the others
            self._zip.close()


class Reader:
    """An open archive whose list of files has been read."""

    def __init__(self, path: Path, opened: ZipFile) -> None:
        self._path = path
        self._zip = opened
        self.head = self._read_head()

    def unpack(self, name: str, target: Path) -> None:
        """Write a file of the archive to ``target``, creating its folders.

        Raises:
            BackupError: its digest differs from the list.
            OSError: it cannot be written.
        """
        entry = self.head.files[name]
        digest, size = sha256(), 0
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with self._zip.open(name) as source, target.open("wb") as file:
                while size <= entry.size and (block := source.read(_BLOCK)):
                    digest.update(block)
                    size += len(block)
                    file.write(block)
        except (BadZipFile, KeyError, EOFError, zlib.error, RuntimeError) as error:
            raise damaged(self._path, f"{name}: {error}") from error
        if (size, digest.hexdigest()) != (entry.size, entry.sha256):
            raise damaged(self._path, f"{name} is not the file that was backed up")

    def _read_head(self) -> Head:
        try:
            if self._zip.getinfo(_HEAD).file_size > _MOST_HEAD:
                raise damaged(self._path, "its list of files is too long")
            written = self._zip.read(_HEAD)
            version = json.loads(written).get("format")
        except KeyError:
            raise damaged(self._path, "it has no list of files") from None
        except (
            BadZipFile,
            ValueError,
            AttributeError,
            EOFError,
            zlib.error,
            RuntimeError,
        ) as error:
            raise damaged(self._path, f"its list of files cannot be read ({error})") from error
        if version != FORMAT:
            raise BackupError(
                f"The backup {self._path} has format {version}; this program reads {FORMAT}.",
                "Restore it with the version of the program that wrote it.",
            )
        try:
            head = Head.model_validate_json(written)
        except ValidationError as error:
            raise damaged(self._path, error.errors()[0]["msg"]) from error
        for name in head.files:
            if not _is_safe(name):
                raise damaged(self._path, f"{name!r} would be written outside the folder")
        return head


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Open an archive for the length of the block.

    Raises:
        BackupError: it is missing, damaged, or has another format version.
    """
    try:
        opened = ZipFile(path)
    except (BadZipFile, ValueError) as error:
        raise damaged(path, str(error)) from error
    except OSError as error:
        raise BackupError(
            f"The backup {path} cannot be opened ({error.strerror or error}).",
            "Give the path of a file written by `python -m index backup`.",
        ) from error
    with opened:
        yield Reader(path, opened)


def damaged(path: Path, why: str) -> BackupError:
    """The error for an archive that cannot be restored."""
    return BackupError(
        f"The backup {path} is damaged: {why.rstrip('.')}.",
        "Nothing was changed. Restore an earlier backup, or copy this one again.",
    )


def _is_safe(name: str) -> bool:
    """Whether the file is unpacked inside the target folder."""
    parts = PurePosixPath(name).parts
    return (
        name.startswith((DATA, ARTICLES))
        and len(parts) > 1
        and "/".join(parts) == name
        and ".." not in parts
        and "\0" not in name
    )
