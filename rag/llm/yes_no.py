"""Yes-or-no questions to the model: log-odds from the first token of its answer."""

import math
from collections.abc import Sequence
from contextlib import closing
from typing import Final

from langchain_core.messages import BaseMessage

from rag.llm.client import LanguageModel
from rag.types import Language

YES: Final[dict[Language, str]] = {"de": "ja", "en": "yes"}
NO: Final[dict[Language, str]] = {"de": "nein", "en": "no"}
_FLOOR: Final = 1e-6
_TOKENS: Final = 2


def yes_or_no(
    model: LanguageModel, messages: Sequence[BaseMessage], language: Language, purpose: str
) -> float:
    """Log-odds of yes against no, from -14 to 14; 0 if the model returns nothing.

    Args:
        model: the language model.
        messages: a conversation that asks for yes or no in ``language``.
        language: of the answer.
        purpose: name of the prompt.

    Raises:
        ModelError: the model failed.
    """
    stream = model.stream(messages, max_tokens=_TOKENS, logprobs=True, purpose=purpose)
    with closing(stream):
        first = next(stream, None)
    if first is None:
        return 0.0
    yes, no = (first.probability_of(word) for word in (YES[language], NO[language]))
    return math.log(yes + _FLOOR) - math.log(no + _FLOOR)
