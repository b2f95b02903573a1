"""Fetching files that go on where they stopped."""

from collections.abc import Callable, Mapping
from pathlib import Path

import httpx

Tell = Callable[[int], None]
"""Called with the number of bytes there are."""

_TIMEOUT = httpx.Timeout(30, connect=3)


class UnreachableError(Exception):
    """A source does not have the bytes, for the reason given."""


def append_from_url(
    partial: Path,
    url: str,
    size: int,
    source: str,
    tell: Tell,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Append the rest of a file in one request, and again from where it broke off.

    Args:
        partial: holds the first bytes, or does not exist.
        url: where the file is.
        size: bytes of the whole file.
        source: what to call the server in errors.
        tell: told how many bytes there are.
        headers: sent along, to this host only.

    Raises:
        UnreachableError: the server cannot go on. What there is stays.
        OSError: about the local disk.
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
        # Anything else is a login page, another file, or a server that cannot resume.
        if response.headers.get("Content-Range") != f"bytes {start}-{size - 1}/{size}":
            raise UnreachableError(f"{source}: status {response.status_code} instead of the file")
        with partial.open("ab") as file:
            for chunk in response.iter_raw():
                file.write(chunk)
                tell(file.tell())


def size_of(path: Path) -> int:
    """Bytes of a file, 0 if there is none (any more)."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
