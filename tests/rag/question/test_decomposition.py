import pytest

from rag.question.decomposition import asks_for_several, parts_of
from rag.types import Turn


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Wer hat das Treffen einberufen?", ("Wer hat das Treffen einberufen?",)),
        (
            "Wer hat das Treffen einberufen und wie viel kostet die Eingreiftruppe?",
            ("Wer hat das Treffen einberufen?", "Wie viel kostet die Eingreiftruppe?"),
        ),
        (
            "Who convened the meeting, and how much will the reassurance force cost?",
            ("Who convened the meeting?", "How much will the reassurance force cost?"),
        ),
        # The second part leans on the first.
        (
            "Wer hat das Treffen einberufen und wann fand es statt?",
            (
                "Wer hat das Treffen einberufen?",
                "Wer hat das Treffen einberufen? Wann fand es statt?",
            ),
        ),
        (
            "Which countries cannot send troops, and why?",
            (
                "Which countries cannot send troops?",
                "Which countries cannot send troops? Why?",
            ),
        ),
        # So does one that does not say of what it asks how many.
        (
            "How many whales died and how many were saved?",
            ("How many whales died?", "How many whales died? How many were saved?"),
        ),
        (
            "Wie viele Wale starben, und wie viele wurden gerettet?",
            ("Wie viele Wale starben?", "Wie viele Wale starben? Wie viele wurden gerettet?"),
        ),
        (
            "Wie viele Wale starben und wie viele Helfer kamen?",
            ("Wie viele Wale starben?", "Wie viele Helfer kamen?"),
        ),
        # A bare question word takes what the next one is about.
        (
            "Wann und wo trafen sich die Minister?",
            ("Wann trafen sich die Minister?", "Wo trafen sich die Minister?"),
        ),
        # A topic before them is that of all.
        (
            "Walstrandung: Wie viele tot, wie viele zurück im Wasser?",
            ("Walstrandung: Wie viele tot?", "Walstrandung: Wie viele zurück im Wasser?"),
        ),
        # One of them asks by its verb.
        (
            "How many people were hurt, and were Britons affected?",
            ("How many people were hurt?", "Were Britons affected?"),
        ),
        (
            "Ist die Brücke gesperrt und gibt es eine Umleitung?",
            ("Ist die Brücke gesperrt?", "Gibt es eine Umleitung?"),
        ),
        # An empty subject leans on nothing.
        (
            "Wie hoch war die Konzentration, und wie viel Säure war es laut Polizei?",
            ("Wie hoch war die Konzentration?", "Wie viel Säure war es laut Polizei?"),
        ),
        # No two questions.
        ("Wer weiß, was er will?", ("Wer weiß, was er will?",)),
        ("Wer trat zurück und ist jetzt krank?", ("Wer trat zurück und ist jetzt krank?",)),
        ("Who resigned and is now in hospital?", ("Who resigned and is now in hospital?",)),
        ("Weiß man, wann und wo sie tagten?", ("Weiß man, wann und wo sie tagten?",)),
        ("Treffen und wer noch?", ("Treffen und wer noch?",)),
        ("", ("",)),
        ("Wer und wer und wer und wer kam?", ("Wer und wer und wer und wer kam?",)),
    ],
)
def test_parts(question: str, parts: tuple[str, ...]) -> None:
    assert tuple(part.question for part in parts_of(question)) == parts


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Was sagten Macron und Starmer?", {"Macron": "Was sagten Macron?"}),
        (
            "Was sagen der Bürgermeister und die Opposition zum Ausbau?",
            {"die Opposition": "Was sagen die Opposition zum Ausbau?"},
        ),
        (
            "What do the mayor and the opposition say about the extension?",
            {"the mayor": "What do the mayor say about the extension?"},
        ),
        ("Wer ist für und wer gegen den Einsatz?", {"gegen": "Wer ist gegen den Einsatz?"}),
        ("Who is for and who is against it?", {"against": "Who is against it?"}),
        (
            "Wie lange dauert der Bau – laut Stadt und laut Gutachten?",
            {"Gutachten": "Wie lange dauert der Bau laut Gutachten?"},
        ),
        (
            "How long will it take, according to the city and the report?",
            {"the report": "How long will it take according to the report?"},
        ),
        (
            "Vergleiche die Haltung von Polen und Italien.",
            {"Italien": "Was gilt für die Haltung von Italien?"},
        ),
        ("Was unterscheidet Polen von Italien?", {"Polen": "Was gilt für Polen?"}),
        ("What is the difference between Italy and Poland?", {"Italy": "What about Italy?"}),
        ("How does their figure compare with ours?", {"ours": "What about ours?"}),
    ],
)
def test_a_question_about_two_things_is_asked_for_each(
    question: str, asked: dict[str, str]
) -> None:
    parts = parts_of(question)
    assert len(parts) == 2
    assert asked.items() <= {part.name: part.question for part in parts}.items()


@pytest.mark.parametrize(
    "question",
    [
        "Was haben Bund und Länder beschlossen?",
        "What prize money goes to first and second place?",
        "Was kosten Bus und Bahn?",
        "According to whom?",
    ],
)
def test_one_question_about_two_things_that_belong_together(question: str) -> None:
    assert len(parts_of(question)) == 1


def test_a_part_is_named_as_the_reader_put_it() -> None:
    _, when = parts_of("Wer hat das Treffen einberufen und wann fand es statt?")
    assert when.question == "Wer hat das Treffen einberufen? Wann fand es statt?"
    assert (when.own, when.name) == ("Wann fand es statt?", "Wann fand es statt?")


def test_a_pronoun_that_stands_for_the_first_part_makes_no_follow_up() -> None:
    history = [Turn("Wie viele Wale starben?", "31. [1]")]
    first, second = parts_of("Wer gewann die Meisterschaft, und wie alt ist sie?", history)
    assert first.question == "Wer gewann die Meisterschaft?"
    assert second.question == "Wer gewann die Meisterschaft? Wie alt ist sie?"


def test_a_follow_up_is_not_taken_apart() -> None:
    history = [Turn("Wer stellt keine Truppen?", "Italien. [1]")]
    (part,) = parts_of("Und warum und seit wann?", history)
    assert part.question == "Wer stellt keine Truppen? Und warum und seit wann?"
    assert part.name == "Und warum und seit wann?"


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Vergleiche die Haltung von Polen und Italien.", True),
        ("Was unterscheidet sie, und was ist der Unterschied zu Italien?", True),
        ("Wer ist für und wer gegen den Einsatz?", True),
        ("Nenne die Vorbehalte der Länder.", True),
        ("What is the difference between Italy and Poland?", True),
        ("List the reservations.", True),
        ("Two Lindqvists are in the news. Who is who?", True),
        ("Was fordern beide Seiten?", True),
        ("How did the number of injured change on Wednesday?", True),
        ("Wie hat sich die Zahl der Verletzten entwickelt?", True),
        ("Wer hat das Treffen einberufen?", False),
        ("How did the fire start?", False),
        ("Wann war das zweite Treffen?", False),
        ("Welche Länder schicken keine Truppen?", False),
        ("Which countries lead the coalition?", False),
    ],
)
def test_asks_for_several(question: str, several: bool) -> None:
    assert asks_for_several(question) is several
