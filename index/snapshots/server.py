"""Snapshots on a Chroma server: one index for several replicas.

The note of collection ``briefing`` names the current snapshot; its texts are the manifests.
``briefing-<snapshot>-<kind>`` are a snapshot's collections.
``briefing-withdrawn`` has one text per withdrawn article.
``briefing-writer`` is the write lock: creating a collection fails if it exists.
"""

import os
import socket
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Final

import numpy as np
from pydantic import ValidationError

from index.chroma.collections import Collections
from index.chroma.server import Server
from index.disk.full_disk import damaged
from index.embedding.late_interaction import PassageVectors
from index.errors import LockedError, StoreError
from index.records import KINDS
from index.snapshots.base import kept, new_name, newest
from index.snapshots.contents import Articles, checked
from index.snapshots.manifest import Manifest
from index.snapshots.token_vectors import TokenVectors, from_text
from index.withdrawals import Withdrawal, Withdrawn, by_id, entry_from_json, entry_to_json

_RECORD: Final = "briefing"
_WRITER: Final = "briefing-writer"
_WITHDRAWN: Final = "briefing-withdrawn"
_ALIVE_S: Final = 15.0
"""Seconds between two heartbeats of a build."""
_DEAD_S: Final = 120.0
"""Seconds without a heartbeat after which another build may take the lock."""
_SAMPLE: Final = 50
_NO_DENSE: Final = np.zeros(0, np.float32)


class ServerSnapshots:
    """The snapshots on one Chroma server; see :class:`index.snapshots.base.Snapshots`."""

    can_copy = False

    def __init__(self, url: str) -> None:
        self._server = Server(url)

    def close(self) -> None:
        self._server.close()

    def current(self) -> str | None:
        note = self._server.note(_RECORD) or {}
        name = note.get("current")
        return str(name) if name else None

    def manifest(self, snapshot: str) -> Manifest:
        try:
            return Manifest.model_validate_json(self._server.text(_RECORD, snapshot) or "")
        except ValidationError as error:
            raise damaged(self._server.url, "no readable manifest") from error

    def ensure_sound(self, snapshot: str) -> None:
        with closing(self.collections(snapshot)) as collections:
            collections.check(self.manifest(snapshot).counts, _SAMPLE)

    def articles(self, manifest: Manifest) -> Articles:
        with closing(self.collections(manifest.snapshot)) as collections:
            return checked(
                manifest, collections.records("documents"), collections.records("passages")
            )

    def collections(self, snapshot: str) -> Collections:
        return self._server.collections(_prefix(snapshot), create=False)

    def create(self, like: str | None = None) -> tuple[str, Collections]:
        if like is not None:
            raise ValueError("A Chroma server copies no collection.")
        name = new_name()
        try:
            return name, self._server.collections(_prefix(name), create=True)
        except BaseException:
            with suppress(StoreError):  # if the server is gone, the next build removes it
                self.discard(name)
            raise

    def token_writer(self, snapshot: str) -> None:
        """None: token vectors are stored in the passages' records."""

    def token_vectors(self, snapshot: str, collections: Collections) -> TokenVectors:  # noqa: ARG002
        vectors = {}
        try:
            for record in collections.records("passages"):
                tokens, offsets = from_text(str(record.metadata.get("tokens", "")))
                vectors[record.id] = PassageVectors(_NO_DENSE, tokens, offsets)
        except ValueError as error:
            raise damaged(self._server.url, str(error)) from error
        return TokenVectors.of(vectors)

    def ensure_unchanged(self, manifest: Manifest) -> None:
        """Nothing to compare: damage in a passage's record is detected when it is read."""

    def complete(self, manifest: Manifest) -> None:
        self._server.claim(_RECORD, {"current": ""})
        self._server.keep_text(_RECORD, manifest.snapshot, manifest.model_dump_json())
        self.ensure_sound(manifest.snapshot)

    def switch(self, snapshot: str) -> None:
        self._server.set_note(_RECORD, {"current": snapshot})

    def discard(self, snapshot: str) -> None:
        for kind in KINDS:
            self._server.remove(f"{_prefix(snapshot)}{kind}")
        self._server.remove_text(_RECORD, snapshot)

    def prune(self) -> None:
        parts = [name.split("-") for name in self._server.names()]
        found = {part[1] for part in parts if len(part) == 3 and part[0] == _RECORD}
        for name in found - kept(sorted(found), newest(self)):
            self.discard(name)

    def withdrawn(self) -> Withdrawn:
        try:
            return by_id(map(entry_from_json, self._server.texts(_WITHDRAWN)))
        except ValueError as error:
            raise StoreError(
                f"The record of withdrawn articles on {self._server.url} cannot be read.",
                f"Restore the collection {_WITHDRAWN} from a backup. If you remove it, all "
                "withdrawn articles come back.",
            ) from error

    def withdraw(self, entries: Collection[Withdrawal]) -> None:
        self._server.claim(_WITHDRAWN, {"holds": "withdrawn articles"})
        for entry in entries:
            self._server.keep_text(_WITHDRAWN, entry.document_id, entry_to_json(entry))

    def reinstate(self, document_ids: Collection[str]) -> None:
        for document_id in document_ids:
            self._server.remove_text(_WITHDRAWN, document_id)

    @contextmanager
    def writing(self) -> Iterator[None]:
        me = f"{socket.gethostname()}, process {os.getpid()}"
        self._take_right(me)
        ended = threading.Event()
        beat = threading.Thread(target=self._say_alive, args=(me, ended), daemon=True)
        beat.start()
        try:
            yield
        finally:
            ended.set()
            beat.join()
            if (self._server.note(_WRITER) or {}).get("who") == me:
                self._server.remove(_WRITER)

    def _take_right(self, me: str) -> None:
        for _ in range(2):
            if self._server.claim(_WRITER, _note(me)):
                return
            holder = self._server.note(_WRITER) or {}
            if time.time() - float(holder.get("alive", 0)) < _DEAD_S:
                raise LockedError(
                    f"Another build is writing to {self._server.url} ({holder.get('who')}).",
                    "Wait until it has finished, or stop it and try again two minutes later.",
                )
            self._server.remove(_WRITER)
        raise LockedError(
            f"Another build has just started to write to {self._server.url}.",
            "Wait until it has finished, then try again.",
        )

    def _say_alive(self, me: str, ended: threading.Event) -> None:
        while not ended.wait(_ALIVE_S):
            try:
                self._server.set_note(_WRITER, _note(me))
            except Exception:  # noqa: BLE001, S112 - the build itself reports it
                continue


def _prefix(snapshot: str) -> str:
    return f"{_RECORD}-{snapshot}-"


def _note(me: str) -> dict[str, str | float]:
    return {"who": me, "alive": time.time()}
