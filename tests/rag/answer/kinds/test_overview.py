from collections.abc import Sequence
from pathlib import Path

import pytest

from index.embedding.embedder import Embedder, PassageText, Progress
from index.embedding.late_interaction import PassageVectors
from index.settings import ROOT
from rag.answer.kinds.overview import ARTICLES, SENTENCES, TIMES, overview, whole_sentences
from rag.question.kind import Kind
from tests.rag.memory import WordEmbedder, answered, article
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


def test_of_a_large_briefing_the_newest_articles_are_considered(tmp_path: Path) -> None:
    documents = [
        article(
            f"{n:04}.txt",
            f"Meldung {n}\nDer Rat von Stadt Nummer {n} hat am Montag einen Plan beschlossen.",
        )
        for n in range(1001)
    ]
    for question, rest in (
        ("Fasse das Briefing zusammen.", ""),
        ("Gib mir eine Chronologie.", " Zeitangaben im Briefing, in der Reihenfolge der Artikel:"),
    ):
        answer = answered(tmp_path, question, *documents, scripts=[], language="de")
        told = f"Nur {ARTICLES} Artikel sind berücksichtigt, vorrangig die neuesten."
        assert answer.text.split("\n\n")[0] == told + rest
        assert {int(c.source[:4]) for c in answer.citations} <= {*range(1001 - ARTICLES, 1001)}


def test_a_chronology_compares_a_limited_number_of_sentences() -> None:
    class Counting(WordEmbedder):
        embedded = 0

        def embed_passages(
            self, texts: Sequence[PassageText], progress: Progress | None = None
        ) -> list[PassageVectors]:
            self.embedded += len(texts)
            return super().embed_passages(texts, progress)

    embedder = Counting()
    day = "Am {}. Mai hat der Rat der Stadt einen neuen Plan {} beschlossen."
    articles = [
        whole_sentences(passages("\n".join(day.format(n + 1, f"Nummer {m}") for m in range(30))))
        for n in range(10)
    ]
    told = overview(Kind.CHRONOLOGY, articles, embedder)
    assert len(told) == TIMES
    assert embedder.embedded == 120


def test_a_topic_that_is_only_mentioned_is_introduced_so(tmp_path: Path) -> None:
    flood = article(
        "flut.txt",
        "Hochwasser\nAm Montag stieg der Fluss in Sinzig auf einen Stand von vier Metern.",
    )
    for question, said in (
        ("Fasse die Artikel über Sinzig zusammen.", "Kein Artikel hat „Sinzig“ im Titel."),
        ("Fasse den Artikel über das Hochwasser zusammen.", "„Am Montag stieg der Fluss"),
    ):
        answer = answered(tmp_path, question, flood, scripts=[], language="de")
        assert answer.text.startswith(said)
        assert answer.citations


def test_a_sentence_that_depends_on_the_previous_one_brings_it() -> None:
    (passage,) = passages("Fünf Jahre. So schnell soll sich die neue Linie nach Neudorf rechnen.\n")
    ((_, span),) = whole_sentences([passage])
    assert passage.quote(span).startswith("Fünf Jahre. So schnell")
