import pytest

from index.embedding.embedder import Embedder
from index.settings import ROOT
from rag.answer.kinds.overview import SENTENCES, TIMES, overview, whole_sentences
from rag.question.kind import Kind
from tests.rag.scripted import passages

SEED = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")


def test_a_chronology_is_sentences_that_tell_a_time_in_their_order(embedder: Embedder) -> None:
    told = overview(Kind.CHRONOLOGY, [whole_sentences(passages(SEED))], embedder)
    quotes = [passage.quote(span) for passage, span in told]
    assert 1 < len(quotes) <= TIMES
    assert any("Ende letzten Monats" in quote for quote in quotes)
    assert [span.start for _, span in told] == sorted(span.start for _, span in told)


def test_one_article_is_summed_up_by_its_lead_and_two_more(embedder: Embedder) -> None:
    told = overview(Kind.SUMMARY, [whole_sentences(passages(SEED))], embedder)
    quotes = [passage.quote(span) for passage, span in told]
    assert len(set(quotes)) == SENTENCES
    assert quotes[0].startswith("Die europäischen Länder zögern, Truppen in die Ukraine")
    places = [span.start for _, span in told]
    assert places == sorted(places)


def test_several_articles_are_summed_up_by_their_leads(embedder: Embedder) -> None:
    leads = [f"Die Stadt Nummer {n} baut im nächsten Jahr eine neue Straßenbahn." for n in range(4)]
    articles = [
        whole_sentences(passages(f"Titel\n{lead}\nUnd hier steht dann noch ein Satz mehr dazu."))
        for lead in leads
    ]
    quotes = [passage.quote(span) for passage, span in overview(Kind.SUMMARY, articles, embedder)]
    assert len(quotes) == SENTENCES
    assert set(quotes) <= set(leads)


def test_two_articles_are_summed_up_by_their_leads_and_one_more(embedder: Embedder) -> None:
    leads = [f"Die Stadt Nummer {n} baut im nächsten Jahr eine neue Straßenbahn." for n in range(2)]
    more = "Das Geld dafür kommt zur Hälfte aus dem Haushalt des Landes."
    articles = [whole_sentences(passages(f"Titel\n{lead}\n{more} {lead}x.")) for lead in leads]
    quotes = [passage.quote(span) for passage, span in overview(Kind.SUMMARY, articles, embedder)]
    assert len(quotes) == SENTENCES
    assert set(leads) < set(quotes)


@pytest.mark.parametrize(
    "text", ["Titel", "Kurz. Knapp.", "Eine Überschrift ohne Punkt die recht lang ist"]
)
def test_where_there_is_no_whole_sentence_there_is_no_summary(
    text: str, embedder: Embedder
) -> None:
    assert overview(Kind.SUMMARY, [whole_sentences(passages(text))], embedder) == []
    assert overview(Kind.CHRONOLOGY, [], embedder) == []
