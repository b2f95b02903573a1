"""Rule for days: a date fits its weekday, and the report's date is not the event's."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from rag.answer.checks.case import Case
from rag.answer.checks.parsing.dates import Time, days_told, times
from rag.answer.checks.rules.facts import Finding
from rag.answer.checks.rules.relations import aligned

_BETWEEN: Final = re.compile(r"(?:[\s,(]|evening|morning|afternoon|night|the|dem|den){1,4}")
"""Between a weekday and its date."""
_RETOLD: Final = 0.6
"""Minimum similarity of what a claim dates and the clause of the evidence; guess, on a few pairs:
retold 0.71 or more, others 0.5 or less."""


def days(case: Case) -> Iterator[Finding]:
    """A date that is not the weekday beside it, or that of the report instead of the event
    (``date``).
    """
    reports = {day for day in case.report_days if day}
    found = times(case.claim, case.language)
    for claimed in found:
        if claimed.kind != "day":
            continue
        told = case.claim[claimed.start : claimed.end]
        year = next((t.value[0] for t in found if t.kind == "year" and t.start == claimed.start), 0)
        years = {int(year)} if year else {day.year for day in reports}
        possible = [day for one in years if (day := _date(one, claimed))]
        beside = [t for t in found if t.kind == "weekday" and _is_beside(case.claim, t, claimed)]
        wrong = possible and any(all(d.weekday() != t.value[0] for d in possible) for t in beside)
        if wrong or _is_of_report(case, claimed, told, reports):
            yield "date", told


def _date(year: int, day: Time) -> date | None:
    try:
        return date(year, *map(int, day.value))
    except ValueError:
        return None


def _is_beside(text: str, weekday: Time, day: Time) -> bool:
    first, second = sorted((weekday, day), key=lambda t: t.start)
    return bool(_BETWEEN.fullmatch(text[first.end : second.start]))


def _is_of_report(case: Case, claimed: Time, told: str, reports: set[date]) -> bool:
    """Whether only the dateline has a date, and what the claim retells is of another day."""
    if all((day.month, day.day) != claimed.value for day in reports):
        return False
    mentions = [t for t in case.times if t.kind == "day" and t.value == claimed.value]
    if len(mentions) > len(reports):
        return False
    clause = next((c for c in case.clauses if told in c.text), None)
    places = aligned(case, clause, _RETOLD) if clause else []
    if not places:
        return False
    sentence = places[0].sentence
    there = {d for day in reports for d in days_told(sentence.text, sentence.language, day)}
    return bool(there) and not there & reports
