from dataclasses import replace

from index.types import Span
from rag.evidence.numbering import label, together
from rag.types import Evidence
from tests.rag.scripted import passages


def marked(place: int, *sentences: int) -> Evidence:
    """Some sentences of one of two passages, each worth its place."""
    passage = passages("Anna kam. Ben kam.\nDora kam.")[place]
    spans = tuple(passage.sentences[n] for n in sentences)
    return Evidence(0, passage, spans, 0.5, "test", tuple(float(n) for n in sentences))


def test_a_passage_has_one_number_in_all_parts_of_a_question() -> None:
    parts = label([[marked(0, 0)], [marked(1, 0), marked(0, 1)]])
    assert [[item.n for item in part] for part in parts] == [[1], [2, 1]]


def test_nothing_is_numbered_for_nothing() -> None:
    assert label([]) == []
    assert label([[], []]) == [(), ()]
    assert together([[], []]) == ()


def test_together_a_passage_comes_once_with_all_its_sentences() -> None:
    parts = label([[marked(0, 1)], [marked(1, 0), replace(marked(0, 0), score=0.9)]])
    first, second = together(parts)
    assert first.text == "Anna kam. Ben kam."
    assert (first.n, first.relevance, first.score) == (1, (0.0, 1.0), 0.9)
    assert (second.n, second.text) == (2, "Dora kam.")


def test_of_one_sentence_found_twice_the_higher_worth_counts() -> None:
    parts = label([[marked(0, 1)], [replace(marked(0, 1), relevance=(0.2,))]])
    (item,) = together(parts)
    assert item.relevance == (1.0,)


def test_words_of_a_sentence_that_is_there_do_not_come_twice() -> None:
    whole = marked(0, 0, 1)
    sentence = whole.spans[1]
    speaker = replace(whole, spans=(Span(sentence.start + 4, sentence.end),), relevance=(0.0,))
    for parts in (label([[whole], [speaker]]), label([[speaker], [whole]])):
        (item,) = together(parts)
        assert item.text == "Anna kam. Ben kam."
