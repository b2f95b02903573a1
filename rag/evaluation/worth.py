"""What an answer is worth to a journalist: the "useful" score.

On a scale on which a right answer is worth 1. The values are the project's goals for the decision,
from which :mod:`rag.evidence.outcome` has its thresholds; they stand here once more because the
evaluation shares no code with what it judges.
"""

from typing import Final

from rag.evaluation.scoring import Score
from rag.types import Status

RIGHT: Final = 1.0
SHOWN: Final = 0.6
"""Uncertain, with the fact among the quotes."""
NOT_SHOWN: Final = 0.0
"""Uncertain, without it."""
REFUSED_SAID: Final = -0.25
REFUSED_UNSAID: Final = 1.0
UNSURE_UNSAID: Final = 0.5
CLAIMED_WRONGLY: Final = -1.0
QUOTED_WRONGLY: Final = -0.5
"""Only quotes, nothing in words of its own."""


def worth(score: Score) -> float:
    """Of one answer.

    An answer that contradicts a false premise by the briefing's words is as good as a refusal, and
    small talk answered without a source is right.
    """
    wrong = QUOTED_WRONGLY if score.answer.status is Status.QUOTED else CLAIMED_WRONGLY
    if score.row.answerable:
        if score.refused:
            return REFUSED_SAID
        if score.answer.claimed:
            return RIGHT if score.fact else wrong
        return SHOWN if score.fact else NOT_SHOWN
    if score.claimed_unsaid:
        return wrong
    return UNSURE_UNSAID if score.answer.status is Status.UNSURE else REFUSED_UNSAID
