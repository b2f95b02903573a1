"""Kinds of PDF files as newsrooms have them, with the paragraphs that a reader sees."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.formats import FORMATS, Fault, Remark, UnreadableError
from tests.index.formats import making
from tests.index.formats.pdf_making import At, Draw, block, filled, pdf

extract = FORMATS[".pdf"].extract
CASES = Path(__file__).parents[5] / "shared" / "cases" / "files"

RAT = (
    "Der Stadtrat hat am Dienstag mit großer Mehrheit beschlossen, die Radwege in der Innenstadt "
    "auszubauen, und gibt dafür bis zum Jahr 2029 rund zwölf Millionen Euro aus."
)
KRITIK = (
    "Die Händler fürchten um ihre Parkplätze und nannten den Plan übereilt, während die Verwaltung "
    "auf die Zahlen der letzten Zählung verwies, nach denen jeder dritte Weg mit dem Rad beginnt."
)
BAU = (
    "Gebaut wird vom Frühjahr an in drei Abschnitten, von denen der erste den Bahnhof mit dem Markt "
    "verbindet, und die Anwohner sollen in dieser Zeit Ausweise für andere Straßen erhalten."
)
BOLD = "Helvetica-Bold"


def turned(angle: float, x: float, y: float, text: str, size: float = 10) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(x, A4[1] - y)
        canvas.rotate(angle)
        canvas.setFont("Helvetica", size)
        canvas.drawString(0, 0, text)
        canvas.restoreState()

    return draw


def rules(x: float, width: float, *heights: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        for y in heights:
            canvas.line(x, A4[1] - y, x + width, A4[1] - y)

    return draw


def bar(x: float, y: float, width: float, height: float, gray: float = 0) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillGray(gray)
        canvas.rect(x, A4[1] - y, width, height, stroke=0, fill=1)
        canvas.restoreState()

    return draw


def picture(canvas: Canvas) -> None:
    from PIL import Image, ImageDraw

    image = Image.new("L", (595, 842), 255)
    ImageDraw.Draw(image).text((50, 95), "Ein Satz aus einem Scan.", fill=0)
    canvas.drawImage(ImageReader(image), 0, 0, *A4)


def unpainted(x: float, y: float, text: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        words = canvas.beginText(x, A4[1] - y)
        words.setTextRenderMode(3)
        words.textLine(text)
        canvas.drawText(words)

    return draw


def field(canvas: Canvas) -> None:
    canvas.acroForm.textfield(value="Emil Sorge", x=120, y=A4[1] - 105, width=200, height=20)


def spread(x: float, y: float, text: str, gap: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        words = canvas.beginText(x, A4[1] - y)
        words.setFont("Helvetica", 10)
        words.setWordSpace(gap)
        words.textLine(text)
        canvas.drawText(words)

    return draw


def table(y: float, *rows: Sequence[str], step: float = 18) -> list[At]:
    return [
        At(60 + 150 * column, y + step * number, cell)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell
    ]


WAHL = (("Partei", "Stimmen", "Anteil"), ("Liste Talwind", "1.204", "12,1 %"),
        ("Freie Bürger", "3.310", "33,2 %"), ("Grüne Höhe", "880", "8,8 %"))  # fmt: skip
WAHL_SEEN = [" | ".join(row) for row in WAHL]
OFFSET = [item._replace(y=item.y + 6) for item in filled(320, 100, 215, KRITIK)]
FEET = [
    [
        *filled(60, 200, 470, text),
        At(60, 800, f"Kreisblatt · Ausgabe {7 + n}", 8),
        At(520, 800, str(n + 1), 8),
    ]
    for n, text in enumerate((RAT, KRITIK, BAU))
]


@pytest.mark.parametrize(
    ("pages", "seen"),
    [
        # Hyphens at the end of lines.
        ([block(60, 100, "Die SPD-", "geführten Länder und die Bundes-", "regierung stimmten der EU-",
                "weiten Regel zu.")],
         ["Die SPD-geführten Länder und die Bundesregierung stimmten der EU-weiten Regel zu."]),
        ([block(60, 100, "Es geht um die Luft-", "und Seestreitkräfte, um Innen-", "wie Außenpolitik und die G7-",
                "Staaten sowie CO2-", "neutrale Antriebe.")],
         ["Es geht um die Luft- und Seestreitkräfte, um Innen- wie Außenpolitik und die G7-Staaten "
          "sowie CO2-neutrale Antriebe."]),
        ([block(60, 100, "Das Bündnis 90/", "Die Grünen wirbt auf https://www.example.org/", "rat für die Jahre 2025–",
                "2030 um Stimmen.")],
         ["Das Bündnis 90/Die Grünen wirbt auf https://www.example.org/rat für die Jahre 2025–2030 um Stimmen."]),
        ([block(60, 100, "Der Müller-", "Konzern und die E-", "Mail, die well-known ist und well-", "known bleibt.")],
         ["Der Müller-Konzern und die E-Mail, die well-known ist und well-known bleibt."]),
        # Columns.
        ([filled(60, 100, 215, RAT) + filled(320, 100, 215, KRITIK)], [RAT, KRITIK]),
        ([filled(60, 100, 215, RAT) + OFFSET], [RAT, KRITIK]),
        ([filled(50, 100, 150, RAT, 9) + filled(215, 100, 150, KRITIK, 9) + filled(380, 100, 150, BAU, 9)],
         [RAT, KRITIK, BAU]),
        ([[At(60, 70, "Mehr Platz für Räder in der ganzen Stadt", 24)] + filled(60, 110, 215, RAT)
          + filled(320, 110, 215, KRITIK) + filled(60, 300, 475, BAU)],
         ["Mehr Platz für Räder in der ganzen Stadt", RAT, KRITIK, BAU]),
        ([filled(60, 100, 215, RAT)[:4] + filled(320, 100, 215, KRITIK + " " + BAU)
          + filled(60, 152, 215, " ".join(item.text for item in filled(60, 100, 215, RAT)[4:]))],
         [RAT, f"{KRITIK} {BAU}"]),
        # Pages.
        ([filled(60, 100, 475, RAT)[:1], filled(60, 100, 475, RAT)[1:] + filled(60, 150, 475, BAU)], [RAT, BAU]),
        ([filled(60, 100, 475, RAT)[:1] + [At(60, 700, "1 Nach Angaben der Stadt vom Mai.", 7)],
          filled(60, 100, 475, RAT)[1:]], [RAT, "1 Nach Angaben der Stadt vom Mai."]),
        (FEET, [RAT, KRITIK, BAU]),
        ([[At(60, 40, "Kreisblatt"), At(60, 200, "Ein Satz steht hier."), At(290, 810, f"- {n} -")]
          for n in (1, 2, 3)], ["Ein Satz steht hier."] * 3),
        ([[At(60, 100, "Ein Satz steht hier."), At(60, 113, "Danach noch einer."), At(290, 810, "Seite 1 von 1")]],
         ["Ein Satz steht hier. Danach noch einer."]),
        ([[At(60, 30, "26.11.2026, 04:11", 8), At(300, 30, "Radwege", 8), *filled(60, 100, 475, RAT),
           At(24, 825, "https://example.org/rat", 8), At(560, 825, "1/1", 8)]], [RAT]),
        # Headings and paragraphs.
        ([[At(60, 80, "Kritik vom Rat", 14), *filled(60, 100, 475, RAT)]], ["Kritik vom Rat", RAT]),
        ([[At(60, 87, "Kritik vom Rat", 10, BOLD), *filled(60, 100, 475, RAT)]], ["Kritik vom Rat", RAT]),
        ([[At(60, 60, "Regierung plant neue", 20), At(60, 84, "Abgabe auf Flüge", 20), *filled(60, 120, 475, RAT)]],
         ["Regierung plant neue Abgabe auf Flüge", RAT]),
        ([filled(60, 100, 300, RAT) + filled(60, 190, 300, KRITIK)], [RAT, KRITIK]),
        ([[item._replace(x=item.x + 12 * (item.y in (100, 178))) for item in
           filled(60, 100, 300, RAT)[:6] + filled(60, 100 + 13 * len(filled(60, 100, 300, RAT)), 300, KRITIK)]],
         [RAT, KRITIK]),
        ([filled(60, 100, 475, f"{RAT} Am 3. Oktober wird gefeiert, am 4. Oktober auch.")],
         [f"{RAT} Am 3. Oktober wird gefeiert, am 4. Oktober auch."]),
        ([block(60, 100, "Der Tag der Feier ist in diesem Jahr wieder der", "3. Oktober, und alle kommen dann hierher.")],
         ["Der Tag der Feier ist in diesem Jahr wieder der 3. Oktober, und alle kommen dann hierher."]),
        ([block(60, 100, "Beschlossen wurde:", "• ein Radweg am Fluss", "• ein Radweg am Bahnhof, der aber erst",
                "später gebaut wird", "• sonst nichts")],
         ["Beschlossen wurde:", "• ein Radweg am Fluss", "• ein Radweg am Bahnhof, der aber erst später gebaut wird",
          "• sonst nichts"]),
        ([[At(60, 100, "1."), At(90, 100, "Der Plan wird im Mai noch einmal"), At(90, 113, "beraten."), At(60, 126, "2."),
           At(90, 126, "Das Geld kommt vom Land."), At(60, 139, "3."), At(90, 139, "Gebaut wird im Jahr 2027.")]],
         ["1. Der Plan wird im Mai noch einmal beraten.", "2. Das Geld kommt vom Land.",
          "3. Gebaut wird im Jahr 2027."]),
        # Tables.
        ([table(100, *WAHL)], WAHL_SEEN),
        ([filled(60, 60, 475, RAT) + table(120, *WAHL) + filled(60, 220, 475, BAU)], [RAT, *WAHL_SEEN, BAU]),
        ([table(100, ("Ort", "Preis"), ("Halle am See mit", "12 Euro"), ("einem Steg", ""), ("Bad", "3 Euro"), step=13)
          + [rules(55, 300, 87, 104, 130, 143)]],
         ["Ort | Preis", "Halle am See mit einem Steg | 12 Euro", "Bad | 3 Euro"]),
        # Characters.
        ([[At(60, 100, "Das Haus hat 120 m"), At(60 + 87.3, 96, "2", 6), At(155, 100, "Fläche.")]],
         ["Das Haus hat 120 m² Fläche."]),
        ([[At(60, 100, "Zweimal gedruckt"), At(60.3, 100, "Zweimal gedruckt")]], ["Zweimal gedruckt"]),
        ([[spread(60, 100, "Weit gesetzte Wörter sind noch immer Wörter", 6)]],
         ["Weit gesetzte Wörter sind noch immer Wörter"]),
        # Turned texts.
        ([[*filled(60, 100, 475, RAT), turned(90, 560, 300, "Foto: Ruth Ammer", 7)]], [RAT, "Foto: Ruth Ammer"]),
        ([[turned(90, 100, 700, "Quer gedruckt ist dieser Satz,"), turned(90, 113, 700, "der weitergeht.")]],
         ["Quer gedruckt ist dieser Satz, der weitergeht."]),
        ([[*filled(60, 100, 475, RAT), turned(45, 200, 600, "ENTWURF", 60)],
          [*filled(60, 100, 475, BAU), turned(45, 200, 600, "ENTWURF", 60)]], [RAT, BAU]),
        # What is not seen, and what is.
        ([[*filled(60, 100, 475, RAT), At(60, 300, "Die Quelle ist Frau K."), bar(50, 304, 300, 20)]], [RAT]),
        ([[bar(50, 110, 300, 20), lambda canvas: canvas.setFillGray(1), At(60, 104, "Weiß auf Schwarz.")]],
         ["Weiß auf Schwarz."]),
        ([[picture, unpainted(50, 105, "Ein Satz aus einem Scan.")]], ["Ein Satz aus einem Scan."]),
        ([[At(60, 100, "Landrat:"), field]], ["Landrat: Emil Sorge"]),
    ],
)  # fmt: skip
def test_a_reader_sees(pages: Sequence[Sequence[At | Draw]], seen: list[str]) -> None:
    assert extract(pdf(*pages)).text.split("\n") == seen


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_pages_are_read(angle: int) -> None:
    assert extract(pdf(filled(60, 400, 475, RAT), rotate=angle)).text == RAT


@pytest.mark.parametrize(
    ("given", "page", "title"),
    [
        ("Layout 1", [At(60, 80, "Der Haushalt", 18), *filled(60, 110, 475, RAT)], "Der Haushalt"),
        ("Alte Vorlage", [At(60, 80, "Der Haushalt", 18), *filled(60, 110, 475, RAT)], "Der Haushalt"),
        ("Der Haushalt", [At(60, 60, "KREISBLATT", 30), At(60, 90, "Der Haushalt", 18),
                          *filled(60, 110, 475, RAT)], "Der Haushalt"),
        ("Ein Titel", filled(60, 110, 475, RAT), "Ein Titel"),
        ("Unbenannt-1", filled(60, 110, 475, RAT), None),
    ],
)  # fmt: skip
def test_titles(given: str, page: Sequence[At], title: str | None) -> None:
    assert extract(pdf(page, title=given)).title == title


def test_a_list_that_goes_on_at_the_top_of_pages_is_no_running_head() -> None:
    pages = [
        block(60, 60, *[f"• Punkt {n + 5 * page} der Liste" for n in range(5)]) for page in range(4)
    ]
    assert extract(pdf(*pages)).text.split("\n") == [f"• Punkt {n} der Liste" for n in range(20)]


def test_each_paragraph_has_its_page() -> None:
    found = extract(pdf(filled(60, 100, 475, RAT), filled(60, 100, 475, BAU)))
    assert (found.text, found.pages) == (f"{RAT}\n{BAU}", (1, 2))


def test_a_page_that_is_a_picture_is_named() -> None:
    found = extract(pdf(filled(60, 100, 475, RAT), [picture], []))
    assert (found.text, [note.remark for note in found.notes]) == (RAT, [Remark.PARTLY_READ])
    assert "2" in found.notes[0].detail


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (pdf([picture]), Fault.NO_TEXT),
        (making.locked_pdf("geheim"), Fault.LOCKED),
        (pdf(filled(60, 100, 475, RAT))[:-400], Fault.DAMAGED),
        (b"%PDF-1.7", Fault.DAMAGED),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, fault: Fault) -> None:
    with pytest.raises(UnreadableError) as error:
        extract(data)
    assert error.value.fault is fault


@pytest.mark.parametrize(
    ("name", "title", "seen"),
    [
        ("b06_trennstriche.pdf", None, [
            "Regierung plant neue Abgabe auf Flugreisen",
            "Berlin. Nach dem Willen der Koalition sollen die SPD-geführten Länder dem Gesetz noch im "
            "Juni zustimmen, wie die Staatssekretärin sagte. Das Verfahren gilt auch für die "
            "G7-Staaten, die im vergangenen Jahr eine EU-weite Regel verlangt hatten. Ausgenommen "
            "sind CO2-neutrale Antriebe und Flüge mit dem A320-Neo. Wegen der Pandemie waren die "
            "Pläne zu COVID-19 zunächst verschoben worden. Die Bundesregierung rechnet mit Einnahmen "
            "von 900 Millionen Euro.",
        ]),
        ("b07_kolumnentitel.pdf", None, [
            "Untersuchungsbericht zum Dammbruch",
            "Der Ausschuss kommt zu dem Ergebnis, dass die Betreiberin des Staudamms die Warnungen "
            "der Gutachter über mehrere Jahre hinweg nicht beachtet hat. Allein im Jahr 2023 gingen "
            "demnach 14 schriftliche Hinweise ein. Die Kommission empfiehlt, die Aufsicht an das "
            "Umweltamt zu übertragen, das bisher nicht zuständig war. Der Bericht soll im Juli im "
            "Parlament beraten werden.",
            "Die Betreiberin wies die Vorwürfe zurück. Sie habe alle Auflagen erfüllt und werde gegen "
            "den Bericht klagen, teilte ein Sprecher mit.",
        ]),
        ("c6_titel_im_dokument.pdf", "Kreis spart bei der Musikschule", [
            "Kreis spart bei der Musikschule",
            "Der Kreistag hat am Montag beschlossen, den Zuschuss zu kürzen. Drei Abgeordnete "
            "stimmten dagegen.",
            "Kritik vom Elternrat",
            "Der Elternrat nannte die Kürzung einen Fehler und kündigte Protest an.",
        ]),
    ],
)  # fmt: skip
def test_the_cases_of_newsrooms(name: str, title: str | None, seen: list[str]) -> None:
    if not CASES.is_dir():
        pytest.skip("no shared cases here")
    found = extract((CASES / name).read_bytes())
    assert (found.title, found.text.split("\n")) == (title, seen)
