"""Who is who."""

import pytest

from rag.answer.kinds.namesakes import introductions
from rag.answer.kinds.topics import Article
from tests.rag.memory import article, retriever_of

CHESS = "Priya Nanda beat the champion Viktor Lindqvist in 78 moves. Lindqvist said he was robbed."
HEATH = "Environment Minister Carsten Lindqvist promised to clear it. Mr Lindqvist left early."
MAYOR = "Bürgermeister Lothar Jeschke will sparen. Bürgermeister Ulla Thoma wollte das auch."
PARTY = "Torsten Jeschke lieferte das Büfett. Herr Jeschke und Herr Amann schweigen."
FIRE = "In der Kranitzer Heide bei Kranitz brennt es seit dem Mittag."
JUDGE = "Die Richterin Anna Müller-Schmidt vertagte den Prozess."
COACH = "Der Trainer Jens Müller-Schmidt lobte die Mannschaft."
HEADS = (
    "CDU-Chef Lindqvist kam. Ex-Minister Lindqvist ging. "
    "CDU-Chef Amann und Ex-Minister Amann blieben."
)
WINE = "Der Kellermeister Ulf Kranitz schrieb der Weinkontrolle."


def introduced(question: str, *texts: str) -> tuple[str, list[str]]:
    documents = [article(f"{n}.txt", text) for n, text in enumerate(texts)]
    retriever = retriever_of(*documents)
    store = retriever.store
    told = [Article(document, store.passages(document.id)) for document in store.documents()]
    name, found = introductions(question, told, retriever)
    return name, [passage.quote(span) for passage, span in found]


@pytest.mark.parametrize(
    ("question", "texts", "name", "begins"),
    [
        ("Two Lindqvists. Who is who?", (CHESS, HEATH), "Lindqvist", ["Priya", "Environment"]),
        ("Zweimal Jeschke: Wer ist wer?", (MAYOR, PARTY), "Jeschke", ["Bürgermeister", "Torsten"]),
        ("Zweimal Müller-Schmidt: Wer?", (JUDGE, COACH), "Müller-Schmidt", ["Die", "Der"]),
        ("Kranitz: Was ist der Ort, wer ist wer?", (FIRE, WINE), "Kranitz", ["In der", "Der Kel"]),
    ],
)
def test_each_is_introduced_once(
    question: str, texts: tuple[str, ...], name: str, begins: list[str]
) -> None:
    found, sentences = introduced(question, *texts)
    assert found == name
    assert len(sentences) == len(begins)
    assert all(s.startswith(begin) for s, begin in zip(sentences, begins, strict=True))


@pytest.mark.parametrize(
    "question", ["Lindqvist: who is who?", "Who is who?", "Wer ist wer bei Macron?"]
)
def test_one_alone_is_no_namesake(question: str) -> None:
    assert introduced(question, CHESS) == ("", [])


def test_a_title_with_a_hyphen_is_no_first_name() -> None:
    assert introduced("Two Lindqvists. Who is who?", HEADS) == ("", [])
