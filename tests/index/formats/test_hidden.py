"""What a reader of the original does not see is not read; what is shown is."""

from pathlib import Path

import pytest

from index.formats import FORMATS
from tests.index.formats import making
from tests.index.hostile_files import body

SHOWN = "Die Verteidigungsminister tagten gestern ohne die USA in Brüssel."
SECRET = "Quelle ist Frau K."


def html(markup: str, head: str = "") -> str:
    page = f"<p>{SHOWN}</p>{markup}<p>Ende des Artikels, der davor steht.</p>"
    return FORMATS[".html"].extract(making.html(page, head)).text


@pytest.mark.parametrize(
    "markup",
    [
        "<p hidden>{}</p>",
        "<p hidden=until-found>{}</p>",
        "<template><p>{}</p></template>",
        "<noscript>{}</noscript>",
        "<dialog>{}</dialog>",
        "<select><option>{}</option></select>",
        "<iframe>{}</iframe>",
        "<p class='note sr-only'>{}</p>",
        "<p>Davor <span hidden>{}</span> dahinter</p>",
        "<div style='display:none'><p>{}</p></div>",
        "<p style='DISPLAY : NONE !important'>{}</p>",
        "<p style='display:n\\6f ne'>{}</p>",
        "<p style='/**/visibility:hidden'>{}</p>",
        "<p style='content-visibility:hidden'>{}</p>",
        "<p style='opacity:0'>{}</p>",
        "<p style='font-size:0'>{}</p>",
        "<p style='font-size:1px'>{}</p>",
        "<p style='font:0/0 a'>{}</p>",
        "<p style='transform:scale(0)'>{}</p>",
        "<p style='position:absolute;left:-9999px'>{}</p>",
        "<p style='text-indent:-999em'>{}</p>",
        "<p style='transform:translateX(-9999px)'>{}</p>",
        "<p style='height:0;overflow:hidden'>{}</p>",
        "<p style='position:absolute;clip:rect(0 0 0 0)'>{}</p>",
        "<p style='clip-path:inset(50%)'>{}</p>",
        "<p style='color:#FFF'>{}</p>",
        "<p style='color:#fefefe'>{}</p>",
        "<p style='color:rgb(255, 255, 255)'>{}</p>",
        "<p style='color:hsl(0,0%,100%)'>{}</p>",
        "<p style='color:transparent'>{}</p>",
        "<font color=white>{}</font>",
        "<div style='background:#fff'><p style='color:white'>{}</p></div>",
        "<p class=gone>{}</p>",
        "<div class=box><p>{}</p></div>",
        "<p id=far>{}</p>",
        "<!-- {} -->",
    ],
)
def test_hidden_html_is_left_out(markup: str) -> None:
    sheet = (
        "<style>@import url(x.css); .gone, b.x{display:none} .box > p{visibility:hidden}"
        "/* } */ #far{position:fixed;top:-5000px}</style>"
    )
    text = html(markup.format(SECRET), sheet)
    assert SHOWN in text
    assert "Ende des Artikels" in text
    assert "Frau K" not in text
    if "dahinter" in markup:
        assert "Davor dahinter" in text


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='color:#fff;background:#036'>{}</p>",
        "<div style='background-color:navy'><p style='color:#fff'>{}</p></div>",
        "<table bgcolor=black><tr><td style='color:#fff'>{}</td></tr></table>",
        "<details><summary>Mehr</summary><p>{}</p></details>",
        "<p class=print>{}</p>",
        "<p class=gone id=back>{}</p>",
        "<p style='margin-left:-10px;opacity:0.9;font-size:90%'>{}</p>",
    ],
)
def test_shown_html_stays(markup: str) -> None:
    sheet = (
        "<style>@media print{.print{display:none}} .gone{display:none} #back{display:block}"
        " body{visibility:hidden}</style><style media=print>.print{display:none}</style>"
    )
    assert "Frau K" in html(markup.format(f"{SECRET} Das steht hier offen."), sheet)


def run(words: str, form: str = "") -> str:
    return f"<w:r><w:rPr>{form}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>"


STYLES = (
    "<w:style w:type='paragraph' w:default='1' w:styleId='Normal'/>"
    "<w:style w:type='character' w:styleId='Note'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='Own'><w:basedOn w:val='Note'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Gone'><w:rPr><w:vanish w:val='true'/></w:rPr></w:style>"
)
GONE = "<w:pPr><w:pStyle w:val='Gone'/></w:pPr>"
NOTE = "<w:rStyle w:val='Note'/>"
WHITE = "<w:color w:val='FFFFFF'/>"
HIDDEN_ROW = (
    f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{run(SECRET)}</w:p></w:tc></w:tr></w:tbl>"
)
HIDDEN_DRAWING = (
    "<w:p><w:r><w:drawing><d:anchor xmlns:d='http://schemas.openxmlformats.org/drawingml/2006/"
    "wordprocessingDrawing'><d:docPr hidden='1'/><w:txbxContent>"
    f"<w:p>{run(SECRET)}</w:p></w:txbxContent></d:anchor></w:drawing></w:r></w:p>"
)


@pytest.mark.parametrize(
    "content",
    [
        f"<w:p>{run(SECRET, '<w:vanish/>')}</w:p>",
        f"<w:p>{run(SECRET, NOTE)}</w:p>",
        f"<w:p>{run(SECRET, NOTE.replace('Note', 'Own'))}</w:p>",
        f"<w:p>{GONE}{run(SECRET)}</w:p>",
        f"<w:p>{run(SECRET, WHITE)}</w:p>",
        f"<w:p>{run(SECRET, WHITE.replace('color', 'sz').replace('FFFFFF', '2'))}</w:p>",
        f"<w:p><w:del>{run(SECRET)}</w:del></w:p>",
        HIDDEN_ROW,
        HIDDEN_DRAWING,
    ],
)
def test_hidden_word_text_is_left_out(content: str) -> None:
    data = body(f"<w:p>{run(SHOWN)}</w:p>{content}<w:p>{run('Ende.')}</w:p>", STYLES)
    assert FORMATS[".docx"].extract(data).text == f"{SHOWN}\nEnde."


ON_BLACK = "<w:highlight w:val='black'/>"
ON_BLUE = "<w:pPr><w:shd w:fill='003366'/></w:pPr>"
IN_TABLE = (
    "<w:tbl><w:tblPr><w:tblStyle w:val='Grid'/></w:tblPr><w:tr><w:tc>"
    f"<w:p>{run(SECRET, WHITE)}</w:p></w:tc></w:tr></w:tbl>"
)


@pytest.mark.parametrize(
    "content",
    [
        f"<w:p>{run(SECRET, ON_BLACK.replace('highlight', 'vanish').replace('black', '0'))}</w:p>",
        f"<w:p>{GONE}{run(SECRET, NOTE)}</w:p>",
        f"<w:p>{run(SECRET, WHITE + ON_BLACK)}</w:p>",
        f"<w:p>{ON_BLUE}{run(SECRET, WHITE)}</w:p>",
        IN_TABLE,
    ],
)
def test_shown_word_text_stays(content: str) -> None:
    data = body(f"<w:p>{run(SHOWN)}</w:p>{content}", STYLES)
    assert FORMATS[".docx"].extract(data).text == f"{SHOWN}\n{SECRET}"


def test_an_editors_hidden_note_is_left_out() -> None:
    note = run("Redaktionsnotiz: Quelle ist Frau K., nicht nennen. ", "<w:vanish/>")
    text = FORMATS[".docx"].extract(
        body(f"<w:p>{run('Die Übernahme endet im Mai. ')}{note}{run('Der Preis fehlt.')}</w:p>")
    )
    assert text.text == "Die Übernahme endet im Mai. Der Preis fehlt."


CELLS = "<w:tbl><w:tr><w:tc><w:p>{}</w:p>{}</w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>"
BOX = "<w:p><w:r><w:txbxContent><w:p>{}</w:p>{}</w:txbxContent></w:r></w:p>"


def test_nested_tables_and_boxes_are_read_once() -> None:
    inner = CELLS.format(run("Polen"), "", run("keine"))
    table = CELLS.format(run("Land"), inner, run("Truppen"))
    boxes = BOX.format(run("außen"), BOX.format(run("innen"), ""))
    assert FORMATS[".docx"].extract(body(table + boxes)).text == (
        "Land\nPolen | keine\nTruppen\naußen\ninnen"
    )


def pdf(stream: str) -> str:
    """The text of a page that first shows a line and then what the stream does."""
    content = f"BT /F1 11 Tf 50 800 Td ({SHOWN}) Tj ET\n{stream}"
    return FORMATS[".pdf"].extract(making.pdf_page(content.encode("cp1252"))).text


TEXT = f"BT /F1 11 Tf 50 700 Td ({SECRET}) Tj ET"
SCAN = "q 595 0 0 842 0 0 cm /I Do Q"


@pytest.mark.parametrize(
    "stream",
    [
        f"3 Tr {TEXT}",
        f"q 1 1 1 rg {TEXT} Q",
        f"q 1 g {TEXT} Q",
        f"q 0 0 0 0 k {TEXT} Q",
        f"q /DeviceRGB cs 1 1 1 sc {TEXT} Q",
        f"q /T gs {TEXT} Q",
        TEXT.replace("11 Tf", "0.5 Tf"),
        TEXT.replace("50 700", "-4000 700"),
        TEXT.replace("50 700", "50 4000"),
        f"q 0 g 40 100 300 30 re f 1 g {TEXT} Q",
        f"/OC /L BDC {TEXT} EMC",
        "q 1 g /F Do Q",
    ],
)
def test_hidden_pdf_text_is_left_out(stream: str) -> None:
    assert pdf(stream) == SHOWN


@pytest.mark.parametrize(
    "stream",
    [
        f"q 1 g Q {TEXT}",
        f"q 0 0 0.5 rg 40 690 300 30 re f 1 g {TEXT} Q",
        f"{SCAN} 1 g {TEXT}",
        f"{SCAN} 3 Tr {TEXT}",
        f"3 Tr {TEXT} {SCAN}",
        f"/OC /M BDC {TEXT} EMC",
        "/F Do",
    ],
)
def test_shown_pdf_text_stays(stream: str) -> None:
    assert "Frau K" in pdf(stream)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Davor.<!-- geheim -->\n\nEnde.", "Davor.\n\nEnde."),
        ("Davor.\n\n<!-- geheim\n\ngeheim", "Davor.\n\n"),
        ("[//]: # (geheim)\nDavor.", "\nDavor."),
        ("`<!-- gezeigt -->`", "`<!-- gezeigt -->`"),
        ("```\n<!-- gezeigt -->\n```\n<!-- geheim -->", "```\n<!-- gezeigt -->\n```\n"),
        ("```a``` <!-- geheim -->", "```a``` "),
        ("[1]: https://example.org", "[1]: https://example.org"),
    ],
)
def test_comments_in_markdown_are_left_out(written: str, text: str) -> None:
    assert FORMATS[".md"].extract(written.encode()).text == text


@pytest.mark.parametrize(
    ("fields", "title", "dated", "language"),
    [
        ("title: Rat stoppt: Die Straße", "Rat stoppt: Die Straße", None, None),
        ("title: 'Der ''Rat'''  # neu\ndate: 2026-02-11T10:00", "Der 'Rat'", "2026-02-11", None),
        ('title: "Der \\"Rat\\""\nlang: DE', 'Der "Rat"', None, "de"),
        ("title: 1:59:59:59\nlanguage: en", "1:59:59:59", None, "en"),
        ("title: *anker\ndate: &a 2026-02-11", "Kopf", None, None),
        ("title: [a, b]\ndate: {x: 1}", "Kopf", None, None),
        ("title: >\n  lang", "Kopf", None, None),
        (f"title: {'x' * 301}", "Kopf", None, None),
        ("author:\n  title: Dr.", "Kopf", None, None),
    ],
)
def test_front_matter_is_plain_values(
    fields: str, title: str, dated: str | None, language: str | None
) -> None:
    found = FORMATS[".md"].extract(f"---\n{fields}\n---\n# Kopf ##\n\nText.".encode())
    assert (found.title, found.dated and found.dated.isoformat(), found.language) == (
        title,
        dated,
        language,
    )


def test_the_cases_of_newsrooms() -> None:
    """Where the shared cases are: a hidden note in Word, and a colon in a headline."""
    cases = Path(__file__).parents[4] / "shared" / "cases" / "files"
    if not cases.is_dir():
        pytest.skip("no shared cases here")
    assert "Frau K" not in FORMATS[".docx"].extract((cases / "c4_verborgen.docx").read_bytes()).text
    found = FORMATS[".md"].extract((cases / "b12_doppelpunkt.md").read_bytes())
    assert found.title == "Brandenstein: Rat stoppt Umgehungsstraße"
