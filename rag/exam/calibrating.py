"""Calibrates how reliably a model finds answers in real passages, not only in the exam's few."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.answer.reader import read
from rag.evidence.candidates import Candidate
from rag.exam.results import Result, Share
from rag.llm.client import LanguageModel


@dataclass(frozen=True, slots=True)
class Calibrating:
    """A question with a predicate for the passages that answer it."""

    question: str
    answers: Callable[[Candidate], bool]


def findings(
    model: LanguageModel,
    questions: Iterable[Calibrating],
    search: Callable[[str], Sequence[Candidate]],
) -> Iterator[tuple[bool, bool]]:
    """For each passage found by the search: whether it answers, and whether the model says so.

    Raises:
        ModelError: the model failed.
    """
    for asked in questions:
        for candidate in search(asked.question):
            answer = read(model, candidate.language, asked.question, candidate.passage.in_context)
            yield asked.answers(candidate), answer.log_odds > 0


def calibrated(result: Result, found: Sequence[tuple[bool, bool]]) -> Result:
    """The result of an exam with the counts on real passages."""
    right = [said for answers, said in found if answers]
    wrong = [said for answers, said in found if not answers]
    return replace(
        result, found=Share(sum(right), len(right)), imagined=Share(sum(wrong), len(wrong))
    )
