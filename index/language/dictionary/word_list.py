"""Finds the Ding word list on this machine, or downloads it to the user's cache folder.

Sources, in this order: the installed Debian package ``trans-de-en``; that package, fetched by
``apt-get download`` (needs no root, and apt checks its signature); the same package from Debian's
public mirror, checked by sha256; the list's home at TU Chemnitz. The file is extracted from the
package; nothing is installed.
"""

import gzip
import hashlib
import lzma
import os
import shutil
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

import arpy
import httpx
from filelock import FileLock

from index.download import UnreachableError, append_from_url, size_of
from index.errors import DictionaryError
from index.language.dictionary.ding import is_entry

INSTALLED: Final = Path("/usr/share/trans/de-en")
_PACKAGE: Final = "trans-de-en"
_MEMBER: Final = "usr/share/trans/de-en"
_APT_SECONDS: Final = 120
_ARCHIVE_ERRORS: Final = (arpy.ArchiveFormatError, arpy.ArchiveAccessError)

NO_LIST: Final = (
    "Connect to the network and run `python -m rag fetch`, or install the Debian package "
    "trans-de-en, or name a list in Ding format in BRIEFING_DICTIONARY; "
    "BRIEFING_DICTIONARY=off does without one."
)


@dataclass(frozen=True, slots=True)
class Sources:
    """Sources of the list."""

    installed: Path = INSTALLED
    apt: str = "apt-get"
    mirror: str = "https://deb.debian.org/debian/pool/main/d/ding/trans-de-en_1.9-6_all.deb"
    mirror_size: int = 6_276_816
    mirror_sha256: str = "45f6b4cf1c434776fba6811d7bc522efabb5425c43ba8afd0e289bf9e2e53df4"
    home: str = "https://ftp.tu-chemnitz.de/pub/Local/urz/ding/de-en-devel/de-en.txt.gz"
    fewest_entries: int = 100_000
    """Minimum entries of a complete list: half of the real number."""


SOURCES: Final = Sources()


def found(folder: Path, sources: Sources = SOURCES) -> Path | None:
    """The list, if it is already on this machine."""
    return next((path for path in (sources.installed, _kept(folder)) if path.is_file()), None)


def fetch(
    folder: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
    sources: Sources = SOURCES,
) -> Path:
    """Find the list, or download it to the folder.

    Args:
        folder: for the list; a ``*.partial`` file there is an incomplete download.
        progress: receives downloaded and total bytes.
        sources: where to look.

    Raises:
        DictionaryError: no source has it, or it cannot be stored.
    """
    if path := found(folder, sources):
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "word-list.lock"):
            if not _kept(folder).is_file():
                _fetch_into(folder, progress, sources)
    except OSError as error:
        raise DictionaryError(
            f"The word list cannot be kept in {folder} ({error.strerror}).",
            "Free some space there and run `python -m rag fetch`.",
        ) from error
    return _kept(folder)


def _kept(folder: Path) -> Path:
    return folder / "de-en"


def _fetch_into(folder: Path, progress: Callable[[int, int], None], sources: Sources) -> None:
    problems = []
    for attempt in (_from_apt, _from_mirror, _from_home):
        try:
            with attempt(folder, progress, sources) as content:
                return _keep(content, folder, sources)
        except UnreachableError as problem:
            problems.append(str(problem))
    raise DictionaryError(f"The word list cannot be fetched ({'; '.join(problems)}).", NO_LIST)


def _keep(content: BinaryIO, folder: Path, sources: Sources) -> None:
    """Store the list if it is valid and complete."""
    partial = folder / "de-en.partial"
    entries = 0
    try:
        with partial.open("wb") as file:
            for line in content:
                entries += is_entry(line.decode())
                file.write(line)
    except (EOFError, lzma.LZMAError, zlib.error, gzip.BadGzipFile, ValueError) as error:
        partial.unlink()
        raise UnreachableError(f"the list is damaged ({error})") from error
    if entries < sources.fewest_entries:
        partial.unlink()
        raise UnreachableError(f"the list is cut: it has {entries} entries")
    partial.replace(_kept(folder))


@contextmanager
def _from_apt(
    folder: Path, progress: Callable[[int, int], None], sources: Sources
) -> Iterator[BinaryIO]:
    """Fetch the package with the machine's apt configuration."""
    if shutil.which(sources.apt) is None:
        raise UnreachableError("apt-get: there is none")
    progress(0, sources.mirror_size)
    with tempfile.TemporaryDirectory(dir=folder) as work:
        said = _apt(sources, "download", work)
        if not list(Path(work).glob("*.deb")) and os.geteuid() == 0:
            _apt(sources, "update", work)
            said = _apt(sources, "download", work)
        packages = list(Path(work).glob("*.deb"))
        if len(packages) != 1:
            raise UnreachableError(f"apt-get: {said}")
        with _member(packages[0]) as content:
            yield content


def _apt(sources: Sources, action: str, work: str) -> str:
    """Run apt-get and return the last line of its output."""
    command = [sources.apt, "--quiet", action, *([_PACKAGE] if action == "download" else [])]
    try:
        done = subprocess.run(
            command,
            cwd=work,
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_APT_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {_APT_SECONDS} s"
    lines = done.stderr.strip().splitlines() or [f"ended with status {done.returncode}"]
    return lines[-1].removeprefix("E: ")


@contextmanager
def _from_mirror(
    folder: Path, progress: Callable[[int, int], None], sources: Sources
) -> Iterator[BinaryIO]:
    partial = folder / f"{_PACKAGE}.deb.partial"
    size = sources.mirror_size
    append_from_url(partial, sources.mirror, size, "Debian", lambda done: progress(done, size))
    with partial.open("rb") as file:
        right = hashlib.file_digest(file, "sha256").hexdigest() == sources.mirror_sha256
    try:
        if not right:
            raise UnreachableError("Debian: the package is not the expected file")
        with _member(partial) as content:
            yield content
    finally:
        partial.unlink()


@contextmanager
def _from_home(
    folder: Path, progress: Callable[[int, int], None], sources: Sources
) -> Iterator[BinaryIO]:
    partial = folder / "de-en.txt.gz.partial"
    size = _remote_size(sources.home)
    if size_of(partial) > size:
        partial.unlink()
    append_from_url(partial, sources.home, size, "TU Chemnitz", lambda done: progress(done, size))
    try:
        with gzip.open(partial) as content:
            yield cast("BinaryIO", content)
    finally:
        partial.unlink()


def _remote_size(url: str) -> int:
    try:
        answer = httpx.head(url, timeout=10, follow_redirects=True)
        return int(answer.raise_for_status().headers["Content-Length"])
    except (httpx.HTTPError, httpx.InvalidURL, KeyError, ValueError) as error:
        raise UnreachableError(f"TU Chemnitz: {error}") from error


@contextmanager
def _member(package: Path) -> Iterator[BinaryIO]:
    """The list inside a Debian package: an ar archive with the files in ``data.tar.*``."""
    try:
        with package.open("rb") as file, arpy.Archive(fileobj=file) as archive:
            name = next(name for name in archive.namelist() if name.startswith(b"data.tar"))
            with tarfile.open(fileobj=archive.open(name), mode="r:*") as files:
                content = files.extractfile(f"./{_MEMBER}")
                if content is None:
                    raise UnreachableError(f"{package.name} does not hold {_MEMBER}")
                yield cast("BinaryIO", content)
    except (*_ARCHIVE_ERRORS, tarfile.TarError, StopIteration, KeyError) as error:
        raise UnreachableError(f"{package.name} cannot be read ({error})") from error
