"""The "useful" score: the value of an answer to a journalist, where a right answer scores 1.

:mod:`rag.evidence.outcome` derives its thresholds from the same values. They are repeated here
because the evaluation shares no code with what it judges.
"""

from typing import Final

from rag.evaluation.scoring import Score
from rag.types import Status

RIGHT: Final = 1.0
SHOWN: Final = 0.6
"""Uncertain, with the fact among the quotes."""
NOT_SHOWN: Final = 0.0
"""Uncertain, without the fact."""
REFUSED_SAID: Final = -0.25
REFUSED_UNSAID: Final = 1.0
UNSURE_UNSAID: Final = 0.5
CLAIMED_WRONGLY: Final = -1.0
QUOTED_WRONGLY: Final = -0.5
"""A wrong answer that consists only of quotes."""


def worth(score: Score) -> float:
    """The value of one answer, -1 to 1.

    An answer that contradicts a false premise with the briefing's words counts as a refusal, and
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
