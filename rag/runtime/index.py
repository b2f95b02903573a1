"""The index of an assistant: loaded in the background, and changed for a newer one as it comes.

A thread looks at the pointer to the current snapshot. A newer one is opened beside the one in
use and takes its place when it is ready, so that no question waits for it or fails by it; one that
cannot be opened is said in the log, and the one in use stays. The record of withdrawn articles is
looked at too: what is withdrawn is hidden at once, before any build leaves it out.
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

_WORDS: Final = "words/stems.npz"
"""Below the data folder: the words of the passages in use."""
_LOOK_S: Final = 1.0
"""How long a newer index may be there before it is noticed."""
_RETRY_S: Final = 5.0
"""After a failure: a server that is not up yet, a build that another process makes."""
_QUIET_S: Final = 1.0
"""How long a newer index waits for a moment without a search; a guess."""
_QUIET_LOOK_S: Final = 0.02


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep what is made in the block, and all else that is there, from Python's cycle collector.

    The collector holds the interpreter's lock while it goes through all objects: 0.3 s of a
    processor for an index of 10,000 passages, in which no question goes on. No store is part of a
    cycle, so one that was replaced is freed all the same. A cycle that was frozen and is used no
    more is not: all objects are gone through once beforehand, the only such pause.
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
        settings: of the index.
        taken_up: called with each store before it is used.
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
        """A retriever, what is hidden of it, and the one without that: made once."""
        self._changing = threading.Lock()
        self._closing = threading.Event()
        self._loaded = threading.Event()
        self._compared: str | None = None
        self._changed: str | None = None
        """The snapshot that is not what was indexed, if that was found."""
        self.state = ComponentState(Phase.LOADING)

    def start(self) -> None:
        """Load it, and follow it, in the background; returns at once."""
        threading.Thread(target=self._follow, name="index", daemon=True).start()

    def wait(self) -> None:
        """Block until it is ready, or the first try has failed."""
        self._loaded.wait()

    def close(self) -> None:
        """Stop following; what nobody reads any more is released."""
        self._closing.set()
        with self._changing:
            self._current.replace(None)

    @property
    def store(self) -> Store | None:
        """The store in use, for look-ups; None until there is one."""
        retriever = self._current.newest
        return self._visible(retriever).store if retriever else None

    @property
    def withdrawn(self) -> Withdrawn:
        """The withdrawn articles, by id, as this process knows them."""
        return self._withdrawn

    @contextmanager
    def reading(self) -> Iterator[Retriever]:
        """What searching needs, as it is now, until the end of the block.

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
        """Take the article of a path out of all searches that begin from now on.

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
        """Undo the withdrawals of a path. What a build has left out comes back by the next one.

        Raises:
            SourceError: nothing of that path is withdrawn.
            StoreError: the record cannot be read or written.
        """
        entries = undo_in(self._snapshots, source)
        self._withdrawn = self._snapshots.withdrawn()
        return entries

    @property
    def _whole(self) -> Store | None:
        """The store in use, withdrawn articles included."""
        retriever = self._current.newest
        return retriever.store if retriever else None

    def _visible(self, retriever: Retriever) -> Retriever:
        """A retriever without what is withdrawn."""
        withdrawn = self._withdrawn
        if not withdrawn:  # as nearly always, and every question comes by here
            return retriever
        hidden = retriever.store.existing(withdrawn)
        if not hidden:
            return retriever
        if self._view is None or self._view[:2] != (retriever, hidden):
            self._view = (retriever, hidden, retriever.without(hidden))
        return self._view[2]

    def rebuild(self, progress: Progress) -> Report:
        """Bring the index up to date with the sources folder, and take it up.

        Raises:
            BriefingError: what :func:`index.building.build.build` raises; the index in use stays.
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
                # Another process makes the first index: it is this one's, too, in a moment.
                self._closing.wait(_LOOK_S)
                continue
            except BriefingError as error:
                told = self._failed(str(error), told)
            except Exception as error:
                problem = f"The index cannot be loaded: a defect ({error!r})."
                if problem != told:
                    log.exception("A defect.")
                told = self._failed(problem, told)
            self._loaded.set()
            self._closing.wait(_RETRY_S if told else _LOOK_S)

    def _failed(self, problem: str, told: str | None) -> str:
        """Say it once; what is in use is used on, if it can be."""
        if problem != told:
            log.error("%s", problem)
        if not self._reads():
            self.state = ComponentState(Phase.FAILED, problem=problem)
        return problem

    def _look(self) -> None:
        """Load what is not loaded, and take up what is newer."""
        if self._embedder is None:
            # simplemma reads a word list at the first look-up: no question is to wait for that.
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
        """Compare all of the index in use with what was indexed, once.

        Raises:
            StoreError: it was changed; what is sound of it is answered from, the rest fails.
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
        """Whether questions can be answered from what is loaded, in spite of an error."""
        try:
            with self._current.reading() as retriever:
                retriever.store.check()
                retriever.store.check_contents()
        except Exception:  # noqa: BLE001 - whatever it is, it does not work
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
                    words = self._settings.data / _WORDS
                    retriever = Retriever(store, embedder, self._words(), words)
                self._current.replace(retriever)
                log.info("The index in use is now snapshot %s.", store.snapshot)
            if self._whole is not None and self._whole.snapshot != self._changed:
                self.state = ComponentState(Phase.READY)

    def _await_quiet(self) -> None:
        """Wait for a moment without a search, for a while."""
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
