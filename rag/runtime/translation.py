"""The translation engine of an assistant, and the table of its translations."""

from collections.abc import Callable
from typing import Final

from index.language.dictionary.lookup import Dictionary
from index.settings import Settings
from rag.answer.translation.engines import ModelEngine, TranslationEngine
from rag.answer.translation.firefox import FirefoxModels, opened
from rag.answer.translation.judging import DOUBTFUL
from rag.answer.translation.translator import Translator
from rag.llm.client import LanguageModel
from rag.runtime.loading import LoadedOnce
from rag.storage.table import Table
from rag.types import LANGUAGES, Language

_TARGETS: Final[frozenset[Language]] = frozenset({"en"})
"""Target languages of the shipped model. Its German is too poor: of six sentences translated from
English, two passed the checks, and one of these was wrong (2026-11-26)."""

_DOUBTFUL: Final = -0.8
"""Threshold for the shipped model's least certain token. Of 85 translations of new sentences that
passed all other checks, 19 were wrong; from here on 1 of 33 is (docs/translations.md)."""


class TranslationComponent(LoadedOnce):
    """The translations of one process. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("translation")
        self._table = Table(settings.data / "translations.sqlite3", limit=1_000_000)
        self._folder = settings.translation
        is_shipped = not (settings.llm_url or settings.weights or settings.llm not in ("on", "off"))
        self._targets = _TARGETS if is_shipped else frozenset(LANGUAGES)
        self._doubtful = _DOUBTFUL if is_shipped else DOUBTFUL
        self._firefox: FirefoxModels | None = None

    def _load(self) -> None:
        if self._folder is not None:
            self._firefox = opened(self._folder)

    def engine(self, model: LanguageModel | None) -> TranslationEngine | None:
        """The configured engine, or else the language model; None if there is neither."""
        if self._firefox or model is None:
            return self._firefox
        return ModelEngine(model, self._targets, self._doubtful)

    def translator(
        self,
        engine: TranslationEngine | None,
        dictionary: Dictionary,
        go_on: Callable[[], bool] = lambda: True,
    ) -> Translator:
        """A :class:`Translator` that uses the stored translations."""
        return Translator(self._table, engine, dictionary, go_on)
