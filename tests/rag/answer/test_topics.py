"""What a named topic finds, and what it does not."""

from dataclasses import replace
from datetime import date

import pytest

from index.types import document_id
from rag.answer.topics import Article, sentences_for
from rag.question.kind import Asked, Aspect, Kind
from tests.rag.scripted import document, passages

FERRY = (
    "Landtag beschließt Ausbau der Fähre\n"
    "Der Landtag von Grünau hat den Ausbau der Verbindung nach Ostersand beschlossen.\n"
    "Die Opposition im Landtag kritisierte, der Betrieb sei nicht finanziert.\n"
)
COURT = (
    "Gericht entscheidet in zwei Verfahren\n"
    "Das Gericht wies die Beschwerde im Verfahren 2 BvR 417/25 heute zurück. "
    "Darin ging es um die Vergabe von Kiesgruben im Landkreis.\n"
    "Im Verfahren 2 BvR 471/25 hatte die Klägerin dagegen in vollem Umfang Erfolg.\n"
)
SCHOOL = (
    "Hort eröffnet\n"
    "Der Hort in Ostersand hat am Montag nach langer Pause wieder eröffnet.\n"
    "Bezahlt hat ihn die Ministerin Hanne Brodersen aus dem Haushalt ihres Ressorts.\n"
)


def article(text: str, day: date) -> Article:
    title = text.partition("\n")[0]
    made = replace(document(text), title=title, date=day, id=document_id(text))
    return Article(made, passages(text))


ARTICLES = [
    article(FERRY, date(2026, 3, 4)),
    article(COURT, date(2026, 3, 3)),
    article(SCHOOL, date(2026, 5, 7)),
]


def found(wanted: Asked) -> list[list[str]]:
    return [
        [passage.quote(span)[:24] for passage, span in sentences]
        for sentences in sentences_for(wanted, ARTICLES)
    ]


ALL_FERRY = ["Der Landtag von Grünau h", "Die Opposition im Landta"]
ALL_SCHOOL = ["Der Hort in Ostersand ha", "Bezahlt hat ihn die Mini"]


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("Fähre", [ALL_FERRY]),
        ("Ausbau der Fähre", [ALL_FERRY]),
        ("2 BvR 417/25", [["Das Gericht wies die Bes", "Darin ging es um die Ver"]]),
        ("2 BvR 471/25", [["Im Verfahren 2 BvR 471/2"]]),
        ("2 BvR 418/25", []),
        ("17/25", []),
        ("Ostersand", [["Der Landtag von Grünau h"], ["Der Hort in Ostersand ha"]]),
        ("Hanne Brodersen", [["Bezahlt hat ihn die Mini"]]),
        ("Kiesgrube", [["Darin ging es um die Ver"]]),
        ("4. März", [ALL_FERRY]),
        ("7 May 2026", [ALL_SCHOOL]),
        ("May 7", [ALL_SCHOOL]),
        ("8. Mai", []),
        ("Basketball", []),
        ("Hanne Schmidt", []),
        ("Fähre nach Helgoland", []),
        ("die", []),
    ],
)
def test_a_topic(topic: str, expected: list[list[str]]) -> None:
    assert found(Asked(Kind.SUMMARY, topic)) == expected


def test_the_newest_and_the_oldest() -> None:
    assert found(Asked(Kind.SUMMARY, aspects=(Aspect.NEWEST,))) == [ALL_SCHOOL]
    (oldest,) = found(Asked(Kind.SUMMARY, aspects=(Aspect.OLDEST,)))
    assert oldest[0] == "Das Gericht wies die Bes"


def test_where_nothing_is_named_it_is_everything() -> None:
    assert [len(sentences) for sentences in found(Asked(Kind.SUMMARY))] == [2, 3, 2]
