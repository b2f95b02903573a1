"""Pages as browsers, newspapers and word processors print them, and what a reader sees."""

from collections.abc import Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.formats import FORMATS
from tests.index.formats.pdf_making import At, Draw, block, filled, pdf

extract = FORMATS[".pdf"].extract

RAT = (
    "Der Stadtrat hat am Dienstag mit großer Mehrheit beschlossen, die Radwege in der Innenstadt "
    "auszubauen, und gibt dafür bis zum Jahr 2029 rund zwölf Millionen Euro aus."
)
BAU = (
    "Gebaut wird vom Frühjahr an in drei Abschnitten, von denen der erste den Bahnhof mit dem Markt "
    "verbindet, und die Anwohner sollen in dieser Zeit Ausweise für andere Straßen erhalten."
)


def dot(x: float, y: float) -> Draw:
    return lambda canvas: canvas.circle(x, A4[1] - y, 1.8, stroke=0, fill=1)


def boxes(x: float, width: float, *heights: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        for y in heights:
            canvas.line(x, A4[1] - y, x + width, A4[1] - y)

    return draw


def initial(size: float, lines: int, text: str) -> list[At]:
    """A paragraph whose first letter reaches down over some lines, 12 points from each other."""
    beside = filled(60 + size, 100, 250 - size, text[1:])[:lines]
    rest = text[1:].removeprefix(" ".join(item.text for item in beside)).strip()
    step = [item._replace(y=100 + 12 * n) for n, item in enumerate(beside)]
    below = filled(60, 100, 250, rest)
    step += [item._replace(y=100 + 12 * (lines + n)) for n, item in enumerate(below)]
    return [At(60, step[lines - 1].y, text[0], size), *step]


def rows(x: float, y: float, step: float, *cells: Sequence[str]) -> list[At]:
    return [
        At(x + 120 * column, y + step * number, cell)
        for number, row in enumerate(cells)
        for column, cell in enumerate(row)
        if cell
    ]


def spread(x: float, y: float, text: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        words = canvas.beginText(x, A4[1] - y)
        words.setFont("Helvetica", 10)
        words.setCharSpace(4)
        words.textLine(text)
        words.setCharSpace(0)
        canvas.drawText(words)

    return draw


# What is printed on a page, and its paragraphs.
PAGES = {
    "initial over three lines": (initial(43, 3, RAT), [RAT]),
    "initial over two lines": (initial(25, 2, BAU), [BAU]),
    "letters set apart": (
        [spread(60, 80, "KRITIK VOM RAT"), *filled(60, 110, 400, RAT)],
        ["KRITIK VOM RAT", RAT],
    ),
    "bullets that are drawn": (
        [dot(55, 97), *block(62, 100, "ein Radweg am Fluss, der aber erst später", "gebaut wird"),
         dot(55, 123), *block(62, 126, "ein Radweg am Bahnhof")],
        ["• ein Radweg am Fluss, der aber erst später gebaut wird", "• ein Radweg am Bahnhof"],
    ),
    "points of a drawing": ([dot(300, 300), dot(320, 310), *filled(60, 100, 400, RAT)], [RAT]),
    "number of a note above a line": (
        [At(60, 100, "Der Rat baut Radwege.", 12), At(184, 95.5, "1", 6), At(60, 115, "Mehr nicht.", 12),
         At(60, 300, "1", 5), At(64, 302, "Laut Rathaus.", 7)],
        ["Der Rat baut Radwege.¹ Mehr nicht.", "¹ Laut Rathaus."],
    ),
    "salutation": (
        [*block(60, 100, "Sehr geehrte Damen und Herren,"), *filled(60, 119, 400, RAT), *filled(60, 160, 400, BAU)],
        ["Sehr geehrte Damen und Herren,", RAT, BAU],
    ),
    "cells in boxes, the first of which is wrapped": (
        [*rows(60, 100, 12, ("Abschnitt", "vom Bahnhof bis zum"), ("Eins", "neuen Markt")),
         *rows(60, 134, 12, ("Abschnitt", "offen"), ("Zwei", "")), boxes(55, 300, 88, 120, 154)],
        ["Abschnitt Eins | vom Bahnhof bis zum neuen Markt", "Abschnitt Zwei | offen"],
    ),
    "table without rules whose cells are wrapped": (
        [*rows(60, 100, 12, ("9.00", "Sitzung des Kreistags und"), ("Uhr", "danach Fragestunde")),
         *rows(60, 134, 12, ("11.30", "Spatenstich"), ("Uhr", ""))],
        ["9.00 Uhr | Sitzung des Kreistags und danach Fragestunde", "11.30 Uhr | Spatenstich"],
    ),
    "groups of rows stay rows": (
        [*rows(60, 100, 12, ("Au", "7 Euro"), ("Bach", "8 Euro")), *rows(60, 140, 12, ("Zell", "9 Euro"), ("Wies", "2 Euro"))],
        ["Au | 7 Euro", "Bach | 8 Euro", "Zell | 9 Euro", "Wies | 2 Euro"],
    ),
    "roomy table": (
        rows(60, 100, 34, *((f"Ort {n}", f"{n}.000 Euro") for n in range(1, 9))),
        [f"Ort {n} | {n}.000 Euro" for n in range(1, 9)],
    ),
    "columns with different distances of lines": (
        [item._replace(y=100 + 1.35 * (item.y - 100)) for item in filled(310, 100, 215, f"{RAT} {BAU} {RAT}")]
        + filled(60, 100, 215, f"{BAU} {RAT} {BAU}"),
        [f"{BAU} {RAT} {BAU}", f"{RAT} {BAU} {RAT}"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("page", "seen"), PAGES.values(), ids=PAGES)
def test_a_reader_sees(page: Sequence[At | Draw], seen: list[str]) -> None:
    assert extract(pdf(page)).text.split("\n") == seen


def test_heads_of_left_and_right_pages_are_left_out() -> None:
    pages = [
        [
            At(60 + 400 * (n % 2), 40, ("Kreisblatt", "Politik")[n % 2]),
            *filled(60, 150 + 40 * n, 400, text),
        ]
        for n, text in enumerate((RAT, BAU, RAT, BAU, RAT))
    ]
    assert extract(pdf(*pages)).text.split("\n") == [RAT, BAU, RAT, BAU, RAT]
