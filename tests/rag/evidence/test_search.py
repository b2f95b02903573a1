"""What is found for one question, and what of it is shown."""

import pytest

from rag.evidence.search import CANDIDATES, READ, SHOWN, SubQuestion, find, labelled
from rag.types import Language, QuestionPart
from tests.rag.memory import article, retriever_of

AGENCY = "Die Fähre Aurora sank 1994 vor Utö, wie die Küstenwache am Abend mitteilte."


def ask(question: str, *texts: str, own: str = "", language: Language = "de") -> SubQuestion:
    documents = [article(f"{n:02}.txt", text) for n, text in enumerate(texts)]
    return find(
        retriever_of(*documents), QuestionPart(question, own or question, question), language, ()
    )


def copies(count: int) -> list[str]:
    """One text in several papers, each with a word of its own."""
    return [f"{AGENCY} Blatt{n}." for n in range(count)]


OTHERS = [
    "Die Fähre Aurora wurde 1980 in Papenburg gebaut und hieß zuerst anders.",
    "Das Meer vor Utö ist tief und kalt, sagen die Fischer der Insel.",
    "Ein Denkmal an die Fähre steht seit vielen Jahren in Tallinn.",
]


def test_the_best_passages_are_shown_with_their_best_sentences() -> None:
    texts = [f"Die Fähre {name} sank. Der Wind war stark." for name in "ABCDEFGHIJ"]
    part = ask("Welche Fähre sank?", *texts)
    assert len(part.candidates) == CANDIDATES
    assert SHOWN <= len(part.evidence) <= SHOWN + READ
    assert [item.n for item in part.evidence] == [*range(1, len(part.evidence) + 1)]
    for candidate, item in zip(part.candidates, part.evidence[:SHOWN], strict=False):
        assert item.passage == candidate.passage
        assert dict(zip(item.spans, item.relevance, strict=True)) == dict(candidate.sentences[:2])


LEANING = "Die Delegation reiste nach Kyjiw. Das Wetter war gut. {} beriet mit Selenskyj. Ende."


@pytest.mark.parametrize(("first", "brought"), [("Sie", True), ("Anna", False), ("They", True)])
def test_a_leaning_sentence_brings_the_one_before_it(first: str, brought: bool) -> None:
    part = ask("Wer beriet mit Selenskyj? Wer reiste nach Kyjiw?", LEANING.format(first))
    (item,) = part.evidence
    quotes = [item.passage.quote(span) for span in item.spans]
    assert ("Das Wetter war gut." in quotes) is brought
    if brought:
        assert item.relevance[quotes.index("Das Wetter war gut.")] == 0


def test_prints_of_one_text_are_read_once() -> None:
    part = ask("Wann sank die Fähre Aurora vor Utö?", *copies(3), *OTHERS)
    chosen = part.worth_reading(READ)
    assert len(chosen) == READ
    assert sum(AGENCY in candidate.passage.text for candidate in chosen) == 1


def test_fewer_than_wanted_where_there_are_only_prints() -> None:
    part = ask("Wann sank die Fähre Aurora vor Utö?", *copies(3))
    assert len(part.worth_reading(READ)) == 1


def test_what_may_be_read_has_a_number() -> None:
    """Five prints of one text fill the places that are shown; the next text may be the answer."""
    part = ask("Wann sank die Fähre Aurora vor Utö?", *copies(5), *OTHERS)
    read = part.worth_reading(READ)
    assert len(read) == READ
    numbers = [part.evidence_of(candidate).n for candidate in read]
    assert all(numbers)
    assert len(set(numbers)) == READ


def test_a_candidate_as_evidence_has_all_its_sentences() -> None:
    part = ask("Wer kam?", "Anna kam. Ben ging. Carl blieb. Dora kam auch.")
    (candidate,) = part.candidates
    evidence = part.evidence_of(candidate)
    assert evidence.spans == candidate.passage.sentences
    assert dict(zip(evidence.spans, evidence.relevance, strict=True)) == dict(candidate.sentences)


def test_own_words_change_nothing_of_what_is_found() -> None:
    whole = ask("Wer kam? Und wann?", *OTHERS)
    own = ask("Wer kam? Und wann?", *OTHERS, own="Und wann?")
    assert own.evidence == whole.evidence
    assert (own.question, own.own) == ("Wer kam? Und wann?", "Und wann?")


def test_parts_of_a_question_share_their_numbers() -> None:
    retriever = retriever_of(*(article(f"{n}.txt", text) for n, text in enumerate(OTHERS)))
    asked = ["Wo wurde die Fähre gebaut?", "Wo steht das Denkmal?"]
    parts = labelled(
        [find(retriever, QuestionPart.alone(question), "de", ()) for question in asked]
    )
    numbers = [{item.passage.id: item.n for item in part.evidence} for part in parts]
    assert numbers[0] == numbers[1]
    assert [part.question for part in parts] == asked


def test_nothing_is_found_in_an_article_that_is_not_there() -> None:
    retriever = retriever_of(article("a.txt", AGENCY))
    part = find(retriever, QuestionPart.alone("Wann sank sie?"), "de", ["other.txt"])
    assert (part.candidates, part.evidence, part.worth_reading(READ)) == ((), (), [])
