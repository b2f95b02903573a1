"""Watches the sources folder and rebuilds after changes.

The library ``watchfiles`` reports changes. To avoid reading files that are still being written, a
build waits until sizes and modification times have stayed the same for a while.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from watchfiles import watch

log = logging.getLogger(__name__)

REST_S: Final = 2.0
"""Seconds without a change after which files count as complete; a guess."""
RETRY_S: Final = 5.0
"""Seconds before the next try after a failed build, such as during another build."""
_LOOK_MS: Final = 1_000


def follow(folder: Path, build: Callable[[], bool], stop: threading.Event) -> None:
    """Build once, and again whenever files have changed; returns when ``stop`` is set.

    Args:
        folder: of articles; if it is missing, wait for it.
        build: returns whether it succeeded; if not, it is called again later.
        stop: set it to return.
    """
    due, not_before, missing = True, 0.0, False
    while not stop.is_set():
        try:
            for changed in watch(
                folder,
                watch_filter=lambda _, path: _counts(folder, path),
                stop_event=stop,
                rust_timeout=_LOOK_MS,
                yield_on_timeout=True,
                raise_interrupt=False,
            ):
                if changed:
                    due, not_before = True, 0.0
                missing = False
                if due and time.monotonic() >= not_before and is_at_rest(folder, stop):
                    due = not build()
                    not_before = time.monotonic() + RETRY_S
            if not stop.is_set():
                return  # interrupted from the keyboard
        except OSError as error:
            if not missing:
                log.warning("The folder %s cannot be watched yet: %s.", folder, error)
            missing = due = True
            stop.wait(RETRY_S)


def is_at_rest(folder: Path, stop: threading.Event) -> bool:
    """Wait until no file changes any more; False if ``stop`` is set before that."""
    before, now = None, _stamps(folder)
    while now != before:
        if stop.wait(REST_S):
            return False
        before, now = now, _stamps(folder)
    return True


def _counts(folder: Path, path: str) -> bool:
    """Whether a path may be an article: hidden files and folders are not read."""
    try:
        parts = Path(path).relative_to(folder.resolve()).parts
    except ValueError:
        return True
    return not any(part.startswith(".") for part in parts)


def _stamps(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Path, size and time of each file."""
    found = []
    for directory, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(directory, name)
            try:
                stat = path.stat()
            except OSError:
                continue  # gone since, or a link to nothing
            found.append((str(path), stat.st_size, stat.st_mtime_ns))
    return frozenset(found)
