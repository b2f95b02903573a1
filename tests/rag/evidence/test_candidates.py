from rag.evidence.candidates import unmatched
from tests.rag.memory import article, retriever_of

FERRY = article("faehre.txt", "Die Fähre Aurora sank 1994 vor Utö. An Bord waren 989 Menschen.")
POOL = article("bad.txt", "Das Bad in Sinzig öffnet im Mai.")


def test_words_of_the_question_without_a_match() -> None:
    retriever = retriever_of(FERRY, POOL)
    question = "Wann sank die Fähre Kopernikus?"
    found = retriever.search(question, "de", 9)
    assert unmatched(question, found, found.candidates) == ["Wann", "Kopernikus"]
    assert unmatched(question, found, ()) == []
