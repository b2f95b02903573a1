"""What an answer says of itself."""

import pytest

from rag.exporting.texts import TEXTS as EXPORTED
from rag.types import Decision, Outcome, Status
from rag.web.texts import TEXTS
from tests.rag.scripted import answer


@pytest.mark.parametrize(
    ("status", "outcomes", "missing", "badge"),
    [
        (Status.ANSWERED, [Outcome.CLAIM], (), "answered"),
        (Status.ANSWERED, [Outcome.CLAIM, Outcome.UNSURE], (), "partial"),
        (Status.QUOTED, [Outcome.CLAIM, Outcome.REFUSE], ("Wer?",), "partial"),
        (Status.UNSURE, [Outcome.UNSURE], (), "unsure"),
        (Status.UNSURE, [Outcome.UNSURE, Outcome.REFUSE], ("Wer?",), "unsure"),
        (Status.REFUSED, [Outcome.REFUSE], (), "refused"),
    ],
)
def test_the_badge_claims_no_more_than_the_answer(
    status: Status, outcomes: list[Outcome], missing: tuple[str, ...], badge: str
) -> None:
    decisions = tuple(Decision("?", outcome) for outcome in outcomes)
    given = answer(status=status, decisions=decisions, missing=missing)
    assert given.badge == badge
    assert EXPORTED[badge] == TEXTS[badge]
    assert f"status_hint_{badge}" in TEXTS
