"""What is known of an article goes with every citation of it."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from index.language.detection import detect
from index.language.words import content_stems
from index.passages.splitting import split
from index.types import Document, Span, document_id
from rag.annotations import Print
from rag.answer.notices import embargo_notice
from rag.answer.quoting.quotes import Support, cite, with_origin
from rag.contract import to_json
from rag.exporting import export
from rag.types import Citation, Evidence, Language
from rag.web.view.cards import citation_card, evidence_card
from rag.words import content_stems as compared_stems
from tests.rag.scripted import answer

_TEXT = "Die Fähre fährt ab Juni."
_UNTIL = datetime(2999, 3, 14, 17, tzinfo=UTC)
_DOCUMENT = Document(
    document_id(_TEXT), "a.pdf", "Fähre", "de", date(2026, 3, 2), _TEXT,
    outlet="agn", link="https://a.example/b", embargo=_UNTIL,
)  # fmt: skip
_NOTICES: dict[Language, str] = {
    "de": "Sperrfrist bis 14. März 2999, 18.00 Uhr",
    "en": "Embargoed until 14 March 2999, 18:00 (Berlin time)",
}


def cited() -> Citation:
    (passage,) = split(_DOCUMENT, pages=(3,))
    evidence = Evidence(1, passage, (Span(0, len(_TEXT)),), 1.0, "", (1.0,))
    return with_origin(cite(Support(evidence, evidence.spans[0])), _DOCUMENT)


def test_a_citation_carries_it() -> None:
    found = to_json(answer(citations=(cited(),)))["citations"][0]
    assert {key: found[key] for key in ("date", "outlet", "link", "page", "embargo")} == {
        "date": "2026-03-02",
        "outlet": "agn",
        "link": "https://a.example/b",
        "page": 3,
        "embargo": "2999-03-14T17:00:00+00:00",
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_embargo_is_said_until_it_has_passed(language: Language) -> None:
    assert embargo_notice(_UNTIL, language) == _NOTICES[language]
    assert embargo_notice(datetime.now(UTC) - timedelta(seconds=1), language) == ""
    assert embargo_notice(None, language) == ""


@pytest.mark.parametrize("language", ["de", "en"])
def test_cards_and_exports_show_it(language: Language) -> None:
    card = citation_card(cited(), lambda _: _DOCUMENT, language, language)
    assert (card.outlet, card.date, card.embargo) == ("agn", "2026-03-02", _NOTICES[language])
    assert card.place == {"de": "S.\u00a03, Absatz 1", "en": "p.\u00a03, paragraph 1"}[language]
    answers = [answer(citations=(cited(),))]
    file = export(
        answers, lambda _: _DOCUMENT, "html", language=language, made=datetime.now(UTC)
    ).data.decode()
    for words in ("agn", _NOTICES[language], card.place):
        assert words in file


_SOURCE: dict[Language, tuple[str, ...]] = {
    "de": ("Meinungsbeitrag", "gleichlautend auch in Kurier, c.txt"),
    "en": ("Opinion", "same text also in Kurier, c.txt"),
}


@pytest.mark.parametrize("language", ["de", "en"])
def test_genre_and_prints_are_shown(language: Language) -> None:
    also = (Print("b.txt", "Kurier"), Print("c.txt"))
    opinion = replace(_DOCUMENT, title="Kommentar: Fähre")
    citation = with_origin(replace(cited(), also=also), opinion)
    asked = answer(citations=(citation,), language=language)
    found = to_json(asked)["citations"][0]
    assert found["genre"] == "opinion"
    assert found["also"] == [
        {"source": "b.txt", "outlet": "Kurier"},
        {"source": "c.txt", "outlet": None},
    ]
    card = citation_card(citation, lambda _: opinion, language, language)
    (passage,) = split(opinion)
    evidence = Evidence(1, passage, (), 1.0, "", also=also)
    assert card.notices == _SOURCE[language]
    assert evidence_card(evidence, lambda _: opinion, language).notices == _SOURCE[language]
    made = datetime.now(UTC)
    for form in ("html", "md"):
        file = export([asked], lambda _: opinion, form, language=language, made=made).data.decode()
        for words in _SOURCE[language]:
            assert words in file.replace("\\", "")


def test_decomposed_letters_are_the_same_words() -> None:
    text = "Der Münchner Künstler erhält für Köln den Förderpreis."
    decomposed = unicodedata.normalize("NFD", text)
    assert content_stems(decomposed, "de") == content_stems(text, "de")
    assert compared_stems(decomposed) == compared_stems(text)
    assert detect(decomposed) == "de"
    document = replace(_DOCUMENT, id=document_id(decomposed), text=decomposed)
    (passage,) = split(document)
    assert passage.in_context.endswith(text)
    assert passage.text == decomposed
