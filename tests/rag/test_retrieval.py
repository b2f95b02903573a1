from collections.abc import Sequence

import numpy as np
import pytest

from index.embedding.embedder import Embedder
from index.store import Store
from index.types import Passage, Span
from rag.retrieval import (
    SENTENCE_WEIGHT,
    SENTENCES,
    label,
    search,
    select,
    speaker_of,
    together,
    with_speakers,
)
from rag.types import Candidate, Evidence
from tests.rag.scripted import passages

QUESTIONS = [
    "Wer hat das Treffen der Verteidigungsminister einberufen?",
    "Which countries said they cannot provide troops, and why?",
    "Was sagte Macron über den Beitrag?",
    "How many countries are expected?",
    "Rhabarber",
]


def plainly(store: Store, embedder: Embedder, vector: Sequence[float]) -> list[tuple[str, float]]:
    """Passage ids by fused score, every passage and sentence compared."""
    found = []
    for document in store.documents():
        for passage in store.passages(document.id):
            texts = [passage.text, *(passage.quote(span) for span in passage.sentences)]
            whole, *parts = np.array(embedder.embed_documents(texts)) @ np.array(vector)
            score = (1 - SENTENCE_WEIGHT) * whole + SENTENCE_WEIGHT * max(parts)
            found.append((passage.id, float(score)))
    return sorted(found, key=lambda entry: -entry[1])


@pytest.mark.parametrize("question", QUESTIONS)
def test_search_finds_what_comparing_everything_finds(
    question: str, seed_store: Store, embedder: Embedder
) -> None:
    vector = embedder.embed_query(question)
    expected = plainly(seed_store, embedder, vector)
    found = search(seed_store, vector)
    assert [c.score for c in found] == pytest.approx([score for _, score in expected], abs=1e-4)
    assert [c.passage.id for c in found][:5] == [passage_id for passage_id, _ in expected][:5]


def test_every_sentence_of_a_small_briefing_is_weighed(
    seed_store: Store, embedder: Embedder
) -> None:
    for candidate in search(seed_store, embedder.embed_query(QUESTIONS[0])):
        assert {span for span, _ in candidate.sentences} == set(candidate.passage.sentences)
        similarities = [similarity for _, similarity in candidate.sentences]
        assert similarities == sorted(similarities, reverse=True)


def test_only_the_named_articles(seed_store: Store, embedder: Embedder) -> None:
    vector = embedder.embed_query(QUESTIONS[0])
    (document,) = seed_store.documents()
    assert search(seed_store, vector, sources=[document.source]) == search(seed_store, vector)
    assert search(seed_store, vector, sources=["other.txt"]) == ()


@pytest.mark.parametrize(
    ("question", "paragraph"),
    [(QUESTIONS[0], 3), (QUESTIONS[1], 11), ("Wer erwartet Luftschutz von Washington?", 13)],
)
def test_the_right_paragraph_is_among_the_evidence(
    question: str, paragraph: int, seed_store: Store, embedder: Embedder
) -> None:
    evidence = select(question, search(seed_store, embedder.embed_query(question)))
    assert paragraph in [item.passage.paragraph for item in evidence]
    assert [item.n for item in evidence] == list(range(1, len(evidence) + 1))
    asked_for = sum(worth > 0 for item in evidence for worth in item.worth)
    assert asked_for == SENTENCES
    for item in evidence:
        text = seed_store.document(item.passage.document_id).text
        assert item.text == " ".join(text[span.start : span.end] for span in item.spans)


def candidate(passage: Passage, *similarities: float) -> Candidate:
    pairs = zip(passage.sentences, similarities, strict=True)
    return Candidate(passage, 0.5, 0.5, tuple(sorted(pairs, key=lambda pair: -pair[1])))


def quotes(evidence: Sequence[Evidence]) -> list[list[str]]:
    return [[item.passage.quote(span) for span in item.spans] for item in evidence]


LEANING = "Die Delegation reiste nach Kyjiw. Sie beriet mit Selenskyj. Das Wetter war gut."


@pytest.mark.parametrize(
    ("similarities", "selected", "kept"),
    [
        # "Sie" brings along whom it means.
        (
            (0.1, 0.9, 0.2),
            ["Die Delegation reiste nach Kyjiw.", "Sie beriet mit Selenskyj."],
            (0.0, 1.4),
        ),
        # 0.9 of its own and 0.5 of its passage.
        ((0.9, 0.1, 0.2), ["Die Delegation reiste nach Kyjiw."], (1.4,)),
        ((0.1, 0.2, 0.9), ["Das Wetter war gut."], (1.4,)),
    ],
)
def test_a_leaning_sentence_brings_the_one_before_it(
    similarities: tuple[float, ...], selected: list[str], kept: tuple[float, ...]
) -> None:
    (passage,) = passages(LEANING)
    (evidence,) = select("Frage", [candidate(passage, *similarities)], sentences=1)
    assert (quotes([evidence]), evidence.worth) == ([selected], kept)


def test_english_sentences_lean_too() -> None:
    (passage,) = passages("The delegation went to Kyiv. They met Zelensky.")
    (evidence,) = select("Frage", [candidate(passage, 0.1, 0.9)], sentences=1)
    assert quotes([evidence]) == [["The delegation went to Kyiv.", "They met Zelensky."]]


def test_sentences_compete_across_passages_and_keep_reading_order() -> None:
    first, second = passages("Anna kam. Ben kam. Carl kam.\nDora kam. Emil kam.")
    candidates = [candidate(first, 0.5, 0.3, 0.7), candidate(second, 0.1, 0.6)]
    evidence = select("Frage", candidates, sentences=3)
    assert quotes(evidence) == [["Anna kam.", "Carl kam."], ["Emil kam."]]
    assert [item.n for item in evidence] == [1, 2]


def test_words_of_the_question_decide_between_equals() -> None:
    (passage,) = passages("Anna kam. Ben kam. Carl kam.")
    (evidence,) = select("Was ist mit Ben?", [candidate(passage, 0.5, 0.5, 0.5)], sentences=1)
    assert quotes([evidence]) == [["Ben kam."]]


HEALEY = (
    '"Wir müssen mehr Druck ausüben", sagte Minister Healey in der Rede.\n'
    '"Unser Ziel ist die stärkste Position."\nDas Treffen endete.'
)


def test_speech_without_a_speaker_brings_along_who_speaks() -> None:
    before, speech, after = passages(HEALEY)
    (found,) = select("Frage", [candidate(speech, 0.9)])
    named = with_speakers([found], lambda _: (before, speech, after))
    assert [item.n for item in named] == [1, 2]
    assert quotes(named)[1] == ["sagte Minister Healey in der Rede."]
    assert named[1].worth == (0.0,)


@pytest.mark.parametrize("place", [0, 2])
def test_what_names_its_speaker_or_is_no_speech_needs_nobody(place: int) -> None:
    all_of_it = passages(HEALEY)
    assert speaker_of(all_of_it[place], all_of_it) is None


def test_a_passage_has_one_number_in_all_parts_of_a_question() -> None:
    first, second = passages("Anna kam. Ben kam.\nDora kam.")
    one = select("Frage", [candidate(first, 0.9, 0.1)], sentences=1)
    two = select("Frage", [candidate(second, 0.9), candidate(first, 0.1, 0.8)], sentences=2)
    parts = label([one, two])
    assert [[item.n for item in part] for part in parts] == [[1], [2, 1]]
    assert quotes(together(parts)) == [["Anna kam.", "Ben kam."], ["Dora kam."]]


def test_nothing_comes_of_nothing() -> None:
    assert select("Frage", []) == ()
    (passage,) = passages("Anna kam.")
    assert select("Frage", [Candidate(passage, 0.5, 0.5, ())]) == ()
    assert passage.sentences == (Span(0, 9),)
