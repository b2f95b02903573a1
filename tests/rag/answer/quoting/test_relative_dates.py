"""Relative days with their dates, and days not told; published on Thursday, 9 April 2026."""

from dataclasses import replace
from datetime import date

import pytest

from index.types import Document, document_id
from rag.answer.quoting.additions import addition
from rag.answer.quoting.quotes import with_origin
from rag.answer.quoting.relative_dates import resolved
from rag.contract import to_json
from rag.types import Citation, Language
from tests.rag.scripted import answer

PUBLISHED = date(2026, 4, 9)

TOLD: list[tuple[Language, str, dict[str, str]]] = [
    ("de", "Das Gericht entschied gestern.", {"gestern": "2026-04-08"}),
    ("de", "Vorher, vorgestern, brannte es.", {"vorgestern": "2026-04-07"}),
    ("de", "Der Rat tagt heute und übermorgen.",
     {"heute": "2026-04-09", "übermorgen": "2026-04-11"}),
    ("de", "Die Bahn fährt morgen wieder.", {"morgen": "2026-04-10"}),
    # The past: the last such day, the day of publication included.
    ("de", "Das teilte die Polizei am Mittwoch mit.", {"am Mittwoch": "2026-04-08"}),
    ("de", "Das sagte ein Sprecher am Donnerstag.", {"am Donnerstag": "2026-04-09"}),
    ("de", "Am Freitagabend kam es zu einem Brand.", {"Am Freitagabend": "2026-04-03"}),
    ("de", "Der Rat hat das am Montag beschlossen.", {"am Montag": "2026-04-06"}),
    ("de", "Die Gewerkschaften forderten am Montag mehr Geld.", {"am Montag": "2026-04-06"}),
    # The future: the next one.
    ("de", "Die Brücke werde am Montag gesperrt, sagte er.", {"am Montag": "2026-04-13"}),
    ("de", "Am Freitag soll der Rat entscheiden.", {"Am Freitag": "2026-04-10"}),
    ("de", "Die Brücke wird am Montag gesperrt.", {"am Montag": "2026-04-13"}),
    ("de", "Die Strecke ist bis Mittwoch gesperrt.", {"bis Mittwoch": "2026-04-15"}),
    ("en", "The road is closed until Monday.", {"until Monday": "2026-04-13"}),
    ("de", "Am Montag ist sie gestorben.", {"Am Montag": "2026-04-06"}),
    ("de", "Der Markt ist seit Montag geschlossen.", {"seit Montag": "2026-04-06"}),
    # The text says which.
    ("de", "Sie reist am kommenden Donnerstag ab.", {"am kommenden Donnerstag": "2026-04-16"}),
    ("de", "Am vergangenen Sonntag ist es passiert.", {"Am vergangenen Sonntag": "2026-04-05"}),
    ("de", "Am Montag sagte er, die Brücke werde gesperrt.", {"Am Montag": "2026-04-06"}),
    ("en", "The court ruled yesterday.", {"yesterday": "2026-04-08"}),
    ("en", "Talks go on tomorrow.", {"tomorrow": "2026-04-10"}),
    ("en", "Police said on Tuesday.", {"on Tuesday": "2026-04-07"}),
    ("en", "The fire broke out on Thursday night.", {"on Thursday night": "2026-04-09"}),
    ("en", "The council will vote on Friday.", {"on Friday": "2026-04-10"}),
    ("en", "Mayor Ann Hill resigned Tuesday.", {"Tuesday": "2026-04-07"}),
    ("en", "The strike, which started on Monday, is over.", {"on Monday": "2026-04-06"}),
    ("en", "On Tuesday 14 people were hurt.", {"On Tuesday": "2026-04-07"}),
    ("en", "They met last Monday.", {"last Monday": "2026-04-06"}),
    ("en", "She leaves next Sunday.", {"next Sunday": "2026-04-12"}),
]  # fmt: skip

UNTOLD: list[tuple[Language, str]] = [
    # Names, papers, broadcasts.
    ("de", "Das sagte Anna Freitag dem Rat."),
    ("de", "Der Freitag berichtete zuerst."),
    ("de", "Das „heute journal“ berichtete."),
    ("de", "Das heute journal berichtete."),
    ("de", "Die Zeitung Heute schrieb das."),
    ("de", "Am Morgen kam der Regen."),
    ("de", "Guten Morgen sagte er."),
    ("en", "Joe Friday resigned."),
    ("en", "The paper USA Today reported it."),
    ("en", "Sheffield Wednesday won."),
    ("en", "Black Friday was busy."),
    # The date is there, or it is no single day.
    ("de", "Am Freitag, dem 3. April, brannte es."),
    ("de", "Am Freitag vergangener Woche brannte es."),
    ("de", "Am ersten Freitag im Monat wurde gesungen."),
    ("de", "Das ist seit gestern so."),
    ("en", "It burned on Friday, April 3."),
    ("en", "It burned on Friday 3 of April."),
    ("en", "It burned on Friday 3rd in town."),
    ("en", "They met every Monday and sang."),
    # The clause does not tell, or tells both.
    ("de", "Am Freitag im Rathaus."),
    ("de", "Am Freitag wurde gesagt und soll gelten."),
    ("en", "On Friday in town."),
    ("en", "The firm said it will close on Friday."),
    # The present: "erste" and "starten" are no past, "limited" and "is closed" neither.
    ("de", "Der erste Zug fährt am Freitag."),
    ("de", "Die Züge starten am Freitag."),
    ("de", "Der Verein hat am Freitag gegen Köln Heimrecht."),
    ("en", "A limited service starts on Friday."),
    ("en", "The road is closed on Friday."),
    ("en", "Two hundred trains run on Friday."),
    ("en", "They need it on Friday."),
    ("de", "Am Freitag ist das Bad geschlossen."),
    # The other language.
    ("en", "Das sagte er gestern am Freitag."),
    ("de", "He said so yesterday."),
]


@pytest.mark.parametrize(("language", "quote", "dates"), TOLD)
def test_relative_days(language: Language, quote: str, dates: dict[str, str]) -> None:
    found = resolved(quote, language, PUBLISHED)
    assert {quote[one.start : one.end]: one.date for one in found} == dates


@pytest.mark.parametrize(("language", "quote"), UNTOLD)
def test_other_words_and_days_that_are_not_told(language: Language, quote: str) -> None:
    assert resolved(quote, language, PUBLISHED) == ()


TEXT = "Anfang.\n\nAm Freitag soll der Rat entscheiden."
ARTICLE = Document(document_id(TEXT), "a.txt", "Anfang", "de", PUBLISHED, TEXT)
QUOTE = TEXT[9:]
CITED = Citation(1, f"{ARTICLE.id}-9-{len(TEXT)}", "a.txt", 2, 9, len(TEXT), QUOTE)


def test_a_citation_carries_them_in_characters_of_the_document() -> None:
    cited = with_origin(CITED, ARTICLE)
    found = to_json(answer(citations=(cited,)))["citations"][0]
    assert found["dates"] == [{"start": 9, "end": 19, "date": "2026-04-10"}]
    assert found["quote"] == QUOTE
    assert addition(cited, "de") == "[Am Freitag: 10. April 2026]"
    assert addition(cited, "en") == "[Am Freitag: 10 April 2026]"


def test_an_article_without_a_date_tells_none() -> None:
    cited = with_origin(CITED, replace(ARTICLE, date=None))
    assert (cited.dates, addition(cited, "de")) == ((), "")
