"""Opens and closes Chroma clients, and translates their errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError

from index.disk.full_disk import damaged
from index.errors import StoreError


def on_disk(folder: Path) -> ClientAPI:
    """A client for the files in ``folder``."""
    return chromadb.PersistentClient(str(folder), settings=_quiet())


def of_server(url: str) -> ClientAPI:
    """A client for a server, with its own connections.

    Raises:
        StoreError: the server does not answer.
    """
    parts = urlsplit(url)
    try:
        return chromadb.HttpClient(
            host=parts.hostname or "",
            port=parts.port or (443 if parts.scheme == "https" else 80),
            ssl=parts.scheme == "https",
            settings=_quiet(),
        )
    except ValueError as error:  # raised by Chroma if the connection is refused
        raise unreachable(url) from error


def close(client: ClientAPI) -> None:
    """Release a client's files or connections.

    Chroma's own ``close`` (1.5.9) leaves the HTTP sessions of the client and its admin client
    open, and keeps the client in a global table.
    """
    parts: Any = client
    sessions = [
        part._server._session  # noqa: SLF001 - not public
        for part in (parts, parts._admin_client)  # noqa: SLF001
        if hasattr(part._server, "_session")  # noqa: SLF001
    ]
    system = parts._system  # noqa: SLF001
    parts.close()
    for session in sessions:
        session.close()
    if sessions:
        held = SharedSystemClient._identifier_to_system  # noqa: SLF001
        for name in [name for name, other in list(held.items()) if other is system]:
            held.pop(name, None)


def _quiet() -> Settings:
    return Settings(anonymized_telemetry=False)


@contextmanager
def mapped(place: object) -> Iterator[None]:
    """Translate errors of Chroma, its files and its connections to StoreError."""
    try:
        yield
    except StoreError:
        raise
    except (httpx.TransportError, ConnectionError) as error:
        raise unreachable(place) from error
    except (ChromaError, sqlite3.Error, OSError, ValueError, RuntimeError) as error:
        why = (str(error).strip() or type(error).__name__).splitlines()[0][:300]
        raise damaged(place, why.rstrip(".")) from error


def unreachable(place: object) -> StoreError:
    """The error for a server that does not answer."""
    return StoreError(
        f"The Chroma server at {place} cannot be reached.",
        "Start it, or correct BRIEFING_CHROMA_URL.",
    )
