"""The language model as a judge of whether evidence supports a claim."""

from collections.abc import Sequence

from rag.llm.client import LanguageModel
from rag.llm.prompts import load_prompt, prompt_name
from rag.llm.yes_no import yes_or_no
from rag.types import Language


def log_odds(
    model: LanguageModel, claim: str, language: Language, evidence: Sequence[str]
) -> float:
    """The model's log-odds that the evidence supports the claim.

    Raises:
        ModelError: the model failed.
    """
    messages = load_prompt("verify", language).messages(evidence="\n".join(evidence), claim=claim)
    return yes_or_no(model, messages, language, prompt_name("verify", language))
