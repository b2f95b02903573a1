"""Translation engines: the protocol, and the language model as one of them."""

from collections.abc import Generator
from typing import Protocol

from rag.answer.translation.judging import DOUBTFUL
from rag.llm.client import LanguageModel, Piece
from rag.llm.prompts import load_prompt, prompt_name
from rag.types import LANGUAGES, Language


class TranslationEngine(Protocol):
    """Translates single sentences. Safe to use from several threads."""

    @property
    def name(self) -> str:
        """Name of the model, part of the cache key."""

    @property
    def is_instant(self) -> bool:
        """Whether a translation takes milliseconds; such an engine takes no hints."""

    @property
    def targets(self) -> frozenset[Language]:
        """Languages in which its translations are good enough to show."""

    @property
    def doubtful(self) -> float:
        """Log-probability of the least certain token below which a translation is not shown."""

    def translate(self, sentence: str, target: Language, hints: str = "") -> Generator[Piece]:
        """The translation in pieces; closing the iterator stops the engine.

        Raises:
            ModelError: the engine failed.
        """


class ModelEngine:
    """A :class:`TranslationEngine` over the language model: seconds per sentence."""

    is_instant = False

    def __init__(
        self,
        model: LanguageModel,
        targets: frozenset[Language] = frozenset(LANGUAGES),
        doubtful: float = DOUBTFUL,
    ) -> None:
        self.name = model.name
        self.targets = targets
        self.doubtful = doubtful
        self._model = model

    def translate(self, sentence: str, target: Language, hints: str = "") -> Generator[Piece]:
        return self._model.stream(
            load_prompt("translate", target).messages(
                sentence=sentence, hints=f"\n{hints}" if hints else ""
            ),
            max_tokens=40 + len(sentence) // 2,
            logprobs=True,
            purpose=prompt_name("translate", target),
        )
