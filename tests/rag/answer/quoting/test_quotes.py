from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Span
from rag.answer.quoting.quotes import QUOTES, Support, choose, cite, joined
from rag.types import Citation
from tests.rag.scripted import document, evidence, passages, supports


def test_a_citation_is_cut_from_the_passage() -> None:
    text = "Titel\n\nErster Satz. „Zweiter“ Satz, z. B. dieser.\n"
    second = replace(supports(text)[2], translation="Second sentence.")
    passage = passages(text)[1]
    assert cite(second) == Citation(
        n=2,
        passage_id=passage.id,
        source="artikel.txt",
        paragraph=2,
        start=20,
        end=49,
        quote="„Zweiter“ Satz, z. B. dieser.",
        translation="Second sentence.",
    )


@given(st.text(min_size=1, max_size=400))
def test_every_citation_of_any_text_is_verbatim(text: str) -> None:
    for support in supports(text):
        made = cite(support)
        assert document(text).text[made.start : made.end] == made.quote == support.quote


def test_of_same_passage() -> None:
    first, second, third = supports("Eins ist da. Zwei ist da.\nDrei ist da.")
    assert first.of_same_passage(second)
    assert not first.of_same_passage(third)


def weighed(text: str, *relevance: float) -> list[Support]:
    return [replace(s, relevance=w) for s, w in zip(supports(text), relevance, strict=True)]


def chosen(candidates: list[Support], said: str = "", most: int = QUOTES) -> list[str]:
    return [support.quote for support in choose(candidates, said, most)]


TEXT = "Anna kam. Ben kam spät. Carl ging.\nDora kam. Emil kam."


@pytest.mark.parametrize(
    ("relevance", "said", "most", "quotes"),
    [
        ((0.9, 0.8, 0.7, 0.6, 0.5), "", 2, ["Anna kam.", "Ben kam spät."]),
        ((0.9, 0.8, 0.7, 0.6, 0.5), "", 1, ["Anna kam."]),
        # Within the passage, the reader's words find the sentence …
        ((0.9, 0.8, 0.7, 0.6, 0.5), "Carl", 1, ["Carl ging."]),
        # … but another passage has to fit better.
        ((0.9, 0.8, 0.7, 0.6, 0.8), "Emil", 1, ["Anna kam."]),
        ((0.5, 0.5, 0.5, 0.9, 0.8), "", 2, ["Dora kam.", "Emil kam."]),
    ],
)
def test_choose(relevance: tuple[float, ...], said: str, most: int, quotes: list[str]) -> None:
    assert chosen(weighed(TEXT, *relevance), said, most) == quotes


def test_a_sentence_that_leans_comes_with_the_one_before_it() -> None:
    leaning = weighed("Die Delegation reiste nach Kyjiw. Sie beriet mit Selenskyj.", 0.0, 0.9)
    assert chosen(leaning, most=1) == [
        "Sie beriet mit Selenskyj.",
        "Die Delegation reiste nach Kyjiw.",
    ]


def test_an_answer_is_read_at_a_glance() -> None:
    long = f"{'Anna ' * 40}kam. {'Ben ' * 40}kam."
    assert len(chosen(weighed(long, 0.9, 0.8))) == 1


def test_neighbours_become_one_quote_in_reading_order() -> None:
    first, second, third, *_ = supports(TEXT)
    (both,) = joined([second, first])
    assert both.quote == "Anna kam. Ben kam spät."
    assert cite(both).quote == both.quote
    assert [support.quote for support in joined([third, first])] == ["Anna kam.", "Carl ging."]


def test_sentences_of_a_joined_quote() -> None:
    first, second, third = supports("Anna kam. Ben kam spät. Carl ging.")
    (both,) = joined([second, first])
    assert [support.span for support in both.sentences] == [first.span, second.span]
    assert third.sentences == [third]
    within = replace(third, span=Span(third.span.start, third.span.end - 1))
    assert within.sentences == [within]


def test_evidence_text_is_its_sentences() -> None:
    (passage,) = passages("Erster Satz.  Zweiter Satz.")
    assert evidence(passage).text == "Erster Satz. Zweiter Satz."


@pytest.mark.parametrize(
    ("relevance", "quotes"),
    [
        ((0.9, 0.8, 0.7, 0.85, 0.5), ["Anna kam.", "Dora kam."]),
        ((0.5, 0.5, 0.5, 0.85, 0.9), ["Emil kam."]),
    ],
)
def test_several_things_are_quoted_from_passages_that_fit_nearly_as_well(
    relevance: tuple[float, ...], quotes: list[str]
) -> None:
    found = choose(weighed(TEXT, *relevance), "", several=True)
    assert [support.quote for support in found] == quotes
    assert [support.quote for support in joined(found)] == quotes
