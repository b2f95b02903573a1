"""What an answer says of itself."""

from dataclasses import replace
from typing import Any

import pytest

from rag.annotations import Change, Correction
from rag.decisions import UNSOURCED, Decision, Outcome
from rag.exporting.texts import TEXTS as EXPORTED
from rag.question.kind import Kind
from rag.types import Status
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
        (Status.ANSWERED, [Kind.SMALLTALK], (), "kind_smalltalk"),
        (Status.ANSWERED, [Kind.BRIEFING], (), "kind_briefing"),
        (Status.REFUSED, [Kind.TASK], (), "kind_task"),
        (Status.REFUSED, [Kind.SUMMARY], (), "refused"),
        (Status.QUOTED, [Kind.SUMMARY], (), "quoted"),
    ],
)
def test_the_badge_claims_no_more_than_the_answer(
    status: Status, outcomes: list[Outcome | Kind], missing: tuple[str, ...], badge: str
) -> None:
    decisions = tuple(Decision("?", outcome.value) for outcome in outcomes)
    given = answer(status=status, decisions=decisions, missing=missing)
    assert given.badge == badge
    assert EXPORTED[badge] == TEXTS[badge]
    assert f"status_hint_{badge}" in TEXTS


CORRECTION = Correction("e-0-1", "b.txt", 0, 1, "x", "B", None, None)


@pytest.mark.parametrize(
    ("noted", "badge"),
    [
        ({"withdrawn": "Erfunden."}, "withdrawn"),
        ({"changed": Change(None)}, "changed"),
        ({"changed": Change("x", kept=True)}, "answered"),
        ({"changed": Change("x", kept=True), "corrected": CORRECTION}, "corrected"),
    ],
)
def test_the_badge_says_what_has_become_of_a_source(noted: dict[str, Any], badge: str) -> None:
    given = answer(status=Status.ANSWERED)
    citations = tuple(replace(citation, **noted) for citation in given.citations)
    assert replace(given, citations=citations).badge == badge
    assert EXPORTED[badge] == TEXTS[badge]
    assert f"status_hint_{badge}" in TEXTS


def test_kinds_without_sources_are_kinds() -> None:
    assert set(Kind) >= UNSOURCED
    assert {Kind.SMALLTALK, Kind.BRIEFING, Kind.TASK} == UNSOURCED


def test_a_declined_task_has_no_nearest_passages() -> None:
    declined = answer(status=Status.REFUSED, decisions=(Decision("", Kind.TASK.value),))
    assert (declined.shown, declined.shown_as) == ((), "sources")
