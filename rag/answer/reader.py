"""Calls to the language model about one passage: read the answer out of it, or confirm that it
answers the question and supports the question's presuppositions.

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
from typing import Final, TypeVar

from index.errors import ModelError
from index.types import Passage
from rag.decisions import ModelAnswer, ShortAnswer
from rag.evidence.candidates import Candidate
from rag.evidence.outcome import Reader
from rag.llm.client import LanguageModel, Piece
from rag.llm.prompts import load_prompt, prompt_name
from rag.llm.yes_no import yes_or_no
from rag.types import Language

log = logging.getLogger(__name__)

MAX_TOKENS: Final = 48
MISSING: Final[dict[Language, str]] = {"de": "Fehlt", "en": "Missing"}
_FLOOR: Final = 1e-6
_Found = TypeVar("_Found")
_SAYS_SOMETHING, _SAYS_NOTHING = 3.0, -3.0


@dataclass(frozen=True, slots=True)
class PassageReader(Reader):
    """Lets the language model read passages for one question.

    The methods return None if there is no model or the call failed.
    """

    model: LanguageModel | None
    question: str
    """Standalone, without references to earlier turns."""
    language: Language
    """Language of the question."""
    translated: Callable[[Passage], str | None] = lambda _: None
    """Returns a passage in the language of the question, if it is translated; may be rough."""

    def read(self, candidate: Candidate) -> ModelAnswer | None:
        """The model's answer from one passage."""
        return self._asked(read, candidate.language, candidate.passage.in_context)

    def confirm(self, candidate: Candidate) -> float | None:
        """Log-odds that a passage answers the question and supports its presuppositions.

        Uses the translation of the passage, if there is one (docs/translations.md).
        """
        if text := self._in_the_questions_language(candidate):
            return self._asked(confirm, self.language, text)
        return self._asked(confirm, candidate.language, candidate.passage.in_context)

    def _in_the_questions_language(self, candidate: Candidate) -> str | None:
        """The translation of a passage in the other language, if there is one."""
        if self.model is None or candidate.language == self.language:
            return None
        try:
            return self.translated(candidate.passage)
        except ModelError as error:
            log.warning("Judging the original. %s", error)
            return None

    def _asked(
        self,
        call: Callable[[LanguageModel, Language, str, str], _Found],
        language: Language,
        passage: str,
    ) -> _Found | None:
        if self.model is None:
            return None
        try:
            return call(self.model, language, self.question, passage)
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
        messages, max_tokens=MAX_TOKENS, logprobs=True, purpose=prompt_name("answer", language)
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


def confirm(model: LanguageModel, language: Language, question: str, passage: str) -> float:
    """Ask whether a passage answers a question and supports the question's presuppositions.

    Asked for an answer, a model finds one too easily: asked why a bridge was closed, it gives the
    day of its opening. A yes-or-no question is the better test (docs/finding.md).

    Args:
        model: the language model.
        language: of the passage.
        question: standalone.
        passage: its text, preceded by the headings it belongs to.

    Returns:
        Log-odds of yes.

    Raises:
        ModelError: the model failed.
    """
    messages = load_prompt("confirm", language).messages(passage=passage, question=question)
    return yes_or_no(model, messages, language, prompt_name("confirm", language))


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces).lstrip().casefold()


def _short_answer(pieces: Sequence[Piece], missing: str) -> ShortAnswer | None:
    text = "".join(piece.text for piece in pieces).strip()
    if not text or text.casefold().startswith(missing) or len(pieces) >= MAX_TOKENS:
        return None
    known = [piece.logprob for piece in pieces if piece.logprob is not None]
    if not known:
        return ShortAnswer(text, None)
    return ShortAnswer(text, math.exp(min(known)), math.exp(known[0]))


def _log_odds(pieces: Sequence[Piece], missing: str) -> float:
    """Log-odds of any answer against *Missing*, summed over all prefixes and spellings of it."""
    if not pieces:
        return _SAYS_NOTHING
    if not pieces[0].alternatives:
        return _SAYS_NOTHING if _text(pieces).startswith(missing) else _SAYS_SOMETHING
    mass = min(pieces[0].probability_of(missing), 1.0)
    return math.log(1 - mass + _FLOOR) - math.log(mass + _FLOOR)
