import pytest

from rag.question.followup import leans, own_words, standalone
from rag.types import Turn

ALONE = [
    "Wer hat das Treffen der Verteidigungsminister einberufen?",
    "Wer hat das letzte Treffen einberufen?",
    "Was kostet das Deutschlandticket?",
    "Wer leitet die NATO?",
    "Gibt es eine Einigung?",
    "Wie heißt der ukrainische Verteidigungsminister?",
    "Which countries said they cannot provide troops, and why?",
    "Who convened the meeting?",
    "Is there an agreement?",
    "How many countries are expected at the contact group's session?",
]
LEANING = [
    "Warum?",
    "Und warum?",
    "Und Griechenland?",
    "Polen?",
    "Was noch?",
    "Mit wem noch?",
    "Wann war das?",
    "Was bedeutet das für Polen?",
    "Was sagte er?",
    "Wie viele Soldaten bieten sie an?",
    "Why?",
    "And who chaired it?",
    "What about Greece?",
    "Warum nicht Italien?",
    "What did he say about Putin?",
    "Why did they refuse?",
    "Who used to chair that group?",
]


@pytest.mark.parametrize("question", ALONE)
def test_a_question_that_stands_alone(question: str) -> None:
    assert not leans(question)


@pytest.mark.parametrize("question", LEANING)
def test_a_question_that_leans(question: str) -> None:
    assert leans(question)


def turns(*questions: str) -> list[Turn]:
    return [Turn(question, "Das Geheimwort ist Rhabarber. [1]") for question in questions]


@pytest.mark.parametrize(
    ("before", "question", "searched"),
    [
        ([], "Und warum?", "Und warum?"),
        (
            ["Wer stellt keine Truppen?"],
            "Und warum?",
            "Wer stellt keine Truppen? Und warum?",
        ),
        (
            ["Wer stellt keine Truppen?", "Und warum?"],
            "Why not Italy?",
            "Wer stellt keine Truppen? Und warum? Why not Italy?",
        ),
        (
            ["Wer stellt keine Truppen?", "Und Polen?"],
            "And why?",
            "Wer stellt keine Truppen? Und Polen? And why?",
        ),
        (
            ["Wo trafen sich die Minister?", "Wer stellt keine Truppen?"],
            "Warum?",
            "Wer stellt keine Truppen? Warum?",
        ),
        (
            ["Wer stellt keine Truppen?"],
            "Wer hat das Treffen der Verteidigungsminister einberufen?",
            "Wer hat das Treffen der Verteidigungsminister einberufen?",
        ),
    ],
)
def test_standalone(before: list[str], question: str, searched: str) -> None:
    assert standalone(question, turns(*before)) == searched


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("Wie viele Soldaten bieten sie an?", True),
        ("And who convened them?", True),
        ("Wen traf sie dort?", True),
        ("Und Griechenland?", False),
        ("Warum?", False),
        ("Mit wem noch?", False),
        ("What about Italy?", False),
        ("Und was ist mit Italien?", False),
    ],
)
def test_own_words(question: str, alone: bool) -> None:
    joined = f"Wer stellt keine Truppen? {question}"
    assert own_words(question, joined) == (question if alone else joined)
