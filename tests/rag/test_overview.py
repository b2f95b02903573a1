import pytest

from index.embedding import Embedder
from index.settings import ROOT
from rag.overview import SENTENCES, summary, wants_summary
from tests.rag.scripted import passages

SEED = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Fasse die Lage in drei Sätzen zusammen.", True),
        ("Fass das Briefing zusammen", True),
        ("Worum geht es?", True),
        ("Gib mir eine Zusammenfassung.", True),
        ("Summarise the briefing in three sentences.", True),
        ("What is the article about?", True),
        ("Wer hat das Treffen einberufen?", False),
        ("Wo kamen die Minister zusammen?", False),
        ("What is the coalition about?", False),
        ("Fasse bitte zusammen, was Macron auf dem Gipfel über den Beitrag sagte", False),
    ],
)
def test_wants_summary(question: str, wanted: bool) -> None:
    assert wants_summary(question) is wanted


def test_one_article_is_summed_up_by_its_lead_and_two_more(embedder: Embedder) -> None:
    told = summary([passages(SEED)], embedder)
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
    quotes = [passage.quote(span) for passage, span in summary(articles, embedder)]
    assert len(quotes) == SENTENCES
    assert set(quotes) <= set(leads)


@pytest.mark.parametrize(
    "text", ["Titel", "Kurz. Knapp.", "Eine Überschrift ohne Punkt die recht lang ist"]
)
def test_where_there_is_no_whole_sentence_there_is_no_summary(
    text: str, embedder: Embedder
) -> None:
    assert summary([passages(text)], embedder) == []
    assert summary([], embedder) == []
