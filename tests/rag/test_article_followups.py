"""After an answer, "the article" is the one that it quotes."""

import pytest

from rag.chain import Chain
from rag.types import Turn
from tests.rag.conftest import ChainOver, asked

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
def chain(chain_over: ChainOver) -> Chain:
    return chain_over({"ferry.txt": FERRY, "museum.txt": MUSEUM})


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
