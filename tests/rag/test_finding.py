"""What is found for a question, in the index of the seed article."""

import pytest

from index.embedding.embedder import Embedder
from index.store import Store
from rag.finding import Part, find
from rag.types import Language

WHICH = "Welche Länder können keine Truppen bereitstellen?"


def found(store: Store, embedder: Embedder, question: str, language: Language = "de") -> Part:
    return find(store, embedder, question, question, language, ())


@pytest.mark.parametrize(("language", "foreign"), [("de", False), ("en", True)])
def test_whether_it_is_in_the_questions_language(
    language: Language, foreign: bool, seed_store: Store, embedder: Embedder
) -> None:
    part = found(seed_store, embedder, WHICH, language)
    assert (part.language, part.foreign, part.alone) == ("de", foreign, True)


def test_own_words_must_be_answered(seed_store: Store, embedder: Embedder) -> None:
    joined = f"{WHICH} Und was kostet das in Yen?"
    whole = find(seed_store, embedder, joined, joined, "de", ())
    own = find(seed_store, embedder, joined, "Und was kostet das in Yen?", "de", ())
    assert own.evidence == whole.evidence
    assert own.chance < whole.chance


def test_the_best_passage_is_read_and_can_be_quoted_whole(
    seed_store: Store, embedder: Embedder
) -> None:
    part = found(seed_store, embedder, WHICH)
    best = part.quotable[0][0].passage
    assert best.paragraph == 11
    assert part.passage[0].startswith("Polen und Griechenland haben")
    spans = {span for item, span, _ in part.quotable if item.passage == best}
    assert spans == set(best.sentences)
    assert len({(item.n, span) for item, span, _ in part.quotable}) == len(part.quotable)


def test_nothing_is_found_in_an_article_that_is_not_there(
    seed_store: Store, embedder: Embedder
) -> None:
    part = find(seed_store, embedder, WHICH, WHICH, "de", ["other.txt"])
    assert (part.candidates, part.evidence, part.chance, part.certain) == ((), (), 0.0, True)
