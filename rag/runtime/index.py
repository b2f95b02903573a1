"""The index of an assistant: loaded in the background, and replaced when there is a newer one.

A thread polls the pointer to the current snapshot. A newer snapshot is opened while the old one is
in use and replaces it when it is ready, so that no question has to wait or fails. If it cannot be
opened, this is logged and the old one stays in use. The record of withdrawn articles is polled too:
they are hidden at once, before the next build.
"""

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Final

from index.building.build import Report, build
from index.building.filling import Progress
from index.building.withdrawing import undo_in, withdraw_from
from index.current import Current
from index.embedding.embedder import Embedder, load_embedder
from index.errors import BriefingError, LockedError, StoreError
from index.language.dictionary.lookup import Dictionary
from index.language.dictionary.setup import open_dictionary
from index.language.words import is_listed
from index.settings import Settings
from index.snapshots.opening import snapshots_of
from index.store import Store
from index.withdrawals import Withdrawal, Withdrawn
from rag.evidence.retrieval import Retriever
from rag.runtime.state import ComponentState, Phase
from rag.types import LANGUAGES

log = logging.getLogger(__name__)

_WORDS: Final = "words"
"""Folder of what is computed once per passage, relative to the data folder."""
_LOOK_S: Final = 1.0
"""Polling interval for a newer index."""
_RETRY_S: Final = 5.0
"""Pause after a failure: a server that is not up yet, a build by another process."""
_QUIET_S: Final = 1.0
"""Maximum time that a newer index waits for a moment without a search; a guess."""
_QUIET_LOOK_S: Final = 0.02


@contextmanager
def _uncollected() -> Iterator[None]:
    """Exclude all objects at the end of the block from Python's cyclic garbage collector.

    The collector holds the interpreter lock while it scans all objects: 0.3 s for an index of
    10,000 passages, during which no question is processed. Stores are not part of a cycle, so a
    replaced one is still freed by reference counting. Frozen garbage cycles would not be, so one
    full collection runs first.
    """
    collecting = gc.isenabled()
    gc.unfreeze()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


class IndexComponent:
    """Embedder and store of one process. Safe to use from several threads.

    Args:
        settings: the settings.
        taken_up: called with each new store before it is used.
    """

    def __init__(
        self, settings: Settings, taken_up: Callable[[Store], None] = lambda _: None
    ) -> None:
        self._settings = settings
        self._taken_up = taken_up
        self._snapshots = snapshots_of(settings)
        self._current: Current[Retriever] = Current()
        self._dictionary: Dictionary | None = None
        self._embedder: Embedder | None = None
        self._withdrawn: Withdrawn = {}
        self._view: tuple[Retriever, frozenset[str], Retriever] | None = None
        """Cache: a retriever, the hidden article IDs, and the retriever without these."""
        self._changing = threading.Lock()
        self._closing = threading.Event()
        self._loaded = threading.Event()
        self._compared: str | None = None
        self._changed: str | None = None
        """The snapshot whose contents were found to have changed since indexing."""
        self.state = ComponentState(Phase.LOADING)

    def start(self) -> None:
        """Load the index and follow its snapshots in the background; returns at once."""
        threading.Thread(target=self._follow, name="index", daemon=True).start()

    def wait(self) -> None:
        """Block until the index is ready, or the first try has failed."""
        self._loaded.wait()

    def close(self) -> None:
        """Stop following; stores are released when no search uses them."""
        self._closing.set()
        with self._changing:
            self._current.replace(None)

    @property
    def store(self) -> Store | None:
        """The store in use, without withdrawn articles; None until there is one."""
        retriever = self._current.newest
        return self._visible(retriever).store if retriever else None

    @property
    def withdrawn(self) -> Withdrawn:
        """The withdrawn articles by ID, as last read by this process."""
        return self._withdrawn

    @contextmanager
    def reading(self) -> Iterator[Retriever]:
        """The current retriever, which stays open until the end of the block.

        Raises:
            StoreError: the index is not ready.
        """
        if self._embedder is None or (self._whole is None and self.state.problem):
            raise StoreError(
                self.state.problem or "The index is still being loaded.",
                "" if self.state.problem else "Ask again in a moment.",
            )
        with self._current.reading() as retriever:
            yield self._visible(retriever)

    def withdraw(self, source: str, why: str) -> tuple[Withdrawal, ...]:
        """Withdraw the article at a path: searches that start from now on do not see it.

        Raises:
            SourceError: there is no such article, or no reason is given.
            StoreError: the index is not ready, or the record cannot be written.
        """
        with self.reading() as retriever:
            documents = retriever.store.documents()
        entries = withdraw_from(self._snapshots, documents, source, why)
        self._withdrawn = self._snapshots.withdrawn()
        return entries

    def reinstate(self, source: str) -> tuple[Withdrawal, ...]:
        """Undo the withdrawals of a path. An article that a build left out returns with the next.

        Raises:
            SourceError: nothing of that path is withdrawn.
            StoreError: the record cannot be read or written.
        """
        entries = undo_in(self._snapshots, source)
        self._withdrawn = self._snapshots.withdrawn()
        return entries

    @property
    def _whole(self) -> Store | None:
        """The store in use, including withdrawn articles."""
        retriever = self._current.newest
        return retriever.store if retriever else None

    def _visible(self, retriever: Retriever) -> Retriever:
        """The retriever without withdrawn articles."""
        withdrawn = self._withdrawn
        if not withdrawn:  # the usual case, on the path of every question
            return retriever
        hidden = retriever.store.existing(withdrawn)
        if not hidden:
            self._view = None  # it would keep a replaced retriever in memory
            return retriever
        if self._view is None or self._view[:2] != (retriever, hidden):
            self._view = (retriever, hidden, retriever.without(hidden))
        return self._view[2]

    def rebuild(self, progress: Progress) -> Report:
        """Build the index from the sources folder and switch to it.

        Raises:
            BriefingError: see :func:`index.building.build.build`; the old index stays in use.
        """
        report = build(self._settings, self._embedder, progress)
        if self._embedder is not None:
            self._take_up(self._embedder)
        return report

    def _follow(self) -> None:
        with closing(self._snapshots):
            self._look_after()

    def _look_after(self) -> None:
        told: str | None = None
        while not self._closing.is_set():
            try:
                self._look()
                told = None
            except LockedError:
                # Another process builds the first index, which this one will use as well.
                self._closing.wait(_LOOK_S)
                continue
            except BriefingError as error:
                told = self._failed(str(error), told)
            except Exception as error:
                problem = f"The index cannot be loaded: unexpected error ({error!r})."
                if problem != told:
                    log.exception("Unexpected error.")
                told = self._failed(problem, told)
            self._loaded.set()
            self._closing.wait(_RETRY_S if told else _LOOK_S)

    def _failed(self, problem: str, told: str | None) -> str:
        """Log a problem once; the index in use stays in use if it works."""
        if problem != told:
            log.error("%s", problem)
        if not self._reads():
            self.state = ComponentState(Phase.FAILED, problem=problem)
        return problem

    def _look(self) -> None:
        """Load what is missing, and switch to a newer snapshot."""
        if self._embedder is None:
            # simplemma loads its word list on the first look-up; no question should wait for that.
            for language in LANGUAGES:
                is_listed("word", language)
            self._embedder = load_embedder(self._settings.embedding)
        self._withdrawn = self._snapshots.withdrawn()
        if self._snapshots.current() is None:
            build(self._settings, self._embedder, self._progress)
        self._take_up(self._embedder)
        self._loaded.set()
        self._compare()

    def _compare(self) -> None:
        """Verify the contents of each snapshot in use, once.

        Raises:
            StoreError: they have changed; undamaged articles can still be searched.
        """
        store = self._whole
        if store is None or store.snapshot == self._compared:
            return
        try:
            store.check_contents()
        except StoreError:
            self._changed = store.snapshot
            raise
        self._compared = store.snapshot

    def _reads(self) -> bool:
        """Whether the loaded index still works despite an error."""
        try:
            with self._current.reading() as retriever:
                retriever.store.check()
                retriever.store.check_contents()
        except Exception:  # noqa: BLE001 - any error means that it does not work
            return False
        return True

    def _take_up(self, embedder: Embedder) -> None:
        with self._changing:
            if self._closing.is_set():
                return
            before = self._whole
            if before is None or before.snapshot != self._snapshots.current():
                self._await_quiet()
                with _uncollected():
                    store = Store.open(self._snapshots, embedder.name)
                    self._taken_up(store)
                    kept = self._settings.data / _WORDS
                    retriever = Retriever(store, embedder, self._words(), kept)
                self._current.replace(retriever)
                self._view = None
                log.info("The index in use is now snapshot %s.", store.snapshot)
            if self._whole is not None and self._whole.snapshot != self._changed:
                self.state = ComponentState(Phase.READY)

    def _await_quiet(self) -> None:
        """Wait for a moment without a search, for at most :data:`_QUIET_S`."""
        end = time.monotonic() + _QUIET_S
        while self._current.is_read and time.monotonic() < end:
            self._closing.wait(_QUIET_LOOK_S)

    def _words(self) -> Dictionary:
        """The dictionary, opened once."""
        if self._dictionary is None:
            self._dictionary = open_dictionary(self._settings)
        return self._dictionary

    def _progress(self, _step: str, done: int, total: int) -> None:
        self.state = ComponentState(Phase.LOADING, done / max(total, 1))
