"""Calls to the language model: read the answer out of one passage.

The model answers in the language of the article, as briefly as it can; if the passage lacks the
answer, it says *Fehlt* or *Missing*. The log-odds of its first token are the best single signal
for the decision to answer. The token probabilities of the short answer decide whether it may be
shown beside the quote that supports it.

The fixed part of the prompt (instruction and examples) comes first, so the engine can cache it and
process only the passage and the question. Each stream is read to its end before the result is
returned, so no call holds the model while another one starts.
"""

import logging
import math
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from index.errors import ModelError
from rag.decisions import ModelAnswer, ShortAnswer
from rag.evidence.candidates import Candidate
from rag.evidence.outcome import Reader
from rag.llm.client import LanguageModel, Piece
from rag.llm.prompts import load_prompt, prompt_name
from rag.types import Language

log = logging.getLogger(__name__)

MAX_TOKENS: Final = 48
MISSING: Final[dict[Language, str]] = {"de": "Fehlt", "en": "Missing"}
_FLOOR: Final = 1e-6
_PART: Final = 200
"""Characters that are read ahead in one call: some 60 tokens, a second on two cores."""
_ANY: Final = "?"
"""In place of the question, of which nothing is known ahead."""
_SAYS_SOMETHING, _SAYS_NOTHING = 3.0, -3.0


@dataclass(frozen=True, slots=True)
class PassageReader(Reader):
    """Lets the language model read passages for one question."""

    model: LanguageModel | None
    question: str
    """Standalone, without references to earlier turns."""

    def read(self, candidate: Candidate) -> ModelAnswer | None:
        """The model's answer from one passage; None if there is no model or the call failed."""
        if self.model is None:
            return None
        try:
            return read(self.model, candidate.language, self.question, candidate.passage.in_context)
        except ModelError as error:
            log.warning("Answering by quotes. %s", error)
            return None


def read(model: LanguageModel, language: Language, question: str, passage: str) -> ModelAnswer:
    """Ask the model for the answer in a passage.

    Args:
        model: the language model.
        language: of the passage.
        question: standalone.
        passage: its text, preceded by the headings it belongs to.

    Raises:
        ModelError: the model failed before its first token.
    """
    messages = load_prompt("answer", language).messages(evidence=passage, question=question)
    missing = MISSING[language].casefold()
    pieces: list[Piece] = []
    stream = model.stream(
        messages,
        max_tokens=MAX_TOKENS,
        logprobs=True,
        purpose=prompt_name("answer", language),
        # Where an answer is about as likely as none, the search may decide, and needs its words.
        avoided=MISSING[language],
        passage=passage,
    )
    with closing(stream):
        try:
            for piece in stream:
                pieces.append(piece)
                if _text(pieces).startswith(missing):
                    break  # the rest carries no information
        except ModelError as error:
            if not pieces:
                raise
            log.warning("The short answer is cut. %s", error)
            return ModelAnswer(_log_odds(pieces, missing), None)
    return ModelAnswer(_log_odds(pieces, missing), _short_answer(pieces, missing))


def read_ahead(
    model: LanguageModel, language: Language, passage: str, go_on: Callable[[], bool]
) -> bool:
    """Let the embedded engine read a passage and keep its state, so that later answers come sooner.

    It reads a part at a time, so that a reader who asks meanwhile waits for a second at most.

    Args:
        model: the language model.
        language: of the passage.
        passage: as in :func:`read`.
        go_on: called before each part; once it returns False, the passage is abandoned.

    Returns:
        Whether the whole passage was read.

    Raises:
        ModelError: the model failed, or the state cannot be written.
    """
    prompt, name = load_prompt("answer", language), prompt_name("answer", language)
    for end in range(_PART, len(passage), _PART):
        if not go_on():
            return False
        part = prompt.messages(evidence=passage[:end], question=_ANY)
        with closing(model.stream(part, max_tokens=1, purpose=name)) as stream:
            next(stream, None)
    if not go_on():
        return False
    model.read_ahead(prompt.messages(evidence=passage, question=_ANY), name, passage)
    return True


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces).lstrip().casefold()


def _short_answer(pieces: Sequence[Piece], missing: str) -> ShortAnswer | None:
    text = "".join(piece.text for piece in pieces).strip()
    if not text or text.casefold().startswith(missing) or len(pieces) >= MAX_TOKENS:
        return None
    known = [piece.logprob for piece in pieces if piece.logprob is not None]
    if not known:
        return ShortAnswer(text, None)
    # Whether there is an answer at all is decided apart, from the log-odds.
    opening = min(math.exp(known[0]) / max(1 - _missing(pieces, missing), _FLOOR), 1.0)
    return ShortAnswer(text, min([opening, *map(math.exp, known[1:])]), opening)


def _log_odds(pieces: Sequence[Piece], missing: str) -> float:
    """Log-odds of any answer against *Missing*, summed over all prefixes and spellings of it."""
    if not pieces:
        return _SAYS_NOTHING
    if not pieces[0].alternatives:
        return _SAYS_NOTHING if _text(pieces).startswith(missing) else _SAYS_SOMETHING
    mass = _missing(pieces, missing)
    return math.log(1 - mass + _FLOOR) - math.log(mass + _FLOOR)


def _missing(pieces: Sequence[Piece], missing: str) -> float:
    """Probability of *Missing*."""
    return min(pieces[0].probability_of(missing), 1.0)
