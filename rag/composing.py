"""One call to the language model: does the evidence state the answer, and which is it?

The prompt's fixed part (instruction and examples) comes first and never changes, so the engine
keeps it in its cache; only evidence and question are read anew. The first word says whether the
answer is stated or missing: its log-probabilities are what the decision to answer rests on,
before anything is written.
"""

import math
from collections.abc import Generator, Iterator, Sequence
from typing import Self

from sentencex import segment

from rag.model import LanguageModel, Piece
from rag.prompting import load_prompt, prompt_name
from rag.types import Language

MAX_TOKENS = 70
_STATED = {"de": "Belegt", "en": "Stated"}
_MISSING = {"de": "Fehlt", "en": "Missing"}
# The decision is read from the first word's log-probabilities, so the text may always go on
# as if the answer were stated: a sentence is at hand if the calibrated decision says so.
_GRAMMAR = {language: f'root ::= "{word}. " [^\\n]+' for language, word in _STATED.items()}
_FLOOR = 1e-6
_ENDS = (".", "!", "?", "“", "”", '"', "«", "»", ")")


class Draft:
    """A sentence being written. Use as a context manager: leaving it stops the model."""

    def __init__(self, language: Language, pieces: Generator[Piece]) -> None:
        self._language = language
        self._pieces = pieces
        self._begun = ""
        first = next(pieces, None)
        self.stated: float | None = None
        """Log-odds that the evidence states the answer; None if the service gives none."""
        if first is not None:
            self._begun = first.text
            if first.alternatives:
                self.stated = _log_odds(first.alternatives, _STATED[language], _MISSING[language])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pieces.close()

    def sentences(self) -> Iterator[str]:
        """Whole sentences without the leading word, each as soon as it is complete.

        Nothing comes if the model found nothing. A last sentence that was cut off is left out.

        Raises:
            ModelError: the model failed on the way.
        """
        text = self._begun
        spoken = 0
        for piece in self._pieces:
            text += piece.text
            *whole, _ = _cut(self._answer(text), self._language) or [""]
            yield from whole[spoken:]
            spoken = max(spoken, len(whole))
        for sentence in _cut(self._answer(text), self._language)[spoken:]:
            if sentence.endswith(_ENDS):
                yield sentence

    def _answer(self, text: str) -> str:
        """What follows the leading word; a service without grammar may leave that out."""
        head, _, rest = text.strip().partition(" ")
        word = head.strip('.,:;!„“"')
        if word == _MISSING[self._language]:
            return ""
        return rest.strip() if word == _STATED[self._language] else text.strip()


def _cut(text: str, language: Language) -> list[str]:
    return [sentence.strip() for sentence in segment(language, text) if sentence.strip()]


def compose(
    model: LanguageModel, language: Language, question: str, evidence: Sequence[str]
) -> Draft:
    """Begin to write; returns when the first word is known.

    Args:
        model: the language model.
        language: of question and answer.
        question: standing on its own.
        evidence: the sentences to answer from, best first.

    Raises:
        ModelError: the model failed.
    """
    messages = load_prompt("answer", language).messages(
        evidence="\n".join(evidence), question=question
    )
    pieces = model.stream(
        messages,
        max_tokens=MAX_TOKENS,
        logprobs=True,
        grammar=_GRAMMAR[language],
        purpose=prompt_name("answer", language),
    )
    return Draft(language, pieces)


def _log_odds(alternatives: Sequence[tuple[str, float]], stated: str, missing: str) -> float:
    """Sum over all spellings and beginnings of the two words."""

    def mass(word: str) -> float:
        return sum(
            math.exp(logprob)
            for token, logprob in alternatives
            if (text := token.strip(" .,\n").casefold()) and word.casefold().startswith(text)
        )

    return math.log(mass(stated) + _FLOOR) - math.log(mass(missing) + _FLOOR)
