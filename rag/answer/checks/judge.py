"""The language model as a judge: one yes or no, and how sure it is."""

import math
from collections.abc import Sequence
from contextlib import closing
from typing import Final

from rag.llm.client import LanguageModel, Piece
from rag.llm.prompts import load_prompt, prompt_name
from rag.types import Language

YES: Final[dict[Language, str]] = {"de": "ja", "en": "yes"}
NO: Final[dict[Language, str]] = {"de": "nein", "en": "no"}
_FLOOR: Final = 1e-6


def log_odds(
    model: LanguageModel, claim: str, language: Language, evidence: Sequence[str]
) -> float:
    """Of yes against no: whether the evidence supports the claim.

    Raises:
        ModelError: the model failed.
    """
    messages = load_prompt("verify", language).messages(evidence="\n".join(evidence), claim=claim)
    stream = model.stream(
        messages, max_tokens=2, logprobs=True, purpose=prompt_name("verify", language)
    )
    with closing(stream):
        first = next(stream, None)
    if first is None:
        return 0.0
    yes, no = (_mass(first, word) for word in (YES[language], NO[language]))
    return math.log(yes + _FLOOR) - math.log(no + _FLOOR)


def _mass(piece: Piece, word: str) -> float:
    """Probability of all spellings and beginnings of a word."""
    alternatives = piece.alternatives or ((piece.text, 0.0),)
    return sum(
        math.exp(logprob)
        for token, logprob in alternatives
        if (text := token.strip(" .,\n").casefold()) and word.startswith(text)
    )
