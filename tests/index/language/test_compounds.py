import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.compounds import Splitter, folded, is_part

PARTS = (
    "Münze Fund Stadt Rat Frieden Vertrag Schwimmen Halle Ober Bürger Meister Wahl Kontakt Gruppe "
    "Bürgermeister Straße Bahn Sperrung Schule Jahr Letzte Wirt Schaft Vetter"
)


@pytest.fixture
def splitter() -> Splitter:
    return Splitter(frozenset(filter(is_part, map(folded, PARTS.split()))))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Münzfund", "munze fund"),
        ("Muenzfund", "munze fund"),
        ("Münzfunde", "munze fund"),
        ("Stadtrat", "stadt rat"),
        ("Stadtrats", "stadt rat"),
        ("Friedensvertrag", "frieden vertrag"),
        ("Schwimmhalle", "schwimmen halle"),
        ("Strassenbahn", "strasse bahn"),
        ("Schuljahr", "schule jahr"),
        ("Bürgermeisterwahl", "burger meister wahl"),
        ("Straßenbahnsperrung", "strasse bahn sperrung"),
        ("Oberbürgermeister", "ober burger meister"),
        ("Verletzte", ""),
        ("Wirtschaft", ""),
        ("Fund", ""),
        ("Rathaus", ""),
        ("Münzfundamt", ""),
        ("", ""),
    ],
)
def test_parts(splitter: Splitter, word: str, parts: str) -> None:
    assert splitter.split(word) == tuple(parts.split())


@given(st.text())
def test_any_text_is_split_into_known_words_or_not_at_all(text: str) -> None:
    parts = frozenset(folded(part) for part in PARTS.split())
    assert set(Splitter(parts).split(text)) <= parts
