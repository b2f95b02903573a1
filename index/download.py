"""Resumable downloads."""

from collections.abc import Callable, Mapping
from pathlib import Path

import httpx

Tell = Callable[[int], None]
"""Called with the number of bytes downloaded so far."""

_TIMEOUT = httpx.Timeout(30, connect=3)


class UnreachableError(Exception):
    """A server did not deliver the file; the message says why."""


def append_from_url(
    partial: Path,
    url: str,
    size: int,
    source: str,
    tell: Tell,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Download the rest of a file; after an interruption, resume where it stopped.

    Args:
        partial: contains the first bytes, or does not exist.
        url: address of the file.
        size: size of the whole file in bytes.
        source: name of the server in errors.
        tell: receives the progress.
        headers: request headers, sent to this host only.

    Raises:
        UnreachableError: a request failed without delivering anything. The partial file is kept.
        OSError: the local disk cannot be written.
    """
    while (start := size_of(partial)) < size:
        try:
            _append_response(partial, url, start, size, source, tell, headers=headers or {})
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            if size_of(partial) == start:
                raise UnreachableError(f"{source}: {error}") from error


def _append_response(
    partial: Path,
    url: str,
    start: int,
    size: int,
    source: str,
    tell: Tell,
    *,
    headers: Mapping[str, str],
) -> None:
    with httpx.stream(
        "GET",
        url,
        headers={**headers, "Range": f"bytes={start}-", "Accept-Encoding": "identity"},
        timeout=_TIMEOUT,
        follow_redirects=True,
    ) as response:
        # Otherwise it is a login page, another file, or a server that cannot resume.
        if response.headers.get("Content-Range") != f"bytes {start}-{size - 1}/{size}":
            raise UnreachableError(f"{source}: status {response.status_code} instead of the file")
        with partial.open("ab") as file:
            for chunk in response.iter_raw():
                file.write(chunk)
                tell(file.tell())


def size_of(path: Path) -> int:
    """Size of a file in bytes, 0 if it does not exist (any more)."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
