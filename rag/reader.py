"""One call to the language model: is the answer in the evidence, and in which words?

The model reads in the language of the articles and answers in their words, as briefly as it can;
where the evidence lacks the answer it says *Fehlt* or *Missing*. The first token's
log-probabilities are known before anything is written: they are the best single signal for the
decision to answer. How sure the model was of each token of its short answer tells whether that
answer may stand beside the quote that carries it.

The prompt's fixed part (instruction and examples) comes first and never changes, so the engine
keeps it in its cache; only evidence and question are read anew.
"""

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self

from rag.model import LanguageModel, Piece
from rag.prompting import load_prompt, prompt_name
from rag.types import Language

MAX_TOKENS = 48
MISSING: dict[Language, str] = {"de": "Fehlt", "en": "Missing"}
_FLOOR = 1e-6
_SAYS_SOMETHING, _SAYS_NOTHING = 3.0, -3.0


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The model's own words, unchecked."""

    text: str
    sureness: float | None
    """Probability of the token that the model was least sure of; None if it gives none."""
    opening: float | None = None
    """Probability of the first token: all that counts of a yes or no."""


class Reading:
    """An answer being written. Use as a context manager: leaving it stops the model."""

    def __init__(self, language: Language, pieces: Generator[Piece]) -> None:
        self._missing = MISSING[language].casefold()
        self._pieces = pieces
        self._begun = list(islice(pieces, 1))
        self.stated = _SAYS_NOTHING
        """Log-odds that the evidence states the answer; from its first word alone if the service
        gives no log-probabilities."""
        if self._begun and self._begun[0].alternatives:
            self.stated = _log_odds(self._begun[0].alternatives, self._missing)
        elif self._begun:
            while len(self._text) < len(self._missing) and (piece := next(pieces, None)):
                self._begun.append(piece)
            self.stated = _SAYS_NOTHING if self._text.startswith(self._missing) else _SAYS_SOMETHING

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pieces.close()

    def short_answer(self) -> ShortAnswer | None:
        """What the model answers; None where it found nothing or did not come to an end.

        Raises:
            ModelError: the model failed on the way.
        """
        if self._text.startswith(self._missing):
            return None
        pieces = [*self._begun, *self._pieces]
        text = "".join(piece.text for piece in pieces).strip()
        if not text or text.casefold().startswith(self._missing) or len(pieces) >= MAX_TOKENS:
            return None
        known = [piece.logprob for piece in pieces if piece.logprob is not None]
        if not known:
            return ShortAnswer(text, None)
        return ShortAnswer(text, math.exp(min(known)), math.exp(known[0]))

    @property
    def _text(self) -> str:
        return "".join(piece.text for piece in self._begun).lstrip().casefold()


def read(
    model: LanguageModel, language: Language, question: str, evidence: Sequence[str]
) -> Reading:
    """Begin to read; returns when the first token is known.

    Args:
        model: the language model.
        language: of evidence and question.
        question: standing on its own.
        evidence: sentences, best first.

    Raises:
        ModelError: the model failed.
    """
    messages = load_prompt("answer", language).messages(
        evidence="\n".join(evidence), question=question
    )
    pieces = model.stream(
        messages, max_tokens=MAX_TOKENS, logprobs=True, purpose=prompt_name("answer", language)
    )
    return Reading(language, pieces)


def _log_odds(alternatives: Sequence[tuple[str, float]], missing: str) -> float:
    """Against the sum over all spellings and beginnings of the word."""
    mass = sum(
        math.exp(logprob)
        for token, logprob in alternatives
        if (text := token.strip(" .,\n").casefold()) and missing.startswith(text)
    )
    mass = min(mass, 1.0)
    return math.log(1 - mass + _FLOOR) - math.log(mass + _FLOOR)
