"""The search against comparing everything in plain Python, over the seed article and in memory."""

import math
from pathlib import Path

import numpy as np
import pytest

from index.embedding.embedder import Embedder
from index.embedding.late_interaction import PassageVectors, QuestionVectors
from index.errors import StoreError
from index.language.dictionary.compiled import compiled
from index.language.dictionary.lookup import Dictionary
from index.store import Store
from rag.evidence import retrieval
from rag.evidence.candidates import unmatched
from rag.evidence.retrieval import DENSE_WEIGHT, WORDS_WEIGHT, Retriever
from tests.rag.memory import WordEmbedder, article, retriever_of, store_of

FERRY = article(
    "faehre.txt",
    "Die Fähre Aurora\n\nDie Fähre Aurora sank 1994 vor Utö. An Bord waren 989 Menschen.\n\n"
    "Das Meer war an diesem Abend unruhig. Der Wind kam aus Westen.",
    title="Die Fähre Aurora",
)
POOL = article("bad.txt", "Das Bad in Sinzig öffnet im Mai. Die Karte kostet vier Euro.")
SHIP = article("ship.txt", "The ferry Aurora sank off Utö in 1994.", "en")
ALL = (FERRY, POOL, SHIP)
QUESTIONS = [
    ("Wann sank die Fähre Aurora?", "de"),
    ("Was kostet die Karte in Sinzig?", "de"),
    ("When did the ferry Aurora sink off Utö?", "en"),
    ("Rhabarber", "de"),
]
SEED_QUESTIONS = [
    ("Wer hat das Treffen der Verteidigungsminister einberufen?", "de", 3),
    ("Which countries said they cannot provide troops, and why?", "en", 11),
    ("Wer erwartet Luftschutz von Washington?", "de", 13),
]


def plainly(
    retriever: Retriever, question: str, language: str
) -> dict[str, tuple[float, float, float, float]]:
    """By passage id: score, late interaction, similarity of the whole, share of words."""
    store, embedder = retriever.store, retriever.embedder
    asked = embedder.embed_question(question)
    every = store.all_passages()
    shares = retriever.words.shares(question, language)  # type: ignore[arg-type]
    found = {}
    for passage, share in zip(every, shares, strict=True):
        if passage.is_heading:
            continue
        (made,) = embedder.embed_passages([(passage.above, passage.text)])
        late = _max_sim(asked.tokens.tolist(), asked.weights.tolist(), made)
        dense = sum(map(float.__mul__, asked.dense.tolist(), made.dense.tolist()))
        score = late + DENSE_WEIGHT * dense + WORDS_WEIGHT * float(share)
        found[passage.id] = (score, late, dense, float(share))
    return found


def _max_sim(tokens: list[list[float]], weights: list[float], passage: PassageVectors) -> float:
    kept = (passage.tokens.astype(float) / 127).tolist()
    return sum(
        weight * max(sum(map(float.__mul__, token, other)) for other in kept)
        for token, weight in zip(tokens, weights, strict=True)
    )


def same_as_plainly(retriever: Retriever, question: str, language: str) -> None:
    expected = plainly(retriever, question, language)
    found = retriever.search(question, language, 1_000).candidates  # type: ignore[arg-type]
    assert {c.passage.id for c in found} == set(expected)
    for candidate in found:
        signals = (candidate.score, candidate.late, candidate.dense, candidate.words)
        assert signals == pytest.approx(expected[candidate.passage.id], abs=1e-4)
    scores = [candidate.score for candidate in found]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_in_memory_it_finds_what_comparing_everything_finds(question: str, language: str) -> None:
    same_as_plainly(retriever_of(*ALL), question, language)


@pytest.mark.slow
@pytest.mark.parametrize(("question", "language", "paragraph"), SEED_QUESTIONS)
def test_with_the_real_model_it_finds_the_same_and_the_right_paragraph(
    question: str, language: str, paragraph: int, seed_store: Store, embedder: Embedder
) -> None:
    retriever = Retriever(seed_store, embedder, Dictionary.absent())
    same_as_plainly(retriever, question, language)
    best = retriever.search(question, language, 4).candidates  # type: ignore[arg-type]
    assert paragraph in [candidate.passage.paragraph for candidate in best]


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_in_a_large_briefing_only_what_the_rough_search_finds_is_scored(
    question: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = retriever_of(*ALL).search(question, language, 99).candidates  # type: ignore[arg-type]
    monkeypatch.setattr(retrieval, "EXHAUSTIVE", 1)
    monkeypatch.setattr(retrieval, "DENSE_HITS", 2)
    found = retriever_of(*ALL).search(question, language, 99).candidates  # type: ignore[arg-type]
    assert len(found) == 2
    late = {candidate.passage.id: candidate.late for candidate in everything}
    for candidate in found:
        assert candidate.late == pytest.approx(late[candidate.passage.id], abs=1e-5)


def test_headings_are_searched_with_what_stands_below_them_and_never_found() -> None:
    retriever = retriever_of(FERRY)
    found = retriever.search("Fähre Aurora Abend", "de", 9).candidates
    assert not any(candidate.passage.is_heading for candidate in found)
    (evening,) = [c for c in found if "Abend" in c.passage.text]
    assert evening.words == pytest.approx(1.0)
    assert evening.matches.min() > 0.99


def test_a_line_with_nothing_below_it_is_no_heading_and_found() -> None:
    (found,) = retriever_of(article("a.txt", "Kurz")).search("Kurz?", "de", 9).candidates
    assert found.passage.text == "Kurz"


@pytest.mark.parametrize("sources", [["bad.txt"], ["bad.txt", "ship.txt"], ["nowhere.txt"]])
def test_only_the_named_articles(sources: list[str]) -> None:
    retriever = retriever_of(*ALL)
    found = retriever.search(QUESTIONS[0][0], "de", 99, sources).candidates
    assert {c.passage.source for c in found} == set(sources) - {"nowhere.txt"}
    everything = retriever.search(QUESTIONS[0][0], "de", 99).candidates
    among = {c.passage.id: c.score for c in everything}
    for candidate in found:
        assert candidate.score == pytest.approx(among[candidate.passage.id], abs=1e-5)


@pytest.mark.parametrize("count", [1, 2, 99])
def test_no_more_than_are_wanted(count: int) -> None:
    found = retriever_of(*ALL).search(QUESTIONS[0][0], "de", count).candidates
    assert len(found) == min(count, 4)


def test_the_sentences_of_a_passage_best_first() -> None:
    retriever = retriever_of(*ALL)
    (best,) = retriever.search("Wer war an Bord?", "de", 1).candidates
    quotes = [best.passage.quote(span) for span, _ in best.sentences]
    assert quotes == ["An Bord waren 989 Menschen.", "Die Fähre Aurora sank 1994 vor Utö."]
    assert {span for span, _ in best.sentences} == set(best.passage.sentences)
    asked = retriever.embedder.embed_question("Wer war an Bord?")
    for span, score in best.sentences:
        words = [("", best.passage.quote(span))]
        (alone,) = retriever.embedder.embed_passages(words)
        expected = _max_sim(asked.tokens.tolist(), asked.weights.tolist(), alone)
        assert score == pytest.approx(expected, abs=1e-4)


def test_a_sentence_without_words_of_its_own_comes_last() -> None:
    retriever = retriever_of(article("a.txt", "Anna kam nach Hause. !!! Ben kam auch."))
    (found,) = retriever.search("Wer kam?", "de", 9).candidates
    assert all(math.isfinite(score) and score >= -1 for _, score in found.sentences)


def test_the_language_is_that_of_the_article() -> None:
    french = article("fr.txt", "Le ferry a coulé.", "fr")  # type: ignore[arg-type]
    found = retriever_of(*ALL, french).search("Aurora ferry", "en", 9).candidates
    languages = {c.passage.source: c.language for c in found}
    assert languages == {"faehre.txt": "de", "bad.txt": "de", "ship.txt": "en", "fr.txt": "en"}


def test_a_model_without_token_vectors_searches_by_the_other_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole, asked = WordEmbedder.embed_passages, WordEmbedder.embed_question
    monkeypatch.setattr(
        WordEmbedder, "embed_passages",
        lambda self, texts: [PassageVectors.of_dense(p.dense) for p in whole(self, texts)],
    )  # fmt: skip
    monkeypatch.setattr(
        WordEmbedder, "embed_question",
        lambda self, text: QuestionVectors.of_dense(asked(self, text).dense),
    )  # fmt: skip
    retriever = retriever_of(*ALL)
    found = retriever.search("Wann sank die Fähre Aurora?", "de", 9)
    for candidate in found.candidates:
        expected = DENSE_WEIGHT * candidate.dense + WORDS_WEIGHT * candidate.words
        assert candidate.late == 0.0
        assert candidate.score == pytest.approx(expected, abs=1e-6)
        assert [span for span, _ in candidate.sentences] == list(candidate.passage.sentences)
    assert found.candidates[0].passage.source == "faehre.txt"
    assert unmatched("Wann sank die Fähre Aurora?", found, found.candidates) == []


def test_a_closed_index_says_so() -> None:
    retriever = retriever_of(*ALL)
    retriever.close()
    with pytest.raises(StoreError, match="closed"):
        retriever.search("Wer kam?", "de", 3)


def test_the_memory_store_is_a_store() -> None:
    store = store_of(*ALL)
    store.check_contents()
    vectors = np.linalg.norm([store.tokens.tokens.astype(float) / 127], axis=-1)
    assert vectors == pytest.approx(np.ones_like(vectors), abs=0.02)


def test_of_many_revisions_those_that_fit_the_question_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retrieval, "REVISIONS", 2)
    places = ("Altental", "Utö", "Sinzig", "Genf")
    found = [
        article(f"{place}.txt", f"Die Zahl der Verletzten in {place} stieg von vier auf neun.")
        for place in places
    ]
    retriever = retriever_of(*found)
    for place in places:
        revisions = retriever.search(f"Wie viele Verletzte gab es in {place}?", "de", 1).revisions
        assert len(revisions) == 2
        assert f"{place}.txt" in {passage.source for passage in revisions}
    (only,) = retriever.search("Verletzte?", "de", 1, sources=["Genf.txt"]).revisions
    assert only.source == "Genf.txt"


def test_only_named_articles_are_searched() -> None:
    retriever = retriever_of(*ALL)
    found = retriever.search("Fähre Aurora", "de", 9, sources={POOL.source, "nowhere.txt"})
    assert {candidate.passage.source for candidate in found.candidates} == {POOL.source}


FIRE_DE = article("a.txt", "Kreisbrandmeister Amann schätzt die Brandfläche auf 310 Hektar.")
FIRE_EN = article("b.txt", "The fire chief Amann put the area at 340 hectares.", "en")
OTHER_EN = article("c.txt", "The council met for 340 minutes in a hall.", "en")


def test_words_are_shared_across_languages(tmp_path: Path) -> None:
    words = tmp_path / "words.ding"
    words.write_text(
        "# Version :: test\nBrandfläche {f}; Fläche {f} :: area\nBrand {m} :: fire\n"
        "Saal {m} :: hall\nLeiter {m} :: chief\n"
    )
    dictionary = Dictionary.open(compiled(words, tmp_path))
    store = store_of(FIRE_DE, FIRE_EN, OTHER_EN)
    retriever = Retriever(store, WordEmbedder(), dictionary)
    german, english, other = (
        retriever.statements_of(passage)[0] for passage in store.all_passages()
    )
    assert german.stems() >= {"amann"}
    assert retriever.shared(german, english) == retriever.shared(english, german) >= 2
    assert retriever.shared(german, other) == 0
    assert retriever.shared(german, german) == len(german.stems())
    without = Retriever(store, WordEmbedder(), Dictionary.absent())
    assert without.shared(german, english) == 1  # the name
    dictionary.close()
