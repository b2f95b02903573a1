"""The language model of an assistant: loaded in the background, then monitored.

While it is unavailable, answers are quotes at once instead of after a time-out; when it is back, it
is used again.
"""

import logging
import threading
from typing import Final

import httpx

from index.errors import BriefingError, ModelError
from index.settings import Settings
from rag.costs import Costs
from rag.llm.client import DEFAULT_WINDOW, TIMEOUT_S, LanguageModel
from rag.llm.connection import of_provider
from rag.llm.embedded.adapter import slots_of_service
from rag.llm.embedded.engine import Engine
from rag.llm.embedded.prefix_cache import slots_of, warm
from rag.llm.embedded.read_ahead import PassageStates
from rag.llm.embedded.weights import fetch
from rag.llm.metering import Meter
from rag.llm.prompts import load_prompts
from rag.llm.window import provider_window, service_window
from rag.runtime.state import ComponentState, Phase

log = logging.getLogger(__name__)

_LOOK_S: Final = 5.0
_RETRY_S: Final = 60.0
"""Pause after an unexpected error, which will usually recur."""
_PATIENCE: Final = 2
"""Number of consecutive failed checks after which it counts as gone; one may just be busy."""


class ModelComponent:
    """The model of one process, or none. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._engine: Engine | None = None
        self._closing = threading.Event()
        self._loaded = threading.Event()
        self._meter = Meter()
        self.model: LanguageModel | None = None
        self.state = ComponentState(Phase.OFF if settings.llm == "off" else Phase.LOADING)

    @property
    def costs(self) -> Costs:
        """Usage of all calls since the start."""
        return self._meter.costs

    def start(self) -> None:
        """Load and monitor the model in the background; returns at once."""
        if self._settings.llm == "off":
            self._loaded.set()
            return
        threading.Thread(target=self._look_after, name="model", daemon=True).start()

    def wait(self) -> None:
        """Block until the model is ready or off, or the first try has failed."""
        self._loaded.wait()

    def close(self) -> None:
        """Stop the embedded engine, if there is one."""
        self._closing.set()
        if self._engine:
            self._engine.close()

    def _look_after(self) -> None:
        while not self._closing.is_set():
            pause_s = _LOOK_S
            try:
                if not self._used():
                    return
                if self._settings.provider:
                    pause_s = _RETRY_S  # each try is a call that may cost
            except Exception as error:
                log.exception("The language model failed with an unexpected error.")
                self._failed(f"The language model failed with an unexpected error ({error!r}).")
                pause_s = _RETRY_S
            self._loaded.set()
            self._closing.wait(pause_s)

    def _used(self) -> bool:
        """Load the model and monitor it until it is gone; returns whether to try again."""
        ready = self._load()
        self._loaded.set()
        if ready:
            self._watch()
        # Without weights the next try would end like this one.
        return ready or self._is_service or self._engine is not None

    @property
    def _is_service(self) -> bool:
        return bool(self._settings.llm_url or self._settings.provider)

    def _load(self) -> bool:
        try:
            model = self._of_service() if self._is_service else self._of_engine()
            model = model.metered(self._meter)
            model.window = self._settings.window or self._window()
            log.info("%s: %s, %d tokens", model.name, model.abilities, model.window)
        except BriefingError as error:
            self._failed(str(error))
            return False
        self.model = model
        self.state = ComponentState(Phase.READY)
        return True

    def _failed(self, problem: str) -> None:
        """Record the failure, and log it if it is new."""
        if self.state.problem != problem:
            log.error("%s", problem)
        self.model = None
        self.state = ComponentState(Phase.FAILED, problem=problem)

    def _watch(self) -> None:
        """Monitor the model; returns when it is gone or the service ends."""
        failures = 0
        while failures < _PATIENCE:
            if self._closing.wait(_LOOK_S):
                return
            failures = 0 if self._alive() else failures + 1
        error = ModelError(
            "The language model no longer answers.",
            "It will be used again as soon as it does; until then answers are quotes.",
        )
        self._failed(str(error))

    def _alive(self) -> bool:
        if self._engine:
            return self._engine.alive
        if self._settings.provider:
            return True  # asking costs money; a call that fails is answered by quotes
        key = self._settings.llm_key.get_secret_value()
        url = f"{(self._settings.llm_url or '').rstrip('/')}/models"
        try:
            return not httpx.get(
                url, headers={"Authorization": f"Bearer {key}"}, timeout=_LOOK_S
            ).is_server_error
        except httpx.HTTPError:
            return False

    def _window(self) -> int:
        """The model's context length in tokens, as far as it is known."""
        settings = self._settings
        if settings.provider:
            return provider_window(settings.provider)
        if settings.llm_url:
            return service_window(settings.llm_url, settings.llm_model, settings.llm_key)
        return DEFAULT_WINDOW

    def _of_service(self) -> LanguageModel:
        settings = self._settings
        if settings.provider:
            connection = of_provider(settings.provider, TIMEOUT_S)
            return LanguageModel(connection, settings.provider, parallel=settings.at_once)
        url = settings.llm_url or ""
        return LanguageModel(
            url,
            settings.llm_model,
            settings.llm_key,
            parallel=settings.at_once,
            slots=slots_of_service(url, settings.llm_key),
        )

    def _of_engine(self) -> LanguageModel:
        weights = fetch(self._settings, self._fetched)
        self.state = ComponentState(Phase.LOADING)
        folder = self._settings.data / "slots"
        folder.mkdir(parents=True, exist_ok=True)
        prompts = load_prompts()
        if self._engine:
            self._engine.close()  # left over from an earlier try
        slot_tokens = max(self._settings.window, DEFAULT_WINDOW)
        self._engine = Engine.start(weights, self._settings.threads, folder, slot_tokens)
        if self._closing.is_set():
            self._engine.close()
        slots = slots_of(prompts, self._engine.adapters)
        model = LanguageModel(self._engine.url, weights.stem, self._engine.key, slots=slots)
        files = warm(self._engine, model, prompts, weights, folder)
        model.states = PassageStates(self._engine, slots, files, folder / "passages")
        return model

    def _fetched(self, done: int, total: int) -> None:
        self.state = ComponentState(Phase.LOADING, done / max(total, 1))
