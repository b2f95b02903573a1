"""The assistant as the command line and the page see it: loads its parts, then answers.

Loading takes seconds to minutes (index, embedding model, language model), so
``start`` does it in the background and ``state`` tells how far each part is.
"""

import logging
import threading
from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.build import Progress, Report, build
from index.embedding import Embedder, load_embedder
from index.errors import BriefingError, StoreError
from index.generations import Generations
from index.settings import Settings
from index.store import Store
from index.types import Document
from rag.answer_cache import AnswerCache
from rag.chain import Chain
from rag.engine import Engine
from rag.model import LanguageModel
from rag.prompting import load_prompts
from rag.questions import clean
from rag.shelf import Shelf
from rag.translating import Translator
from rag.types import Event, Language, Turn
from rag.warming import slots_of, warm
from rag.weights import fetch

log = logging.getLogger(__name__)


class Phase(StrEnum):
    """Where a part stands."""

    LOADING = "loading"
    READY = "ready"
    OFF = "off"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PartState:
    """One part's phase; ``problem`` is a full sentence with the step that mends it."""

    phase: Phase
    progress: float | None = None
    """0 to 1 while something is fetched or built, if known."""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """All parts. Questions can be answered when the index is ready: quotes need no model."""

    index: PartState
    model: PartState
    documents: int = 0
    generation: str | None = None

    @property
    def answers(self) -> bool:
        return self.index.phase is Phase.READY


class Assistant:
    """Owns store, embedder, model and chain of one process. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._index = PartState(Phase.LOADING)
        self._model_state = PartState(Phase.LOADING)
        self._embedder: Embedder | None = None
        self._store: Store | None = None
        self._model: LanguageModel | None = None
        self._engine: Engine | None = None
        self._cache = AnswerCache(Shelf(settings.data / "answers.sqlite3"))
        self._translations = Shelf(settings.data / "translations.sqlite3", limit=1_000_000)

    def start(self) -> None:
        """Load everything in the background; returns at once.

        Raises:
            SettingsError: a prompt file is broken.
        """
        load_prompts()
        for load in (self._load_index, self._load_model):
            thread = threading.Thread(target=load, name=load.__name__, daemon=True)
            thread.start()
            self._threads.append(thread)

    def wait(self) -> None:
        """Block until loading ended (ready, off or failed)."""
        for thread in self._threads:
            thread.join()

    def close(self) -> None:
        """Stop the model's server and release what is held."""
        if self._engine:
            self._engine.close()
        if self._store:
            self._store.close()

    def state(self) -> State:
        """How far loading is."""
        store = self._store
        return State(
            index=self._index,
            model=self._model_state,
            documents=len(store.documents()) if store else 0,
            generation=store.generation if store else None,
        )

    def document(self, document_id: str) -> Document:
        """An article with its whole text.

        Raises:
            KeyError: there is no such article.
            StoreError: the index is not ready.
        """
        return self._chain().store.document(document_id)

    def documents(self) -> tuple[Document, ...]:
        """All articles, by path.

        Raises:
            StoreError: the index is not ready.
        """
        return self._chain().store.documents()

    def rebuild(self, progress: Progress) -> Report:
        """Bring the index up to date with the sources folder, and take it up.

        Raises:
            BriefingError: what :func:`index.build.build` raises; the index in use stays.
        """
        report = build(self._settings, self._embedder, progress)
        if self._store is None:  # there was nothing to index when this process started
            self._load_index()
        self._chain()
        return report

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        history: Sequence[Turn] = (),
        sources: Collection[str] = (),
        use_cache: bool = True,
    ) -> Generator[Event]:
        """Answer one question: ``Sources``, then ``Token``s, then ``Done``.

        Closing the iterator early stops the model's work.

        Raises:
            QuestionError: empty, too long or not text.
            StoreError: the index is not ready, or damaged.
        """
        question = clean(question)
        chain = self._chain()
        name = chain.model.name if chain.model else None
        key = self._cache.key(question, language, history, sources, chain.store.generation, name)
        if use_cache and (kept := self._cache.replay(key)) is not None:
            yield from kept
            return
        events = chain.ask(question, language=language, history=history, sources=sources)
        yield from self._cache.record(key, events, name) if use_cache else events

    def _chain(self) -> Chain:
        """The chain over the index as it is now, with the model if there is one."""
        with self._lock:
            if self._store is None or self._embedder is None:
                raise StoreError(
                    self._index.problem or "The index is still being loaded.",
                    "" if self._index.problem else "Ask again in a moment.",
                )
            if self._store.stale():
                self._store = self._open(self._embedder)
            translator = Translator(self._translations, self._model)
            return Chain(self._store, self._embedder, translator, self._model)

    def _load_index(self) -> None:
        try:
            embedder = load_embedder(self._settings.embedding)
            if Generations(self._settings.data).current() is None:
                build(self._settings, embedder, self._index_progress)
            with self._lock:
                self._embedder = embedder
                self._store = self._open(embedder)
            self._index = PartState(Phase.READY)
        except BriefingError as error:
            log.error("%s", error)
            self._index = PartState(Phase.FAILED, problem=str(error))

    def _open(self, embedder: Embedder) -> Store:
        return Store.open(self._settings.data, embedder.name)

    def _index_progress(self, _step: str, done: int, total: int) -> None:
        self._index = PartState(Phase.LOADING, done / max(total, 1))

    def _load_model(self) -> None:
        if self._settings.llm == "off":
            self._model_state = PartState(Phase.OFF)
            return
        try:
            model = self._remote_model() if self._settings.llm_url else self._own_model()
            log.info("%s: %s", model.name, model.abilities)
        except BriefingError as error:
            log.error("%s", error)
            self._model_state = PartState(Phase.FAILED, problem=str(error))
            return
        with self._lock:
            self._model = model
        self._model_state = PartState(Phase.READY)

    def _remote_model(self) -> LanguageModel:
        settings = self._settings
        return LanguageModel(
            settings.llm_url or "", settings.llm_model, settings.llm_key, parallel=4
        )

    def _own_model(self) -> LanguageModel:
        weights = fetch(self._settings, self._fetch_progress)
        self._model_state = PartState(Phase.LOADING)
        folder = self._settings.data / "slots"
        folder.mkdir(parents=True, exist_ok=True)
        prompts = load_prompts()
        self._engine = Engine.start(weights, self._settings.threads, folder)
        model = LanguageModel(
            self._engine.url, weights.stem, self._engine.key, slots=slots_of(prompts)
        )
        warm(self._engine, model, prompts, weights, folder)
        return model

    def _fetch_progress(self, done: int, total: int) -> None:
        self._model_state = PartState(Phase.LOADING, done / max(total, 1))
