"""What one answer of the exam is worth."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.language.detection import detect
from rag.answer.prose.drafts import Draft
from rag.exam.paper import Question


@dataclass(frozen=True, slots=True)
class Mark:
    """What is right about an answer; None where that was not to be shown."""

    kind: str
    form: bool
    """Sentences that end in numbers of the evidence; or that nothing is there."""
    language: bool
    right: bool | None
    """The answer that the evidence gives, with who says so and both sides."""
    cites: bool | None
    """The paragraphs that it stands on, and none of another matter."""
    refuses: bool | None
    """Nothing is claimed that the evidence lacks."""
    found: bool | None
    """Whether the model sees an answer in the passage that comes nearest; None if it failed."""
    seconds: float

    @property
    def answerable(self) -> bool:
        """Whether the evidence had the answer."""
        return self.right is not None


def mark(
    question: Question, drafts: Sequence[Draft], *, found: bool | None, seconds: float
) -> Mark:
    """Mark what the model wrote.

    Args:
        question: of the exam.
        drafts: its sentences, unchecked; empty if it says that the answer is missing.
        found: whether it sees an answer in the one passage.
        seconds: until it had written all.
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
