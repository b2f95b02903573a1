"""Verbs that stand in two pieces."""

import pytest

from index.language.particle_verbs import particle_verbs_joined

KNOWN = {"ausschließen", "mitfahren", "zurückziehen", "stattfinden", "annehmen", "zumachen"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das schließt die Polizei aus.", "Das ausschließen die Polizei aus."),
        ("Er lässt sich überreden und fährt mit.", "Er lässt sich überreden und mitfahren mit."),
        ("Kralik zieht zurück, sagt er.", "Kralik zurückziehen zurück, sagt er."),
        ("„Das findet statt“, sagte sie.", "„Das stattfinden statt“, sagte sie."),
        ("Sie nahm am 3. Mai das Amt an.", "Sie annehmen am 3. Mai das Amt an."),
        ("Er nimmt Bücher und Hefte an.", "Er annehmen Bücher und Hefte an."),
        ("Die angenommenen Preise ziehen zurück.", "Die angenommenen Preise zurückziehen zurück."),
        # Not the end of its clause, no verb, another verb, or none that is known.
        ("Sie schließt aus Angst die Tür.", "Sie schließt aus Angst die Tür."),
        ("Aus.", "Aus."),
        ("Die Polizei kommt aus Bonn.", "Die Polizei kommt aus Bonn."),
        ("Er gibt das Buch ab.", "Er gibt das Buch ab."),
        ("Er nimmt den Preis, und sie schweigt an.", "Er nimmt den Preis, und sie schweigt an."),
        ("", ""),
    ],
)
def test_joined(text: str, expected: str) -> None:
    assert particle_verbs_joined(text, KNOWN.__contains__) == expected
