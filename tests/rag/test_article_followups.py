"""After an answer, "the article" is the one that it quotes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.building.build import build
from index.embedding.embedder import Embedder
from index.language.dictionary.lookup import Dictionary
from index.settings import Settings
from index.snapshots.disk import DiskSnapshots
from index.store import Store
from rag.answer.translation.translator import Translator
from rag.chain import Chain
from rag.evidence.retrieval import Retriever
from rag.storage.table import Table
from rag.types import Answer, Done, Turn

FERRY = """Fähre nach Altental fährt wieder

Altental, 3. März 2026 – Die Fähre nach Altental fährt seit Montag wieder nach Fahrplan.

Die Reederei Petersen hat das Schiff für 400.000 Euro überholen lassen.
"""
MUSEUM = """Museum in Neustadt schließt

Neustadt, 5. Mai 2026 – Das Museum in Neustadt schließt Ende Juni für immer.

Der Kreis will die Sammlung an drei Schulen verteilen.
"""
QUESTION = "Wer hat das Schiff überholen lassen?"


@pytest.fixture
def chain(tmp_path: Path, embedder: Embedder) -> Iterator[Chain]:
    settings = Settings(data=tmp_path / "data", sources=tmp_path / "articles")
    settings.sources.mkdir()
    (settings.sources / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (settings.sources / "museum.txt").write_text(MUSEUM, encoding="utf-8")
    build(settings, embedder)
    table = Table(tmp_path / "translations.sqlite3")
    with Store.open(DiskSnapshots(settings.data), embedder.name) as store:
        retriever = Retriever(store, embedder, Dictionary.absent())
        yield Chain(retriever, Translator(table, None, Dictionary.absent()))
    table.close()


def asked(chain: Chain, question: str, *history: Turn) -> Answer:
    *_, last = chain.ask(question, history=history)
    assert isinstance(last, Done)
    return last.answer


@pytest.fixture
def before(chain: Chain) -> Turn:
    answer = asked(chain, QUESTION)
    assert "400.000 Euro" in answer.text
    assert "Neustadt" not in answer.text
    return Turn(QUESTION, answer.text)


@pytest.mark.parametrize("question", ["Fasse das zusammen.", "Summarise the article."])
def test_its_summary_is_of_that_article(chain: Chain, before: Turn, question: str) -> None:
    told = asked(chain, question, before)
    assert {citation.source for citation in told.citations} == {"ferry.txt"}
    everything = asked(chain, question)
    assert {citation.source for citation in everything.citations} == {"ferry.txt", "museum.txt"}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Von wann ist der Artikel?", "„Fähre nach Altental fährt wieder“: 3. März 2026, ferry.txt."),  # noqa: E501
        ("Quelle?", "„Fähre nach Altental fährt wieder“: 3. März 2026, ferry.txt."),
        ("What's the source?", "“Fähre nach Altental fährt wieder”: 3 March 2026, ferry.txt."),
    ],
)  # fmt: skip
def test_its_date_and_source_are_of_that_article(
    chain: Chain, before: Turn, question: str, said: str
) -> None:
    assert asked(chain, question, before).text == said


def test_other_requests_are_about_all_articles(chain: Chain, before: Turn) -> None:
    assert "museum.txt" in asked(chain, "Welche Quellen hast du?", before).text
    assert "museum.txt" in asked(chain, "Quelle?").text


def test_after_an_answer_that_quotes_nothing_it_is_about_all_articles(chain: Chain) -> None:
    greeting = Turn("Hallo!", "Guten Tag!")
    assert "museum.txt" in asked(chain, "Quelle?", greeting).text
