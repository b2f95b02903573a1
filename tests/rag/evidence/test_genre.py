"""What an article is, if it is no plain report."""

import pytest

from index.types import Document, document_id
from rag.annotations import Genre
from rag.evidence.genre import genre_of

TALK = "Titel\nWas lag da?\nEin Krug.\nWer fand ihn?\nEin Fahrer.\nWas ist er wert?\nViel."


@pytest.mark.parametrize(
    ("title", "text", "genre"),
    [
        ("Kommentar: Baut diese Bahn", "", "opinion"),
        ("Opinion | Build it", "", "opinion"),
        ("Baut diese Bahn", "Meinung\nBaut diese Bahn\nText.", "opinion"),
        ("Interview: „Ich bleibe“", "", "interview"),
        ("Titel", TALK, "interview"),
        ("Analysis: What comes next", "", "analysis"),
        ("Minister lehnt Kommentar ab", "", None),
        ("Kommentarspalten geschlossen", "", None),
        ("Titel", "Titel\nWer war das?\nDie Polizei sucht Zeugen.", None),
    ],
)
def test_genre(title: str, text: str, genre: Genre | None) -> None:
    document = Document(document_id(title), "a.txt", title, "de", None, text or title)
    assert genre_of(document) == genre
