import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.evaluation.facts import holds


@pytest.mark.parametrize(
    ("text", "alternatives", "held"),
    [
        ("Sie trafen sich in BRÜSSEL.", ["Brüssel"], True),
        ("die französischen und britischen Militärs", ["französisch"], True),
        ("in strategischen Städten", ["Stadt"], True),
        ("Minister aus mehr als 30 Ländern", ["30"], True),
        ("33 Delegationen", ["30", "3"], False),
        ("Es waren 1.000 Leute", ["1,000"], True),
        ("Es waren 1 000 Leute", ["1000"], True),
        ("1,5 Prozent", ["1.5"], True),
        ("1,5 Prozent", ["15"], False),
        ("Er fing vier Bälle", ["four"], True),
        ("Er fing 4 Bälle", ["vier"], True),
        ("Sie kamen aus dem Haus", ["US"], False),
        ("without the U.S. side", ["U.S."], True),
        ("They can't join", ["not"], True),
        ("They don’t join", ["not"], True),
        ("They cannot join", ["not"], True),
        ("the Battle of the Somme", ["Battle of Somme"], True),
        ("von den Ministern der Verteidigung", ["Verteidigungsminister"], False),
        ("Süd und Nord, dann Ost und West", ["Nord, Süd, West und Ost"], True),
        ("Süd und Nord", ["Nord und Süd"], False),
        ("Polen und Griechenland", ["Italien", "Griechenland"], True),
        ("nothing of it", [], False),
        ("nothing of it", ["…"], False),
    ],
)
def test_holds(text: str, alternatives: list[str], held: bool) -> None:
    assert holds(text, alternatives) is held


@given(st.from_regex(r"[a-zäöüß]{3,12}( [a-zäöüß]{3,12}){0,3}", fullmatch=True))
def test_a_text_holds_itself_in_capitals_and_quotes(text: str) -> None:
    assert holds(f"Davor „{text.upper()}“, danach.", [text])
