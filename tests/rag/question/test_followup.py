import pytest

from rag.question.followup import needs_context, own_question, standalone
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
    assert not needs_context(question)


@pytest.mark.parametrize("question", LEANING)
def test_a_question_that_leans(question: str) -> None:
    assert needs_context(question)


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
    assert own_question(question, joined) == (question if alone else joined)


@pytest.mark.parametrize(
    ("before", "question", "asked"),
    [
        (
            "Wie viele Stellen fallen in Hamburg weg?",
            "Und in Bremen?",
            "Wie viele Stellen fallen in Bremen weg?",
        ),
        ("Wie viel zahlt Frankreich?", "Und Italien?", "Wie viel zahlt Italien?"),
        (
            "Was sagt Volker Sander zur Linie 4?",
            "Und Jasmin Fechner?",
            "Was sagt Jasmin Fechner zur Linie 4?",
        ),
        ("Has Germany agreed to join?", "What about Italy?", "Has Italy agreed to join?"),
        ("When does it open in Jena?", "And in Erfurt?", "When does it open in Erfurt?"),
    ],
)
def test_something_else_to_ask_the_same_for_takes_its_place(
    before: str, question: str, asked: str
) -> None:
    assert standalone(question, turns(before)) == asked
    assert own_question(question, asked) == asked


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Wer stellt keine Truppen?", "Und Polen?"),  # any noun may be what it replaces
        ("Who leads the museum?", "And her predecessor?"),
        ("Fährt ein Bus von Jena nach Erfurt?", "Und nach Weimar oder Gera, wie ist es da?"),
        ("Did Merz call Macron?", "And Tusk?"),  # two places
        ("Wie viel zahlt Frankreich?", "And Italy?"),  # in another language
    ],
)
def test_where_a_guess_would_be_needed_it_is_joined(before: str, question: str) -> None:
    assert standalone(question, turns(before)) == f"{before} {question}"
