"""A Chroma server: its list of collections, and small texts and notes stored in them."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Final

import chromadb
from chromadb.api import ClientAPI
from chromadb.errors import ChromaError, NotFoundError

from index.chroma.clients import close, mapped, of_server
from index.chroma.collections import Collections

Note = Mapping[str, str | int | float | bool]

_NOWHERE: Final[Sequence[float]] = [1.0]
"""A dummy vector: Chroma stores no record without one."""


class Server:
    """A client for one Chroma server. Safe to use from several threads.

    After ``close``, the next call connects again. Every method raises StoreError if the server
    does not answer.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._client: ClientAPI | None = None
        self._connecting = threading.Lock()

    def names(self) -> list[str]:
        """The names of all collections."""
        with self._connected() as client:
            return [collection.name for collection in client.list_collections(limit=10_000)]

    def collections(self, prefix: str, *, create: bool) -> Collections:
        """The collections of one snapshot, with their own connections; they may outlive this."""
        with mapped(self.url):
            return Collections.of(self.url, of_server(self.url), prefix, create=create)

    def claim(self, name: str, note: Note) -> bool:
        """Create an empty collection with a note; False if the name is taken."""
        with self._connected() as client:
            try:
                client.create_collection(name, metadata=dict(note), embedding_function=None)
            except ChromaError:
                if self.note(name) is None:
                    raise
                return False
            return True

    def note(self, name: str) -> Note | None:
        """A collection's note, or None if the collection does not exist."""
        found = self._find(name)
        return None if found is None else (found.metadata or {})

    def set_note(self, name: str, note: Note) -> None:
        """Replace a collection's note atomically."""
        if (found := self._find(name)) is not None:
            with mapped(self.url):
                found.modify(metadata=dict(note))

    def text(self, name: str, key: str) -> str | None:
        """The text stored under a key in a collection."""
        if (found := self._find(name)) is None:
            return None
        with mapped(self.url):
            texts = found.get(ids=[key], include=["documents"])["documents"]
        return texts[0] if texts else None

    def texts(self, name: str) -> list[str]:
        """All texts stored in a collection; none if the collection does not exist."""
        if (found := self._find(name)) is None:
            return []
        with mapped(self.url):
            return found.get(include=["documents"])["documents"] or []

    def keep_text(self, name: str, key: str, text: str) -> None:
        """Store a text under a key, replacing the previous one."""
        if (found := self._find(name)) is not None:
            with mapped(self.url):
                found.upsert(ids=[key], documents=[text], embeddings=[_NOWHERE])

    def remove_text(self, name: str, key: str) -> None:
        """Delete a text."""
        if (found := self._find(name)) is not None:
            with mapped(self.url):
                found.delete(ids=[key])

    def remove(self, name: str) -> None:
        """Delete a collection, if it exists."""
        with self._connected() as client, suppress(NotFoundError):
            client.delete_collection(name)

    def close(self) -> None:
        """Close the connections."""
        with self._connecting:
            client, self._client = self._client, None
        if client is not None:
            close(client)

    def _find(self, name: str) -> chromadb.Collection | None:
        with self._connected() as client:
            try:
                return client.get_collection(name, embedding_function=None)
            except NotFoundError:
                return None

    @contextmanager
    def _connected(self) -> Iterator[ClientAPI]:
        with mapped(self.url):
            with self._connecting:
                if self._client is None:
                    self._client = of_server(self.url)
                client = self._client
            yield client
