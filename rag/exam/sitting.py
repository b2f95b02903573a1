"""Runs the exam with a model, question by question, so that it can be interrupted."""

import time
from collections.abc import Iterator
from typing import Final

from rag.answer.prose.author import Author, TooSlowError
from rag.answer.prose.drafts import MissingError
from rag.answer.reader import read
from rag.exam.marking import Mark, mark
from rag.exam.paper import Question, questions
from rag.exam.results import Result, result_of
from rag.llm.client import LanguageModel

QUESTION_SECONDS: Final = 180.0
"""Time limit per answer. A slower model would fail anyway. The first answer may take longer than
others because the prompt is not cached yet."""


class Sitting:
    """One exam of one model; it can be resumed after an interruption."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self._questions = questions()
        self._marks: list[Mark] = []

    @property
    def total(self) -> int:
        return len(self._questions)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of the questions so far."""
        return tuple(self._marks)

    def answers(self) -> Iterator[tuple[Question, str, Mark]]:
        """Ask the remaining questions; yields each with the text of the answer and its mark.

        Raises:
            ModelError: the model failed.
        """
        for question in self._questions[len(self._marks) :]:
            text, made = self._answer(question)
            self._marks.append(made)
            yield question, text, made

    def result(self) -> Result:
        """The result after all questions.

        Raises:
            ModelError: the model failed.
        """
        return result_of(self.model.name, self._marks, self.model.abilities)

    def _answer(self, question: Question) -> tuple[str, Mark]:
        asked = question.written
        began = time.monotonic()
        drafts, text = [], []
        answer = Author(self.model).answer(
            question.sheet, asked.question, asked.language, began + QUESTION_SECONDS
        )
        try:
            for draft in answer:
                drafts.append(draft)
                text.append(f"{draft.text} {''.join(f'[{n}]' for n in draft.cites)}")
        except MissingError:
            text.append("–")
        except TooSlowError:
            text.append("…")  # its duration is recorded
        seconds = time.monotonic() - began
        language, (title, passage) = question.read
        found = read(self.model, language, asked.question, f"{title}\n{passage}").log_odds > 0
        return " ".join(text), mark(question, drafts, found=found, seconds=seconds)
