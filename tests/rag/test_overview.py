import pytest

from index.embedding.embedder import Embedder
from index.settings import ROOT
from rag.overview import SENTENCES, TIMES, Overview, overview, overview_of, unsaid_topic
from tests.rag.scripted import passages

SEED = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Fasse die Lage in drei Sätzen zusammen.", Overview.SUMMARY),
        ("Fass das Briefing zusammen", Overview.SUMMARY),
        ("Worum geht es?", Overview.SUMMARY),
        ("Gib mir eine Zusammenfassung.", Overview.SUMMARY),
        ("Summarise the briefing in three sentences.", Overview.SUMMARY),
        ("What is the article about?", Overview.SUMMARY),
        ("Wie war der zeitliche Ablauf?", Overview.CHRONOLOGY),
        ("Was geschah der Reihe nach?", Overview.CHRONOLOGY),
        ("Give me a timeline.", Overview.CHRONOLOGY),
        ("Wer hat das Treffen einberufen?", None),
        ("Wo kamen die Minister zusammen?", None),
        ("What is the coalition about?", None),
        ("Fasse bitte zusammen, was Macron auf dem Gipfel über den Beitrag sagte", None),
    ],
)
def test_overview_of(question: str, wanted: Overview | None) -> None:
    assert overview_of(question) is wanted


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Was sagt das Briefing nicht über Italien?", "Italien"),
        ("Was steht nicht im Briefing zu den Kosten?", "Kosten"),
        ("Welche Fragen lässt das Briefing zu den Truppen offen?", "Truppen"),
        ("What does the briefing not say about Germany?", "Germany"),
        ("What doesn't the article say about costs?", "costs"),
        ("Which questions does the briefing leave open about the force?", "force"),
        ("Was steht im Briefing über Polen?", None),
        ("Was sagt der Artikel über die Länder, die keine Truppen schicken?", None),
        ("Was hat Washington nicht über den Einsatz gesagt?", None),
        ("Was erwähnt der Artikel nicht?", None),
    ],
)
def test_unsaid_topic(question: str, topic: str | None) -> None:
    assert unsaid_topic(question) == topic


def test_a_chronology_is_sentences_that_tell_a_time_in_their_order(embedder: Embedder) -> None:
    told = overview(Overview.CHRONOLOGY, [passages(SEED)], embedder)
    quotes = [passage.quote(span) for passage, span in told]
    assert 1 < len(quotes) <= TIMES
    assert any("Ende letzten Monats" in quote for quote in quotes)
    assert [span.start for _, span in told] == sorted(span.start for _, span in told)


def test_one_article_is_summed_up_by_its_lead_and_two_more(embedder: Embedder) -> None:
    told = overview(Overview.SUMMARY, [passages(SEED)], embedder)
    quotes = [passage.quote(span) for passage, span in told]
    assert len(set(quotes)) == SENTENCES
    assert quotes[0].startswith("Die europäischen Länder zögern, Truppen in die Ukraine")
    places = [span.start for _, span in told]
    assert places == sorted(places)


def test_several_articles_are_summed_up_by_their_leads(embedder: Embedder) -> None:
    leads = [f"Die Stadt Nummer {n} baut im nächsten Jahr eine neue Straßenbahn." for n in range(4)]
    articles = [
        passages(f"Titel\n{lead}\nUnd hier steht dann noch ein Satz mehr dazu.") for lead in leads
    ]
    quotes = [
        passage.quote(span) for passage, span in overview(Overview.SUMMARY, articles, embedder)
    ]
    assert len(quotes) == SENTENCES
    assert set(quotes) <= set(leads)


@pytest.mark.parametrize(
    "text", ["Titel", "Kurz. Knapp.", "Eine Überschrift ohne Punkt die recht lang ist"]
)
def test_where_there_is_no_whole_sentence_there_is_no_summary(
    text: str, embedder: Embedder
) -> None:
    assert overview(Overview.SUMMARY, [passages(text)], embedder) == []
    assert overview(Overview.CHRONOLOGY, [], embedder) == []
