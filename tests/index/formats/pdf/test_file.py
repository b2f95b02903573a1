import pytest

from index.formats import FORMATS, Extract
from tests.index.formats.making import locked_pdf, pdf

extract = FORMATS[".pdf"].extract

FIRST = [
    "Die Verteidigungsminister der Koalition der Willigen sind bei der NATO in",
    "Brüssel zusammengekommen, allerdings erneut ohne Beteiligung der USA, die Luft-",
    "und Seestreitkräfte haben. Minister aus mehr als 30 Ländern nahmen an dem Tref-",
    "fen teil, auch aus dem US-",
    "Senat.",
    "",
    "Eine wirkliche Einigung gab es allerdings nicht, sagten die Minister am Ende des",
]
SECOND = ["langen Tages.", "• Polen schickt keine Truppen", "• Griechenland auch nicht"]


def test_printed_lines_become_paragraphs() -> None:
    pages = [
        ["Pressemitteilung 12/2025", *FIRST, "Seite 1 von 3"],
        ["Pressemitteilung 12/2025", *SECOND, "Seite 2 von 3"],
        ["Pressemitteilung 12/2025", "Kontakt: Pressestelle", "Seite 3 von 3"],
    ]
    assert extract(pdf(*pages, title="Das Treffen")) == Extract(
        "Die Verteidigungsminister der Koalition der Willigen sind bei der NATO in Brüssel "
        "zusammengekommen, allerdings erneut ohne Beteiligung der USA, die Luft- und "
        "Seestreitkräfte haben. Minister aus mehr als 30 Ländern nahmen an dem Treffen teil, "
        "auch aus dem US-Senat.\n"
        "Eine wirkliche Einigung gab es allerdings nicht, sagten die Minister am Ende des langen "
        "Tages.\n"
        "• Polen schickt keine Truppen\n"
        "• Griechenland auch nicht Kontakt: Pressestelle",
        title="Das Treffen",
        pages=(1, 1, 2, 2),
    )


@pytest.mark.parametrize("title", ["Microsoft Word - x.doc", "entwurf.indd", "Unbenannt", " "])
def test_a_title_that_a_program_made_is_none(title: str) -> None:
    assert extract(pdf(["Ein Satz."], title=title)) == Extract("Ein Satz.", pages=(1,))


def test_one_that_opens_without_a_password_is_read() -> None:
    assert extract(locked_pdf("")).text == "Ein Satz."


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "damaged or not a PDF"),
        (b"Kein PDF.", "damaged or not a PDF"),
        (pdf(["Ein Satz."])[:100], "damaged or not a PDF"),
        (locked_pdf("geheim"), "locked with a password"),
        (pdf([]), "It has no text"),
        (pdf(*[["x"]] * 1001), "more than 1000 pages"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        extract(data)
