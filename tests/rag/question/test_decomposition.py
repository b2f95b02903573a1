import pytest

from rag.question.decomposition import asks_for_several, parts_of


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
        # A bare question word takes what the next one is about.
        (
            "Wann und wo trafen sich die Minister?",
            ("Wann trafen sich die Minister?", "Wo trafen sich die Minister?"),
        ),
        # A follow-up, joined to what it leans on.
        ("Wer stellt keine Truppen? Und warum?", ("Wer stellt keine Truppen? Und warum?",)),
        # No two questions.
        ("Was sagten Macron und Starmer?", ("Was sagten Macron und Starmer?",)),
        ("Weiß man, wann und wo sie tagten?", ("Weiß man, wann und wo sie tagten?",)),
        ("Treffen und wer noch?", ("Treffen und wer noch?",)),
        ("", ("",)),
        ("Wer und wer und wer und wer kam?", ("Wer und wer und wer und wer kam?",)),
    ],
)
def test_parts(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Vergleiche die Haltung von Polen und Italien.", True),
        ("Was unterscheidet sie, und was ist der Unterschied zu Italien?", True),
        ("Wer ist für und wer gegen den Einsatz?", True),
        ("Nenne die Vorbehalte der Länder.", True),
        ("What is the difference between Italy and Poland?", True),
        ("List the reservations.", True),
        ("Wer hat das Treffen einberufen?", False),
        ("Welche Länder schicken keine Truppen?", False),
        ("Which countries lead the coalition?", False),
    ],
)
def test_asks_for_several(question: str, several: bool) -> None:
    assert asks_for_several(question) is several
