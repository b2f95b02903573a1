"""What is new since a day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rag.answer.kinds.news import MOST, first_day, leads, since
from rag.answer.kinds.overview import whole_sentences
from rag.answer.kinds.topics import Article
from rag.types import Language
from tests.rag.memory import answered, article, retriever_of

TODAY = date(2026, 11, 26)  # a Thursday


@pytest.mark.parametrize(
    ("said", "language", "day"),
    [
        ("seit gestern", "de", date(2026, 11, 25)),
        ("heute", "de", TODAY),
        ("seit vorgestern", "de", date(2026, 11, 24)),
        ("seit Montag", "de", date(2026, 11, 23)),
        ("seit letztem Donnerstag", "de", date(2026, 11, 19)),
        ("seit dem 24. November", "de", date(2026, 11, 24)),
        ("seit dem 24. November 2025", "de", date(2025, 11, 24)),
        ("seit dem 3. Dezember", "de", date(2025, 12, 3)),
        ("since yesterday", "en", date(2026, 11, 25)),
        ("since Sunday", "en", date(2026, 11, 22)),
        ("since November 24", "en", date(2026, 11, 24)),
        ("seit Montag, dem 9. November", "de", date(2026, 11, 9)),
        ("since Monday, November 9", "en", date(2026, 11, 9)),
        ("diese Woche", "de", date(2026, 11, 23)),
        ("seit letzter Woche", "de", date(2026, 11, 16)),
        ("heutigen", "de", TODAY),
        ("this week", "en", date(2026, 11, 23)),
        ("since last week", "en", date(2026, 11, 16)),
        ("seit morgen", "de", None),
        ("seit dem Unfall", "de", None),
        ("since the election", "en", None),
    ],
)
def test_since_when(said: str, language: Language, day: date | None) -> None:
    assert first_day(said, language, TODAY) == day


LEAD = "Der Rat hat am Abend lange über {n} beraten."
WORDS = ["Fähren", "Schulen", "Brücken", "Bäder", "Steuern", "Straßen", "Museen"]


def articles(*days: date | None) -> list[Article]:
    documents = [
        replace(article(f"{n}.txt", LEAD.format(n=WORDS[n])), date=day)
        for n, day in enumerate(days)
    ]
    store = retriever_of(*documents).store
    return [Article(document, store.passages(document.id)) for document in store.documents()]


def test_the_newest_come_first_and_undated_ones_not_at_all() -> None:
    told = articles(date(2026, 11, 24), date(2026, 11, 26), None, date(2026, 11, 25))
    new = since(date(2026, 11, 25), told)
    assert [one.document.source for one in new] == ["1.txt", "3.txt"]


def test_a_lead_of_each_but_not_of_all() -> None:
    told = articles(*[TODAY] * (MOST + 2))
    found = leads(whole_sentences(one.passages) for one in told)
    assert len(found) == MOST
    assert found[0][0].quote(found[0][1]) == LEAD.format(n=WORDS[0])


def test_prints_of_one_text_are_told_once() -> None:
    (one,) = articles(TODAY)
    sentences = whole_sentences(one.passages)
    assert len(leads([sentences, sentences])) == 1


@pytest.mark.parametrize(
    ("question", "begins", "cited"),
    [
        ("Was ist neu seit gestern?", "Seit dem ", 1),
        ("What's new since 1 January 2020?", "3 articles have appeared since 1 January 2020", 3),
        ("Which articles have come in since 26 November 2020?", "2 articles have appeared", 2),
    ],
)
def test_the_leads_of_what_has_appeared(
    question: str, begins: str, cited: int, tmp_path: Path
) -> None:
    days = [date(2020, 11, 25), date(2020, 11, 26), date(2020, 11, 27)]
    documents = [one.document for one in articles(*days)]
    answer = answered(tmp_path, question, *documents, scripts=[])
    assert answer.text.startswith(begins)
    assert [citation.source for citation in answer.citations] == ["2.txt", "1.txt", "0.txt"][:cited]
    if cited == 1:
        assert "ist kein Artikel erschienen. Am neuesten, vom 27. November 2020:" in answer.text
