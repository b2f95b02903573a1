"""One call to the language model: is the answer in a passage, and in which words?

The model reads in the language of the article and answers in its words, as briefly as it can;
where the passage lacks the answer it says *Fehlt* or *Missing*. The log-odds of its first token
are the best single signal for the decision to answer. How sure the model was of each token of its
short answer tells whether that answer may stand beside the quote that carries it.

The prompt's fixed part (instruction and examples) comes first and never changes, so the engine
keeps it in its cache; only passage and question are read anew. A call is read to its end before
it is handed on: nothing holds the model while another call is made.
"""

import logging
import math
from collections.abc import Sequence
from contextlib import closing
from typing import Final

from index.errors import ModelError
from rag.decisions import ModelAnswer, ShortAnswer
from rag.evidence.outcome import Read
from rag.evidence.retrieval import Candidate
from rag.llm.client import LanguageModel, Piece
from rag.llm.prompts import load_prompt, prompt_name
from rag.types import Language

log = logging.getLogger(__name__)

MAX_TOKENS: Final = 48
MISSING: Final[dict[Language, str]] = {"de": "Fehlt", "en": "Missing"}
_FLOOR: Final = 1e-6
_SAYS_SOMETHING, _SAYS_NOTHING = 3.0, -3.0


def reader_for(model: LanguageModel | None, question: str) -> Read:
    """Lets the model read one passage after the other for a question.

    What it returns gives None without a model, or where the model failed before its first token.
    """

    def read_passage(candidate: Candidate) -> ModelAnswer | None:
        if model is None:
            return None
        try:
            return read(model, candidate.language, question, [candidate.passage.in_context])
        except ModelError as error:
            log.warning("Answering by quotes. %s", error)
            return None

    return read_passage


def read(
    model: LanguageModel, language: Language, question: str, evidence: Sequence[str]
) -> ModelAnswer:
    """Let the model read a passage.

    Args:
        model: the language model.
        language: of the passage.
        question: standing on its own.
        evidence: lines: what stands above the passage, then the passage.

    Raises:
        ModelError: the model failed before its first token.
    """
    messages = load_prompt("answer", language).messages(
        evidence="\n".join(evidence), question=question
    )
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
                    break  # what follows says nothing more
        except ModelError as error:
            if not pieces:
                raise
            log.warning("The short answer is cut. %s", error)
            return ModelAnswer(_log_odds(pieces, missing), None)
    return ModelAnswer(_log_odds(pieces, missing), _short_answer(pieces, missing))


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
    """Of anything against *Missing*, over all spellings and beginnings of the word."""
    if not pieces:
        return _SAYS_NOTHING
    if not pieces[0].alternatives:
        return _SAYS_NOTHING if _text(pieces).startswith(missing) else _SAYS_SOMETHING
    mass = sum(
        math.exp(logprob)
        for token, logprob in pieces[0].alternatives
        if (text := token.strip(" .,\n").casefold()) and missing.startswith(text)
    )
    mass = min(mass, 1.0)
    return math.log(1 - mass + _FLOOR) - math.log(mass + _FLOOR)
