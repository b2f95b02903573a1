"""What of the articles a model is given."""

from functools import cache

import pytest

from rag.answer.prose.sheet import Entry, Numbers, Sheet, evidence_characters, sheet_for
from rag.answer.reader import PassageReader
from rag.evidence.outcome import Verdict, decide
from rag.evidence.retrieval import Retriever
from rag.evidence.scope import Scope
from rag.evidence.search import SubQuestion, labelled
from rag.types import QuestionPart
from tests.rag.memory import article, retriever_of

LONG = "Es folgt ein Absatz über das Wetter, der nichts zur Sache tut. " * 12
SANK = "Die Fähre Aurora sank 1994 vor Utö."
TEXT = "\n".join(["Fähre gesunken", SANK, *(f"{n}. {LONG}" for n in range(6))])


@cache
def retriever() -> Retriever:
    return retriever_of(article("faehre.txt", TEXT, "de", "Fähre gesunken"))


def found(question: str) -> tuple[SubQuestion, Verdict]:
    (part,) = labelled([Scope(retriever()).find(QuestionPart.alone(question), "de")])
    return part, decide(part, PassageReader(None, question))


@pytest.mark.parametrize(("window", "passages"), [(512, 2), (2048, 4), (8192, 7)])
def test_the_more_the_window_holds_the_more_it_is_given(window: int, passages: int) -> None:
    part, verdict = found("Wann sank die Fähre Aurora?")
    numbers = Numbers.of([part])
    sheet = sheet_for(part, verdict, retriever(), numbers, lambda d: d.title, window)
    texts = [entry.text for entry in sheet.entries]
    assert len(texts) == passages
    assert texts[0] == SANK
    assert sum(map(len, texts)) <= evidence_characters(window)


def test_passages_keep_the_numbers_that_readers_see() -> None:
    part, verdict = found("Wann sank die Fähre Aurora?")
    numbers = Numbers.of([part])
    sheet = sheet_for(part, verdict, retriever(), numbers, lambda d: d.title, 8192)
    seen = {item.passage.text: item.n for item in part.evidence}
    told = {entry.text: entry.n for entry in sheet.entries}
    assert all(told[text] == n for text, n in seen.items() if text in told)
    assert len(set(told.values())) == len(sheet.entries)
    assert all(numbers.passage(entry.n).text == entry.text for entry in sheet.entries)


def test_the_date_of_a_report_is_read_but_nothing_stands_on_it() -> None:
    entry = Entry(1, "Bonn, 7. Mai 2026 (tpd) – Am Mittwoch trat Gas aus.")
    assert entry.shown == "Bonn, 7. Mai 2026 (tpd) – Am Mittwoch trat Gas aus."
    assert entry.held == "Bonn: Am Mittwoch trat Gas aus."


def test_the_text() -> None:
    sheet = Sheet(
        (
            Entry(3, "Ein\nAbsatz.", "Titel (Blatt)"),
            Entry(1, "„Nein.“", "Titel (Blatt)", "sagte Anna."),
            Entry(4, "Other.", "Title"),
        )
    )
    assert sheet.text == (
        "Titel (Blatt)\n[3] Ein Absatz.\n[1] „Nein.“ sagte Anna.\n\nTitle\n[4] Other."
    )
    assert sheet.held(1) == "„Nein.“\nsagte Anna."
    assert sheet.held(2) is None
    assert [entry.n for entry in sheet.only([4, 9]).entries] == [4]
    assert sheet.only([9]) == sheet
