"""Marks one answer of the exam."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.language.detection import detect
from rag.answer.prose.drafts import Draft
from rag.exam.paper import Question


@dataclass(frozen=True, slots=True)
class Mark:
    """The criteria that an answer meets; None if a criterion does not apply."""

    kind: str
    form: bool
    """Every sentence cites evidence by number, or the answer says that nothing was found."""
    language: bool
    right: bool | None
    """It has all expected facts."""
    cites: bool | None
    """It cites all paragraphs that answer, and none of another article."""
    refuses: bool | None
    """It claims nothing that the evidence lacks."""
    found: bool | None
    """Whether the model finds an answer in the nearest passage; None if it failed."""
    seconds: float

    @property
    def answerable(self) -> bool:
        """Whether the evidence had the answer."""
        return self.right is not None


def mark(
    question: Question, drafts: Sequence[Draft], *, found: bool | None, seconds: float
) -> Mark:
    """Mark an answer.

    Args:
        question: of the exam.
        drafts: the model's sentences, unchecked; empty if it says that the answer is missing.
        found: whether the model finds an answer in the nearest passage.
        seconds: duration of writing.
    """
    written = question.written
    text = " ".join(draft.text for draft in drafts)
    cited = {n for draft in drafts for n in draft.cites}
    known = {entry.n for entry in question.sheet.entries}
    answerable = bool(written.facts)
    corrected = bool(
        written.corrected and re.search(written.corrected, text, re.IGNORECASE) and drafts
    )
    return Mark(
        kind=written.kind,
        form=all(draft.cites and set(draft.cites) <= known for draft in drafts),
        language=all(detect(draft.text) == written.language for draft in drafts),
        right=all(re.search(fact, text, re.IGNORECASE) for fact in written.facts)
        if answerable
        else None,
        cites=question.right <= cited <= question.own if answerable and drafts else None,
        refuses=None if answerable else (not drafts or corrected),
        found=found,
        seconds=seconds,
    )
