"""Model calls that write prose: a whole answer, or one sentence again."""

import time
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from index.errors import ModelError
from rag.answer.checks.judge import Judge
from rag.answer.checks.reasons import reason
from rag.answer.prose.checking import Checked
from rag.answer.prose.drafts import Draft, MissingError, drafts
from rag.answer.prose.sheet import ANSWER_TOKENS, Sheet
from rag.llm.client import LanguageModel
from rag.llm.prompts import load_prompt, prompt_name
from rag.types import Language

MOST_SENTENCES: Final = 5
SECONDS: Final = 45.0
"""Time limit for writing one part of a question; guess. Sentences shown by then stay, and quotes
follow."""
SENTENCE_TOKENS: Final = 120


class TooSlowError(ModelError):
    """The time limit for writing was exceeded."""


@dataclass(frozen=True, slots=True)
class Author:
    """Lets a model write. Each call ends before the next one starts."""

    model: LanguageModel
    judge: Judge | None = None
    """Verifies what it writes, after the rules."""

    def answer(
        self, sheet: Sheet, question: str, language: Language, until: float
    ) -> Generator[Draft]:
        """The sentences of an answer, each as soon as it is complete.

        Args:
            sheet: the evidence.
            question: standalone.
            language: of the answer.
            until: deadline, in seconds of ``time.monotonic``.

        Raises:
            MissingError: the model says that the evidence lacks the answer.
            ModelError: the model failed, or the deadline has passed.
        """
        messages = load_prompt("write", language).messages(evidence=sheet.text, question=question)
        stream = self.model.stream(
            messages, max_tokens=ANSWER_TOKENS, purpose=prompt_name("write", language)
        )
        with closing(stream):
            texts = _in_time((piece.text for piece in stream), until)
            for number, draft in enumerate(drafts(texts, language), start=1):
                yield draft
                if number == MOST_SENTENCES:
                    return

    def rewrite(
        self, checked: Checked, sheet: Sheet, question: str, language: Language, until: float
    ) -> Draft | None:
        """Rewrite a sentence that failed its check; None if the model returns no sentence.

        Raises:
            ModelError: the model failed, or the deadline has passed.
        """
        wrong = reason(checked.findings, language)
        messages = load_prompt("rewrite", language).messages(
            evidence=sheet.only(checked.cites).text,
            question=question,
            sentence=checked.draft.text,
            reason=wrong,
        )
        stream = self.model.stream(
            messages, max_tokens=SENTENCE_TOKENS, purpose=prompt_name("rewrite", language)
        )
        with closing(stream):
            texts = _in_time((piece.text for piece in stream), until)
            try:
                return next(drafts(texts, language), None)
            except MissingError:
                return None


def _in_time(texts: Iterator[str], until: float) -> Iterator[str]:
    for text in texts:
        if time.monotonic() > until:
            raise TooSlowError(
                "The language model took too long to write.",
                "Use a faster model, or set BRIEFING_ANSWERS=extract; until then answers are "
                "quotes.",
            )
        yield text
